namespace Throughline.Language.Learning;

/// <summary>
/// A separating plane by L2-regularised squared hinge loss, found by dual coordinate descent (Hsieh et al. 2008, "A dual coordinate descent
/// method for large-scale linear SVM"). The same rows, labels and seed give the same plane to the bit.
/// </summary>
static class LinearFit
{
    const double Close = 0.02; // largest violation at which a fit is done

    /// <summary>Fits a plane.</summary>
    /// <param name="rows">The texts.</param>
    /// <param name="used">Which rows.</param>
    /// <param name="labels">Of each of them, true for the positive side.</param>
    /// <param name="costs">Of each of them, what a miss costs (C); more than 0.</param>
    /// <param name="known">Of each of them, a margin that is known beforehand and only to be added to; empty for none.</param>
    /// <param name="options">How.</param>
    public static Plane Fit(Rows rows, ReadOnlySpan<int> used, ReadOnlySpan<bool> labels, ReadOnlySpan<float> costs, ReadOnlySpan<float> known, FitOptions options)
    {
        var weights = new float[rows.Width];
        var freedom = Freedom.Of(rows, used, labels, options);
        var bias = 0f;
        var alpha = new double[used.Length];
        var norms = new double[used.Length];
        var order = new int[used.Length];
        for (var i = 0; i < used.Length; i++)
        {
            order[i] = i;
            norms[i] = 1 + (0.5 / costs[i]);
            var columns = rows.Columns(used[i]);
            var values = rows.Values(used[i]);
            for (var k = 0; k < columns.Length; k++)
            {
                norms[i] += values[k] * values[k] * freedom[columns[k]];
            }
        }

        var chance = new Random(options.Seed);
        var active = used.Length;
        var limit = double.PositiveInfinity;
        for (var pass = 0; pass < options.Passes; pass++)
        {
            chance.Shuffle(order.AsSpan(0, active));
            double worst = 0, most = double.NegativeInfinity;
            for (var at = 0; at < active; at++)
            {
                var i = order[at];
                var y = labels[i] ? 1f : -1f;
                var margin = rows.Margin(used[i], weights) + bias + (known.IsEmpty ? 0 : known[i]);
                var gradient = (y * margin) - 1 + (0.5 / costs[i] * alpha[i]);
                if (alpha[i] == 0 && gradient >= 0)
                {
                    if (gradient > limit)
                    {
                        (order[at], order[active - 1]) = (order[active - 1], order[at]);
                        (active, at) = (active - 1, at - 1);
                    }

                    continue;
                }

                worst = Math.Max(worst, Math.Abs(gradient));
                most = Math.Max(most, gradient);
                var before = alpha[i];
                alpha[i] = Math.Max(before - (gradient / norms[i]), 0);
                var step = (float)((alpha[i] - before) * y);
                if (step == 0)
                {
                    continue;
                }

                var columns = rows.Columns(used[i]);
                var values = rows.Values(used[i]);
                for (var k = 0; k < columns.Length; k++)
                {
                    weights[columns[k]] += step * values[k] * freedom[columns[k]];
                }

                bias += step;
            }

            if (worst < Close && active == used.Length)
            {
                break;
            }

            // Rows far on their side are left out of the next passes, until those that are left are done (shrinking, as in LIBLINEAR).
            (active, limit) = worst < Close ? (used.Length, double.PositiveInfinity) : (active, most > 0 ? most : double.PositiveInfinity);
        }

        return new Plane(weights, bias);
    }
}

/// <summary>How a plane is fitted.</summary>
/// <param name="Cost">What a miss costs against the length of the weights (C).</param>
/// <param name="Passes">Passes over the rows, at most.</param>
/// <param name="Seed">Of the order in which rows are looked at.</param>
public sealed record FitOptions(float Cost = 0.25f, int Passes = 30, int Seed = 20_260_101, float Lean = 0.6f, float Smooth = 1, float Top = 4);

/// <summary>A fitted plane.</summary>
/// <param name="Weights">Of each column.</param>
/// <param name="Bias">Added to every margin.</param>
sealed record Plane(float[] Weights, float Bias);
