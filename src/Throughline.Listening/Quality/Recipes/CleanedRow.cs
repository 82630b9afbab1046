using System.Text;
using Throughline.Listening.Files;

namespace Throughline.Listening.Quality.Recipes;

/// <summary>A row as a recipe leaves it, over the row as it was received, which it does not touch. One thread at a time.</summary>
sealed class CleanedRow : TableReader
{
    readonly (int Column, Func<string, string>[] Steps)[] _columns;
    readonly byte[]?[] _cells;
    readonly List<int> _changed = [];
    TableReader? _row;

    CleanedRow((int, Func<string, string>[])[] columns, int count) => (_columns, _cells) = (columns, new byte[count][]);

    /// <summary>The columns whose value the recipe changed in this row.</summary>
    public IReadOnlyList<int> Changed => _changed;

    public override long BytesRead => _row?.BytesRead ?? 0;

    public override int Cells => _row!.Cells;

    public override IReadOnlyList<KeyValuePair<string, string>> Extras => _row!.Extras;

    /// <summary>Makes a recipe ready for rows with given columns; null when no step is about any of them.</summary>
    public static CleanedRow? Of(IReadOnlyList<RecipeStep> steps, IReadOnlyList<string> columns)
    {
        (int, Func<string, string>[])[] of =
        [
            .. columns.Select((name, i) => (i, steps.Where(step => step.Field == name).Select(step => step.Clean).ToArray())).Where(one => one.Item2.Length > 0),
        ];
        return of.Length == 0 ? null : new(of, columns.Count) { Columns = columns };
    }

    /// <summary>Cleans a row; good until the next.</summary>
    public CleanedRow Clean(TableReader row)
    {
        (_row, Row, Line, Fault) = (row, row.Row, row.Line, row.Fault);
        foreach (var column in _changed)
        {
            _cells[column] = null;
        }

        _changed.Clear();
        if (Fault is null)
        {
            foreach (var (column, steps) in _columns)
            {
                var value = row.Text(column);
                if (value.Length > 0 && Clean(value, steps) is var clean && !ReferenceEquals(clean, value) && clean != value)
                {
                    _cells[column] = Encoding.UTF8.GetBytes(clean);
                    _changed.Add(column);
                }
            }
        }

        return this;
    }

    public override ReadOnlySpan<byte> Cell(int column) => _cells[column] ?? _row!.Cell(column);

    public override bool Read() => throw new NotSupportedException("A cleaned row is no table.");

    protected override void Dispose(bool disposing)
    {
    }

    static string Clean(string value, Func<string, string>[] steps)
    {
        foreach (var step in steps)
        {
            value = step(value);
        }

        return value;
    }
}
