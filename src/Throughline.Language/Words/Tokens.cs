using System.Text;
using Throughline.Language.Normal;

namespace Throughline.Language.Words;

/// <summary>The tokens of a normal text, in order. Used again for text after text; for one thread at a time.</summary>
public sealed class Tokens
{
    Token[] _tokens = new Token[128];

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>All of them.</summary>
    public ReadOnlySpan<Token> All => _tokens.AsSpan(0, Count);

    /// <summary>Parts a normal text; what was there is forgotten.</summary>
    public void Part(NormalText text)
    {
        Count = 0;
        var units = text.Units;
        var joined = false;
        for (var at = 0; at < units.Length;)
        {
            if (units[at] == ' ')
            {
                joined = text.IsJoint(at);
                at++;
                continue;
            }

            var end = End(units, at, out var kind);
            Add(new Token(kind, at, end - at, joined));
            joined = false;
            at = end;
        }
    }

    static int End(ReadOnlySpan<char> units, int at, out TokenKind kind)
    {
        var c = units[at];
        if (Letters.IsPlaceholder(c))
        {
            kind = TokenKind.Placeholder;
            return at + 1;
        }

        var rune = RuneAt(units, at, out var length);
        if (Letters.IsHan(rune.Value))
        {
            kind = TokenKind.Han;
            return While(units, at + length, static next => Letters.IsHan(next.Value));
        }

        if (Letters.IsOfWord(rune))
        {
            kind = TokenKind.Word;
            return WordEnd(units, at + length);
        }

        kind = Letters.IsPicture(rune.Value) ? TokenKind.Picture : TokenKind.Sign;
        return kind == TokenKind.Picture ? PictureEnd(units, at, rune, length) : at + length;
    }

    static int WordEnd(ReadOnlySpan<char> units, int at)
    {
        while (at < units.Length)
        {
            var rune = RuneAt(units, at, out var length);
            if (units[at] == '\'' && at + 1 < units.Length && char.IsLetter(units[at + 1]))
            {
                at++;
            }
            else if (Letters.IsOfWord(rune) && !Letters.IsHan(rune.Value))
            {
                at += length;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    static int PictureEnd(ReadOnlySpan<char> units, int at, Rune first, int length)
    {
        var end = at + length;
        if (IsFlagPart(first.Value) && end < units.Length && IsFlagPart(RuneAt(units, end, out var second).Value))
        {
            return end + second;
        }

        while (end < units.Length && units[end] == '\u200D' && end + 1 < units.Length)
        {
            RuneAt(units, end + 1, out var next);
            end += 1 + next;
        }

        return end;
    }

    static bool IsFlagPart(int c) => c is >= 0x1F1E6 and <= 0x1F1FF;

    static int While(ReadOnlySpan<char> units, int at, Func<Rune, bool> goesOn)
    {
        while (at < units.Length && goesOn(RuneAt(units, at, out var length)))
        {
            at += length;
        }

        return at;
    }

    static Rune RuneAt(ReadOnlySpan<char> units, int at, out int length)
    {
        if (!char.IsSurrogate(units[at]))
        {
            length = 1;
            return new Rune(units[at]);
        }

        Rune.DecodeFromUtf16(units[at..], out var rune, out length);
        return rune;
    }

    void Add(Token token)
    {
        if (Count == _tokens.Length)
        {
            Array.Resize(ref _tokens, Count * 2);
        }

        _tokens[Count++] = token;
    }
}
