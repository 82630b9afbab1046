using Throughline.Listening.Mappings;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>What a value seems to be. The numbers are stored; never renumber.</summary>
public enum ValueKind
{
    /// <summary>Several words.</summary>
    Text = 0,
    /// <summary>One word of a list, or a short phrase.</summary>
    Word = 1,
    /// <summary>Letters and digits, as keys are.</summary>
    Code = 2,
    /// <summary>Digits, with or without a sign.</summary>
    WholeNumber = 3,
    /// <summary>A number with decimals.</summary>
    Number = 4,
    /// <summary>A day, with or without a clock.</summary>
    Date = 5,
    /// <summary>Yes or no.</summary>
    Boolean = 6,
    /// <summary>An e-mail address.</summary>
    Email = 7,
    /// <summary>A telephone number.</summary>
    Phone = 8,
    /// <summary>An address on the web.</summary>
    Url = 9,
    /// <summary>A UUID.</summary>
    Uuid = 10,
    /// <summary>An address of the internet protocol.</summary>
    IpAddress = 11,
    /// <summary>A postcode; told by the field's name together with its values.</summary>
    Postcode = 12,
    /// <summary>A country, by its code or its name.</summary>
    Country = 13,
    /// <summary>A language, by its code or its name.</summary>
    Language = 14,
    /// <summary>A person's name.</summary>
    Name = 15,
    /// <summary>JSON.</summary>
    Json = 16,
}

/// <summary>Recognises what one value seems to be, from its letters alone.</summary>
static class ValueKinds
{
    /// <summary>Number of kinds.</summary>
    public const int Count = 17;

    /// <summary>What a value seems to be.</summary>
    /// <param name="cell">UTF-8 without blanks at its ends, not empty.</param>
    /// <param name="look">What its letters tell.</param>
    /// <param name="decimalComma">How numbers are written.</param>
    /// <param name="number">The number, where it is one.</param>
    /// <param name="day">The day, where it is one.</param>
    public static ValueKind Of(ReadOnlySpan<byte> cell, in CellLook look, bool decimalComma, out double number, out DateOnly day)
    {
        (number, day) = (double.NaN, default);
        if (look.Digits > 0 && look.Letters == 0 && cell.Length <= 40)
        {
            return OfDigits(cell, in look, decimalComma, ref number, ref day);
        }

        if (look.Ats == 1 && look.Blanks == 0 && look.Dots > 0 && Values.IsEmail(cell))
        {
            return ValueKind.Email;
        }

        if (cell[0] is (byte)'{' or (byte)'[' && cell[^1] is (byte)'}' or (byte)']')
        {
            return ValueKind.Json;
        }

        if (look.Blanks == 0 && look.Dots > 0 && look.Slashes >= 2 && Values.IsUrl(cell))
        {
            return ValueKind.Url;
        }

        if (look is { Characters: 36, Dashes: 4 } && Values.IsUuid(cell))
        {
            return ValueKind.Uuid;
        }

        if (look is { Digits: >= 4, Letters: <= 10 } && cell.Length <= 40 && Values.TryDay(cell, out day))
        {
            return ValueKind.Date;
        }

        if (look.Digits > 0 && look.Letters <= 2 && cell.Length <= 40 && NumberText.TryRead(cell, decimalComma, out number))
        {
            return ValueKind.Number;
        }

        number = double.NaN;
        if (look.Colons > 1 && look.Blanks == 0 && Values.IsIpAddress(cell))
        {
            return ValueKind.IpAddress;
        }

        if (look.Characters <= 5 && Values.IsYesOrNo(cell))
        {
            return ValueKind.Boolean;
        }

        return look switch
        {
            { Blanks: 0, Digits: > 0, Characters: >= 2 and <= 64 } => ValueKind.Code,
            { Words: >= 2 and <= 4, Digits: 0, Others: 0, Characters: <= 40 } when look.Capitals == look.Words => ValueKind.Name,
            { Words: <= 2, Characters: <= 30 } => ValueKind.Word,
            _ => ValueKind.Text,
        };
    }

    static ValueKind OfDigits(ReadOnlySpan<byte> cell, in CellLook look, bool decimalComma, ref double number, ref DateOnly day)
    {
        var plus = cell[0] is (byte)'+' or (byte)'(';
        if (plus && look.Digits is >= 7 and <= 15)
        {
            return ValueKind.Phone;
        }

        // Year first, or three groups: 2026-11-22, 22/11/2026, 22.11.2026 10:30.
        if ((look.Dashes == 2 || look.Slashes == 2 || (look.Dots is 2 or 3 && look.Digits >= 6) || (look.Characters == 8 && look.Digits == 8))
            && look.Digits is >= 6 and <= 20 && Values.TryDay(cell, out day))
        {
            return ValueKind.Date;
        }

        if (look is { Dots: 3, Dashes: 0, Blanks: 0 } && Values.IsIpAddress(cell))
        {
            return ValueKind.IpAddress;
        }

        if (NumberText.TryRead(cell, decimalComma, out number))
        {
            return look.Dots == 0 && !cell.Contains((byte)',') && number == Math.Floor(number)
                ? cell[0] == (byte)'0' && look.Digits is >= 9 and <= 15 ? ValueKind.Phone : ValueKind.WholeNumber
                : ValueKind.Number;
        }

        number = double.NaN;
        return look.Digits is >= 7 and <= 15 && look.Others <= 3 && look is { Colons: 0, Slashes: 0 } ? ValueKind.Phone : ValueKind.Code;
    }
}
