using System.Collections.Frozen;
using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Aspects;

/// <summary>A clause: units of a normal text, without the signs around it.</summary>
readonly record struct Clause(int Start, int End);

/// <summary>Parts a normal text into clauses: at signs, and before words that turn what is said, in four languages. Used again for text after text.</summary>
sealed class Clauses
{
    static readonly FrozenSet<string> s_turns = Words("but however although though yet whereas except while لكن ولكن بس اما انما الا ولي اما وليكن گرچه اگرچه ليكن");

    // Chinese words have no blanks around them; the longer is looked for first.
    static readonly string[] s_hanTurns = ["但是", "不过", "就是", "可是", "只是", "然而", "而且", "另外", "虽然", "但"];

    readonly List<Clause> _all = [];

    /// <summary>The clauses of the last text, in its order.</summary>
    public IReadOnlyList<Clause> All => _all;

    /// <summary>Parts a text.</summary>
    public void Part(NormalText text, Tokens tokens)
    {
        _all.Clear();
        var start = -1;
        var end = 0;
        var turns = s_turns.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var token in tokens.All)
        {
            if (token.Kind == TokenKind.Sign && !IsInside(text.Units, token))
            {
                Close(ref start, end);
                continue;
            }

            if (token.Kind == TokenKind.Word && turns.Contains(text.Units.Slice(token.Start, token.Length)))
            {
                Close(ref start, end);
            }

            start = start < 0 ? token.Start : start;
            end = token.End;
            if (token.Kind == TokenKind.Han)
            {
                PartHan(text.Units, token, ref start);
            }
        }

        Close(ref start, end);
    }

    void PartHan(ReadOnlySpan<char> units, Token run, ref int start)
    {
        for (var at = run.Start; at < run.End; at++)
        {
            foreach (var turn in s_hanTurns)
            {
                if (units[at..run.End].StartsWith(turn, StringComparison.Ordinal))
                {
                    Close(ref start, at);
                    start = at;
                    at += turn.Length - 1;
                    break;
                }
            }
        }
    }

    void Close(ref int start, int end)
    {
        if (start >= 0 && end > start)
        {
            _all.Add(new Clause(start, end));
        }

        start = -1;
    }

    /// <summary>A hyphen or a point between two letters or digits parts nothing.</summary>
    static bool IsInside(ReadOnlySpan<char> units, Token sign) =>
        units[sign.Start] is '-' or '.' or '\'' or '/' or '#' or '"' && (units[sign.Start] is '#' or '"' || (sign.Start > 0 && sign.End < units.Length && IsAlnum(units[sign.Start - 1]) && IsAlnum(units[sign.End])));

    static bool IsAlnum(char c) => char.IsAsciiLetterOrDigit(c);

    static FrozenSet<string> Words(string words) => words.Split(' ').Select(Normaliser.Of).ToFrozenSet(StringComparer.Ordinal);
}
