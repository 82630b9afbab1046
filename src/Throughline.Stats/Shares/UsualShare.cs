namespace Throughline.Stats;

/// <summary>What a share usually is, learnt from stretches of time that each had their own; and how odd a new one is beside it.</summary>
/// <remarks>
/// Stretches differ by more than chance: a bad release spoils an hour, not every hundredth event. So the share of a stretch is taken as
/// beta distributed; how much stretches differ is the intraclass correlation by the analysis of variance (Ridout, Demétrio and Firth 1999),
/// never below a floor, and what is not known yet about the mean widens it further. Assumes that stretches are like each other apart from
/// that, and that what is odd was left out.
/// </remarks>
/// <param name="Share">The usual share, 0 to 1. Half an event of ten is added to what was seen, so that it is never exactly 0 or 1.</param>
/// <param name="Events">Events that it was learnt from; 0 when nothing is known, and then the share is a guess of 5 % that hardly weighs.</param>
/// <param name="Part">Those of them with the property.</param>
/// <param name="Stretches">Stretches with any event.</param>
/// <param name="Weight">How sure it is of the share of a new stretch: as if of so many events, above 0.</param>
public sealed record UsualShare(double Share, long Events, long Part, int Stretches, double Weight)
{
    const double PriorPart = 0.5;
    const double PriorEvents = 10;
    const double LeastCorrelation = 0.0005;
    const double CorrelationOfFew = 0.01;
    const int Few = 24;

    /// <summary>Learns from stretches; those without events count for nothing.</summary>
    public static UsualShare Of(IEnumerable<PartOf> stretches)
    {
        List<PartOf> seen = [.. stretches.Where(one => one.Of > 0)];
        var (of, part) = (seen.Sum(one => one.Of), seen.Sum(one => one.Part));
        var share = (part + PriorPart) / (of + PriorEvents);
        var correlation = seen.Count == 0 ? 0 : Math.Max(Correlation(seen, of, part), seen.Count < Few ? CorrelationOfFew : LeastCorrelation);
        var effective = PriorEvents + (of == 0 ? 0 : (double)of * of / seen.Sum(one => one.Of * (1 + ((one.Of - 1) * correlation))));
        return new(share, of, part, seen.Count, (1 / Math.Min(correlation + (1 / effective), 0.5)) - 1);
    }

    /// <summary>Chance that a new stretch like the usual ones has this share or a higher one, 0 to 1.</summary>
    public double ChanceOf(PartOf stretch) => BetaBinomial.AtLeast(stretch.Part, stretch.Of, Share * Weight, (1 - Share) * Weight);

    static double Correlation(List<PartOf> seen, long of, long part)
    {
        var (m, mean) = (seen.Count, (double)part / of);
        if (m < 2 || of <= m)
        {
            return 0;
        }

        var between = seen.Sum(one => one.Of * Square(one.Share - mean)) / (m - 1);
        var within = seen.Sum(one => one.Of * one.Share * (1 - one.Share)) / (of - m);
        var size = (of - (seen.Sum(one => (double)one.Of * one.Of) / of)) / (m - 1);
        var all = between + ((size - 1) * within);
        return all > 0 ? Math.Clamp((between - within) / all, 0, 0.5) : 0;
    }

    static double Square(double x) => x * x;
}

/// <summary>How many of how many had a property.</summary>
/// <param name="Part">Those with it; 0 to <paramref name="Of"/>.</param>
/// <param name="Of">All; 0 or more.</param>
public readonly record struct PartOf(long Part, long Of)
{
    /// <summary>The share, 0 to 1; 0 when there are none.</summary>
    public double Share => Of == 0 ? 0 : (double)Part / Of;

    /// <summary>Both together.</summary>
    public static PartOf operator +(PartOf a, PartOf b) => new(a.Part + b.Part, a.Of + b.Of);

    /// <summary>Named twin of the operator.</summary>
    public static PartOf Add(PartOf a, PartOf b) => a + b;
}
