using Throughline.Contracts;

namespace Throughline.Listening.Mappings;

/// <summary>The scale that a column's numbers suggest.</summary>
/// <param name="Scale">Scale of the bulk.</param>
/// <param name="Spikes">Values outside the scale that stand alone and often mean "not applicable".</param>
/// <param name="Longer">Top of a longer scale that some values seem to be on; null when there are none.</param>
/// <param name="Strays">Values off any scale that the others could be on, too few to make one: slips of a hand.</param>
sealed record ScaleGuess(Scale Scale, IReadOnlyList<double> Spikes, double? Longer, IReadOnlyList<double> Strays)
{
    const Says Named = Says.Score | Says.Recommend | Says.Satisfaction | Says.Effort | Says.Overall;

    static readonly double[] Sentinels = [-999, -99, -9, -1, 77, 88, 97, 98, 99, 999];
    static readonly (double Min, double Max)[] Usual = [(0, 1), (1, 5), (1, 7), (1, 10), (0, 10), (0, 100)];
    static readonly double[] Tops = [5, 7, 10, 100];

    /// <summary>A few values on a longer scale: at most this share of all.</summary>
    const double MostBeyond = 0.2;

    /// <summary>And each value beyond is at most this often, measured by the mean of those on the scale.</summary>
    const double RareBeyond = 0.25;

    /// <summary>Strays are at most this share of all, under a name that speaks of a score.</summary>
    const double MostStray = 0.05;

    /// <summary>A scale of a hundred needs this many different values.</summary>
    const int LeastOnHundred = 12;

    /// <summary>The guess; null when the numbers are no answers on a scale.</summary>
    public static ScaleGuess? Of(SortedDictionary<double, int> counts, Says says)
    {
        var core = counts.Where(pair => Array.IndexOf(Sentinels, pair.Key) < 0).ToList();
        var named = (says & Named) != 0;
        var strays = StraysOf(core, named);
        core.RemoveAll(pair => strays.Contains(pair.Key));
        if (core.Count == 0 || core[0].Key < 0 || core[^1].Key > 100)
        {
            return null;
        }

        var stepped = core.Where(pair => pair.Key * 2 % 1 == 0).Sum(pair => pair.Value) >= 0.98 * core.Sum(pair => pair.Value);
        if (!stepped && (!named || core[^1].Key <= 2))
        {
            return null;
        }

        var top = Tops.First(one => core[^1].Key <= one);
        double? longer = null;
        // Few recommend with less than six, so that only values beyond ten make a second scale there.
        foreach (var shorter in Tops.Where(one => one < top && (one == 10 || (says & Says.Recommend) == 0)))
        {
            if (IsMixed(core, shorter) || (named && top == 100 && shorter == 10 && IsMostly(core, shorter)))
            {
                (longer, top) = (top, shorter);
                break;
            }
        }

        // One lone value above a short scale is a spike like 9 on 1 to 5.
        var beyond = core.Where(pair => pair.Key > top).ToList();
        var spikes = counts.Keys.Where(value => Array.IndexOf(Sentinels, value) >= 0 && (value < 0 || value > (longer ?? top))).ToList();
        if (longer is not null && beyond.Count == 1 && beyond[0].Key is 8 or 9 && beyond[0].Key > top + 1)
        {
            spikes.Add(beyond[0].Key);
            longer = null;
        }

        if (top == 100 && (!named || core.Count < LeastOnHundred))
        {
            return null;
        }

        var zero = core[0].Key == 0;
        var between = core.Exists(pair => pair.Key is > 0 and < 1);
        var min = top is 100 || between || (top == 10 && (zero || (says & Says.Recommend) != 0)) ? 0 : 1;
        if (min == 1 && zero)
        {
            spikes.Insert(0, 0);
        }

        return new(new Scale(min, top), spikes, longer, strays);
    }

    /// <summary>The shortest usual scale that holds all but a twentieth of the numbers; where none does, from the lowest to the highest.</summary>
    public static Scale Widest(SortedDictionary<double, int> counts)
    {
        var all = counts.Values.Sum();
        foreach (var (min, max) in Usual)
        {
            var scale = new Scale(min, max);
            if (counts.Where(pair => scale.Holds(pair.Key)).Sum(pair => pair.Value) >= (1 - MostStray) * all)
            {
                return scale;
            }
        }

        var (low, high) = (counts.Keys.First(), counts.Keys.Last());
        return new(low, high > low ? high : low + 1);
    }

    /// <summary>
    /// Values below 0 or beyond ten that are so few that they make no longer scale, like a 47 among 0 to 10: at most three of them,
    /// each rare, together at most a twentieth of the answers (a hundredth where nothing in the name speaks of a score), or a single
    /// one among ten. Their rows are held at import, and told beforehand.
    /// </summary>
    static List<double> StraysOf(List<KeyValuePair<double, int>> core, bool named)
    {
        var off = core.Where(pair => pair.Key is < 0 or > 10).ToList();
        var on = core.Where(pair => pair.Key is >= 0 and <= 10).ToList();
        var (offCount, onCount) = (off.Sum(pair => pair.Value), on.Sum(pair => pair.Value));
        var few = off.Count is 1 or 2 or 3 && on.Count >= 3
            && (offCount <= (named ? MostStray : 0.01) * (onCount + offCount) || (named && offCount == 1 && onCount >= 10))
            && off.All(pair => pair.Value == 1 || pair.Value <= RareBeyond * onCount / on.Count);
        return few ? [.. off.Select(pair => pair.Key)] : [];
    }

    static bool IsMostly(List<KeyValuePair<double, int>> core, double top) =>
        core.Count(pair => pair.Key <= top) >= 3
        && core.Where(pair => pair.Key > top).Sum(pair => pair.Value) <= MostBeyond * core.Sum(pair => pair.Value);

    static bool IsMixed(List<KeyValuePair<double, int>> core, double top)
    {
        var on = core.Where(pair => pair.Key <= top && pair.Key > 0).ToList();
        var beyond = core.Where(pair => pair.Key > top).ToList();
        if (on.Count < 3 || beyond.Count == 0)
        {
            return false;
        }

        double onCount = on.Sum(pair => pair.Value);
        double beyondCount = beyond.Sum(pair => pair.Value);
        return beyondCount <= MostBeyond * (onCount + beyondCount)
            && beyondCount / beyond.Count <= RareBeyond * onCount / on.Count;
    }
}
