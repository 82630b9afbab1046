using Microsoft.Data.Sqlite;
using Throughline.Platform.Facts;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>One thing that became of a profile.</summary>
/// <param name="Fact">Number of the fact.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">One of <see cref="IdentityFacts"/>.</param>
/// <param name="By">resolver, identifier, person or refit.</param>
/// <param name="Who">Name of the person; null when no person did it.</param>
/// <param name="Why">The person's reason; null when none was given, or it was erased.</param>
/// <param name="Profiles">Of a merge the survivor and the one that went into it; of a split the one that lost records and those that left.</param>
/// <param name="Records">The records that came over or left; of a statement the two that it is about.</param>
/// <param name="Left">A record on one side of what joined them; null where none was told.</param>
/// <param name="Right">The record on the other side.</param>
/// <param name="Weight">Weight of the join in bits, 12 where it is that or more: a stronger pair counts no more in an average. Null for a person's word.</param>
/// <param name="CanUndo">True when it can be taken back now.</param>
public sealed record ProfileEvent(
    long Fact, DateTime At, string Kind, string By, string? Who, string? Why, IReadOnlyList<int> Profiles, IReadOnlyList<int> Records,
    int? Left, int? Right, double? Weight, bool CanUndo);

/// <summary>Tells from facts what became of a profile and of those that went into it.</summary>
sealed class ProfileHistory(SqliteConnection connection)
{
    public IReadOnlyList<ProfileEvent> Of(int profile)
    {
        List<int> numbers = [profile, .. ProfileDirectory.Former(connection, profile)];
        var facts = new SortedDictionary<long, Fact>();
        foreach (var fact in numbers.SelectMany(number => FactLog.About(connection, IdentityFacts.SubjectOf(number))))
        {
            facts[fact.Seq] = fact;
        }

        var here = ProfileDirectory.RecordsOf(connection, profile).Select(record => record.Number).ToHashSet();
        var said = facts.Count == 0 ? new Said() : Said.Read(connection);
        var told = new List<ProfileEvent>();
        foreach (var fact in facts.Values)
        {
            var why = connection.One("SELECT why FROM profiles_word WHERE fact = @fact", r => r.GetString(0), ("@fact", fact.Seq));
            if (Tell(fact, why, here, said) is { } one)
            {
                told.Add(one);
            }
        }

        return told;
    }

    static ProfileEvent? Tell(Fact fact, string? why, HashSet<int> here, Said said)
    {
        switch (fact.Kind)
        {
            case IdentityFacts.Merged:
                var merged = IdentityFacts.Read<MergedBody>(fact.Body);
                var leaving = merged.Records.Count(here.Contains);
                return Event(merged.By, [merged.Into, merged.From], merged.Records, merged.Left, merged.Right, merged.Weight, leaving > 0 && leaving < here.Count);
            case IdentityFacts.Split:
                var split = IdentityFacts.Read<SplitBody>(fact.Body);
                return Event(split.By, [split.From, .. split.Parts.Select(part => part.Profile)], [.. split.Parts.SelectMany(part => part.Records)], null, null, null, false);
            case IdentityFacts.Unmerged:
                var undone = IdentityFacts.Read<UnmergedBody>(fact.Body);
                return Event("person", [undone.From, .. undone.Parts.Select(part => part.Profile)], [.. undone.Parts.SelectMany(part => part.Records)],
                    null, null, null, said.Find(undone.Statement) is not null);
            case IdentityFacts.Together or IdentityFacts.Apart:
                var stated = IdentityFacts.Read<StatedBody>(fact.Body);
                return Event("person", [], [stated.Left, stated.Right], stated.Left, stated.Right, null, said.Find(fact.Seq) is not null);
            case IdentityFacts.Lifted:
                var lifted = IdentityFacts.Read<LiftedBody>(fact.Body);
                return Event("person", [], [lifted.Left, lifted.Right], lifted.Left, lifted.Right, null, false);
            default:
                return null; // of another part of the pillar, which tells it itself
        }

        ProfileEvent Event(string by, IReadOnlyList<int> profiles, IReadOnlyList<int> records, int? left, int? right, double? weight, bool canUndo) => new(
            fact.Seq, fact.At, fact.Kind, by, by == "person" ? fact.By : null, why, profiles, records, left, right, weight, canUndo);
    }
}
