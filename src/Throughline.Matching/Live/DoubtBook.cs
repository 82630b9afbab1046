using Throughline.Matching.Clustering;

namespace Throughline.Matching.Live;

/// <summary>Pairs near the line between one customer and two, as they were seen: the nearest ones, within bounds.</summary>
sealed class DoubtBook
{
    public const double Near = 5; // bits from the threshold
    const int Most = 20_000;

    readonly Dictionary<(int Left, int Right), double> _near = []; // bits from the threshold

    public void Take(IReadOnlyList<Edge> edges, double threshold)
    {
        foreach (var edge in edges)
        {
            var pair = (Math.Min(edge.Left, edge.Right), Math.Max(edge.Left, edge.Right));
            if (Math.Abs(edge.Weight - threshold) <= Near)
            {
                _near[pair] = Math.Abs(edge.Weight - threshold);
            }
            else
            {
                _near.Remove(pair);
            }
        }

        if (_near.Count > Most)
        {
            foreach (var (pair, _) in _near.OrderByDescending(near => near.Value).ThenBy(near => near.Key).Take(Most / 2).ToList())
            {
                _near.Remove(pair);
            }
        }
    }

    public void Forget(int record)
    {
        foreach (var pair in _near.Keys.Where(pair => pair.Left == record || pair.Right == record).ToList())
        {
            _near.Remove(pair);
        }
    }

    public void Clear() => _near.Clear();

    /// <summary>All pairs, the nearest first.</summary>
    public IReadOnlyList<(int Left, int Right)> All => [.. _near.OrderBy(near => near.Value).ThenBy(near => near.Key).Select(near => near.Key)];
}
