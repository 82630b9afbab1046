using Throughline.Matching.Normal;

namespace Throughline.Matching.Records;

/// <summary>Takes cells row by row as UTF-8 and makes the <see cref="RecordTable"/>: each distinct cell is normalised once.</summary>
public sealed class RecordTableBuilder
{
    readonly MatchColumn[] _columns;
    readonly RawValues[] _values;
    readonly List<int>[] _cells;
    readonly List<byte>? _sides;

    /// <param name="columns">What the cells of a row are, in order.</param>
    /// <param name="link">True when records of two files are linked.</param>
    public RecordTableBuilder(IReadOnlyList<MatchColumn> columns, bool link)
    {
        _columns = [.. columns];
        _values = [.. columns.Select(_ => new RawValues())];
        _cells = [.. columns.Select(_ => new List<int>())];
        _sides = link ? [] : null;
    }

    /// <summary>Records so far.</summary>
    public int Count { get; private set; }

    /// <summary>The next cell of a column; blanks around it are left out.</summary>
    public void Add(int column, ReadOnlySpan<byte> cell) => _cells[column].Add(_values[column].Add(cell.Trim(" \t"u8)));

    /// <summary>Ends a row.</summary>
    /// <param name="side">0 or 1: which file the record is from; not used unless files are linked.</param>
    public void EndRow(byte side)
    {
        Count++;
        _sides?.Add(side);
    }

    /// <summary>The table of all rows. The builder is empty afterwards.</summary>
    public RecordTable Build()
    {
        var made = new Column?[_columns.Length];
        var names = new ValueTable();
        // Names of persons share one table, so that a swap of first and last name is seen by their numbers; they are made in order.
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Field is MatchField.FirstName or MatchField.LastName)
            {
                made[i] = Normalised(i, names);
            }
        }

        Parallel.For(0, _columns.Length, i =>
        {
            if (_columns[i].Field is not (MatchField.FirstName or MatchField.LastName or MatchField.FullName))
            {
                made[i] = Normalised(i, new ValueTable());
            }
        });
        var columns = made.OfType<Column>().ToList();
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Field == MatchField.FullName)
            {
                SplitNames(i, names, columns);
            }
        }

        SplitStreets(columns);
        foreach (var column in columns)
        {
            column.Values.Seal();
        }

        return new RecordTable(Count, _sides?.ToArray(), columns);
    }

    Column Normalised(int place, ValueTable values)
    {
        var (raw, cells) = Take(place);
        var normal = Normaliser.Of(_columns[place].Field, raw);
        var map = new int[raw.Count + 1];
        for (var id = 1; id <= raw.Count; id++)
        {
            map[id] = values.Add(normal(raw.Text(id)));
        }

        return new Column(_columns[place].Field, _columns[place].Name, [.. cells.Select(cell => map[cell])], values);
    }

    (RawValues Raw, List<int> Cells) Take(int place)
    {
        var taken = (_values[place], _cells[place]);
        (_values[place], _cells[place]) = (new RawValues(), []);
        return taken;
    }

    void SplitNames(int place, ValueTable names, List<Column> columns)
    {
        var (raw, cells) = Take(place);
        var parts = new (int First, int Last)[raw.Count + 1];
        for (var id = 1; id <= raw.Count; id++)
        {
            var (first, _, last) = PersonName.Whole(raw.Text(id));
            parts[id] = (names.Add(first), names.Add(last));
        }

        var firsts = columns.Find(c => c.Field == MatchField.FirstName);
        var lasts = columns.Find(c => c.Field == MatchField.LastName);
        var (first1, last1) = (new int[Count], new int[Count]);
        for (var record = 0; record < Count; record++)
        {
            var (f, l) = (firsts?.Ids[record] ?? 0, lasts?.Ids[record] ?? 0);
            (first1[record], last1[record]) = f == 0 && l == 0 ? parts[cells[record]] : (f, l);
        }

        columns.RemoveAll(c => c.Field is MatchField.FirstName or MatchField.LastName);
        columns.Add(new Column(MatchField.FirstName, firsts?.Name ?? _columns[place].Name, first1, names));
        columns.Add(new Column(MatchField.LastName, lasts?.Name ?? _columns[place].Name, last1, names));
    }

    static void SplitStreets(List<Column> columns)
    {
        if (columns.Find(c => c.Field == MatchField.Street) is not { } street)
        {
            return;
        }

        var houses = columns.Find(c => c.Field == MatchField.HouseNumber);
        var numbers = new ValueTable();
        var names = new ValueTable();
        var parts = new (int Number, int Street)[street.Values.Count];
        for (var id = 1; id < parts.Length; id++)
        {
            var (number, name) = houses is null ? StreetAddress.Part(street.Values[id]) : ("", street.Values[id]);
            parts[id] = (numbers.Add(number), names.Add(name));
        }

        if (houses is null && numbers.Count > 1)
        {
            columns.Remove(street);
            columns.Add(new Column(MatchField.Street, street.Name, [.. street.Ids.Select(id => parts[id].Street)], names));
            columns.Add(new Column(MatchField.HouseNumber, street.Name, [.. street.Ids.Select(id => parts[id].Number)], numbers));
        }
    }
}
