using Throughline.Stats;

namespace Throughline.Tests.Stats;

public sealed class DriverKinshipTests
{
    [Fact]
    public void A_halo_is_the_mean_correlation_of_all_pairs_with_its_strongest()
    {
        double[] a = [1, 2, 3, 4, 5, 1], b = [1, 2, 3, 4, 5, 2], c = [5, 1, 4, 2, 3, 3], outcome = [1, 2, 3, 4, 5, 6];
        var moments = new DriverRows(["a", "b", "c"], [a, b, c], outcome).ToMoments();
        double Plain(double[] x, double[] y) =>
            x.Zip(y, (p, q) => (p - x.Average()) * (q - y.Average())).Sum()
            / Math.Sqrt(x.Sum(p => Math.Pow(p - x.Average(), 2)) * y.Sum(q => Math.Pow(q - y.Average(), 2)));
        var halo = DriverKinship.HaloOf(moments)!.Value;
        Assert.Equal((Plain(a, b) + Plain(a, c) + Plain(b, c)) / 3, halo.Mean, 12);
        Assert.Equal((Plain(a, b), 0, 1), (halo.Strongest, halo.First, halo.Second));
        Assert.False(halo.IsHigh);
        Assert.Equal(Plain(c, outcome), DriverKinship.Correlation(moments, 3, 2)!.Value, 12);
    }

    [Fact]
    public void A_constant_driver_takes_no_part()
    {
        double[] a = [1, 2, 3], b = [1, 2, 4], same = [3, 3, 3];
        Assert.NotNull(DriverKinship.HaloOf(new DriverRows(["a", "b", "s"], [a, b, same], a).ToMoments()));
        Assert.Null(DriverKinship.HaloOf(new DriverRows(["a", "s"], [a, same], a).ToMoments()));
        Assert.Null(DriverKinship.Correlation(new DriverRows(["a", "s"], [a, same], a).ToMoments(), 0, 1));
    }

    [Fact]
    public void Shares_of_first_place_among_a_few_sum_to_one()
    {
        var (drivers, outcome) = DriverTables.Invent(400, [0.5, 0.5, 0.5], 0.8, 5);
        var first = DriverKinship.FirstShares(DriverTables.Rank(drivers, outcome), ["driver_3", "driver_1"]);
        Assert.Equal(1, first.Sum(), 12);
        Assert.All(first, share => Assert.InRange(share, 0.001, 0.999));
    }
}
