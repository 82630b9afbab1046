using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Throughline.Listening.Collectors;

/// <summary>Times as clients write them: ISO 8601 texts, and numbers of seconds, milliseconds, microseconds or nanoseconds since 1970.</summary>
static class EventTime
{
    static readonly DateTime _first = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    static readonly DateTime _last = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The time, UTC, between the years 1900 and 2199; null when it is none.</summary>
    public static DateTime? Read(ReadOnlySpan<byte> text, JsonTokenType type)
    {
        if (type is JsonTokenType.Number || (type is JsonTokenType.String && IsDigits(text)))
        {
            return Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length ? OfNumber(number) : null;
        }

        if (type is not JsonTokenType.String || text.Length is < 8 or > 40)
        {
            return null;
        }

        // The form that nearly every library writes, without a detour.
        if (text is [_, _, _, _, (byte)'-', _, _, (byte)'-', _, _, (byte)'T', _, _, (byte)':', _, _, (byte)':', _, _, (byte)'.', _, _, _, (byte)'Z'])
        {
            return OfUsualForm(text);
        }

        Span<char> letters = stackalloc char[40];
        return Ascii.ToUtf16(text, letters, out var count) == System.Buffers.OperationStatus.Done
            && DateTimeOffset.TryParse(letters[..count], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var read)
                ? Within(read.UtcDateTime)
                : null;
    }

    /// <summary><c>2026-01-31T23:59:59.123Z</c></summary>
    static DateTime? OfUsualForm(ReadOnlySpan<byte> text)
    {
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second, thousandth) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]), Number(text[20..23]));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59 && thousandth >= 0
                ? Within(new DateTime(year, month, day, hour, minute, second, thousandth, DateTimeKind.Utc))
                : null;
    }

    /// <summary>A number of digits only; -1 when it is none.</summary>
    static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            number = (10 * number) + digit - '0';
        }

        return number;
    }

    static DateTime? OfNumber(double number)
    {
        var unit = Math.Abs(number) switch { < 1e11 => 1.0, < 1e14 => 1e3, < 1e17 => 1e6, _ => 1e9 };
        var seconds = number / unit;
        return double.IsFinite(seconds) && Math.Abs(seconds) < 1e10 ? Within(DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))) : null;
    }

    static bool IsDigits(ReadOnlySpan<byte> text) => text.Length is >= 9 and <= 20 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    static DateTime? Within(DateTime time) => time >= _first && time < _last ? time : null;
}
