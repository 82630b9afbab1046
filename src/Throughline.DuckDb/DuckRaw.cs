using System.Buffers.Binary;

namespace Throughline.DuckDb;

/// <summary>The raw values of vectors and their .NET twins, for the columnar paths.</summary>
public static class DuckRaw
{
    /// <summary>Ticks per microsecond.</summary>
    const long TicksPerMicro = TimeSpan.TicksPerMicrosecond;

    static readonly int UnixEpochDay = new DateOnly(1970, 1, 1).DayNumber;
    static readonly UInt128 TopBit = UInt128.One << 127;

    /// <summary>A UUID as it lies in a vector: its 128 bits with the top one flipped, so that signed order is text
    /// order.</summary>
    public static UInt128 Uuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes) ^ TopBit;
    }

    /// <summary>The UUID of a raw vector value.</summary>
    public static Guid Guid(UInt128 raw)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, raw ^ TopBit);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Microseconds since 1970 of a UTC time; finer digits are cut off towards the past.</summary>
    /// <exception cref="ArgumentException">The time is local: say which instant is meant.</exception>
    public static long Micros(DateTime utc) => utc.Kind == DateTimeKind.Local
        ? throw new ArgumentException($"{utc:O} is a local time; give UTC.", nameof(utc))
        : (utc.Ticks / TicksPerMicro) - (System.DateTime.UnixEpoch.Ticks / TicksPerMicro);

    /// <summary>The UTC time of microseconds since 1970.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside the years 1 to 9999; DuckDB's infinities are
    /// too.</exception>
    public static DateTime DateTime(long micros)
    {
        const long first = -62_135_596_800_000_000, last = 253_402_300_799_999_999;
        return micros is < first or > last
            ? throw new ArgumentOutOfRangeException(
                nameof(micros), micros, "Microseconds since 1970 outside the years 1 to 9999, or infinity.")
            : System.DateTime.UnixEpoch.AddTicks(micros * TicksPerMicro);
    }

    /// <summary>Days since 1970-01-01.</summary>
    public static int Days(DateOnly date) => date.DayNumber - UnixEpochDay;

    /// <summary>The date of days since 1970-01-01.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside the years 1 to 9999; DuckDB's infinities are
    /// too.</exception>
    public static DateOnly Date(int days)
    {
        var number = (long)days + UnixEpochDay;
        return number < 0 || number > DateOnly.MaxValue.DayNumber
            ? throw new ArgumentOutOfRangeException(
                nameof(days), days, "Days since 1970 outside the years 1 to 9999, or infinity.")
            : DateOnly.FromDayNumber((int)number);
    }
}
