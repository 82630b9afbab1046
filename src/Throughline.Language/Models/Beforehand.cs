using Throughline.Language.Learning;

namespace Throughline.Language.Models;

/// <summary>
/// What is known of each text before its labels are learnt from: the margin by a model to start from, or by the word lists. A plane is then fitted to
/// what is missing, so that with few labels a model stays near what was known, and with many goes its own way.
/// </summary>
static class Beforehand
{
    /// <summary>What a worth of 1 adds to a margin on the side of praise, where no label says otherwise.</summary>
    const float ColdSlope = 0.3f;

    /// <summary>From so many standard errors on, a class and the worth of words go together.</summary>
    const double Surely = 2;

    /// <summary>Of each head, the slope of the worth; and of each head and row, the margin known. Null where nothing is.</summary>
    public static (float[] Slopes, float[][]? Known) Of(TrainingSet set, bool[][] heads, TextClassifier? start)
    {
        if (start is null && set.Worths.Length == 0)
        {
            return ([], null);
        }

        float[] slopes = set.Worths.Length == 0 ? [] : start?.Slopes.Length > 0 ? start.Slopes : [.. heads.Select(head => start is null ? Slope(set.Worths, head) : 0)];
        var known = new float[heads.Length][];
        for (var head = 0; head < heads.Length; head++)
        {
            known[head] = new float[set.Rows.Count];
            var weights = start is null ? [] : set.Gathered(start.Planes[head].Weights);
            for (var row = 0; row < set.Rows.Count; row++)
            {
                known[head][row] = (start is null ? 0 : set.Rows.Margin(row, weights) + start.Planes[head].Bias) + (slopes.Length == 0 ? 0 : slopes[head] * set.Worths[row]);
            }
        }

        return (slopes, known);
    }

    /// <summary>A plane, and what was fitted to add to it.</summary>
    public static Plane Added(Plane? start, float[] weights, float bias)
    {
        if (start is null)
        {
            return new Plane(weights, bias);
        }

        for (var place = 0; place < weights.Length; place++)
        {
            weights[place] += start.Weights[place];
        }

        return new Plane(weights, bias + start.Bias);
    }

    /// <summary>How telling each place is: as in the model to start from, where it knows the place.</summary>
    public static float[] Together(float[]? start, float[] own)
    {
        for (var place = 0; start is not null && place < own.Length; place++)
        {
            own[place] = start[place] > 0 ? start[place] : own[place];
        }

        return own;
    }

    /// <summary>The slope with the sign that the labels give it; 0 where they do not say surely which, so that a class that has nothing to do with praise learns nothing from it.</summary>
    static float Slope(float[] worths, bool[] head)
    {
        double sumIn = 0, sumOut = 0, squares = 0, mean = worths.Average();
        var count = head.Count(one => one);
        for (var i = 0; i < worths.Length; i++)
        {
            sumIn += head[i] ? worths[i] : 0;
            sumOut += head[i] ? 0 : worths[i];
            squares += (worths[i] - mean) * (worths[i] - mean);
        }

        if (count == 0 || count == head.Length || squares == 0)
        {
            return 0;
        }

        var apart = (sumIn / count) - (sumOut / (head.Length - count));
        var error = Math.Sqrt(squares / head.Length * ((1.0 / count) + (1.0 / (head.Length - count))));
        return Math.Abs(apart) < Surely * error ? 0 : (float)Math.CopySign(ColdSlope, apart);
    }
}
