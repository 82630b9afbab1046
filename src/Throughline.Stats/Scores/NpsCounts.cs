namespace Throughline.Stats;

/// <summary>
/// Answers to "how likely are you to recommend us", sorted into promoters (9 and 10), passives (7 and 8) and
/// detractors (0 to 6). Counts of answers, none of them negative, at least one answer in all.
/// </summary>
public readonly record struct NpsCounts
{
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or there is no answer at all.</exception>
    public NpsCounts(long promoters, long passives, long detractors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(promoters);
        ArgumentOutOfRangeException.ThrowIfNegative(passives);
        ArgumentOutOfRangeException.ThrowIfNegative(detractors);
        var n = checked(promoters + passives + detractors);
        if (n == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(promoters), n, "A score needs at least one answer; promoters + passives + detractors is 0.");
        }

        Promoters = promoters;
        Passives = passives;
        Detractors = detractors;
    }

    /// <summary>Answers of 9 or 10.</summary>
    public long Promoters { get; }

    /// <summary>Answers of 7 or 8.</summary>
    public long Passives { get; }

    /// <summary>Answers of 0 to 6.</summary>
    public long Detractors { get; }

    /// <summary>All answers.</summary>
    public long N => Promoters + Passives + Detractors;

    /// <summary>Share of promoters, 0 to 1.</summary>
    public double PromoterShare => (double)Promoters / N;

    /// <summary>Share of detractors, 0 to 1.</summary>
    public double DetractorShare => (double)Detractors / N;

    /// <summary>The score as a difference of shares, -1 to 1.</summary>
    public double Score => (double)(Promoters - Detractors) / N;

    /// <summary>The score in points, -100 to 100.</summary>
    public double Points => 100.0 * (Promoters - Detractors) / N;

    /// <summary>Variance of one answer scored +1, 0 or -1: P + D - (P - D)², 0 to 1. 0.70 is typical.</summary>
    public double Variance => PromoterShare + DetractorShare - Score * Score;
}
