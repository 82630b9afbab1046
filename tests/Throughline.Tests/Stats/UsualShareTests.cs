using FsCheck;
using FsCheck.Fluent;
using Throughline.Stats;

namespace Throughline.Tests.Stats;

public sealed class UsualShareTests
{
    [Theory]
    [InlineData(3, 10)]
    [InlineData(1, 10)]
    [InlineData(10, 10)]
    [InlineData(700, 1000)]
    public void With_a_flat_share_every_count_is_as_likely_as_every_other(long part, long of) =>
        Assert.Equal((of - part + 1.0) / (of + 1), BetaBinomial.AtLeast(part, of, 1, 1), 10);

    [Fact]
    public void With_a_share_that_hardly_differs_it_is_the_binomial()
    {
        // 1 - pbinom(4, 20, 0.1) of R.
        Assert.Equal(0.04317450, BetaBinomial.AtLeast(5, 20, 0.1 * 1e9, 0.9 * 1e9), 6);
    }

    [Fact]
    public void Very_large_counts_are_a_little_too_careful_and_never_not_a_number()
    {
        var some = BetaBinomial.AtLeast(200, 10_000, 10, 990);
        var many = BetaBinomial.AtLeast(200_000, 10_000_000, 10, 990);
        Assert.InRange(many, 0, some + 1e-9);
        Assert.Equal(1, BetaBinomial.AtLeast(0, 0, 1, 1));
        Assert.Equal(0, BetaBinomial.AtLeast(1, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaBinomial.AtLeast(1, 2, 0, 1));
    }

    [Fact]
    public void More_is_never_likelier() => Prop.ForAll((PositiveInt of, NonNegativeInt part, PositiveInt alpha) =>
    {
        var n = (of.Get % 500) + 1L;
        var k = part.Get % n;
        return BetaBinomial.AtLeast(k, n, alpha.Get, 3) >= BetaBinomial.AtLeast(k + 1, n, alpha.Get, 3) - 1e-9;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_known_hardly_weighs_and_much_that_is_alike_weighs_more_than_much_that_differs()
    {
        var nothing = UsualShare.Of([]);
        var alike = UsualShare.Of(Enumerable.Repeat(new PartOf(10, 1_000), 200));
        var differing = UsualShare.Of(Enumerable.Range(0, 200).Select(i => new PartOf(i % 10 == 0 ? 100 : 0, 1_000)));
        Assert.Equal((0L, 0, 0.05), (nothing.Events, nothing.Stretches, nothing.Share));
        Assert.InRange(nothing.Weight, 5, 12);
        Assert.InRange(alike.Weight, 1_000, 3_000);
        Assert.InRange(differing.Weight, 2, 60);
        Assert.Equal(alike.Share, differing.Share, 9);
        Assert.True(alike.ChanceOf(new(60, 1_000)) < 1e-6);
        Assert.True(differing.ChanceOf(new(60, 1_000)) > 0.01);
    }

    [Theory]
    [InlineData(0.01, 2_000, 500)]
    [InlineData(0.01, 100, 500)]
    [InlineData(0.2, 30, 60)]
    [InlineData(0.001, 500, 20_000)]
    public void An_hour_that_is_as_usual_is_rarely_called_odd(double share, double weight, int events)
    {
        var random = new Random(20261122);
        var odd = 0;
        const int Studies = 12;
        const int Hours = 500;
        for (var study = 0; study < Studies; study++)
        {
            var usual = UsualShare.Of(Enumerable.Range(0, 14 * 24).Select(_ => Draw(random, share, weight, events)));
            odd += Enumerable.Range(0, Hours).Count(_ => usual.ChanceOf(Draw(random, share, weight, events)) < 0.001);
        }

        // One in a thousand is meant; what is learnt from two weeks may be three times that off.
        Assert.InRange(odd, 0, 3 * Studies * Hours / 1_000);
    }

    static PartOf Draw(Random random, double share, double weight, int events)
    {
        var (a, b) = (Gamma(random, share * weight), Gamma(random, (1 - share) * weight));
        var p = a / (a + b);
        return new(MathNet.Numerics.Distributions.Binomial.Sample(random, p, events), events);
    }

    static double Gamma(Random random, double shape) => MathNet.Numerics.Distributions.Gamma.Sample(random, shape, 1);
}
