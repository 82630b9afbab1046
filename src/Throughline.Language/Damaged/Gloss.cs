using System.Buffers;
using System.Collections.Frozen;
using Throughline.Language.Languages;

namespace Throughline.Language.Damaged;

/// <summary>Pinyin in brackets behind a Chinese character.</summary>
static class Gloss
{
    const int Longest = 32;
    const string Marked = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ";

    static readonly SearchValues<char> s_marked = SearchValues.Create(Marked);
    static readonly SearchValues<char> s_ofReading = SearchValues.Create("abcdefghijklmnopqrstuvwxyzü " + Marked);

    static readonly FrozenSet<string> s_syllables = Syllables();

    /// <summary>The end of a gloss whose bracket opens here; the same place where there is none.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        var close = text[at..Math.Min(text.Length, at + Longest)].IndexOfAny(')', '）');
        if (at == 0 || close < 2)
        {
            return at;
        }

        var inside = text.Slice(at + 1, close - 1);
        var isMarked = IsMarked(inside);
        var before = Scripts.Of(text[at - 1]);
        return (before == Script.Han || char.IsLowSurrogate(text[at - 1]) || isMarked && char.IsAsciiLetter(text[at - 1])) && (isMarked || IsPinyin(inside)) ? at + close + 1 : at;
    }

    /// <summary>The end of a marked syllable with its closing bracket whose beginning is lost; the same place where there is none.</summary>
    public static int EndOfRest(ReadOnlySpan<char> text, int at)
    {
        var close = text[at..Math.Min(text.Length, at + 8)].IndexOf(')');
        return close >= 1 && IsMarked(text.Slice(at, close)) ? at + close + 1 : at;
    }

    static bool IsMarked(ReadOnlySpan<char> text) => text.ContainsAny(s_marked) && !text.ContainsAnyExcept(s_ofReading);

    static bool IsPinyin(ReadOnlySpan<char> text)
    {
        var syllables = s_syllables.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in text.Split(' '))
        {
            var syllable = text[word].TrimEnd("12345");
            if (!syllables.Contains(syllable))
            {
                return false;
            }
        }

        return true;
    }

    static FrozenSet<string> Syllables()
    {
        string[] initials = ["b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s", "y", "w"];
        string[] finals = ["a", "o", "e", "i", "u", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "ia", "ie", "iao", "iu", "ian", "in", "iang", "ing", "iong", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue"];
        return initials.SelectMany(initial => finals.Select(final => initial + final)).Concat(["er", "ai", "ao", "an", "ang", "en", "ou"])
            .Except(["me", "he", "men", "can", "fan", "pin", "ping", "pan", "ban", "tan", "fun", "gun", "run", "sun", "bin", "win", "wang", "song", "long", "gang", "sang", "rang", "bang", "ha", "ma", "pa", "an", "go", "so", "no", "to", "do", "die", "lie", "tie", "pie", "sue", "due", "cue", "hue", "hi"]).ToFrozenSet(StringComparer.Ordinal);
    }
}
