namespace Throughline.Stats;

/// <summary>How a driver analysis is made. The defaults are those of every page and verb.</summary>
public sealed record DriverOptions
{
    /// <summary>Bootstrap draws, at least 200. Default 2,000.</summary>
    public int Draws { get; init; } = 2_000;

    /// <summary>Seed of the draws. The same rows and seed give the same bits. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Level of all intervals, above 0 and below 1. Default 0.95.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>
    /// Share of draws in which the higher of two neighbours must really be higher to stand on a tier of its own, 0.5 to
    /// 1. Default 0.975, a two-sided 5 %; at 0.90 tiers changed from seed to seed.
    /// </summary>
    public double TierProbability { get; init; } = 0.975;

    /// <summary>Drivers whose correlation is beyond this, either sign, are told as one cluster. Default 0.7.</summary>
    public double AlikeAbove { get; init; } = 0.7;

    /// <summary>Fewest rows of any analysis. Default 30.</summary>
    public int FewestRows { get; init; } = 30;

    /// <summary>Fewest rows for each driver. Default 10.</summary>
    public int FewestRowsPerDriver { get; init; } = 10;

    /// <summary>
    /// Up to so many different rows the bootstrap redraws rows; beyond, 1,000 random parts of them, which cost the same
    /// however many rows there are. Default 50,000.
    /// </summary>
    public int MostRowsRedrawn { get; init; } = 50_000;

    /// <summary>Threads at most; the result does not depend on them. Default: the processors of the machine.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Rows that <paramref name="drivers"/> drivers need.</summary>
    public long RowsNeeded(int drivers) => Math.Max(FewestRows, (long)FewestRowsPerDriver * drivers);

    internal DriverOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Draws, 200);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(TierProbability, 0.5);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TierProbability, 1);
        Quantile.RequireLevel(Level);
        return this;
    }
}
