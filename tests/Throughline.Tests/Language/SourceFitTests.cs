using Throughline.Language.Learning;
using Throughline.Language.Models;
using Xunit;

namespace Throughline.Tests.Language;

public sealed class SourceFitTests
{
    /// <summary>Probabilities that are right where half of all is positive, of texts of which another share is.</summary>
    static (double[] Probabilities, bool[] Labels) Made(int count, double share, double slope, int seed)
    {
        var chance = new Random(seed);
        var (probabilities, labels) = (new double[count], new bool[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = chance.NextDouble() < share;
            var normal = Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
            var x = normal + (labels[i] ? 1 : -1); // log odds of two normals at 1 and -1: 2x
            probabilities[i] = 1 / (1 + Math.Exp(-2 * x * slope));
        }

        return (probabilities, labels);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.85)]
    public void The_share_of_a_source_is_found_without_any_label(double share)
    {
        var fit = SourceFit.ByShare(Made(5_000, share, 1, 1).Probabilities, 0.5, out var found);
        Assert.Equal(share, found, 0.03);
        Assert.Equal(1, fit.Slope);
        Assert.Equal(Math.Log(found / (1 - found)), fit.Shift, 1e-9);
    }

    [Fact]
    public void Few_labels_move_the_shift_and_many_the_slope_too()
    {
        var (few, fewLabels) = Made(50, 0.8, 2, 2);
        var (many, manyLabels) = Made(5_000, 0.8, 2, 3);
        var little = SourceFit.ByLabels(few, fewLabels);
        var much = SourceFit.ByLabels(many, manyLabels);
        Assert.Equal(0.5, much.Slope, 0.06);
        Assert.Equal(Math.Log(4), much.Shift, 0.2);
        Assert.InRange(little.Slope, much.Slope, 1);
        Assert.True(double.IsFinite(SourceFit.ByLabels([0.9, 0.8], [true, true]).Shift));
        Assert.Equal(0.3, SourceFit.None.Of(0.3), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => SourceFit.ByShare([], 0.5, out _));
    }

    [Fact]
    public void Fifty_labels_make_a_model_of_another_source_better_than_the_majority()
    {
        var airline = LabelledSet.Read("en/airline_tweets.csv").Where(row => row.Label != "neutral" && row.Split == "train").Take(3_000);
        var lounge = LabelledSet.Read("en/skytrax_lounge.csv").ToArray();
        var model = TrainClassifier.Of([.. airline.Select(row => new LabelledText(row.Text, [row.Label]))]);
        var reader = model.Reader();
        var said = lounge.Select(row =>
        {
            reader.Read(row.Text);
            return (P: reader.Probabilities[1], Yes: row.Label == "1", row.Split);
        }).ToArray();
        var test = said.Where(one => one.Split == "test").ToArray();
        var majority = Math.Max(test.Count(one => one.Yes), test.Count(one => !one.Yes)) / (double)test.Length;
        double plain = test.Count(one => one.P >= 0.5 == one.Yes) / (double)test.Length, sum = 0;
        for (var draw = 0; draw < 20; draw++)
        {
            var train = said.Where(one => one.Split == "train").ToArray();
            new Random(draw).Shuffle(train);
            var fit = SourceFit.ByLabels([.. train.Take(50).Select(one => one.P)], [.. train.Take(50).Select(one => one.Yes)]);
            sum += test.Count(one => fit.Of(one.P) >= 0.5 == one.Yes) / (double)test.Length / 20;
        }

        Assert.True(sum > majority, $"with 50 labels {sum:0.000}, as it is {plain:0.000}, majority {majority:0.000}");
        TestContext.Current.TestOutputHelper?.WriteLine($"with 50 labels {sum:0.000}, as it is {plain:0.000}, majority {majority:0.000}");
    }
}
