using System.Buffers;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text;
using Throughline.Listening.Mappings;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>Whether a value is what it should be; the same questions for profiles and for checks. Values are UTF-8 without blanks at their ends.</summary>
static class Values
{
    static readonly SearchValues<byte> _notInEmail = SearchValues.Create(" ,;<>()[]\"\t\\"u8);
    static readonly SearchValues<byte> _notInUrl = SearchValues.Create(" \t\n<>\""u8);

    static readonly FrozenSet<string> _placeholders = FrozenSet.ToFrozenSet(
    [
        "n/a", "na", "n.a.", "null", "none", "nil", "nan", "-", "--", "---", "?", "??", "???", ".", "x", "xx", "xxx", "unknown", "undefined", "tbd", "todo", "test",
        "asdf", "(null)", "(empty)", "empty", "missing", "not available", "not applicable", "#n/a", "#ref!", "#value!",
        "نامشخص", "ندارد", "غير معروف", "لا يوجد", "未知", "无", "無",
    ], StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _placeholderLetters = _placeholders.GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _yesNoLetters =
        YesNo.Yes.Concat(YesNo.No).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly FrozenSet<string> _countries = Countries();

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _countryLetters = _countries.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The value without blanks at its ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || (cell[0] > ' ' && cell[^1] > ' ' && cell[0] < 0x80 && cell[^1] < 0x80))
        {
            return cell;
        }

        while (!cell.IsEmpty && BlankAtStart(cell) is > 0 and var start)
        {
            cell = cell[start..];
        }

        while (!cell.IsEmpty && BlankAtEnd(cell) is > 0 and var end)
        {
            cell = cell[..^end];
        }

