using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Detecting;

/// <summary>
/// A text as patterns see it: one step for each word, picture and Chinese character, and on each step the words of the patterns that begin there. Signs are no steps;
/// those that part clauses begin a new one, which no pattern reaches over. Used again for text after text.
/// </summary>
sealed class TextSteps(PatternMatcher matcher)
{
    const int LongestWord = 48;

    int[] _starts = new int[128];
    int[] _ends = new int[128];
    int[] _clauses = new int[128];
    int[] _heads = new int[128];
    int[] _words = new int[256];
    int[] _until = new int[256];
    int[] _next = new int[256];
    int _clause;

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>Words found.</summary>
    public int Found { get; private set; }

    /// <summary>Letters, a Chinese character as two.</summary>
    public int Letters { get; private set; }

    /// <summary>First unit of a step in the normal text.</summary>
    public int Start(int step) => _starts[step];

    /// <summary>The unit after its last.</summary>
    public int End(int step) => _ends[step];

    /// <summary>The clause of a step.</summary>
    public int Clause(int step) => _clauses[step];

    /// <summary>The first word found on a step, -1 for none; others follow by <see cref="Next"/>.</summary>
    public int Head(int step) => _heads[step];

    /// <summary>The word found on the same step after this one; -1 for none.</summary>
    public int Next(int found) => _next[found];

    /// <summary>Number of a word found.</summary>
    public int Word(int found) => _words[found];

    /// <summary>The step after its last.</summary>
    public int Until(int found) => _until[found];

    /// <summary>Reads a text.</summary>
    /// <param name="text">In normal form.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="hasPrefixes">True for Arabic, where <c>and</c>, <c>the</c>, <c>for</c> are written with the word.</param>
    public void Read(NormalText text, Tokens tokens, bool hasPrefixes)
    {
        Count = Found = Letters = 0;
        _clause = 0;
        var units = text.Units;
        foreach (var token in tokens.All)
        {
            switch (token.Kind)
            {
                case TokenKind.Han:
                    Run(units, token);
                    break;
                case TokenKind.Word:
                    Single(units, token, hasPrefixes);
                    break;
                case TokenKind.Sign:
                    _clause += units[token.Start] is '.' or ',' or '!' or '?' or ';' or ':' or '(' or ')' or '…' or '|' ? 1 : 0;
                    break;
                default:
                    var step = Add(token.Start, token.End);
                    Walk(units[token.Start..token.End], step);
                    break;
            }
        }
    }

    void Run(ReadOnlySpan<char> units, Token run)
    {
        var first = Count;
        for (var at = run.Start; at < run.End;)
        {
            var length = char.IsHighSurrogate(units[at]) && at + 1 < run.End ? 2 : 1;
            Add(at, at + length);
            at += length;
            Letters += 2;
        }

        var tree = matcher.Tree;
        for (var step = first; step < Count; step++)
        {
            var node = 0;
            for (var to = step; to < Count; to++)
            {
                for (var at = _starts[to]; at < _ends[to]; at++)
                {
                    node = at == _starts[to] || node > 0 ? tree.Step(node, units[at]) : 0;
                }

                if (node == 0)
                {
                    break;
                }

                if (tree.Whole(node) is var word and >= 0)
                {
                    Take(step, word, to + 1);
                }
            }
        }
    }

    void Single(ReadOnlySpan<char> units, Token token, bool hasPrefixes)
    {
        var step = Add(token.Start, token.End);
        var word = units[token.Start..token.End];
        if (char.IsAsciiDigit(word[0]) && !word.ContainsAnyExceptInRange('0', '9'))
        {
            Take(step, matcher.Number, step + 1);
        }
        else
        {
            Letters += word.Length;
        }

        Walk(word, step);
        if (hasPrefixes && word[0] is >= 'ء' and <= 'ي')
        {
            WithoutPrefixes(word, step);
        }

        if (word.Length is > 2 and < LongestWord && HasThree(word))
        {
            WithoutRepeats(word, step, 1);
            WithoutRepeats(word, step, 2);
        }
    }

    /// <summary>The words behind the and, so, with, for, like and the of Arabic.</summary>
    void WithoutPrefixes(ReadOnlySpan<char> word, int step)
    {
        if (word.Length >= 4 && word[0] is 'و' or 'ف')
        {
            word = word[1..];
            Walk(word, step);
        }

        if (word.Length >= 5 && word[0] == 'ا' && word[1] == 'ل')
        {
            Walk(word[2..], step);
        }
        else if (word.Length >= 5 && word[0] is 'ب' or 'ك' && word[1..].StartsWith("ال", StringComparison.Ordinal))
        {
            Walk(word[3..], step);
        }
        else if (word.Length >= 5 && word[0] is 'ب' or 'ل')
        {
            Walk(word[1] == 'ل' && word[0] == 'ل' ? word[2..] : word[1..], step);
        }
    }

    static bool HasThree(ReadOnlySpan<char> word)
    {
        for (var at = 2; at < word.Length; at++)
        {
            if (word[at] == word[at - 1] && word[at] == word[at - 2])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A letter that is written three times for emphasis is meant once, or twice.</summary>
    void WithoutRepeats(ReadOnlySpan<char> word, int step, int kept)
    {
        Span<char> meant = stackalloc char[LongestWord];
        var length = 0;
        for (var at = 0; at < word.Length;)
        {
            var run = 1;
            while (at + run < word.Length && word[at + run] == word[at])
            {
                run++;
            }

            for (var i = 0; i < (run >= 3 ? kept : run); i++)
            {
                meant[length++] = word[at];
            }

            at += run;
        }

        Walk(meant[..length], step);
    }

    void Walk(ReadOnlySpan<char> word, int step)
    {
        var tree = matcher.Tree;
        var node = 0;
        foreach (var unit in word)
        {
            node = tree.Step(node, unit);
            if (node == 0)
            {
                return;
            }

            if (tree.Begun(node) is var begun and >= 0)
            {
                Take(step, begun, step + 1);
            }
        }

        if (tree.Whole(node) is var whole and >= 0)
        {
            Take(step, whole, step + 1);
        }
    }

    int Add(int start, int end)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, Count * 2);
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _clauses, Count * 2);
            Array.Resize(ref _heads, Count * 2);
        }

        _starts[Count] = start;
        _ends[Count] = end;
        _clauses[Count] = _clause;
        _heads[Count] = -1;
        return Count++;
    }

    void Take(int step, int word, int until)
    {
        if (Found == _words.Length)
        {
            Array.Resize(ref _words, Found * 2);
            Array.Resize(ref _until, Found * 2);
            Array.Resize(ref _next, Found * 2);
        }

        _words[Found] = word;
        _until[Found] = until;
        _next[Found] = _heads[step];
        _heads[step] = Found++;
    }
}
