namespace Throughline.Language.Learning;

/// <summary>
/// Turns margins into probabilities: 1 / (1 + exp(a·margin + b)), fitted by Newton's method with targets that are smoothed (Platt 1999; Lin, Lin and
/// Weng 2007, "A note on Platt's probabilistic outputs for support vector machines").
/// </summary>
/// <param name="A">Slope; below 0 where a higher margin means a higher probability.</param>
/// <param name="B">Intercept.</param>
public readonly record struct Platt(double A, double B)
{
    const int MostSteps = 100;
    const double Ridge = 1e-12, Done = 1e-5, Smallest = 1e-10;

    /// <summary>The probability that goes with a margin, between 0 and 1.</summary>
    public double Of(double margin)
    {
        var z = (A * margin) + B;
        return z >= 0 ? Math.Exp(-z) / (1 + Math.Exp(-z)) : 1 / (1 + Math.Exp(z));
    }

    /// <summary>Fits the curve.</summary>
    /// <param name="margins">Margins of texts that the plane was not fitted on.</param>
    /// <param name="labels">Of each, true for the positive side.</param>
    public static Platt Fit(ReadOnlySpan<float> margins, ReadOnlySpan<bool> labels)
    {
        var positives = labels.Count(true);
        var negatives = labels.Length - positives;
        double high = (positives + 1.0) / (positives + 2.0), low = 1.0 / (negatives + 2.0);
        double a = 0, b = Math.Log((negatives + 1.0) / (positives + 1.0));
        var loss = Loss(margins, labels, a, b, high, low);
        for (var step = 0; step < MostSteps; step++)
        {
            double h11 = Ridge, h22 = Ridge, h21 = 0, g1 = 0, g2 = 0;
            for (var i = 0; i < margins.Length; i++)
            {
                var p = new Platt(a, b).Of(margins[i]);
                double d1 = (labels[i] ? high : low) - p, d2 = p * (1 - p);
                h11 += margins[i] * margins[i] * d2;
                h22 += d2;
                h21 += margins[i] * d2;
                g1 += margins[i] * d1;
                g2 += d1;
            }

            if (Math.Abs(g1) < Done && Math.Abs(g2) < Done)
            {
                break;
            }

            var determinant = (h11 * h22) - (h21 * h21);
            double da = -((h22 * g1) - (h21 * g2)) / determinant, db = -((-h21 * g1) + (h11 * g2)) / determinant;
            var slope = (g1 * da) + (g2 * db);
            var size = 1.0;
            for (; size >= Smallest; size /= 2)
            {
                var next = Loss(margins, labels, a + (size * da), b + (size * db), high, low);
                if (next < loss + (0.0001 * size * slope))
                {
                    (a, b, loss) = (a + (size * da), b + (size * db), next);
                    break;
                }
            }

            if (size < Smallest)
            {
                break;
            }
        }

        return new Platt(a, b);
    }

    static double Loss(ReadOnlySpan<float> margins, ReadOnlySpan<bool> labels, double a, double b, double high, double low)
    {
        var loss = 0.0;
        for (var i = 0; i < margins.Length; i++)
        {
            var z = (a * margins[i]) + b;
            var target = labels[i] ? high : low;
            loss += z >= 0 ? (target * z) + Math.Log(1 + Math.Exp(-z)) : ((target - 1) * z) + Math.Log(1 + Math.Exp(z));
        }

        return loss;
    }
}
