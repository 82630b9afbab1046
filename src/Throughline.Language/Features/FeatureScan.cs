using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Features;

/// <summary>
/// The features of a text: words and pairs of them; pieces of two to five letters inside words, the edges counted; of Chinese runs pieces of one
/// to four characters, without a segmenter; pictures and signs. The kind and the length are salted into the hash.
/// </summary>
static class FeatureScan
{
    const ulong Prime = 0x9E3779B97F4A7C15;
    const int ShortestPiece = 2, LongestPiece = 5, LongestHan = 4, LongestWord = 40;

    enum Kind : ulong
    {
        Word = 0x1B873593, Pair = 0x2545F491, Piece = 0x3C6EF372, Han = 0x510E527F, Negated = 0x6A09E667, Sign = 0x7F4A7C15,
    }

    /// <summary>True for the place of a word, a pair, a sign or a picture; false for that of a piece of a word or of a Chinese run.</summary>
    public static bool IsWhole(int place) => (place & 1) == 0;

    /// <summary>Hands over every feature of a text, in the order of the text.</summary>
    public static void Run<TSink>(FeatureOptions options, NormalText text, Tokens tokens, Negations negations, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        var units = text.Units;
        var shift = 64 - options.Bits;
        var before = 0UL;
        var beforeStart = 0;
        var all = tokens.All;
        for (var i = 0; i < all.Length; i++)
        {
            var token = all[i];
            var word = units.Slice(token.Start, token.Length);
            if (token.Kind == TokenKind.Sign)
            {
                sink.Add(Whole(Hash((ulong)Kind.Sign, word), shift), token.Start, token.End);
                before = 0;
                continue;
            }

            var hash = Hash((ulong)Kind.Word, word.Length > LongestWord ? word[..LongestWord] : word);
            if (options.Pairs && before != 0)
            {
                sink.Add(Whole(Step(before ^ (ulong)Kind.Pair, hash), shift), beforeStart, token.End);
                if (token.IsJoined)
                {
                    Joined(units, all[i - 1], token, shift, ref sink);
                }
            }

            before = hash;
            beforeStart = token.Start;
            if (token.Kind == TokenKind.Han)
            {
                Characters(units, token, shift, ref sink);
                continue;
            }

            sink.Add(Whole(hash, shift), token.Start, token.End);
            if (token.Kind == TokenKind.Word)
            {
                if (options.Negation && negations.IsReached(i))
                {
                    sink.Add(Whole(hash ^ (ulong)Kind.Negated, shift), token.Start, token.End);
                }

                Pieces(units, token, shift, ref sink);
            }
        }
    }

    /// <summary>Two words that a zero-width non-joiner parts are also one.</summary>
    static void Joined<TSink>(ReadOnlySpan<char> units, Token left, Token right, int shift, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        var hash = (ulong)Kind.Word;
        hash = Go(Go(hash, units.Slice(left.Start, left.Length)), units.Slice(right.Start, right.Length));
        sink.Add(Whole(hash, shift), left.Start, right.End);
    }

    static void Pieces<TSink>(ReadOnlySpan<char> units, Token word, int shift, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        var length = Math.Min(word.Length, LongestWord);
        for (var first = -1; first < length; first++)
        {
            var hash = (ulong)Kind.Piece;
            var last = Math.Min(first + LongestPiece, length + 1);
            for (var at = first; at < last; at++)
            {
                hash = Step(hash, at < 0 || at == length ? ' ' : units[word.Start + at]);
                if (at - first + 1 >= ShortestPiece)
                {
                    sink.Add(Piece(hash + (ulong)(at - first), shift), word.Start + Math.Max(first, 0), word.Start + Math.Min(at + 1, length));
                }
            }
        }
    }

    static void Characters<TSink>(ReadOnlySpan<char> units, Token run, int shift, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        for (var first = run.Start; first < run.End; first++)
        {
            if (char.IsLowSurrogate(units[first]))
            {
                continue;
            }

            var hash = (ulong)Kind.Han;
            var count = 0;
            for (var at = first; at < run.End && count < LongestHan; at++)
            {
                hash = Step(hash, units[at]);
                if (char.IsHighSurrogate(units[at]))
                {
                    continue;
                }

                sink.Add(Piece(hash + (ulong)count++, shift), first, at + 1);
            }
        }
    }

    static ulong Hash(ulong salt, ReadOnlySpan<char> units) => Go(salt, units);

    static ulong Go(ulong hash, ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
        {
            hash = Step(hash, unit);
        }

        return hash;
    }

    static ulong Step(ulong hash, ulong next) => ((hash ^ next) * Prime) ^ (hash >> 29);

    /// <summary>The place of a word, a pair, a sign or a picture.</summary>
    static int Whole(ulong hash, int shift) => Place(hash, shift) & ~1;

    static int Piece(ulong hash, int shift) => Place(hash, shift) | 1;

    static int Place(ulong hash, int shift) => (int)(((hash ^ (hash >> 32)) * Prime) >> shift);
}
