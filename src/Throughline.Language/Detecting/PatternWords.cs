using System.Globalization;
using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Detecting;

/// <summary>One place of a pattern.</summary>
/// <param name="Gap">Words, or Chinese characters, that may stand between the place before and this one.</param>
/// <param name="Words">Any of these; a star at the end stands for any ending.</param>
readonly record struct PatternPlace(int Gap, IReadOnlyList<string> Words);

/// <summary>
/// Reads the words of a pattern and writes its choices out: <c>(a|b c)</c> one of these, <c>(a)?</c> perhaps, <c>~3</c> up to three words between,
/// <c>{name}</c> named words, <c>&lt;n&gt;</c> a number. All words are put into normal form.
/// </summary>
sealed class PatternWords
{
    /// <summary>Stands for any number in figures.</summary>
    public const string Number = "<n>";

    const int Most = 4_000; // ways to write one line

    readonly string _text;
    readonly Func<string, string> _named;
    int _at;

    PatternWords(string text, Func<string, string> named) => (_text, _named) = (text, named);

    /// <summary>All sequences that a line stands for.</summary>
    public static List<List<PatternPlace>> Expand(PatternLine line, Func<string, string> named)
    {
        try
        {
            var reader = new PatternWords(line.Words, named);
            var all = reader.Alternatives();
            return reader._at < reader._text.Length || all.Exists(one => one.Count == 0)
                ? throw new FormatException("a bracket is missing, or nothing is left of the pattern") : all;
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{line.Place}: {wrong.Message}: {line.Words}", wrong);
        }
    }

    List<List<PatternPlace>> Alternatives()
    {
        var words = new List<string>(); // single words beside each other are one place
        var others = new List<List<PatternPlace>>();
        while (true)
        {
            foreach (var one in Sequence())
            {
                if (one is [{ Gap: 0 } only])
                {
                    words.AddRange(only.Words);
                }
                else
                {
                    others.Add(one);
                }
            }

            if (_at >= _text.Length || _text[_at] != '|')
            {
                break;
            }

            _at++;
        }

        if (words.Count > 0)
        {
            others.Add([new PatternPlace(0, [.. words.Distinct(StringComparer.Ordinal)])]);
        }

        return others;
    }

    List<List<PatternPlace>> Sequence()
    {
        List<List<PatternPlace>> all = [[]];
        var gap = 0;
        while (_at < _text.Length && _text[_at] is not ('|' or ')'))
        {
            var c = _text[_at];
            if (c == ' ')
            {
                _at++;
                continue;
            }

            if (c == '~')
            {
                var digits = Until(" ()|~{");
                gap = int.Parse(digits.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
                continue;
            }

            all = Joined(all, Item(), gap);
            gap = 0;
        }

        return all;
    }

    List<List<PatternPlace>> Item()
    {
        List<List<PatternPlace>> choices;
        if (_text[_at] == '(')
        {
            _at++;
            choices = Alternatives();
            if (_at >= _text.Length)
            {
                throw new FormatException("a bracket is missing");
            }

            _at++;
        }
        else if (_text[_at] == '{')
        {
            var name = Until("}")[1..];
            _at++;
            choices = new PatternWords(_named(name), _named).Alternatives();
        }
        else
        {
            return Word(Until(" ()|~{"));
        }

        if (_at < _text.Length && _text[_at] == '?')
        {
            _at++;
            choices = [.. choices, []];
        }

        return choices;
    }

    string Until(string signs)
    {
        var start = _at++;
        while (_at < _text.Length && !signs.Contains(_text[_at], StringComparison.Ordinal))
        {
            _at++;
        }

        return _text[start.._at];
    }

    static List<List<PatternPlace>> Joined(List<List<PatternPlace>> left, List<List<PatternPlace>> right, int gap)
    {
        var all = new List<List<PatternPlace>>();
        foreach (var first in left)
        {
            foreach (var second in right)
            {
                all.Add(second.Count == 0 ? first : [.. first, second[0] with { Gap = first.Count == 0 ? 0 : gap + second[0].Gap }, .. second.Skip(1)]);
            }
        }

        return all.Count <= Most ? all : throw new FormatException("there are too many ways to write it");
    }

    /// <summary>A word in normal form; where it has several pieces, such as a zero-width non-joiner parts, also as one.</summary>
    static List<List<PatternPlace>> Word(string word)
    {
        if (word == Number)
        {
            return [[new PatternPlace(0, [Number])]];
        }

        var hasEnding = word[^1] == '*';
        var normal = new NormalText();
        Normaliser.Normalise(hasEnding ? word[..^1] : word, normal);
        var tokens = new Tokens();
        tokens.Part(normal);
        string[] pieces = [.. tokens.All.ToArray().Where(token => token.Kind != TokenKind.Sign).Select(token => normal.Units.Slice(token.Start, token.Length).ToString())];
        if (pieces.Length == 0)
        {
            throw new FormatException($"nothing is left of '{word}'");
        }

        var ending = hasEnding ? "*" : "";
        List<PatternPlace> apart = [.. pieces.Select((piece, i) => new PatternPlace(0, i == pieces.Length - 1 ? Ways(piece + ending) : [piece]))];
        return word.Contains('\u200C', StringComparison.Ordinal) ? [apart, [new PatternPlace(0, [string.Concat(pieces) + ending])]] : [apart];
    }

    /// <summary>Many leave the apostrophe out.</summary>
    static string[] Ways(string word) => word.EndsWith("n't", StringComparison.Ordinal) || word.EndsWith("'m", StringComparison.Ordinal) || word.EndsWith("'ve", StringComparison.Ordinal)
        ? [word, word.Replace("'", "", StringComparison.Ordinal)] : [word];
}
