using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Throughline.Matching;
using Throughline.Matching.Households;

namespace Throughline.Server.Cli;

/// <summary>The output files of <c>throughline resolve</c>.</summary>
static class ResolveFiles
{
    static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n");

    public static void WriteClusters(StreamWriter file, IReadOnlyList<string> ids, Resolution found)
    {
        file.WriteLine("record_id,profile_id");
        for (var record = 0; record < ids.Count; record++)
        {
            Cell(file, ids[record]);
            file.Write(",p");
            file.WriteLine(found.ProfileOf[record] + 1);
        }
    }

    public static void WriteHouseholds(StreamWriter file, IReadOnlyList<string> ids, Resolution found, HouseholdResolution homes)
    {
        file.WriteLine("record_id,profile_id,household_id");
        for (var record = 0; record < ids.Count; record++)
        {
            Cell(file, ids[record]);
            file.Write(",p");
            file.Write(found.ProfileOf[record] + 1);
            file.Write(",h");
            file.WriteLine(homes.HouseholdOf[found.ProfileOf[record]] + 1);
        }
    }

    public static void WritePairs(StreamWriter file, IReadOnlyList<string> ids, Resolution found)
    {
        file.WriteLine("left_id,right_id,probability,weight");
        Span<char> number = stackalloc char[32];
        foreach (var pair in found.Pairs)
        {
            Cell(file, ids[pair.Left]);
            file.Write(',');
            Cell(file, ids[pair.Right]);
            file.Write(',');
            pair.Probability.TryFormat(number, out var length, "0.######", CultureInfo.InvariantCulture);
            file.Write(number[..length]);
            file.Write(',');
            pair.Weight.TryFormat(number, out length, "0.###", CultureInfo.InvariantCulture);
            file.WriteLine(number[..length]);
        }
    }

    public static void WriteReport(StreamWriter file, Resolution found, HouseholdResolution? homes, TimeSpan took)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var report = new ResolveReport(
            found.ProfileOf.Length,
            found.CandidatePairs,
            found.Threshold,
            found.EstimatedPrecision,
            found.EstimatedRecall,
            Math.Round(took.TotalSeconds, 3),
            Math.Round(process.PeakWorkingSet64 / (1024.0 * 1024), 1),
            found.Profiles,
            found.Largest,
            found.FieldsLeftOut,
            found.Shared.CountBy(value => value.Reason).ToDictionary(),
            found.Refused.CountBy(join => join.Reason).ToDictionary(),
            homes is null ? null : new HouseholdReport(homes.Households, homes.Largest, homes.Ties.Count, homes.EstimatedPrecision));
        file.WriteLine(JsonSerializer.Serialize(report, VerbJson.Indented));
    }

    static void Cell(StreamWriter file, string id)
    {
        if (id.AsSpan().ContainsAny(s_quoted))
        {
            file.Write($"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }
        else
        {
            file.Write(id);
        }
    }
}

/// <summary>The report of a resolution.</summary>
/// <param name="Records">Records read.</param>
/// <param name="CandidatePairs">Pairs compared.</param>
/// <param name="Threshold">Least average weight, in bits, at which records were joined.</param>
/// <param name="EstimatedPrecision">Expected share of the joined pairs that are one customer.</param>
/// <param name="EstimatedRecall">Expected share of all pairs of one customer that were joined.</param>
/// <param name="Seconds">Wall time from the first byte read.</param>
/// <param name="PeakMib">Most memory held.</param>
/// <param name="Profiles">Profiles made.</param>
/// <param name="Largest">Records of the largest profile.</param>
/// <param name="FieldsLeftOut">Columns that were not compared because there are more than can be.</param>
/// <param name="SharedValues">Values that are nobody's own and said nothing, by reason.</param>
/// <param name="RefusedJoins">Joins that the evidence was for and protection refused, by reason.</param>
/// <param name="Households">Who seems to live together; null where it was not asked for.</param>
sealed record ResolveReport(
    int Records, long CandidatePairs, double Threshold, double? EstimatedPrecision, double? EstimatedRecall, double Seconds, double PeakMib, int Profiles, int Largest,
    IReadOnlyList<string> FieldsLeftOut, IReadOnlyDictionary<string, int> SharedValues, IReadOnlyDictionary<string, int> RefusedJoins, HouseholdReport? Households);

/// <summary>What was found of households.</summary>
/// <param name="Households">Households of two profiles or more.</param>
/// <param name="Largest">Profiles of the largest.</param>
/// <param name="Pairs">Pairs of profiles that seem to live together.</param>
/// <param name="EstimatedPrecision">Expected share of these pairs that are right; null where there is none.</param>
sealed record HouseholdReport(int Households, int Largest, int Pairs, double? EstimatedPrecision);
