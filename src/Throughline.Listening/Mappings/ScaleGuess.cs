using Throughline.Contracts;

namespace Throughline.Listening.Mappings;

/// <summary>The scale that a column's numbers suggest.</summary>
/// <param name="Scale">Scale of the bulk.</param>
/// <param name="Spikes">Values outside the scale that stand alone and often mean "not applicable".</param>
/// <param name="Longer">Top of a longer scale that some values seem to be on; null when there are none.</param>
sealed record ScaleGuess(Scale Scale, IReadOnlyList<double> Spikes, double? Longer)
{
    static readonly double[] Sentinels = [-999, -99, -9, -1, 77, 88, 97, 98, 99, 999];
    static readonly double[] Tops = [5, 7, 10, 100];

    /// <summary>A few values on a longer scale: at most this share of all.</summary>
    const double MostBeyond = 0.2;

    /// <summary>And each value beyond is at most this often, measured by the mean of those on the scale.</summary>
    const double RareBeyond = 0.25;

    /// <summary>The guess; null when the numbers are no answers on a scale.</summary>
    public static ScaleGuess? Of(SortedDictionary<double, int> counts, Says says)
    {
        var core = counts.Where(pair => Array.IndexOf(Sentinels, pair.Key) < 0).ToList();
        if (core.Count == 0 || core[0].Key < 0 || core[^1].Key > 100)
        {
            return null;
        }

        // A stray or two beyond ten, like an 11 among 0 to 10, make no longer scale: their rows are held at import and shown.
        var beyondTen = core.Where(pair => pair.Key > 10).ToList();
        if (beyondTen.Count is 1 or 2 && beyondTen.Sum(pair => pair.Value) <= 0.01 * core.Sum(pair => pair.Value))
        {
            core = [.. core.Where(pair => pair.Key <= 10)];
        }

        var named = (says & (Says.Score | Says.Recommend | Says.Satisfaction | Says.Effort | Says.Overall)) != 0;
        var stepped = core.Where(pair => pair.Key * 2 % 1 == 0).Sum(pair => pair.Value) >= 0.98 * core.Sum(pair => pair.Value);
        if (!stepped && (!named || core[^1].Key <= 2))
        {
            return null;
        }

        var top = Tops.First(one => core[^1].Key <= one);
        double? longer = null;
        if ((says & Says.Recommend) == 0)
        {
            foreach (var shorter in Tops.Where(one => one < top))
            {
                if (IsMixed(core, shorter))
                {
                    (longer, top) = (top, shorter);
                    break;
                }
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

        if (top == 100 && (!named || core.Count < 12))
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

        return new(new Scale(min, top), spikes, longer);
    }

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
