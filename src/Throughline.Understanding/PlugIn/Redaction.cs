using System.Globalization;

namespace Throughline.Understanding.PlugIn;

/// <summary>
/// Takes out of a text what says who somebody is. Each unit that is taken out becomes one █, so that a place in what is sent is the same place in what was
/// written. Rather too much is taken out than too little.
/// </summary>
static class Redaction
{
    /// <summary>What stands in the place of a character.</summary>
    public const char Mask = '█';

    /// <summary>The text without them, and how many of each kind were taken out.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="known">What is held of the writer.</param>
    /// <param name="identifiers">Identifiers on the signal, <c>namespace:value</c>.</param>
    public static Redacted Of(string text, IReadOnlyList<KnownValue> known, IReadOnlyList<string> identifiers)
    {
        var work = new Working(text);
        foreach (var value in identifiers.Select(one => one[(one.IndexOf(':', StringComparison.Ordinal) + 1)..]).Where(value => value.Length >= 3))
        {
            work.Take(KnownWords.Value(work.Folded, value), "identifier");
        }

        RedactionPatterns.Take(work);
        var names = new List<string>(known.Where(one => one.IsName).Select(one => one.Value));
        names.AddRange(identifiers.SelectMany(MailNames));
        work.Take(KnownWords.Names(text, names), "name");
        foreach (var value in known.Where(one => !one.IsName && one.Value.Trim().Length >= 4))
        {
            work.Take(KnownWords.Phrase(text, value.Value), "known");
        }

        return work.Done();
    }

    /// <summary>Parts of a mail address that may be somebody's names.</summary>
    static IEnumerable<string> MailNames(string identifier)
    {
        var value = identifier[(identifier.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var at = value.IndexOf('@', StringComparison.Ordinal);
        return at <= 0 ? [] : value[..at].Split(['.', '_', '-', '+', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length >= 4);
    }

    /// <summary>A text from which things are taken out one after the other.</summary>
    internal sealed class Working
    {
        readonly string _text;
        readonly char[] _folded;
        readonly bool[] _taken;
        readonly Dictionary<string, int> _kinds = new(StringComparer.Ordinal);
        string? _now;

        public Working(string text)
        {
            (_text, _folded, _taken) = (text, new char[text.Length], new bool[text.Length]);
            for (var i = 0; i < text.Length; i++)
            {
                _folded[i] = Fold(text[i]);
            }
        }

        /// <summary>The text with digits of all scripts as 0 to 9, wide letters narrow, what is not seen as one character, and what was taken out as █; of the same length.</summary>
        public string Folded => _now ??= new string(_folded);

        /// <summary>Takes places out; a place that is out already is not counted again.</summary>
        public void Take(IEnumerable<(int Start, int End)> places, string kind)
        {
            foreach (var (start, end) in places.ToList())
            {
                var isNew = false;
                for (var i = start; i < end; i++)
                {
                    isNew |= !_taken[i];
                    (_taken[i], _folded[i]) = (true, Mask);
                }

                if (isNew)
                {
                    _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
                    _now = null;
                }
            }
        }

        /// <summary>The text as it may be sent.</summary>
        public Redacted Done() => new(string.Create(_text.Length, this, static (letters, work) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                // Half a character, and what looks like ours, would not come back as they went.
                letters[i] = work._taken[i] || IsHalf(work._text, i) ? Mask : work._text[i];
            }
        }), _kinds);

        static bool IsHalf(string text, int i) =>
            (char.IsHighSurrogate(text[i]) && !(i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])))
            || (char.IsLowSurrogate(text[i]) && !(i > 0 && char.IsHighSurrogate(text[i - 1])));

        static char Fold(char letter)
        {
            if (letter is >= '\uFF01' and <= '\uFF5E')
            {
                letter = (char)(letter - 0xFEE0);
            }

            return letter switch
            {
                < (char)0x80 => letter,
                '\u3000' or '\u00A0' => ' ',
                '\u3002' => '.',
                _ when char.GetUnicodeCategory(letter) == UnicodeCategory.Format => '\u200B',
                _ when char.IsDigit(letter) => (char)('0' + (int)char.GetNumericValue(letter)),
                _ => letter,
            };
        }
    }
}

/// <summary>A text as it may be sent.</summary>
/// <param name="Text">Of the same length as what was written.</param>
/// <param name="Kinds">How many places were taken out, by kind.</param>
sealed record Redacted(string Text, IReadOnlyDictionary<string, int> Kinds);
