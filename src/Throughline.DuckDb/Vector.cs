using System.Text;
using Throughline.DuckDb.Native;

namespace Throughline.DuckDb;

/// <summary>One column of a result, or the elements of a LIST column: its type, and for the current chunk where its
/// values and validity bits lie. Converts single values without boxing.</summary>
internal sealed unsafe class Vector : IDisposable
{
    static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 39).Select(power => Math.Pow(10, power))];

    readonly string _name;
    readonly DuckType _storage;
    readonly byte _scale;
    readonly LogicalTypeHandle? _enum;
    string[]? _words;
    byte* _values;
    ulong* _validity;

    /// <summary>Describes a column; takes the logical type and frees it.</summary>
    internal Vector(string name, nint logicalType)
    {
        var type = new LogicalTypeHandle();
        type.Own(logicalType);
        _name = name;
        Type = (DuckType)NativeMethods.duckdb_get_type_id(logicalType);
        _storage = Type switch
        {
            DuckType.Decimal => (DuckType)NativeMethods.duckdb_decimal_internal_type(logicalType),
            DuckType.Enum => (DuckType)NativeMethods.duckdb_enum_internal_type(logicalType),
            _ => Type,
        };
        Width = _storage.Width();
        if (Type == DuckType.Decimal)
        {
            _scale = NativeMethods.duckdb_decimal_scale(logicalType);
        }
        if (Type == DuckType.List)
        {
            Elements = new Vector(name + "[]", NativeMethods.duckdb_list_type_child_type(logicalType));
        }
        if (Type == DuckType.Enum)
        {
            _enum = type; // its dictionary is read when the first word is asked for
        }
        else
        {
            type.Dispose();
        }
    }

    internal DuckType Type { get; }

    /// <summary>Bytes of one value.</summary>
    internal int Width { get; }

    internal string Name => _name;

    internal Vector? Elements { get; }

    internal byte* Values => _values;

    /// <summary>Points at the column's vector of a new chunk.</summary>
    internal void Attach(nint vector)
    {
        _values = NativeMethods.duckdb_vector_get_data(vector);
        _validity = NativeMethods.duckdb_vector_get_validity(vector);
        Elements?.Attach(NativeMethods.duckdb_list_vector_get_child(vector));
    }

    /// <summary>One bit a value, the least first; null when none is NULL.</summary>
    internal ulong* Validity => _validity;

    internal bool IsValid(int row) => _validity is null || (_validity[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>The bytes of a VARCHAR or BLOB: up to 12 lie in the value itself, more behind its pointer.</summary>
    internal ReadOnlySpan<byte> Bytes(int row)
    {
        var value = _values + (row * 16);
        var length = *(int*)value;
        return new ReadOnlySpan<byte>(length <= 12 ? value + 4 : *(byte**)(value + 8), length);
    }

    internal long Int64(int row) => Type switch
    {
        DuckType.BigInt => At<long>(row),
        DuckType.Integer => At<int>(row),
        DuckType.HugeInt => checked((long)At<Int128>(row)),
        DuckType.UBigInt => checked((long)At<ulong>(row)),
        DuckType.UInteger => At<uint>(row),
        DuckType.SmallInt => At<short>(row),
        DuckType.USmallInt => At<ushort>(row),
        DuckType.TinyInt => At<sbyte>(row),
        DuckType.UTinyInt => At<byte>(row),
        DuckType.UHugeInt => checked((long)At<UInt128>(row)),
        _ => throw Wrong("an integer"),
    };

    internal Int128 Int128(int row) => Type switch
    {
        DuckType.HugeInt => At<Int128>(row),
        DuckType.UHugeInt => checked((Int128)At<UInt128>(row)),
        DuckType.UBigInt => At<ulong>(row),
        _ => Int64(row),
    };

    internal UInt128 UInt128(int row) =>
        Type == DuckType.UHugeInt ? At<UInt128>(row) : checked((UInt128)Int128(row));

    internal double Double(int row) => Type switch
    {
        DuckType.Double => At<double>(row),
        DuckType.Float => At<float>(row),
        DuckType.Decimal => (double)Unscaled(row) / PowersOfTen[_scale],
        DuckType.HugeInt => (double)At<Int128>(row),
        DuckType.UHugeInt => (double)At<UInt128>(row),
        DuckType.UBigInt => At<ulong>(row),
        _ => Type is >= DuckType.TinyInt and <= DuckType.UInteger ? Int64(row) : throw Wrong("a number"),
    };

    internal decimal Decimal(int row)
    {
        if (Type != DuckType.Decimal)
        {
            return Type is DuckType.HugeInt or DuckType.UBigInt ? (decimal)Int128(row) : Int64(row);
        }
        var unscaled = Unscaled(row);
        var size = (UInt128)(unscaled < 0 ? -unscaled : unscaled);
        return size >> 96 == 0 && _scale <= 28
            ? new decimal((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), unscaled < 0, _scale)
            : throw new OverflowException($"Column {_name}: more digits than a .NET decimal holds.");
    }

    Int128 Unscaled(int row) => _storage switch
    {
        DuckType.SmallInt => At<short>(row),
        DuckType.Integer => At<int>(row),
        DuckType.BigInt => At<long>(row),
        _ => At<Int128>(row),
    };

    internal bool Boolean(int row) => Type == DuckType.Boolean ? At<byte>(row) != 0 : throw Wrong("a BOOLEAN");

    internal Guid Guid(int row) => Type == DuckType.Uuid ? DuckRaw.Guid(At<UInt128>(row)) : throw Wrong("a UUID");

    internal DateTime DateTime(int row) => Type switch
    {
        DuckType.Timestamp or DuckType.TimestampTz => DuckRaw.DateTime(At<long>(row)),
        DuckType.TimestampMillis => DuckRaw.DateTime(Finite(row, 1_000)),
        DuckType.TimestampSeconds => DuckRaw.DateTime(Finite(row, 1_000_000)),
        DuckType.TimestampNanos => System.DateTime.UnixEpoch.AddTicks(FloorDiv(At<long>(row), 100)),
        DuckType.Date => DuckRaw.Date(At<int>(row)).ToDateTime(default, DateTimeKind.Utc),
        _ => throw Wrong("a time stamp"),
    };

    long Finite(int row, long factor) => checked(At<long>(row) * factor);

    static long FloorDiv(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);

    internal DateOnly Date(int row) => Type == DuckType.Date ? DuckRaw.Date(At<int>(row)) : throw Wrong("a DATE");

    internal TimeOnly Time(int row) => Type == DuckType.Time
        ? new TimeOnly(Math.Min(At<long>(row) * TimeSpan.TicksPerMicrosecond, TimeOnly.MaxValue.Ticks))
        : throw Wrong("a TIME");

    internal DuckInterval Interval(int row) =>
        Type == DuckType.Interval ? At<DuckInterval>(row) : throw Wrong("an INTERVAL");

    internal ReadOnlySpan<byte> Blob(int row) => Type == DuckType.Blob ? Bytes(row) : throw Wrong("a BLOB");

    internal ReadOnlySpan<byte> Utf8(int row) => Type == DuckType.Varchar ? Bytes(row) : throw Wrong("a VARCHAR");

    internal string String(int row) => Type switch
    {
        DuckType.Varchar => Encoding.UTF8.GetString(Bytes(row)),
        DuckType.Enum => Words[EnumIndex(row)],
        _ => throw Wrong("a VARCHAR or ENUM"),
    };

    internal int EnumIndex(int row) => Type != DuckType.Enum ? throw Wrong("an ENUM") : Width switch
    {
        1 => At<byte>(row),
        2 => At<ushort>(row),
        _ => At<int>(row),
    };

    /// <summary>The words of an ENUM, by index.</summary>
    internal string[] Words => _words ??= EnumWords.Of(
        _enum?.Pointer ?? throw Wrong("an ENUM"));

    internal DuckListEntry List(int row) => Type == DuckType.List ? At<DuckListEntry>(row) : throw Wrong("a LIST");

    internal InvalidCastException Wrong(string wanted) => new($"Column {_name} is {Type}, not {wanted}.");

    T At<T>(int row) where T : unmanaged => ((T*)_values)[row];

    public void Dispose()
    {
        _values = null;
        _enum?.Dispose();
        Elements?.Dispose();
    }
}

internal static unsafe class EnumWords
{
    internal static string[] Of(nint logicalType)
    {
        var words = new string[NativeMethods.duckdb_enum_dictionary_size(logicalType)];
        for (var index = 0; index < words.Length; index++)
        {
            words[index] = NativeMethods.OwnedText(
                NativeMethods.duckdb_enum_dictionary_value(logicalType, (ulong)index));
        }
        return words;
    }
}
