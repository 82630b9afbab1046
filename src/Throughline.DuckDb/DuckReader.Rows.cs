namespace Throughline.DuckDb;

/// <summary>Row by row: Read, then a getter per column. A getter throws <see cref="InvalidCastException"/> on NULL or
/// on a column of another kind, and <see cref="OverflowException"/> where the number does not fit.</summary>
public sealed unsafe partial class DuckReader
{
    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Read()
    {
        if (++_row < RowCount)
        {
            return true;
        }
        if (!NextChunk())
        {
            return false;
        }
        _row = 0;
        return true;
    }

    public bool IsNull(int column) => !Here(column).IsValid(_row);

    /// <summary>Any integer type, HUGEINT too when it fits.</summary>
    public long GetInt64(int column) => Value(column).Int64(_row);
    public int GetInt32(int column) => checked((int)Value(column).Int64(_row));
    public Int128 GetInt128(int column) => Value(column).Int128(_row);
    public UInt128 GetUInt128(int column) => Value(column).UInt128(_row);

    /// <summary>Any number: FLOAT, DOUBLE, DECIMAL and the integers, to the nearest double.</summary>
    public double GetDouble(int column) => Value(column).Double(_row);

    /// <summary>DECIMAL or an integer, exactly.</summary>
    public decimal GetDecimal(int column) => Value(column).Decimal(_row);
    public bool GetBoolean(int column) => Value(column).Boolean(_row);

    /// <summary>VARCHAR, or the word of an ENUM.</summary>
    public string GetString(int column) => Value(column).String(_row);

    /// <summary>The bytes of a VARCHAR, good until the next chunk.</summary>
    public ReadOnlySpan<byte> GetUtf8(int column) => Value(column).Utf8(_row);
    public byte[] GetBytes(int column) => Value(column).Blob(_row).ToArray();

    /// <summary>TIMESTAMP of any precision, with or without zone, or DATE; always UTC.</summary>
    public DateTime GetDateTime(int column) => Value(column).DateTime(_row);
    public DateOnly GetDate(int column) => Value(column).Date(_row);

    /// <summary>TIME; 24:00, which .NET lacks, is the last instant before it.</summary>
    public TimeOnly GetTime(int column) => Value(column).Time(_row);
    public DuckInterval GetInterval(int column) => Value(column).Interval(_row);
    public Guid GetGuid(int column) => Value(column).Guid(_row);
    public int GetEnumIndex(int column) => Value(column).EnumIndex(_row);

    /// <summary>The elements of a LIST of VARCHAR or ENUM; NULL elements are null.</summary>
    public string?[] GetStrings(int column) =>
        Elements(column, static (list, row) => list.IsValid(row) ? list.String(row) : null);

    /// <summary>The elements of a LIST of numbers. A NULL element throws: leave it out in the query.</summary>
    public double[] GetDoubles(int column) => Elements(column, static (list, row) => Known(list, row).Double(row));

    /// <summary>The elements of a LIST of integers. A NULL element throws: leave it out in the query.</summary>
    public long[] GetInt64s(int column) => Elements(column, static (list, row) => Known(list, row).Int64(row));

    public string? GetStringOrNull(int column) => IsNull(column) ? null : GetString(column);
    public long? GetInt64OrNull(int column) => IsNull(column) ? null : GetInt64(column);
    public int? GetInt32OrNull(int column) => IsNull(column) ? null : GetInt32(column);
    public double? GetDoubleOrNull(int column) => IsNull(column) ? null : GetDouble(column);
    public bool? GetBooleanOrNull(int column) => IsNull(column) ? null : GetBoolean(column);
    public DateTime? GetDateTimeOrNull(int column) => IsNull(column) ? null : GetDateTime(column);
    public DateOnly? GetDateOrNull(int column) => IsNull(column) ? null : GetDate(column);
    public Guid? GetGuidOrNull(int column) => IsNull(column) ? null : GetGuid(column);

    /// <summary>By type, for single values; boxes.</summary>
    internal T Get<T>(int column)
    {
        var wanted = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (IsNull(column))
        {
            return default(T) is null
                ? default!
                : throw new InvalidCastException($"Column {Name(column)} is NULL; ask for a nullable {wanted.Name}.");
        }
        object value =
            wanted == typeof(long) ? GetInt64(column)
            : wanted == typeof(int) ? GetInt32(column)
            : wanted == typeof(double) ? GetDouble(column)
            : wanted == typeof(decimal) ? GetDecimal(column)
            : wanted == typeof(bool) ? GetBoolean(column)
            : wanted == typeof(string) ? GetString(column)
            : wanted == typeof(Guid) ? GetGuid(column)
            : wanted == typeof(DateTime) ? GetDateTime(column)
            : wanted == typeof(DateOnly) ? GetDate(column)
            : wanted == typeof(TimeOnly) ? GetTime(column)
            : wanted == typeof(Int128) ? GetInt128(column)
            : wanted == typeof(UInt128) ? GetUInt128(column)
            : wanted == typeof(DuckInterval) ? GetInterval(column)
            : wanted == typeof(byte[]) ? GetBytes(column)
            : wanted == typeof(string[]) ? GetStrings(column)
            : wanted == typeof(double[]) ? GetDoubles(column)
            : wanted == typeof(long[]) ? GetInt64s(column)
            : throw new InvalidCastException($"{wanted.Name} is not a type that columns are read as.");
        return (T)value;
    }

    T[] Elements<T>(int column, Func<Vector, int, T> read)
    {
        var list = Value(column);
        var entry = list.List(_row);
        var values = new T[entry.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = read(list.Elements!, (int)entry.Offset + index);
        }
        return values;
    }

    static Vector Known(Vector list, int row) =>
        list.IsValid(row) ? list : throw new InvalidCastException($"Column {list.Name} holds a NULL element.");

    Vector Here(int column) => (uint)_row < (uint)RowCount
        ? _columns[column]
        : throw new InvalidOperationException("There is no current row: call Read first and use its answer.");

    Vector Value(int column)
    {
        var vector = Here(column);
        return vector.IsValid(_row)
            ? vector
            : throw new InvalidCastException($"Column {vector.Name} is NULL in this row.");
    }
}
