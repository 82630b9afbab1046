using System.Globalization;
using Throughline.Stats;

namespace Throughline.Server.Cli;

/// <summary>
/// The output file of <c>throughline drivers</c>. Shares are per cent of <see cref="R2"/>; null stands where the
/// data cannot say.
/// </summary>
sealed record DriversFile(
    string Outcome,
    long N,
    long RowsLeftOut,
    double R2,
    double R2Low,
    double R2High,
    double P,
    ImportanceMethod Method,
    RankingClarity Clarity,
    IReadOnlyList<DriverLine> Drivers,
    IReadOnlyList<IReadOnlyList<string>> Tiers,
    IReadOnlyList<DriverNeighbours> Neighbours,
    IReadOnlyList<ClusterLine> Clusters,
    IReadOnlyList<IReadOnlyList<double>>? CompleteDominance,
    IReadOnlyList<DriverWarning> Warnings)
{
    const double OftenEmpty = 0.2; // share of a file's rows

    public static DriversFile Of(string outcome, DriverRanking ranking, NumberColumns columns) => new(
        outcome,
        ranking.N,
        columns.Rows - columns.Complete,
        ranking.R2.Value,
        ranking.R2.Low,
        ranking.R2.High,
        ranking.P,
        ranking.Method,
        ranking.Clarity,
        [.. ranking.Drivers.Select(driver => DriverLine.Of(driver, ranking.R2.Value))],
        [.. ranking.Tiers.Select(tier => tier.Drivers)],
        ranking.Neighbours,
        [.. ranking.Clusters.Select(cluster => new ClusterLine(cluster.Drivers, cluster.Share.Value, cluster.Share.Low, cluster.Share.High))],
        ranking.Dominance,
        [.. EmptyColumns(columns), .. ranking.Warnings]);

    static IEnumerable<DriverWarning> EmptyColumns(NumberColumns columns) =>
        from column in columns.Names.Zip(columns.Empty)
        where column.Second > OftenEmpty * columns.Rows
        select new DriverWarning(
            DriverWarningKind.RowsLeftOut,
            [column.First],
            string.Create(
                CultureInfo.InvariantCulture,
                $"{column.First} is empty in {column.Second} of {columns.Rows} rows; those rows are left out, {columns.Complete} remain. "
                + $"Without this column more of the file would count."));
}

/// <summary>One driver of the file.</summary>
sealed record DriverLine(
    string Name,
    double? Lmg,
    double? LmgPct,
    double LowPct,
    double HighPct,
    double RelativeWeight,
    double RelativeWeightPct,
    double? StdBeta,
    double? ZeroOrderR,
    double? Vif,
    double? PerformancePct,
    double? Slope,
    double? SlopeLow,
    double? SlopeHigh,
    double? NcaCeFdh,
    IReadOnlyList<double> PlaceProbabilities)
{
    public static DriverLine Of(DriverImportance driver, double r2) => new(
        driver.Name,
        driver.Lmg,
        driver.Lmg is null ? null : driver.Share.Value,
        driver.Share.Low,
        driver.Share.High,
        driver.RelativeWeight,
        r2 > 0 ? 100 * driver.RelativeWeight / r2 : 0,
        driver.StandardBeta,
        driver.ZeroOrderR,
        driver.Vif,
        driver.Performance,
        driver.Slope?.Value,
        driver.Slope?.Low,
        driver.Slope?.High,
        driver.CeilingEffect,
        driver.PlaceProbabilities);
}

/// <summary>Drivers that cannot be told apart, with their joint share in per cent.</summary>
sealed record ClusterLine(IReadOnlyList<string> Drivers, double SharePct, double LowPct, double HighPct);