        return cell;
    }

    /// <summary>Words that stand where there is no value.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 24)
        {
            return false;
        }

        Span<char> letters = stackalloc char[24];
        return Encoding.UTF8.TryGetChars(cell, letters, out var count) && _placeholderLetters.Contains(letters[..count]);
    }

    /// <summary>Yes or no in four languages, or 1 and 0.</summary>
    public static bool IsYesOrNo(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 24)
        {
            return false;
        }

        Span<char> letters = stackalloc char[24];
        return Encoding.UTF8.TryGetChars(cell, letters, out var count) && _yesNoLetters.Contains(letters[..count]);
    }

    /// <summary>One local part, one @, a domain with a dot whose last label is no number.</summary>
    public static bool IsEmail(ReadOnlySpan<byte> cell)
    {
        var at = cell.IndexOf((byte)'@');
        if (at is <= 0 or > 64 || cell.Length > 254 || cell[0] == (byte)'.' || cell[at - 1] == (byte)'.' || cell.IndexOfAny(_notInEmail) >= 0)
        {
            return false;
        }

        var domain = cell[(at + 1)..];
        var dot = domain.LastIndexOf((byte)'.');
        return dot > 0 && domain.Length - dot > 2 && domain.IndexOf((byte)'@') < 0 && domain[0] is not ((byte)'.' or (byte)'-')
            && domain.IndexOf(".."u8) < 0 && cell.IndexOf(".."u8) < 0 && domain[dot + 1] is not (>= (byte)'0' and <= (byte)'9');
    }

    /// <summary>7 to 15 digits of any script with the signs that telephone numbers are written with.</summary>
    public static bool IsPhone(ReadOnlySpan<byte> cell)
    {
        var digits = 0;
        for (var i = 0; i < cell.Length;)
        {
            Rune.DecodeFromUtf8(cell[i..], out var rune, out var used);
            if (Rune.IsDigit(rune))
            {
                digits++;
            }
            else if (rune.Value is not (' ' or '-' or '.' or '/' or '(' or ')' or 0xA0 or 0x200E or 0x200F) && !(rune.Value == '+' && i == 0))
            {
                return false;
            }

            i += used;
        }

        return digits is >= 7 and <= 15;
    }

    /// <summary>http, https or ftp with a host.</summary>
    public static bool IsUrl(ReadOnlySpan<byte> cell)
    {
        var scheme = cell.IndexOf("://"u8);
        return scheme is >= 3 and <= 5 && Encoding.UTF8.GetString(cell[..scheme]).ToLowerInvariant() is "http" or "https" or "ftp"
            && cell.Length > scheme + 3 && cell.IndexOfAny(_notInUrl) < 0 && Uri.TryCreate(Encoding.UTF8.GetString(cell), UriKind.Absolute, out var uri) && uri.Host.Length > 0;
    }

    /// <summary>Eight, four, four, four and twelve hexadecimal digits.</summary>
    public static bool IsUuid(ReadOnlySpan<byte> cell) => cell.Length == 36 && Utf8Parser.TryParse(cell, out Guid _, out var used, 'D') && used == 36;

    /// <summary>An address of IPv4 with four parts, or of IPv6.</summary>
    public static bool IsIpAddress(ReadOnlySpan<byte> cell) => cell.Length is >= 3 and <= 45
        && (cell.Count((byte)'.') == 3 || cell.Count((byte)':') >= 2) && IPAddress.TryParse(Encoding.UTF8.GetString(cell), out _);

    /// <summary>A country by its code of two or three letters, or by its English name.</summary>
    public static bool IsCountry(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is < 2 or > 80)
        {
            return false;
        }

        Span<char> letters = stackalloc char[80];
        return Encoding.UTF8.TryGetChars(cell, letters, out var count) && _countryLetters.Contains(letters[..count]);
    }

    /// <summary>A language by its code, or by its name as mappings read it.</summary>
    public static bool IsLanguage(ReadOnlySpan<byte> cell) => cell.Length is >= 2 and <= 40 && LanguageName.Of(Encoding.UTF8.GetString(cell)) is { } name && name != "und";

    /// <summary>3 to 10 letters and digits with at most one blank or dash, and at least one digit.</summary>
    public static bool IsPostcode(ReadOnlySpan<byte> cell)
    {
        var (letters, digits, signs) = (0, 0, 0);
        for (var i = 0; i < cell.Length;)
        {
            Rune.DecodeFromUtf8(cell[i..], out var rune, out var used);
            if (Rune.IsDigit(rune))
            {
                digits++;
            }
            else if (rune.Value is >= 'A' and <= 'Z' or >= 'a' and <= 'z')
            {
                letters++;
            }
            else if (rune.Value is ' ' or '-' && i > 0 && i < cell.Length - 1)
            {
                signs++;
            }
            else
            {
                return false;
            }

            i += used;
        }

        return digits > 0 && signs <= 1 && letters + digits is >= 3 and <= 10;
    }

    /// <summary>A day, with or without a clock, in any of the written forms that mappings read.</summary>
    public static bool TryDay(ReadOnlySpan<byte> cell, out DateOnly day)
    {
        day = default;
        if (!TryTime(cell, out var time))
        {
            return false;
        }

        day = DateOnly.FromDateTime(time);
        return true;
    }

    /// <summary>A time as it is written, without its zone.</summary>
    public static bool TryTime(ReadOnlySpan<byte> cell, out DateTime time)
    {
        if (WrittenTime.TryReadIso(cell, out var written) || WrittenTime.TryRead(cell, DateOrder.DayFirst, out written) || WrittenTime.TryRead(cell, DateOrder.MonthFirst, out written))
        {
            time = written.Local;
            return true;
        }

        time = default;
        return false;
    }

    static int BlankAtStart(ReadOnlySpan<byte> cell)
    {
        Rune.DecodeFromUtf8(cell, out var rune, out var used);
        return Rune.IsWhiteSpace(rune) || rune.Value is 0xFEFF or 0x200B ? used : 0;
    }

    static int BlankAtEnd(ReadOnlySpan<byte> cell)
    {
        Rune.DecodeLastFromUtf8(cell, out var rune, out var used);
        return Rune.IsWhiteSpace(rune) || rune.Value is 0xFEFF or 0x200B ? used : 0;
    }

    static FrozenSet<string> Countries()
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "UK", "USA", "U.S.", "England", "Scotland", "Wales" };
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures))
        {
            try
            {
                var region = new RegionInfo(culture.Name);
                if (region.TwoLetterISORegionName is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] code)
                {
                    names.UnionWith([code, region.ThreeLetterISORegionName, region.EnglishName]);
                }
            }
            catch (ArgumentException)
            {
                // A culture without a region.
            }
        }

        return names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
