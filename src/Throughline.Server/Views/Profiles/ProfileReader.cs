using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Profiles.Attributes;
using Throughline.Profiles.Reading;
using Throughline.Profiles.Timelines;

namespace Throughline.Server.Views.Profiles;

/// <summary>Puts together what is held of one customer: from the pillar's doors, the index of timelines, and the newest answers of the log.</summary>
sealed class ProfileReader(SignalLog log, ProfileBook book, TimelineIndex index, ProfileHeard heard, ProfileTies ties, TimeProvider time)
{
    /// <summary>The customer.</summary>
    /// <exception cref="NotFoundException">The id leads nowhere.</exception>
    /// <exception cref="UseRefusedException">None of the records may be seen.</exception>
    public async Task<ProfileView> GetAsync(string key, CancellationToken cancellation)
    {
        using var asking = log.Uses.Ask(Use.Customers, log.Catalogue.Contents);
        return await GetAsync(key, asking, cancellation);
    }

    /// <summary>The same for another use.</summary>
    public async Task<ProfileView> GetAsync(string key, Asking asking, CancellationToken cancellation)
    {
        var catalogue = log.Catalogue.Contents;
        var profile = book.Find(key, asking) ?? throw ProfileBook.Missing();
        var held = book.Read(profile, catalogue, asking);
        if (held.Records.Count == 0)
        {
            throw ProfileBook.Missing(); // it went while it was read
        }

        var records = held.Records.Select(record => new TimelineRecord(record.SourceId, record.Customer)).ToList();
        var forms = index.Count(records);
        var values = held.Attributes.Select(one => Value(one, catalogue)).ToList();
        values.AddRange(await heard.AnswersAsync(held.Records, records, forms, catalogue, asking, cancellation));
        values.AddRange(heard.Counts(forms, catalogue, asking));
        var history = ties.History(profile, held.Former);
        return new ProfileView(held.Id.ToString(), key, [.. held.Former.Select(id => id.ToString())], held.Name,
            held.Records.Min(record => record.FirstSeen), held.Records.Max(record => record.LastSeen), held.Records.Sum(record => record.Signals),
            held.Records.Sum(record => record.Texts), held.Records.Sum(record => record.Answered),
            [.. held.Records.Select(record => Name(record.SourceId)).Distinct(StringComparer.Ordinal)],
            [.. forms.Where(form => form.Form.Language is not null && asking.Takes(form.Form.SourceId, Part.Language)).GroupBy(form => form.Form.Language!)
                .OrderByDescending(language => language.Sum(form => form.Count)).ThenBy(language => language.Key, StringComparer.Ordinal).Select(language => language.Key)],
            [.. held.Records.Select(record => new RecordView(record.Number, Name(record.SourceId), record.SourceId, NamedCustomer.IdentifierOf(record.Customer), record.FirstSeen, record.LastSeen,
                record.Signals, ProfileTies.Joined(record.Number, history)))],
            [.. held.Identifiers.Select(one => new IdentifierView(one.Identifier, one.Records, one.Shared, one.FirstSeen, one.LastSeen))],
            values, ties.Relations(profile, catalogue, asking),
            [.. held.Consents.Select(one => new ConsentView(one.Purpose, one.Given, one.At, one.Subject, one.Kind, one.Evidence))],
            history, QualityOf.Profile(held, catalogue, log.Uses, time.GetUtcNow().UtcDateTime), asking.LeftOut);

        string Name(int source) => catalogue.FindSource(source)?.Name ?? "";
    }

    ValueView Value(ChosenValue chosen, CatalogueContents catalogue)
    {
        var (attribute, value) = (chosen.Attribute, chosen.Value);
        return new ValueView("attribute", attribute.Id, null, attribute.Name, attribute.Kind, value.Kept.Value, catalogue.FindSource(value.Kept.SourceId)?.Name ?? "",
            value.Kept.Record, value.Kept.Last, Math.Round(value.Confidence, 4), log.Uses.PurposesOf(value.Kept.SourceId, Part.Of(attribute)), value.Pinned,
            new ValueWhy(value.Rule, [.. value.Candidates.Select(one => new CandidateView(one.Claim.Value, catalogue.FindSource(one.Claim.SourceId)?.Name ?? "",
                one.Claim.Record, one.Claim.Last, one.Claim.Times, one.Valid, Math.Round(one.Score, 4), one.Verdict, one.Reason, one.Standard, one.Country))]));
    }
}

/// <summary>How good what we hold of one customer is, from counts. The formula stands in docs/methods/survivorship.md.</summary>
static class QualityOf
{
    public static ProfileQuality Profile(HeldProfile held, CatalogueContents catalogue, DataUse uses, DateTime now)
    {
        var sources = held.Records.Select(record => record.SourceId).Distinct().ToList();
        var offered = catalogue.Attributes.Where(attribute => attribute.Kind == AttributeKind.Identity && sources.Exists(source =>
            uses.Has(new ElementKey(source, ElementKind.Attribute, attribute.Name)))).Select(attribute => attribute.Id).ToHashSet();
        var known = held.Attributes.Count(one => offered.Contains(one.Attribute.Id) && one.Value.Candidates[0].Valid);
        var candidates = held.Attributes.SelectMany(one => one.Value.Candidates).ToList();
        var several = held.Attributes.Where(one => one.Value.Candidates.Select(candidate => candidate.Claim.Record).Distinct().Skip(1).Any()).ToList();
        var fresh = held.Attributes.Count(one => (now - one.Value.Kept.Last).TotalDays <= HalfLife.Days(one.Attribute.Kind));
        ShareOf[] shares =
        [
            new(known, offered.Count),
            new(candidates.Count(one => one.Valid), candidates.Count),
            new(several.Count(one => one.Value.Candidates.All(candidate => candidate.Verdict != ValueVerdict.SetAside)), several.Count),
            new(fresh, held.Attributes.Count),
        ];
        var counted = shares.Where(share => share.Of > 0).ToList();
        return new ProfileQuality(counted.Count == 0 ? null : Math.Round(counted.Average(share => (double)share.Have / share.Of), 4), shares[0], shares[1], shares[2], shares[3]);
    }
}
