namespace Throughline.Matching.Records;

/// <summary>All records as columns of numbers. Order and ids of records are no evidence and are not kept here.</summary>
public sealed class RecordTable
{
    readonly Dictionary<MatchField, Column> _columns = [];

    internal RecordTable(int count, byte[]? sides, IEnumerable<Column> columns)
    {
        (Count, Sides) = (count, sides);
        var customs = new List<Column>();
        foreach (var column in columns)
        {
            if (column.Field == MatchField.Custom)
            {
                customs.Add(column);
            }
            else
            {
                _columns[column.Field] = column;
            }
        }

        Customs = customs;
    }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>For a link of two files, which file each record is from; null where all records are one file.</summary>
    internal byte[]? Sides { get; }

    /// <summary>Columns that no field names.</summary>
    internal IReadOnlyList<Column> Customs { get; }

    /// <summary>All columns.</summary>
    internal IEnumerable<Column> Columns => _columns.OrderBy(c => c.Key).Select(c => c.Value).Concat(Customs);

    /// <summary>A column, or null where the records have none, or no value in it.</summary>
    internal Column? this[MatchField field] => _columns.GetValueOrDefault(field) is { Filled: > 0 } column ? column : null;

    /// <summary>Pairs that could be one customer: all of them, or those across the two files.</summary>
    public double PossiblePairs
    {
        get
        {
            if (Sides is null)
            {
                return Count * (Count - 1.0) / 2;
            }

            double right = Sides.Sum(side => (long)side);
            return right * (Count - right);
        }
    }

    internal bool MayPair(int left, int right) => left != right && (Sides is null || Sides[left] != Sides[right]);
}
