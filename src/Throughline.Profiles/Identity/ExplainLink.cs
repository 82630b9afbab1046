using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Matching.Live;
using Throughline.Matching.Records;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;

namespace Throughline.Profiles.Identity;

/// <summary>Why two records are one customer, or not: what each field says in bits, and what would change it.</summary>
static class ExplainLink
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/profiles/{id}/links", Explain).WithName("ExplainLink").WithTags("Identity").ProducesProblem(404)
        .WithSummary("Why two records, of one profile or of two, are thought to be one customer; values only where the register allows it");

    static Ok<LinkView> Explain(string id, int left, int right, ProfileDirectory profiles, SignalLog log, KeyStore keys, Residents residents)
    {
        var profile = ChangeProfiles.Living(profiles, id);
        if (left == right)
        {
            throw new BadInputException("right", "Name two records.", "same_record");
        }

        var told = profiles.Explain(left, right);
        var contents = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Customers, contents);
        return keys.Read(connection =>
        {
            using var now = new RecordsNow(connection, contents);
            var (a, b) = (Side(left), Side(right));
            var parts = told.Parts.Select(part => new LinkPart(
                Name(part.Field), part.Level, part.Bits, ValueOf(a, part.Field), ValueOf(b, part.Field), part.ShareOfPeople)).ToList();
            return TypedResults.Ok(new LinkView(a.View, b.View, told.Prior, parts, told.Weight, told.Probability, told.FoundBy, told.Objections,
                new LinkGraph(connection, profile).Path(left, right), parts.Where(part => part.Bits < 0).MinBy(part => part.Bits),
                WouldChange(told, residents.Threshold)));

            SideOf Side(int number)
            {
                var record = connection.One($"SELECT {SourceRecord.Columns} FROM profiles_record WHERE id = @id", SourceRecord.Read, ("@id", number)) ?? throw new NotFoundException("There is no such record.", "no_record");
                var shown = Shown(now.ReadOwn(number), record.SourceId, contents, asking);
                var customer = asking.Takes(record.SourceId, Throughline.Platform.Uses.Part.Customer) ? NamedCustomer.IdentifierOf(record.Customer) : null;
                return new SideOf(new LinkSide(number, new ProfileId(record.Profile).ToString(), contents.FindSource(record.SourceId)?.Name ?? "", customer,
                    [.. shown.Select(one => new LinkValue(Name(one.Key), one.Value))]), shown);
            }
        });
    }

    /// <summary>The values that may be shown: an attribute's where it has the purpose in the source, an identifier's where those have it.</summary>
    static Dictionary<MatchField, string> Shown(RecordNow record, int source, CatalogueContents contents, Asking asking)
    {
        var attributes = contents.Attributes.Where(attribute => attribute.Kind == AttributeKind.Identity)
            .Select(attribute => (attribute, Field: RecordsNow.FieldOf(attribute.Name))).Where(one => one.Field is not null).ToLookup(one => one.Field!.Value, one => one.attribute);
        return record.Values.Where(value => attributes[value.Field].All(attribute => asking.Takes(source, Throughline.Platform.Uses.Part.Of(attribute)))
                && (value.Field is not (MatchField.Email or MatchField.Phone) || asking.Takes(source, Throughline.Platform.Uses.Part.Customer)))
            .ToDictionary(value => value.Field, value => value.Text);
    }

    /// <summary>The smallest changes that would turn the decision: fields that speak against it, or for it, and a person's word.</summary>
    static List<Change> WouldChange(PairExplanation told, double threshold)
    {
        var joined = told.Weight >= threshold;
        var changes = told.Parts.Where(part => joined ? part.Bits > 0 : part.Bits < 0)
            .Select(part => new Change(joined ? "field_different" : "field_same", Name(part.Field), told.Weight - part.Bits))
            .Where(change => joined ? change.Bits < threshold : change.Bits >= threshold).OrderByDescending(change => Math.Abs(change.Bits!.Value - told.Weight)).ToList();
        if (!joined && told.Weight > 0)
        {
            changes.Add(new Change("threshold", null, told.Weight));
        }

        changes.Add(new Change("statement", null, null));
        return changes;
    }

    static string? ValueOf(SideOf side, MatchField field) => side.Shown.GetValueOrDefault(field);

    internal static string Name(MatchField field) => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.ToString());

    sealed record SideOf(LinkSide View, Dictionary<MatchField, string> Shown);
}

/// <summary>Why two records are one customer, or not.</summary>
/// <param name="Left">One record.</param>
/// <param name="Right">The other.</param>
/// <param name="Prior">Bits before anything is compared.</param>
/// <param name="Parts">What each field adds; prior and all bits are the weight.</param>
/// <param name="Weight">log2 of the odds that they are one customer.</param>
/// <param name="Probability">The same as a probability.</param>
/// <param name="FoundBy">The most telling key that both share; null where none brings them together.</param>
/// <param name="Objections">What keeps them apart whatever the weight; codes.</param>
/// <param name="Path">The records over which they are joined in the profile, both ends included; empty when nothing joins them.</param>
/// <param name="StrongestAgainst">The part that speaks most against it; null when none does.</param>
/// <param name="WouldChange">What would turn the decision; codes.</param>
sealed record LinkView(
    LinkSide Left, LinkSide Right, double Prior, IReadOnlyList<LinkPart> Parts, double Weight, double Probability, string? FoundBy,
    IReadOnlyList<string> Objections, IReadOnlyList<int> Path, LinkPart? StrongestAgainst, IReadOnlyList<Change> WouldChange);

/// <summary>A record of a link.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Profile">The profile that it stands in.</param>
/// <param name="Source">Name of its source.</param>
/// <param name="Customer">Its strongest identifier; null where no purpose is named for it.</param>
/// <param name="Values">Its values, where a purpose is named for them.</param>
sealed record LinkSide(int Record, string Profile, string Source, string? Customer, IReadOnlyList<LinkValue> Values);

/// <summary>A value of a record, as the source wrote it.</summary>
sealed record LinkValue(string Field, string Value);

/// <summary>What one field says.</summary>
/// <param name="Field">The field.</param>
/// <param name="Level">How the two values compare; a code.</param>
/// <param name="Bits">Bits for (above 0) or against.</param>
/// <param name="Left">Value of the left record; null where there is none, or no purpose.</param>
/// <param name="Right">Value of the right record.</param>
/// <param name="ShareOfPeople">Share of the records that bear the value agreed on; null unless it is exact.</param>
sealed record LinkPart(string Field, string Level, double Bits, string? Left, string? Right, double? ShareOfPeople);

/// <summary>One thing that would turn the decision.</summary>
/// <param name="Code">field_same, field_different, threshold or statement.</param>
/// <param name="Field">The field; null where it is none.</param>
/// <param name="Bits">The weight after it; null for a statement, which no weight outdoes.</param>
sealed record Change(string Code, string? Field, double? Bits);
