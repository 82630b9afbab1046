using Throughline.Contracts;
using Throughline.Platform.Facts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Profiles.Attributes;
using Throughline.Profiles.Identity;
using Throughline.Profiles.Reading;
using Throughline.Profiles.Relations;

namespace Throughline.Server.Views.Profiles;

/// <summary>What ties a profile: to other customers, and its own records to each other over time.</summary>
sealed class ProfileTies(RelationBook relations, ProfileDirectory directory, ProfileBook book, FactLog facts)
{
    /// <summary>Ties to other customers, as far as something of the other one may be seen.</summary>
    public IReadOnlyList<RelationView> Relations(int profile, CatalogueContents catalogue, Asking asking)
    {
        var ties = relations.Of(profile);
        if (ties.Count == 0)
        {
            return [];
        }

        var others = book.List([.. ties.Select(tie => tie.Other).Distinct()], catalogue, asking).ToDictionary(other => other.Id.Number);
        return
        [
            .. ties.Where(tie => others.ContainsKey(tie.Other)).Select(tie => new RelationView(
                tie.Id, tie.Type, new OtherProfile(others[tie.Other].Id.ToString(), others[tie.Other].Name), tie.Role, tie.Since, tie.Until, tie.Inferred, tie.Evidence,
                tie.Probability, tie.By)),
        ];
    }

    /// <summary>What became of a profile and of its values, the newest first.</summary>
    /// <param name="profile">Its number.</param>
    /// <param name="former">Numbers that lead to it: what was chosen there counts here.</param>
    public IReadOnlyList<HistoryEntry> History(int profile, IReadOnlyList<ProfileId> former) =>
    [
        .. directory.History(profile).Select(one => new HistoryEntry(one.Fact, one.At, one.Kind, one.By, one.Who, one.Why, one.Records,
                [.. one.Profiles.Select(number => new ProfileId(number).ToString())], one.Weight, one.CanUndo))
            .Concat(former.Prepend(new ProfileId(profile)).SelectMany(id => facts.About(id.ToString())).DistinctBy(fact => fact.Seq)
                .Where(fact => fact.Kind is PinBook.Pinned or PinBook.Unpinned or ProfileExport.Exported)
                .Select(fact => new HistoryEntry(fact.Seq, fact.At, fact.Kind, "person", fact.By, null,
                    fact.Kind == ProfileExport.Exported ? [] : [PinBook.RecordOf(fact)], [fact.Subject], null, false)))
            .OrderByDescending(one => one.Fact),
    ];

    /// <summary>What joined a record to the others last; null when nothing did.</summary>
    public static RecordJoined? Joined(int record, IReadOnlyList<HistoryEntry> history) =>
        history.FirstOrDefault(one => one.Kind == IdentityFacts.Merged && one.Records.Contains(record)) is { } joined
            ? new RecordJoined(joined.At, joined.By, joined.Fact, joined.Weight)
            : null;
}
