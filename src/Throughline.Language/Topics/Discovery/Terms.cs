using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Topics.Discovery;

/// <summary>A term of a text and its units.</summary>
readonly record struct Term(string Word, int Start, int End);

/// <summary>
/// What a text is made of for discovery: its words but for those that say nothing, English plurals and the Arabic article taken off; of Chinese
/// runs the pieces of two and three characters.
/// </summary>
sealed class Terms
{
    const int LongestWord = 40;

    readonly NormalText _text = new();
    readonly Tokens _tokens = new();
    readonly Dictionary<string, string> _pool = new(StringComparer.Ordinal); // one string for each term
    readonly List<Term> _all = [];

    /// <summary>The terms of the last text, in its order.</summary>
    public IReadOnlyList<Term> All => _all;

    /// <summary>The last text as it was read.</summary>
    public NormalText Text => _text;

    /// <summary>True when the last text has any word.</summary>
    public bool HasWords { get; private set; }

    /// <summary>Reads a text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        Normaliser.Normalise(text, _text);
        _tokens.Part(_text);
        _all.Clear();
        HasWords = false;
        foreach (var token in _tokens.All)
        {
            if (token.Kind == TokenKind.Word)
            {
                Word(token);
            }
            else if (token.Kind == TokenKind.Han)
            {
                Pieces(token);
            }
        }
    }

    void Word(Token token)
    {
        var word = _text.Units.Slice(token.Start, Math.Min(token.Length, LongestWord));
        if (!word.ContainsAnyExceptInRange('0', '9'))
        {
            return;
        }

        HasWords = true;
        if (word.Length < 2 || StopWords.Has(word))
        {
            return;
        }

        var stem = Stem(word);
        if (!StopWords.Has(stem))
        {
            _all.Add(new Term(Pooled(stem), token.Start, token.End));
        }
    }

    static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word)
    {
        if (word.Length > 3 && word[^1] == 's' && word[^2] is >= 'a' and <= 'z' and not 's' and not 'u' and not 'i')
        {
            return word[..^1];
        }

        if (word.Length > 3 && word.EndsWith("'s"))
        {
            return word[..^2];
        }

        foreach (var article in (ReadOnlySpan<string>)["وال", "بال", "ال"])
        {
            if (word.Length >= article.Length + 3 && word.StartsWith(article))
            {
                return word[article.Length..];
            }
        }

        return word;
    }

    void Pieces(Token run)
    {
        HasWords = true;
        var units = _text.Units;
        for (var at = run.Start; at + 2 <= run.End; at++)
        {
            for (var length = 2; length <= 3 && at + length <= run.End; length++)
            {
                var piece = units.Slice(at, length);
                if (!StopWords.IsEmptyHan(piece[0]) && !StopWords.IsEmptyHan(piece[^1]) && !StopWords.Has(piece) && !piece.ContainsAnyInRange('\uD800', '\uDFFF'))
                {
                    _all.Add(new Term(Pooled(piece), at, at + length));
                }
            }
        }
    }

    string Pooled(ReadOnlySpan<char> word)
    {
        var pool = _pool.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!pool.TryGetValue(word, out var known))
        {
            known = word.ToString();
            _pool.Add(known, known);
        }

        return known;
    }
}
