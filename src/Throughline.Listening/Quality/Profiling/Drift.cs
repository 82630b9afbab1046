namespace Throughline.Listening.Quality.Profiling;

/// <summary>How far a field's values have shifted against earlier ones: the population stability index over classes.</summary>
static class Drift
{
    /// <summary>Rows on each side below which no shift is told.</summary>
    public const long LeastRows = 100;

    /// <summary>From here on a shift is worth a look; above <see cref="Large"/> it is large. The usual bounds of the index.</summary>
    public const double Small = 0.1;

    /// <inheritdoc cref="Small"/>
    public const double Large = 0.25;

    const int NumberClasses = 10;
    const double Floor = 0.5; // half a row where a class is empty, so that no share is 0

    /// <summary>
    /// The index, 0 for the same shares; null when one side has too few rows to tell. Numbers are compared in tenths of the earlier ones,
    /// fields with few values by value (hashed), others by length; missing values are one more class. The expected size of the index by chance,
    /// (classes − 1) · (1/n + 1/m), is taken off, and nothing below 0 is given.
    /// </summary>
    public static double? Between(FieldSketch before, FieldSketch now)
    {
        if (before.Rows < LeastRows || now.Rows < LeastRows)
        {
            return null;
        }

        var (a, b) = Classes(before, now);
        var (sumA, sumB, used) = ((double)a.Sum(), (double)b.Sum(), 0);
        if (sumA == 0 || sumB == 0)
        {
            return null;
        }

        var index = 0.0;
        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] + b[i] > 0)
            {
                used++;
                var (was, isNow) = (Math.Max(a[i], Floor) / sumA, Math.Max(b[i], Floor) / sumB);
                index += (isNow - was) * Math.Log(isNow / was);
            }
        }

        return Math.Max(0, index - ((used - 1) * ((1 / sumA) + (1 / sumB))));
    }

    static (IReadOnlyList<long> Before, IReadOnlyList<long> Now) Classes(FieldSketch before, FieldSketch now)
    {
        if (before.Numbers.Count > 0.8 * before.Filled && before.Numbers.Count > 0 && before.Distinct.Count() > FieldSketch.SpreadClasses / 2)
        {
            return Numbers(before, now);
        }

        return before.Distinct.Count() <= 20 * FieldSketch.SpreadClasses && before.Filled > 20 * before.Distinct.Count()
            ? ([.. before.Spread, before.Missing], [.. now.Spread, now.Missing])
            : ([.. before.Lengths, before.Missing], [.. now.Lengths, now.Missing]);
    }

    static (IReadOnlyList<long> Before, IReadOnlyList<long> Now) Numbers(FieldSketch before, FieldSketch now)
    {
        int[] ends = [.. Enumerable.Range(1, NumberClasses - 1).Select(i => MagnitudeSketch.BinOf(before.Numbers.Quantile((double)i / NumberClasses)!.Value)).Distinct()];
        long[] Of(FieldSketch sketch)
        {
            var classes = new long[ends.Length + 3];
            foreach (var (bin, count) in sketch.Numbers.Bins())
            {
                var at = Array.BinarySearch(ends, bin);
                classes[at >= 0 ? at : ~at] += count;
            }

            classes[^2] = Math.Max(0, sketch.Filled - sketch.Numbers.Count);
            classes[^1] = sketch.Missing;
            return classes;
        }

        return (Of(before), Of(now));
    }
}
