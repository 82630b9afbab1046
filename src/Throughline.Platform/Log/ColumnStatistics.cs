using System.Globalization;
using System.Text.RegularExpressions;
using Throughline.DuckDb;

namespace Throughline.Platform.Log;

/// <summary>What the storage itself knows about columns of the log; costs no scan.</summary>
public static partial class ColumnStatistics
{
    /// <summary>About how many different values each column holds; null where that is not known, for example in an empty log.</summary>
    /// <param name="connection">A connection of the log.</param>
    /// <param name="columns">Names of columns of the table <c>signal</c>.</param>
    public static IReadOnlyList<long?> Distinct(DuckConnection connection, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0)
        {
            return [];
        }

        using var reader = connection.Query($"SELECT {string.Join(", ", columns.Select(c => $"stats({c})"))} FROM signal LIMIT 1");
        return reader.Read()
            ? [.. columns.Select((_, i) => Read(reader.GetString(i)))]
            : [.. columns.Select(_ => (long?)null)];
    }

    static long? Read(string statistics) =>
        long.TryParse(Unique().Match(statistics).Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var distinct)
            ? distinct
            : null;

    [GeneratedRegex(@"Approx Unique: (\d+)")]
    private static partial Regex Unique();
}
