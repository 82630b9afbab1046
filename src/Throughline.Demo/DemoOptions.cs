namespace Throughline.Demo;

/// <summary>What makes one demo company differ from another. Equal options give equal bytes on every machine.</summary>
public sealed record DemoOptions
{
    /// <summary>Number of customers, 1 to 5,000,000. A larger company holds the smaller one's customers unchanged.</summary>
    public int Customers { get; init; } = 10_000;

    /// <summary>Seed of all chance.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Last day of the story, UTC; no signal is later. Always given from outside: the demo has no clock.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>First day of the story: 26 months before, so that two whole Decembers are told.</summary>
    public DateOnly From => Until.AddMonths(-26).AddDays(1);

    /// <summary>Throws when a member is out of its range.</summary>
    internal DemoOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Customers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Customers, 5_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(Until, new DateOnly(1970, 1, 1));
        return this;
    }
}
