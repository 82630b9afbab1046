namespace Throughline.DuckDb;

/// <summary>The type of a column, numbered as in the C API of the bound version.</summary>
public enum DuckType
{
    Invalid = 0,
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,
    Timestamp = 12,
    Date = 13,
    Time = 14,
    Interval = 15,
    HugeInt = 16,
    Varchar = 17,
    Blob = 18,
    Decimal = 19,
    TimestampSeconds = 20,
    TimestampMillis = 21,
    TimestampNanos = 22,
    Enum = 23,
    List = 24,
    Struct = 25,
    Map = 26,
    Uuid = 27,
    Union = 28,
    Bit = 29,
    TimeTz = 30,
    TimestampTz = 31,
    UHugeInt = 32,
    Array = 33,
    SqlNull = 36,
}

/// <summary>An INTERVAL as it lies in a vector: three parts that are not converted into one another.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Micros">Microseconds.</param>
public readonly record struct DuckInterval(int Months, int Days, long Micros);

/// <summary>Where the elements of one LIST value lie in the vector of all elements.</summary>
/// <param name="Offset">Index of the first element.</param>
/// <param name="Length">Number of elements.</param>
public readonly record struct DuckListEntry(ulong Offset, ulong Length);

internal static class DuckTypes
{
    /// <summary>Bytes of one value in a vector; 0 for types whose values do not lie there.</summary>
    internal static int Width(this DuckType storage) => storage switch
    {
        DuckType.Boolean or DuckType.TinyInt or DuckType.UTinyInt => 1,
        DuckType.SmallInt or DuckType.USmallInt => 2,
        DuckType.Integer or DuckType.UInteger or DuckType.Float or DuckType.Date or DuckType.SqlNull => 4,
        DuckType.BigInt or DuckType.UBigInt or DuckType.Double or DuckType.Time or DuckType.TimeTz
            or DuckType.Timestamp or DuckType.TimestampTz or DuckType.TimestampSeconds
            or DuckType.TimestampMillis or DuckType.TimestampNanos => 8,
        DuckType.HugeInt or DuckType.UHugeInt or DuckType.Uuid or DuckType.Interval or DuckType.Varchar
            or DuckType.Blob or DuckType.Bit or DuckType.List or DuckType.Map => 16,
        _ => 0,
    };
}
