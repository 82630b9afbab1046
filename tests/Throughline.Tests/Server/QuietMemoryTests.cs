using Throughline.Server.Hosting;

namespace Throughline.Tests.Server;

public sealed class QuietMemoryTests
{
    const long MiB = 1L << 20;

    static readonly TimeSpan s_look = TimeSpan.FromSeconds(10);

    [Fact]
    public void Memory_is_given_back_once_nothing_goes_on_and_not_while_something_does()
    {
        var moments = new QuietMoments();
        Assert.Equal(Clearing.None, moments.Next(TimeSpan.FromSeconds(8), s_look, 260 * MiB, 90 * MiB));
        Assert.Equal(Clearing.Whole, moments.Next(TimeSpan.FromSeconds(8.1), s_look, 260 * MiB, 90 * MiB));
    }

    [Fact]
    public void What_was_given_back_is_not_given_back_again_until_much_was_taken()
    {
        var moments = new QuietMoments();
        Assert.Equal(Clearing.Whole, moments.Next(TimeSpan.Zero, s_look, 260 * MiB, 90 * MiB));
        moments.Cleared(60 * MiB);
        Assert.Equal(Clearing.None, moments.Next(TimeSpan.Zero, s_look, 80 * MiB, 70 * MiB));
        Assert.Equal(Clearing.Whole, moments.Next(TimeSpan.Zero, s_look, 100 * MiB, 70 * MiB));
    }

    [Fact]
    public void A_large_heap_is_looked_through_beside_the_work_first_and_left_alone_when_it_is_in_use()
    {
        var moments = new QuietMoments();
        Assert.Equal(Clearing.Beside, moments.Next(TimeSpan.Zero, s_look, 1500 * MiB, 1400 * MiB));
        Assert.Equal(Clearing.None, moments.Next(TimeSpan.Zero, s_look, 1500 * MiB, 1100 * MiB));
        Assert.Equal(Clearing.None, moments.Next(TimeSpan.Zero, s_look, 1500 * MiB, 1100 * MiB));

        var freed = new QuietMoments();
        Assert.Equal(Clearing.Beside, freed.Next(TimeSpan.Zero, s_look, 1500 * MiB, 1400 * MiB));
        Assert.Equal(Clearing.Whole, freed.Next(TimeSpan.Zero, s_look, 1500 * MiB, 120 * MiB));
    }
}
