namespace Throughline.Language.Learning;

/// <summary>
/// Chooses one of several classes so that the mean of their F1 is highest: each probability is multiplied by a number of its class, found by
/// going from class to class over a grid, on probabilities that no text gave itself.
/// </summary>
static class ClassCuts
{
    static readonly double[] s_grid = [.. Enumerable.Range(-24, 49).Select(step => Math.Exp(step * 0.06))];

    /// <summary>The multipliers, one for each class; the first is 1.</summary>
    /// <param name="probabilities">Of each class, of each text.</param>
    /// <param name="labels">Of each text, its class.</param>
    public static double[] Fit(double[][] probabilities, int[] labels)
    {
        var cuts = Enumerable.Repeat(1.0, probabilities.Length).ToArray();
        var best = MacroF1(probabilities, labels, cuts);
        for (var round = 0; round < 3; round++)
        {
            var before = best;
            for (var one = 1; one < cuts.Length; one++)
            {
                var at = cuts[one];
                foreach (var step in s_grid)
                {
                    var old = cuts[one];
                    cuts[one] = at * step;
                    var score = MacroF1(probabilities, labels, cuts);
                    if (score > best)
                    {
                        best = score;
                    }
                    else
                    {
                        cuts[one] = old;
                    }
                }
            }

            if (best <= before)
            {
                break;
            }
        }

        return cuts;
    }

    /// <summary>The class that is chosen.</summary>
    public static int Choose(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> cuts)
    {
        var best = 0;
        for (var one = 1; one < cuts.Length; one++)
        {
            best = probabilities[one] * cuts[one] > probabilities[best] * cuts[best] ? one : best;
        }

        return best;
    }

    static double MacroF1(double[][] probabilities, int[] labels, double[] cuts) => Judge(probabilities, labels, cuts).MacroF1;

    /// <summary>Mean F1 of the classes and share of texts that are put right.</summary>
    public static (double MacroF1, double Accuracy) Judge(double[][] probabilities, int[] labels, double[] cuts)
    {
        var right = new int[cuts.Length];
        var said = new int[cuts.Length];
        var are = new int[cuts.Length];
        Span<double> row = stackalloc double[cuts.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            for (var one = 0; one < cuts.Length; one++)
            {
                row[one] = probabilities[one][i];
            }

            var chosen = Choose(row, cuts);
            said[chosen]++;
            are[labels[i]]++;
            right[chosen] += chosen == labels[i] ? 1 : 0;
        }

        var f1 = Enumerable.Range(0, cuts.Length).Average(one => said[one] + are[one] == 0 ? 0 : 2.0 * right[one] / (said[one] + are[one]));
        return (f1, (double)right.Sum() / labels.Length);
    }
}
