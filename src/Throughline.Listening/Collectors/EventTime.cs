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
        if (text.Length is 24 && text[23] == (byte)'Z' && Utf8Parser.TryParse(text, out DateTimeOffset exact, out var taken, 'O') && taken == 24)
        {
            return Within(exact.UtcDateTime);
        }

        Span<char> letters = stackalloc char[40];
        return Ascii.ToUtf16(text, letters, out var count) == System.Buffers.OperationStatus.Done
            && DateTimeOffset.TryParse(letters[..count], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var read)
                ? Within(read.UtcDateTime)
                : null;
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
