using System.Text;

namespace Throughline.Listening.Mappings;

/// <summary>Walks over a written time whose digits and marks are ASCII.</summary>
ref struct TimeLetters(ReadOnlySpan<char> letters)
{
    readonly ReadOnlySpan<char> _letters = letters;
    int _at;
    int _before;

    public readonly bool AtEnd => _at == _letters.Length;

    /// <summary>Persian, Arabic and full-width digits become ASCII, Chinese marks of date and time their Latin ones.</summary>
    public static bool TryPlain(ReadOnlySpan<byte> cell, Span<char> letters, out int count)
    {
        count = 0;
        while (!cell.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(cell, out var rune, out var length) != System.Buffers.OperationStatus.Done
                || count == letters.Length)
            {
                return false;
            }

            cell = cell[length..];
            var plain = rune.Value switch
            {
                >= 0x0660 and <= 0x0669 => (char)('0' + rune.Value - 0x0660),
                >= 0x06F0 and <= 0x06F9 => (char)('0' + rune.Value - 0x06F0),
                >= 0xFF10 and <= 0xFF19 => (char)('0' + rune.Value - 0xFF10),
                '年' or '月' => '-',
                '日' or 0x00A0 or 0x202F or '\t' or '،' or 0x060C => ' ',
                '时' or '時' or '分' or '：' => ':',
                '秒' => ' ',
                '／' => '/',
                0x200E or 0x200F or 0x061C or 0x202A or 0x202B or 0x202C or 0x2066 or 0x2067 or 0x2069 => '\0',
                < 0x80 => (char)rune.Value,
                _ => '?',
            };
            if (plain == '?')
            {
                return false;
            }

            if (plain != '\0' && (count > 0 || plain != ' '))
            {
                letters[count++] = plain;
            }
        }

        while (count > 0 && letters[count - 1] is ' ' or ':')
        {
            count--;
        }

        return count >= 6;
    }

    public bool Number(out int value, out int width)
    {
        (value, width) = (0, 0);
        while (_at < _letters.Length && char.IsAsciiDigit(_letters[_at]) && width < 9)
        {
            value = (value * 10) + (_letters[_at++] - '0');
            width++;
        }

        return width > 0;
    }

    public bool Word(out ReadOnlySpan<char> word)
    {
        _before = _at;
        while (_at < _letters.Length && char.IsAsciiLetter(_letters[_at]))
        {
            _at++;
        }

        word = _letters[_before.._at];
        return _at > _before;
    }

    public void Back() => _at = _before;

    /// <summary>Passes any of the marks; false when there is none.</summary>
    public bool Gap(ReadOnlySpan<char> marks)
    {
        var from = _at;
        while (_at < _letters.Length && marks.Contains(_letters[_at]))
        {
            _at++;
        }

        return _at > from;
    }

    public bool Take(char mark)
    {
        if (_at < _letters.Length && _letters[_at] == mark)
        {
            _at++;
            return true;
        }

        return false;
    }

    public bool Seconds(out long ticks)
    {
        ticks = 0;
        if (!Number(out var seconds, out var width) || width > 2)
        {
            return false;
        }

        ticks = seconds * TimeSpan.TicksPerSecond;
        if (Take('.') || Take(','))
        {
            var unit = TimeSpan.TicksPerSecond / 10;
            for (width = 0; _at < _letters.Length && char.IsAsciiDigit(_letters[_at]); width++)
            {
                ticks += (_letters[_at++] - '0') * unit;
                unit /= 10;
            }
        }

        return width > 0;
    }

    /// <summary>True after PM, false after AM, null when neither stands here.</summary>
    public bool? Meridiem()
    {
        if (Word(out var word) && word.Length == 2)
        {
            if (word.Equals("pm", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (word.Equals("am", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        Back();
        return null;
    }

    /// <summary>Z, UTC, GMT, +01:00, +0100, +01 or nothing.</summary>
    public bool Offset(out TimeSpan? offset)
    {
        offset = null;
        if (Word(out var word))
        {
            if (!word.Equals("Z", StringComparison.OrdinalIgnoreCase) && !word.SequenceEqual("UTC") && !word.SequenceEqual("GMT"))
            {
                return false;
            }

            offset = TimeSpan.Zero;
        }

        if (AtEnd)
        {
            return true;
        }

        var sign = Take('+') ? 1 : Take('-') ? -1 : 0;
        if (sign == 0 || !Number(out var hours, out var width))
        {
            return false;
        }

        var minutes = 0;
        if (width == 4)
        {
            (hours, minutes) = (hours / 100, hours % 100);
        }
        else if (width > 2 || (Take(':') && !Number(out minutes, out _)))
        {
            return false;
        }

        offset = TimeSpan.FromMinutes(sign * ((hours * 60) + minutes));
        return hours <= 14 && minutes < 60;
    }
}
