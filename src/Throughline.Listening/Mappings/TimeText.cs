using System.Globalization;

namespace Throughline.Listening.Mappings;

/// <summary>Reads times in one format, gives them in UTC.</summary>
/// <remarks>
/// Every format also takes year first with four digits and English month names, which cannot be mistaken. A year from 1300 to
/// 1499 is a year of the Persian calendar. A time without an offset is of the zone; one that a clock change skips is moved on
/// by the gap, one that occurs twice is the first. A day without a time is its midnight.
/// </remarks>
public sealed class TimeText
{
    /// <summary>Names of the formats; null stands for the first.</summary>
    public static IReadOnlyList<string> Formats { get; } =
        ["iso", "day_month_year", "month_day_year", "epoch_seconds", "epoch_milliseconds"];

    readonly TimeZoneInfo _zone;
    readonly bool _utc;
    readonly DateOrder _order;
    readonly double _epochUnit;

    TimeText(TimeZoneInfo zone, DateOrder order, double epochUnit)
    {
        (_zone, _order, _epochUnit) = (zone, order, epochUnit);
        _utc = zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime;
    }

    /// <summary>A reader of the format in the zone; null when either is unknown.</summary>
    public static TimeText? For(string? format, string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            return null;
        }

        return format switch
        {
            null or "iso" => new TimeText(found, DateOrder.YearFirst, 0),
            "day_month_year" => new TimeText(found, DateOrder.DayFirst, 0),
            "month_day_year" => new TimeText(found, DateOrder.MonthFirst, 0),
            "epoch_seconds" => new TimeText(found, DateOrder.YearFirst, 1e3),
            "epoch_milliseconds" => new TimeText(found, DateOrder.YearFirst, 1),
            _ => null,
        };
    }

    /// <summary>True for a text that is a time in some order.</summary>
    internal static bool LooksLikeTime(string text) =>
        new[] { DateOrder.YearFirst, DateOrder.DayFirst, DateOrder.MonthFirst }
            .Any(order => WrittenTime.TryRead(System.Text.Encoding.UTF8.GetBytes(text), order, out _));

    /// <summary>Reads a cell. The time is whole microseconds at most and lies between 1900 and 2199.</summary>
    public TimeVerdict TryRead(ReadOnlySpan<byte> cell, out DateTime utc) => TryRead(cell, out utc, out _);

    /// <summary>Reads a cell, and says which day it names when it names a day and no clock (else null).</summary>
    public TimeVerdict TryRead(ReadOnlySpan<byte> cell, out DateTime utc, out DateOnly? day)
    {
        (utc, day) = (default, null);
        if (_epochUnit > 0)
        {
            return Epoch(cell, out utc);
        }

        if (!WrittenTime.TryReadIso(cell, out var written) && !WrittenTime.TryRead(cell, _order, out written))
        {
            return TimeVerdict.Unreadable;
        }

        if (written.Local.Year is < 1900 or > 2199)
        {
            return TimeVerdict.OutOfRange;
        }

        var ticks = written.Local.Ticks - (written.Local.Ticks % TimeSpan.TicksPerMicrosecond);
        utc = written.Offset is { } offset
            ? new DateTime(ticks - offset.Ticks, DateTimeKind.Utc)
            : ToUtc(new DateTime(ticks, DateTimeKind.Unspecified));
        day = written.DayOnly ? DateOnly.FromDateTime(written.Local) : null;
        return TimeVerdict.Read;
    }

    TimeVerdict Epoch(ReadOnlySpan<byte> cell, out DateTime utc)
    {
        utc = default;
        if (!NumberText.TryRead(cell, decimalComma: false, out var number))
        {
            return TimeVerdict.Unreadable;
        }

        var milliseconds = number * _epochUnit;
        if (milliseconds is < -2_208_988_800_000 or >= 7_258_118_400_000)
        {
            return TimeVerdict.OutOfRange;
        }

        utc = DateTime.UnixEpoch.AddTicks((long)Math.Round(milliseconds * 1000) * TimeSpan.TicksPerMicrosecond);
        return TimeVerdict.Read;
    }

    DateTime ToUtc(DateTime local)
    {
        if (_utc)
        {
            return DateTime.SpecifyKind(local, DateTimeKind.Utc);
        }

        // Of two offsets the larger is the earlier instant. In a gap the offset from before it moves the time on by the gap.
        var offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max()
            : _zone.IsInvalidTime(local) ? _zone.GetUtcOffset(local.AddHours(-3))
            : _zone.GetUtcOffset(local);
        return new DateTime(local.Ticks - offset.Ticks, DateTimeKind.Utc);
    }

    /// <summary>The time as it is shown in messages.</summary>
    internal static string Write(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Outcome of reading a time.</summary>
public enum TimeVerdict
{
    /// <summary>It was read.</summary>
    Read = 0,
    /// <summary>It is no time in this format.</summary>
    Unreadable = 1,
    /// <summary>It is a time before 1900 or after 2199.</summary>
    OutOfRange = 2,
}

/// <summary>Order of the parts of a date.</summary>
enum DateOrder
{
    YearFirst,
    DayFirst,
    MonthFirst,
}
