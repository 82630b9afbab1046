namespace Throughline.Stats;

/// <summary>Point values of an analysis, of the columns that vary, before any draw is looked at.</summary>
sealed record DriverPoint(int[] Chosen, Correlations Correlations, double R2, double[]? Lmg, double[][]? Dominance, LinearFitResult Fit)
{
    /// <summary>What the ranking goes by: LMG, or relative weights above 16 drivers; sums to R².</summary>
    public double[] Shares => Lmg ?? Fit.RelativeWeights;

    public static DriverPoint Of(Moments moments, int[] chosen)
    {
        var drivers = chosen.Length - 1;
        var sums = new double[moments.Columns];
        var cross = new double[moments.Columns * (moments.Columns + 1) / 2];
        moments.AddTo(sums, cross, 1);
        var correlations = new Correlations(drivers);
        correlations.Fill(sums, cross, moments.N, chosen);
        var fit = LinearFit.Of(correlations);
        if (drivers > SubsetSweep.Most)
        {
            return new DriverPoint(chosen, correlations, fit.RelativeWeights.Sum(), null, null, fit);
        }

        var lmg = new double[drivers];
        var subsets = new double[1 << drivers];
        var r2 = new SubsetSweep(drivers).Run(correlations, lmg, subsets);
        return new DriverPoint(chosen, correlations, r2, lmg, Stats.Dominance.Of(subsets, drivers), fit);
    }
}
