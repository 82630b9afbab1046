namespace Throughline.Language.Learning;

/// <summary>From which probability on a trait is said to be there.</summary>
static class Threshold
{
    /// <summary>The threshold at which F1 is highest on texts that the plane has not seen.</summary>
    /// <param name="margins">Their margins.</param>
    /// <param name="labels">Of each, true where the trait is there.</param>
    /// <param name="curve">Turns margins into probabilities.</param>
    /// <param name="best">The F1 that is reached; 0 to 1.</param>
    public static double ForF1(float[] margins, bool[] labels, Platt curve, out double best)
    {
        int[] order = [.. Enumerable.Range(0, margins.Length).OrderByDescending(i => margins[i])];
        var positives = labels.Count(one => one);
        var right = 0;
        best = 0;
        var threshold = 0.5;
        for (var said = 1; said <= order.Length; said++)
        {
            right += labels[order[said - 1]] ? 1 : 0;
            if (said < order.Length && margins[order[said]] == margins[order[said - 1]])
            {
                continue;
            }

            var f1 = 2.0 * right / (said + positives);
            if (f1 > best)
            {
                best = f1;
                var next = said < order.Length ? margins[order[said]] : margins[order[said - 1]] - 1;
                threshold = curve.Of((margins[order[said - 1]] + next) / 2);
            }
        }

        return threshold;
    }

    /// <summary>F1 at a threshold.</summary>
    public static double F1(float[] margins, bool[] labels, Platt curve, double threshold)
    {
        int right = 0, said = 0, are = 0;
        for (var i = 0; i < margins.Length; i++)
        {
            var present = curve.Of(margins[i]) >= threshold;
            said += present ? 1 : 0;
            are += labels[i] ? 1 : 0;
            right += present && labels[i] ? 1 : 0;
        }

        return said + are == 0 ? 0 : 2.0 * right / (said + are);
    }
}
