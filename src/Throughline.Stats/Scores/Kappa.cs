namespace Throughline.Stats;

/// <summary>How far two people agree beyond chance (Cohen 1960), with the interval of Fleiss, Cohen and Everitt (1969).</summary>
public static class Kappa
{
    /// <summary>Kappa of a table of two answers by two people; null where there is no case, or both always gave one and the same answer.</summary>
    /// <param name="bothYes">Cases that both call yes.</param>
    /// <param name="firstOnly">Cases that only the first calls yes.</param>
    /// <param name="secondOnly">Cases that only the second calls yes.</param>
    /// <param name="bothNo">Cases that both call no.</param>
    public static Interval? Of(long bothYes, long firstOnly, long secondOnly, long bothNo, double level = 0.95)
    {
        double n = bothYes + firstOnly + secondOnly + bothNo;
        if (n == 0)
        {
            return null;
        }

        double a = bothYes / n, b = firstOnly / n, c = secondOnly / n, d = bothNo / n;
        double first = a + b, second = a + c;
        var chance = (first * second) + ((1 - first) * (1 - second));
        if (chance >= 1)
        {
            return null;
        }

        var agreed = a + d;
        var kappa = (agreed - chance) / (1 - chance);
        var sum = (a * Square(1 - ((first + second) * (1 - kappa)))) + (d * Square(1 - ((2 - first - second) * (1 - kappa))))
            + (Square(1 - kappa) * ((b * Square(second + 1 - first)) + (c * Square(first + 1 - second))))
            - Square(kappa - (chance * (1 - kappa)));
        var half = Quantile.Normal(level) * Math.Sqrt(Math.Max(0, sum) / n) / (1 - chance);
        return new Interval(kappa, Math.Max(-1, kappa - half), Math.Min(1, kappa + half), (long)n);
    }

    static double Square(double x) => x * x;
}
