using System.Text.Json;
using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>The profile of a file that was not imported: every column, in one pass.</summary>
public static class TableProfile
{
    /// <summary>Reads the file once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="mostBytes">Bytes after which no more is read; the rest of the file is then not in it.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <param name="mapping">What its columns are to us; null while nobody knows: then each is a <c>column</c>.</param>
    public static FileProfile Of(TableFile file, long mostBytes, CancellationToken cancel, Mapping? mapping = null)
    {
        using var table = file.Open();
        var sketches = Sketches(table.Columns.Count);
        var faults = 0L;
        var whole = true;
        while (table.Read())
        {
            if (table.Fault is not null)
            {
                faults++;
                continue;
            }

            Add(sketches, table, file.DecimalComma);
            if ((table.Row & 0xFFF) == 0)
            {
                cancel.ThrowIfCancellationRequested();
                if (table.BytesRead > mostBytes)
                {
                    whole = false;
                    break;
                }
            }
        }

        return new(table.Row + 1, whole && table.Problem is null, faults, table.Problem?.Message,
            [.. table.Columns.Select((name, i) => Field(name, sketches[i], mapping?.Fields.FirstOrDefault(field => field.Column == name)))]);
    }

    static FieldProfile Field(string name, FieldSketch sketch, MappingField? field) => FieldProfile.Of(
        name, field is null ? "column" : field.As == FieldUse.Ignore ? "kept" : JsonNamingPolicy.SnakeCaseLower.ConvertName(field.As.ToString()), sketch, complete: true,
        personal: field is { As: FieldUse.RecordId or FieldUse.Identifier or FieldUse.Text } or { As: FieldUse.Attribute, Kind: AttributeKind.Identity });

    internal static FieldSketch[] Sketches(int columns)
    {
        var sketches = new FieldSketch[columns];
        for (var i = 0; i < columns; i++)
        {
            sketches[i] = new FieldSketch();
        }

        return sketches;
    }

    internal static void Add(FieldSketch[] sketches, TableReader row, bool decimalComma)
    {
        for (var i = 0; i < sketches.Length; i++)
        {
            sketches[i].Add(row.Cell(i), decimalComma);
        }
    }
}

/// <summary>The profile of a file.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Whole">True when these are all.</param>
/// <param name="Faults">Rows that are no rows: too many cells, too few, or no JSON. They are in no field.</param>
/// <param name="Problem">Why the reading stopped before the end; null when it did not.</param>
/// <param name="Fields">One a column, in their order.</param>
public sealed record FileProfile(long Rows, bool Whole, long Faults, string? Problem, IReadOnlyList<FieldProfile> Fields);
