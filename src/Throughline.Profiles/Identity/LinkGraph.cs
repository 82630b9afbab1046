using Microsoft.Data.Sqlite;
using Throughline.Platform.Facts;

namespace Throughline.Profiles.Identity;

/// <summary>What joined the records of one profile, from the facts of its merges.</summary>
sealed class LinkGraph
{
    readonly ILookup<int, (int To, double Weight)> _near;

    public LinkGraph(SqliteConnection connection, int profile)
    {
        var here = ProfileDirectory.RecordsOf(connection, profile).Select(record => record.Number).ToHashSet();
        var bonds = new Dictionary<(int, int), double>();
        foreach (var subject in ProfileDirectory.Former(connection, profile).Append(profile))
        {
            foreach (var fact in FactLog.About(connection, IdentityFacts.SubjectOf(subject)).Where(fact => fact.Kind == IdentityFacts.Merged))
            {
                if (IdentityFacts.Read<MergedBody>(fact.Body) is { Left: { } left, Right: { } right } body && here.Contains(left) && here.Contains(right))
                {
                    bonds[(Math.Min(left, right), Math.Max(left, right))] = body.Weight ?? double.PositiveInfinity; // a person's word
                }
            }
        }

        _near = bonds.SelectMany(bond => new[] { (From: bond.Key.Item1, To: bond.Key.Item2, bond.Value), (From: bond.Key.Item2, To: bond.Key.Item1, bond.Value) })
            .OrderByDescending(one => one.Value).ThenBy(one => one.To).ToLookup(one => one.From, one => (one.To, one.Value));
    }

    /// <summary>The fewest joins from one record to another, both ends included; empty when no joins lead there.</summary>
    public IReadOnlyList<int> Path(int left, int right)
    {
        var from = new Dictionary<int, int> { [left] = left };
        var open = new Queue<int>([left]);
        while (open.TryDequeue(out var at) && !from.ContainsKey(right))
        {
            foreach (var (to, _) in _near[at])
            {
                if (from.TryAdd(to, at))
                {
                    open.Enqueue(to);
                }
            }
        }

        if (!from.ContainsKey(right))
        {
            return [];
        }

        List<int> path = [right];
        while (path[^1] != left)
        {
            path.Add(from[path[^1]]);
        }

        path.Reverse();
        return path;
    }
}
