using Throughline.Matching.Clustering;

namespace Throughline.Matching.Live;

/// <summary>
/// Pairs to look at, as they were seen: those near the line between one customer and two, the nearest first, and those that were kept apart though their
/// weight is well above it. Within bounds.
/// </summary>
sealed class DoubtBook
{
    /// <summary>Bits from the threshold within which a pair is near it.</summary>
    public const double Near = 5;

    const int Most = 20_000;

    readonly Dictionary<(int Left, int Right), double> _pairs = []; // bits from the threshold; those kept apart stand half way

    /// <summary>True where a pair is to be looked at.</summary>
    public static bool IsDoubtful(double weight, double threshold, bool together) => Math.Abs(weight - threshold) <= Near || (weight > threshold && !together);

    public void Take(IEnumerable<Edge> edges, double threshold, Func<int, int, bool> together)
    {
        foreach (var edge in edges)
        {
            var pair = (Math.Min(edge.Left, edge.Right), Math.Max(edge.Left, edge.Right));
            if (IsDoubtful(edge.Weight, threshold, together(edge.Left, edge.Right)))
            {
                _pairs[pair] = edge.Weight > threshold + Near ? Near / 2 : Math.Abs(edge.Weight - threshold);
            }
            else
            {
                _pairs.Remove(pair);
            }
        }

        if (_pairs.Count > Most)
        {
            foreach (var (pair, _) in _pairs.OrderByDescending(near => near.Value).ThenBy(near => near.Key).Take(Most / 2).ToList())
            {
                _pairs.Remove(pair);
            }
        }
    }

    public void Clear() => _pairs.Clear();

    /// <summary>All pairs whose records are still there.</summary>
    public IReadOnlyList<(int Left, int Right)> All(Func<int, bool> isThere)
    {
        foreach (var pair in _pairs.Keys.Where(pair => !isThere(pair.Left) || !isThere(pair.Right)).ToList())
        {
            _pairs.Remove(pair);
        }

        return [.. _pairs.OrderBy(near => near.Value).ThenBy(near => near.Key).Select(near => near.Key)];
    }
}
