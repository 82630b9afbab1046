namespace Throughline.DuckDb;

/// <summary>Row by row on the same chunk: BeginRow, a Value or Null per column in order, EndRow. Do not mix with the
/// columnar calls within one chunk.</summary>
public sealed unsafe partial class DuckAppender
{
    int _rows;
    int _column = -1;

    /// <summary>Begins a row; a row begun but not ended is written over.</summary>
    public DuckAppender BeginRow()
    {
        if (_rows == Capacity)
        {
            EndChunk(Capacity);
        }
        _column = 0;
        return this;
    }

    /// <summary>Ends the row, which must have a value for every column.</summary>
    public void EndRow()
    {
        if (_column != _columns.Length)
        {
            throw new InvalidOperationException(
                $"The row has {Math.Max(_column, 0)} values; the appender has {_columns.Length} columns.");
        }
        _column = -1;
        _rows++;
    }

    /// <summary>Any integer type.</summary>
    /// <exception cref="OverflowException">The column is too narrow for the value.</exception>
    public DuckAppender Value(long value)
    {
        ref var column = ref Next(out var index);
        switch (column.Type)
        {
            case DuckType.BigInt: Put(column, value); break;
            case DuckType.Integer: Put(column, checked((int)value)); break;
            case DuckType.SmallInt: Put(column, checked((short)value)); break;
            case DuckType.TinyInt: Put(column, checked((sbyte)value)); break;
            case DuckType.UBigInt: Put(column, checked((ulong)value)); break;
            case DuckType.UInteger: Put(column, checked((uint)value)); break;
            case DuckType.USmallInt: Put(column, checked((ushort)value)); break;
            case DuckType.UTinyInt: Put(column, checked((byte)value)); break;
            case DuckType.HugeInt: Put(column, (Int128)value); break;
            case DuckType.UHugeInt: Put(column, checked((UInt128)value)); break;
            case DuckType.Double: Put(column, (double)value); break;
            default: throw Refuse(column, index, "an integer");
        }
        return this;
    }

    public DuckAppender Value(int value) => Value((long)value);

    public DuckAppender Value(double value)
    {
        ref var column = ref Next(out var index);
        switch (column.Type)
        {
            case DuckType.Double: Put(column, value); break;
            case DuckType.Float: Put(column, (float)value); break;
            default: throw Refuse(column, index, "a number");
        }
        return this;
    }

    public DuckAppender Value(bool value) => Put(DuckType.Boolean, value ? (byte)1 : (byte)0);

    public DuckAppender Value(Int128 value) => Put(DuckType.HugeInt, value);

    public DuckAppender Value(UInt128 value) => Put(DuckType.UHugeInt, value);

    public DuckAppender Value(Guid value) => Put(DuckType.Uuid, DuckRaw.Uuid(value));

    public DuckAppender Value(DateOnly value) => Put(DuckType.Date, DuckRaw.Days(value));

    public DuckAppender Value(TimeOnly value) => Put(DuckType.Time, value.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>A TIMESTAMP in UTC, cut to microseconds. A local time is refused.</summary>
    public DuckAppender Value(DateTime value)
    {
        ref var column = ref Next(out var index);
        if (column.Type is not (DuckType.Timestamp or DuckType.TimestampTz))
        {
            throw Refuse(column, index, "a time stamp");
        }
        Put(column, DuckRaw.Micros(value));
        return this;
    }

    /// <summary>A VARCHAR or the word of an ENUM; null is NULL.</summary>
    public DuckAppender Value(string? value)
    {
        Next(out var index);
        SetString(index, _rows, value);
        return this;
    }

    /// <summary>A BLOB, or the UTF-8 of a VARCHAR.</summary>
    public DuckAppender Value(ReadOnlySpan<byte> value)
    {
        if (Next(out var index).Type == DuckType.Blob)
        {
            SetBytes(index, _rows, value);
        }
        else
        {
            SetString(index, _rows, value);
        }
        return this;
    }

    public DuckAppender Null()
    {
        Next(out var index);
        SetNull(index, _rows);
        return this;
    }

    void HandOverRows()
    {
        if (_column >= 0)
        {
            throw new InvalidOperationException("A row is begun but not ended.");
        }
        if (_rows > 0)
        {
            EndChunk(_rows);
        }
    }

    ref AppendColumn Next(out int index)
    {
        index = (uint)_column < (uint)_columns.Length
            ? _column++
            : throw new InvalidOperationException(
                _column < 0 ? "Call BeginRow first." : $"The row has all its {_columns.Length} values already.");
        return ref At(index, _rows);
    }

    DuckAppender Put<T>(DuckType type, T value) where T : unmanaged
    {
        ref var column = ref Next(out var index);
        Demand(column, index, type);
        Put(column, value);
        return this;
    }

    void Put<T>(in AppendColumn column, T value) where T : unmanaged
    {
        column.MarkValid(_rows);
        ((T*)column.Values)[_rows] = value;
    }

    static InvalidCastException Refuse(in AppendColumn column, int index, string kind) =>
        new($"Column {index} is {column.Type}, which does not take {kind}.");
}
