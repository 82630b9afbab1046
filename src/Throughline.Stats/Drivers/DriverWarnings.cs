using System.Globalization;

namespace Throughline.Stats;

/// <summary>Puts what a reader must know into words.</summary>
static class DriverWarnings
{
    public static IReadOnlyList<DriverWarning> Of(
        DriverImportance[] drivers, DriverTier[] tiers, DriverTier[] clusters, RankingClarity clarity, DriverOptions options)
    {
        var warnings = new List<DriverWarning>();
        foreach (var driver in drivers)
        {
            if (driver.ZeroOrderR is null)
            {
                Add(DriverWarningKind.Constant, [driver.Name], $"{driver.Name} has one value in all rows; it can explain nothing.");
            }
            else if (driver.StandardBeta is null)
            {
                Add(DriverWarningKind.Combination, [driver.Name], $"{driver.Name} follows exactly from other drivers; its own slope cannot be told.");
            }
            else if (driver.SignConflict)
            {
                var (alone, beside) = driver.ZeroOrderR > 0 ? ("higher", "lower") : ("lower", "higher");
                Add(
                    DriverWarningKind.SignConflict,
                    [driver.Name],
                    $"{driver.Name} goes with a {alone} outcome by itself but with a {beside} one beside the other drivers.");
            }
        }

        foreach (var cluster in clusters)
        {
            Add(
                DriverWarningKind.Alike,
                cluster.Drivers,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{string.Join(", ", cluster.Drivers)} move together (correlation beyond {options.AlikeAbove:0.##}); "
                    + $"together they are worth {cluster.Share.Value:0.0} % ({cluster.Share.Low:0.0} to {cluster.Share.High:0.0})."));
        }

        if (clarity == RankingClarity.NothingFound)
        {
            Add(DriverWarningKind.NothingFound, [], "All drivers together explain no more of the outcome than chance would.");
        }
        else if (clarity == RankingClarity.NotDistinguishable)
        {
            Add(DriverWarningKind.NotDistinguishable, [], "The drivers cannot be told apart: their order would change with another sample.");
        }

        else if (tiers[0].Drivers.Count > 1)
        {
            Add(
                DriverWarningKind.NotDistinguishable,
                tiers[0].Drivers,
                $"{string.Join(", ", tiers[0].Drivers)} share the first tier: which of them comes first cannot be told.");
        }

        if (drivers[0].Lmg is null)
        {
            Add(DriverWarningKind.ManyDrivers, [], $"More than {SubsetSweep.Most} drivers: shares and tiers go by relative weights, LMG is left out.");
        }

        return warnings;

        void Add(DriverWarningKind kind, IReadOnlyList<string> about, string detail) => warnings.Add(new DriverWarning(kind, about, detail));
    }
}
