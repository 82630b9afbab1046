using Throughline.Language.Learning;
using Xunit;

namespace Throughline.Tests.Language;

public sealed class LearningTests
{
    [Fact]
    public void A_curve_with_two_margins_gives_back_their_smoothed_shares()
    {
        // 10 texts at margin 1, of which 8 positive; 10 at -1, of which 3. Two numbers fit two places exactly: the mean of the smoothed targets of each.
        var (margins, labels) = (new float[20], new bool[20]);
        for (var i = 0; i < 20; i++)
        {
            (margins[i], labels[i]) = i < 10 ? (1, i < 8) : (-1, i < 13);
        }

        double high = 12.0 / 13, low = 1.0 / 11;
        var curve = Platt.Fit(margins, labels);
        Assert.Equal(((8 * high) + (2 * low)) / 10, curve.Of(1), 1e-4);
        Assert.Equal(((3 * high) + (7 * low)) / 10, curve.Of(-1), 1e-4);
        Assert.InRange(curve.Of(1e9), 0.999, 1);
        Assert.InRange(curve.Of(-1e9), 0, 0.001);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_plane_is_the_one_that_plain_descent_on_the_whole_loss_finds(bool withKnown)
    {
        const int Texts = 60, Columns = 5;
        var chance = new Random(7);
        var rows = new Rows(Columns);
        var (labels, costs, known) = (new bool[Texts], new float[Texts], new float[withKnown ? Texts : 0]);
        for (var i = 0; i < Texts; i++)
        {
            float[] values = [.. Enumerable.Range(0, Columns).Select(_ => (chance.NextSingle() * 2) - 1)];
            rows.Add([.. Enumerable.Range(0, Columns)], values);
            labels[i] = values[0] + (0.5 * values[1]) + ((chance.NextSingle() - 0.5) * 0.8) > 0.1;
            costs[i] = labels[i] ? 0.5f : 1;
            if (withKnown)
            {
                known[i] = values[0];
            }
        }

        var options = new FitOptions(Passes: 500, Lean: 0);
        var plane = LinearFit.Fit(rows, [.. Enumerable.Range(0, Texts)], labels, costs, known, options);
        var batch = Batch(rows, labels, costs, known, Columns);
        Assert.InRange(Loss(rows, labels, costs, known, [.. plane.Weights.Select(w => (double)w), plane.Bias]), 0, Loss(rows, labels, costs, known, batch) * 1.001);
        for (var column = 0; column < Columns; column++)
        {
            Assert.Equal(batch[column], plane.Weights[column], 0.03);
        }

        Assert.Equal(batch[Columns], plane.Bias, 0.03);
    }

    [Fact]
    public void The_same_seed_gives_the_same_plane_to_the_bit()
    {
        var rows = new Rows(3);
        bool[] labels = [.. Enumerable.Range(0, 50).Select(i => i % 3 == 0)];
        for (var i = 0; i < 50; i++)
        {
            rows.Add([i % 2, 2], [1, i * 0.01f]);
        }

        Plane Fit() => LinearFit.Fit(rows, [.. Enumerable.Range(0, 50)], labels, [.. Enumerable.Repeat(0.5f, 50)], [], new FitOptions());
        Assert.Equal(Fit().Weights, Fit().Weights);
    }

    [Fact]
    public void Cuts_raise_a_class_that_would_never_be_chosen()
    {
        // The second class is never more likely than the first, yet its texts have a higher probability of it than the others.
        double[][] probabilities = [[0.9, 0.9, 0.9, 0.6, 0.6, 0.9], [0.1, 0.1, 0.1, 0.4, 0.4, 0.1]];
        int[] labels = [0, 0, 0, 1, 1, 0];
        var cuts = ClassCuts.Fit(probabilities, labels);
        Assert.Equal(1, ClassCuts.Judge(probabilities, labels, cuts).MacroF1, 1e-12);
        Assert.Equal(1, cuts[0]);
        Assert.True(ClassCuts.Judge(probabilities, labels, [1, 1]).MacroF1 < 0.5);
        Assert.Equal(1, ClassCuts.Choose([0.6, 0.4], cuts));
    }

    [Fact]
    public void The_threshold_is_where_F1_is_highest()
    {
        var curve = new Platt(-1, 0);
        float[] margins = [3, 2, 1, 0, -1, -2];
        bool[] labels = [true, true, false, true, false, false];
        var threshold = Threshold.ForF1(margins, labels, curve, out var best);
        Assert.Equal(6.0 / 7, best, 1e-12);
        Assert.Equal(best, Threshold.F1(margins, labels, curve, threshold), 1e-12);
    }

    static double Loss(Rows rows, bool[] labels, float[] costs, float[] known, double[] plane)
    {
        var loss = plane.Sum(w => w * w) / 2;
        for (var i = 0; i < labels.Length; i++)
        {
            var miss = Math.Max(0, 1 - ((labels[i] ? 1 : -1) * Margin(rows, known, plane, i)));
            loss += costs[i] * miss * miss;
        }

        return loss;
    }

    static double Margin(Rows rows, float[] known, double[] plane, int row)
    {
        var margin = plane[^1] + (known.Length == 0 ? 0 : known[row]);
        for (var k = 0; k < rows.Columns(row).Length; k++)
        {
            margin += plane[rows.Columns(row)[k]] * rows.Values(row)[k];
        }

        return margin;
    }

    /// <summary>Gradient descent on all rows at once: slow and plain.</summary>
    static double[] Batch(Rows rows, bool[] labels, float[] costs, float[] known, int columns)
    {
        var plane = new double[columns + 1];
        for (var step = 0; step < 20_000; step++)
        {
            double[] gradient = [.. plane];
            for (var i = 0; i < labels.Length; i++)
            {
                var y = labels[i] ? 1 : -1;
                var miss = 1 - (y * Margin(rows, known, plane, i));
                if (miss <= 0)
                {
                    continue;
                }

                for (var k = 0; k < columns; k++)
                {
                    gradient[k] -= 2 * costs[i] * miss * y * rows.Values(i)[k];
                }

                gradient[columns] -= 2 * costs[i] * miss * y;
            }

            for (var k = 0; k <= columns; k++)
            {
                plane[k] -= 0.003 * gradient[k];
            }
        }

        return plane;
    }
}
