using System.Text;
using Throughline.Listening.Mappings;

namespace Throughline.Listening.Files;

/// <summary>Tells whether the first record names the columns, and what the columns are called.</summary>
static class HeaderGuess
{
    /// <summary>True unless the first record holds values like those below it.</summary>
    public static bool HasHeader(List<string[]> records)
    {
        if (records.Count == 0)
        {
            return false;
        }

        int names = 0, values = 0;
        for (var column = 0; column < records[0].Length; column++)
        {
            var first = records[0][column].Trim();
            if (first.Length == 0)
            {
                continue;
            }

            var below = records.Skip(1).Take(50).Where(record => record.Length > column)
                .Select(record => record[column].Trim()).Where(value => value.Length > 0).ToList();
            var typed = below.Count > 0 && below.Count(IsValue) * 10 >= below.Count * 8;
            if (IsValue(first) && (typed || below.Count == 0))
            {
                values++;
            }
            else if (!IsValue(first) && typed)
            {
                names += 2;
            }
            else if (first.Length > 100 || below.Contains(first))
            {
                values++;
            }
            else if (!IsValue(first))
            {
                names++;
            }
        }

        return names >= values && names > 0;
    }

    /// <summary>True when numbers with a decimal comma outnumber those with a point.</summary>
    public static bool DecimalComma(List<string[]> records)
    {
        int commas = 0, points = 0;
        foreach (var cell in records.Skip(1).SelectMany(record => record))
        {
            var value = cell.AsSpan().Trim();
            if (value.Length is 0 or > 24 || !IsNumber(cell))
            {
                continue;
            }

            var comma = value.LastIndexOf(',');
            var point = value.LastIndexOf('.');
            commas += comma > point && value.Length - comma != 4 ? 1 : 0;
            points += point > comma && value.Length - point != 4 ? 1 : 0;
        }

        return commas > points;
    }

    /// <summary>Names for all columns: an empty one is called by its place, a repeated one gets a number.</summary>
    public static (string[] Columns, List<FileWarning> Warnings) Name(IReadOnlyList<string> cells, bool header)
    {
        var columns = new string[cells.Count];
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var warnings = new List<FileWarning>();
        for (var i = 0; i < columns.Length; i++)
        {
            var name = header ? cells[i].Trim().Trim('\u200E', '\u200F', '\uFEFF') : "";
            var wanted = name.Length == 0 ? $"column_{i + 1}" : name;
            var unique = wanted;
            for (var n = 2; !seen.Add(unique); n++)
            {
                unique = $"{wanted}_{n}";
            }

            columns[i] = unique;
            if (header && name.Length == 0)
            {
                warnings.Add(new("column_without_name", $"Column {i + 1} has no name; it is called {unique}."));
            }
            else if (header && unique != wanted)
            {
                warnings.Add(new("repeated_column", $"Column {i + 1} has the name of an earlier one; it is called {unique}."));
            }
        }

        return (columns, warnings);
    }

    static bool IsValue(string cell) =>
        IsNumber(cell) || (cell.Length is >= 6 and <= 40 && TimeText.LooksLikeTime(cell))
        || (cell.Contains('@', StringComparison.Ordinal) && cell.Contains('.', StringComparison.Ordinal));

    static bool IsNumber(string cell) =>
        cell.Length <= 40 && NumberText.TryRead(Encoding.UTF8.GetBytes(cell), decimalComma: false, out _);
}

/// <summary>Something about a file that a person should know and that does not stop the reading.</summary>
/// <param name="Code">Stable word that the client translates.</param>
/// <param name="Detail">One English sentence.</param>
public sealed record FileWarning(string Code, string Detail);
