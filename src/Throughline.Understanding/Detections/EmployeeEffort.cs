using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Language.Detecting;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Stats;

namespace Throughline.Understanding.Detections;

/// <summary>
/// What employees say of how hard things are made, in groups. No detector of an emotion ever reads their words, nothing is kept of any one
/// of them, and a group that is smaller than the floor is not told of.
/// </summary>
public sealed class EmployeeEffort(SignalLog log, DetectorBook book)
{
    /// <summary>Fewest texts of a group.</summary>
    public const int Floor = 10;

    static readonly Lazy<DetectorSet> s_set = new(() => DetectorSet.Only(
        [.. DetectorSet.BuiltIn.Detectors.Where(detector => detector.Trait == Trait.Effort).Select(detector => detector.Id)]));

    /// <summary>The detectors that read employees' words: of effort alone, by patterns that nobody was taught from.</summary>
    internal static IReadOnlyList<Detector> Detectors => s_set.Value.Detectors;

    /// <summary>A reader of employees' words.</summary>
    internal static DetectorReading Reader() => s_set.Value.Reader();

    /// <summary>The groups by source and month that are large enough.</summary>
    public Task<EffortGroups> ReadAsync(CancellationToken cancellation)
    {
        var catalogue = log.Catalogue.Contents;
        return log.ReadAsync(connection =>
        {
            var (groups, hidden) = (new List<EffortGroup>(), 0);
            using var asking = log.Uses.Ask(Use.Detections, catalogue);
            using var reader = connection.Query("SELECT source_id, month, read, present FROM understanding.employee_effort ORDER BY month, source_id");
            while (reader.Read())
            {
                var (source, month, read, present) = (catalogue.FindSource(reader.GetInt32(0)), reader.GetDate(1), reader.GetInt64(2), reader.GetInt64(3));
                if (source is null || !book.Now.IsAllowed || !asking.Takes(source.Id, Part.Text))
                {
                    continue;
                }

                if (read < Floor)
                {
                    hidden++;
                    continue;
                }

                var share = Proportion.Wilson(present, read);
                groups.Add(new EffortGroup(source.Name, month, new Estimate
                {
                    Value = 100 * share.Value, Low = 100 * share.Low, High = 100 * share.High, N = read, Method = "detectors",
                    Period = new Period(month, month.AddMonths(1).AddDays(-1)), Predicted = true,
                }));
            }

            return new EffortGroups(Floor, groups, hidden);
        }, cancellation);
    }

    /// <summary>Adds counts to those that are kept.</summary>
    internal static void Add(DuckConnection store, Dictionary<(int Source, DateOnly Month), (long Read, long Present)> counts)
    {
        foreach (var ((source, month), (read, present)) in counts)
        {
            if (store.Execute("UPDATE employee_effort SET read = read + $read, present = present + $present WHERE source_id = $source AND month = $month",
                ("read", read), ("present", present), ("source", source), ("month", month)) == 0)
            {
                store.Execute("INSERT INTO employee_effort VALUES ($source, $month, $read, $present)",
                    ("source", source), ("month", month), ("read", read), ("present", present));
            }
        }
    }
}

/// <summary>Employees' words in groups.</summary>
/// <param name="Floor">Fewest texts of a group.</param>
/// <param name="Groups">The groups that are large enough, by month.</param>
/// <param name="Hidden">Groups that are too small to be told of.</param>
public sealed record EffortGroups(int Floor, IReadOnlyList<EffortGroup> Groups, int Hidden);

/// <summary>A source and month of employees' words.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Effort">Share of the texts that say that something is hard, per cent.</param>
public sealed record EffortGroup(string Source, DateOnly Month, Estimate Effort);
