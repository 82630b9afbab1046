namespace Throughline.Profiles.Identity;

/// <summary>One record, or several that leave or come together, with the number of the profile that they make.</summary>
/// <param name="Profile">The number.</param>
/// <param name="Records">The records.</param>
/// <param name="Former">Numbers of records that are gone and lead to it; null for none.</param>
public sealed record ProfilePart(int Profile, IReadOnlyList<int> Records, IReadOnlyList<int>? Former = null);

/// <summary>Two records that hold two parts of a profile together, and what joined them.</summary>
/// <param name="Left">One record.</param>
/// <param name="Right">The other.</param>
/// <param name="Weight">Weight of the join in bits; null for a person's word.</param>
/// <param name="By">evidence, identifier or statement.</param>
public sealed record Bond(int Left, int Right, double? Weight, string By);

/// <summary>One step from the old profiles to the new: some records leave a profile, or one profile goes into another.</summary>
abstract record ProfileStep
{
    /// <summary>Records leave a profile and make profiles of their own.</summary>
    public sealed record Split(int Profile, IReadOnlyList<ProfilePart> Parts) : ProfileStep;

    /// <summary>One profile goes into another, which holds its records from now on.</summary>
    public sealed record Merged(int Into, ProfilePart From, Bond? Bond) : ProfileStep;
}

/// <summary>
/// Numbers groups of records so that what people know a profile by stays: a part that holds the founding record keeps the profile's number,
/// of several the oldest survives, and a part that leaves gets the number back that it had, or takes that of its oldest record.
/// </summary>
static class Regroup
{
    /// <summary>The steps from the old profiles to the new groups.</summary>
    /// <param name="profileOf">Number of the profile of each touched record so far. All records of a profile are touched that loses one.</param>
    /// <param name="groups">The groups of the touched records, each record in exactly one.</param>
    /// <param name="bonds">What holds groups together; may be empty.</param>
    /// <param name="formerOf">The number that a part of a profile had before it came into that profile, when it had another than its oldest record's.</param>
    public static List<ProfileStep> Steps(
        IReadOnlyDictionary<int, int> profileOf, IReadOnlyList<IReadOnlyList<int>> groups, IReadOnlyList<Bond> bonds, Func<int, IReadOnlyList<int>, int?> formerOf)
    {
        var groupOf = new Dictionary<int, int>();
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var record in groups[group])
            {
                groupOf.Add(record, group);
            }
        }

        var steps = new List<ProfileStep>();
        var parts = new List<(int Group, ProfilePart Part, bool Kept)>();
        foreach (var old in groupOf.Keys.Order().GroupBy(record => profileOf[record]).OrderBy(old => old.Key))
        {
            // The founding record's part keeps the number; where that record is gone, the oldest one's.
            var heir = groupOf.TryGetValue(old.Key, out var founders) && profileOf[old.Key] == old.Key ? founders : groupOf[old.First()];
            var leaving = new List<ProfilePart>();
            foreach (var part in old.GroupBy(record => groupOf[record]))
            {
                List<int> records = [.. part];
                var number = part.Key == heir ? old.Key : formerOf(old.Key, records) ?? records[0];
                parts.Add((part.Key, new ProfilePart(number, records), part.Key == heir));
                if (part.Key != heir)
                {
                    leaving.Add(parts[^1].Part);
                }
            }

            if (leaving.Count > 0)
            {
                steps.Add(new ProfileStep.Split(old.Key, leaving));
            }
        }

        var near = bonds.SelectMany(bond => new[] { (Record: bond.Left, bond), (Record: bond.Right, bond) }).ToLookup(one => one.Record, one => one.bond);
        foreach (var together in parts.GroupBy(one => one.Group).Where(group => group.Count() > 1).OrderBy(group => group.Min(one => one.Part.Profile)))
        {
            // A number that was alive a moment ago outlives one that comes back.
            var survivor = together.OrderBy(one => one.Kept ? 0 : 1).ThenBy(one => one.Part.Profile).First().Part;
            steps.AddRange(Merges(survivor, [.. together.Select(one => one.Part)], near));
        }

        return steps;
    }

    /// <summary>Each other part goes into the survivor by the bond that reaches it first, seen from the survivor.</summary>
    static IEnumerable<ProfileStep> Merges(ProfilePart survivor, List<ProfilePart> parts, ILookup<int, Bond> near)
    {
        var partOf = parts.SelectMany(part => part.Records.Select(record => (record, part))).ToDictionary(one => one.record, one => one.part);
        var reached = new HashSet<int> { survivor.Profile };
        var waiting = new Queue<ProfilePart>([survivor]);
        while (waiting.TryDequeue(out var from))
        {
            foreach (var bond in from.Records.SelectMany(record => near[record]))
            {
                foreach (var end in new[] { bond.Left, bond.Right })
                {
                    if (partOf.TryGetValue(end, out var part) && reached.Add(part.Profile))
                    {
                        waiting.Enqueue(part);
                        yield return new ProfileStep.Merged(survivor.Profile, part, bond);
                    }
                }
            }
        }

        foreach (var part in parts.Where(part => !reached.Contains(part.Profile)).OrderBy(part => part.Profile))
        {
            yield return new ProfileStep.Merged(survivor.Profile, part, null);
        }
    }
}
