using System.Globalization;
using System.Text;

namespace Throughline.Listening.Mappings;

/// <summary>A time as it is written: its clock, and its offset from UTC when it names one.</summary>
/// <param name="Local">Reading of the clock, in the Gregorian calendar.</param>
/// <param name="Offset">Offset from UTC; null when none is written.</param>
/// <param name="DayOnly">True when a day is written and no clock; its clock is then midnight.</param>
readonly record struct WrittenTime(DateTime Local, TimeSpan? Offset, bool DayOnly = false)
{
    static readonly PersianCalendar Persian = new();

    static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];

    /// <summary>The common case in ASCII: <c>2024-03-01</c>, then perhaps <c>T10:20:30.5</c>, then perhaps <c>Z</c> or an offset.</summary>
    public static bool TryReadIso(ReadOnlySpan<byte> cell, out WrittenTime time)
    {
        time = default;
        if (cell.Length < 10 || cell[4] != '-' || cell[7] != '-'
            || !Digits(cell[..4], out var year) || !Digits(cell[5..7], out var month) || !Digits(cell[8..10], out var day)
            || year is >= 1300 and <= 1499 || !Day(year, month, day, out var date))
        {
            return false;
        }

        if (cell.Length == 10)
        {
            time = new(date, null, DayOnly: true);
            return true;
        }

        if (cell.Length < 16 || cell[10] is not ((byte)'T' or (byte)' ') || cell[13] != ':'
            || !Digits(cell[11..13], out var hour) || !Digits(cell[14..16], out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        var ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        var rest = cell[16..];
        if (rest is [(byte)':', _, _, ..])
        {
            if (!Digits(rest[1..3], out var second) || second > 59)
            {
                return false;
            }

            ticks += second * TimeSpan.TicksPerSecond;
            rest = rest[3..];
            if (rest is [(byte)'.', ..])
            {
                rest = rest[1..];
                var unit = TimeSpan.TicksPerSecond / 10;
                var count = 0;
                while (count < rest.Length && rest[count] is >= (byte)'0' and <= (byte)'9')
                {
                    ticks += (rest[count++] - '0') * unit;
                    unit /= 10;
                }

                rest = rest[count..];
                if (count == 0)
                {
                    return false;
                }
            }
        }

        return TryOffset(rest, out var offset) && Make(date.AddTicks(ticks), offset, out time);
    }

    static bool TryOffset(ReadOnlySpan<byte> rest, out TimeSpan? offset)
    {
        offset = null;
        switch (rest)
        {
            case []:
                return true;
            case [(byte)'Z']:
                offset = TimeSpan.Zero;
                return true;
            case [(byte)'+' or (byte)'-', _, _, (byte)':', _, _]
                when Digits(rest[1..3], out var hours) && Digits(rest[4..6], out var minutes) && hours <= 14 && minutes < 60:
                offset = TimeSpan.FromMinutes((rest[0] == '-' ? -1 : 1) * ((hours * 60) + minutes));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Any other way to write it, in any digits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> cell, DateOrder order, out WrittenTime time)
    {
        time = default;
        Span<char> letters = stackalloc char[64];
        if (!TimeLetters.TryPlain(cell, letters, out var count))
        {
            return false;
        }

        var scan = new TimeLetters(letters[..count]);
        if (!TryDate(ref scan, order, out var date) || !TryClock(ref scan, out var clock, out var offset)
            || !scan.AtEnd || date.Ticks + (clock?.Ticks ?? 0) > DateTime.MaxValue.Ticks
            || !Make(date + (clock ?? TimeSpan.Zero), offset, out time))
        {
            return false;
        }

        time = time with { DayOnly = clock is null };
        return true;
    }

    static bool TryDate(ref TimeLetters scan, DateOrder order, out DateTime date)
    {
        date = default;
        if (scan.Word(out var weekday) && Month(weekday) == 0 && !IsWeekday(weekday))
        {
            return false;
        }

        if (!weekday.IsEmpty && Month(weekday) > 0)
        {
            scan.Back();
        }
        else
        {
            scan.Gap(" ,.");
        }

        Span<int> parts = stackalloc int[3];
        Span<int> widths = stackalloc int[3];
        var named = -1;
        for (var i = 0; i < 3; i++)
        {
            if (scan.Number(out parts[i], out widths[i]))
            {
                if (i == 0 && widths[0] == 8)
                {
                    return Day(parts[0] / 10000, parts[0] / 100 % 100, parts[0] % 100, out date);
                }
            }
            else if (named < 0 && scan.Word(out var word) && Month(word) is > 0 and var month)
            {
                (named, parts[i]) = (i, month);
            }
            else
            {
                return false;
            }

            if (i < 2 && !scan.Gap(i == 0 || named >= 0 ? "-/. ," : "-/."))
            {
                return false;
            }
        }

        var (year, month2, day) = (named, widths[0], order) switch
        {
            (0, _, _) => (2, 0, 1),
            (1, 4, _) => (0, 1, 2),
            (1, _, _) => (2, 1, 0),
            (2, _, _) => (-1, 0, 0),
            (_, 4, _) => (0, 1, 2),
            (_, _, DateOrder.DayFirst) => (2, 1, 0),
            (_, _, DateOrder.MonthFirst) => (2, 0, 1),
            _ => (-1, 0, 0),
        };
        return year >= 0 && widths[year] is 2 or 4 && Day(FullYear(parts[year], widths[year]), parts[month2], parts[day], out date);
    }

    /// <summary>The clock after a date; null when nothing more is written.</summary>
    static bool TryClock(ref TimeLetters scan, out TimeSpan? clock, out TimeSpan? offset)
    {
        (clock, offset) = (null, null);
        scan.Gap(" ,T");
        if (scan.AtEnd)
        {
            return true;
        }

        if (!scan.Number(out var hour, out var width) || width > 2 || !scan.Take(':')
            || !scan.Number(out var minute, out width) || width != 2)
        {
            return false;
        }

        long ticks = 0;
        if (scan.Take(':') && (!scan.Seconds(out ticks) || ticks >= 60 * TimeSpan.TicksPerSecond))
        {
            return false;
        }

        scan.Gap(" ");
        if (scan.Meridiem() is { } afternoon)
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }

            hour = (hour % 12) + (afternoon ? 12 : 0);
            scan.Gap(" ");
        }

        clock = new TimeSpan((hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + ticks);
        return minute < 60 && (hour < 24 || (hour == 24 && minute == 0 && ticks == 0)) && scan.Offset(out offset);
    }

    static bool Make(DateTime local, TimeSpan? offset, out WrittenTime time)
    {
        time = new(local, offset);
        return offset is null || (local.Ticks - offset.Value.Ticks is >= 0 and var utc && utc <= DateTime.MaxValue.Ticks);
    }

    static bool Day(int year, int month, int day, out DateTime date)
    {
        date = default;
        if (year is >= 1300 and <= 1499)
        {
            if (month is < 1 or > 12 || day < 1 || day > Persian.GetDaysInMonth(year, month))
            {
                return false;
            }

            date = Persian.ToDateTime(year, month, day, 0, 0, 0, 0);
            return true;
        }

        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        return true;
    }

    static int FullYear(int year, int width) => width != 2 ? year : year < 70 ? 2000 + year : 1900 + year;

    static int Month(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < Months.Length; i++)
        {
            if (word.Length >= 3 && Months[i].AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return i + 1;
            }
        }

        return 0;
    }

    static bool IsWeekday(ReadOnlySpan<char> word) =>
        word.Length >= 3 && "mon tue wed thu fri sat sun".Contains(word[..3].ToString(), StringComparison.OrdinalIgnoreCase);

    static bool Digits(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
