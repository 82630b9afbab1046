using Throughline.Language.Languages;
using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Lexicon;

/// <summary>
/// Adds up what the words of a text are worth: the longest entry at each place; praise turned and weakened after a negator (times -0.74, as Hutto and
/// Gilbert 2014), blame after one left out (better in each of the four languages), all stronger beside words such as "very". Words are looked up in the list of their script, those in Arabic letters in that of the text's language.
/// For one thread at a time; nothing is allocated for each text.
/// </summary>
sealed class WorthReading(WordWorth words)
{
    const float Turned = -0.74f;
    const float Guessed = 0.5f; // of what an entry is worth, where only the stem is its own
    const double Sure = 0.9; // of the language: then the list of the other is not asked
    const int LongestHan = 6, HanReach = 3;

    readonly WorthTable _english = words.Table("en"), _arabic = words.Table("ar"), _persian = words.Table("fa"), _chinese = words.Table("zh"), _pictures = words.Table("pictures");
    WorthHit[] _hits = new WorthHit[32];
    float _sum;

    /// <summary>Entries of the lists in the last text, those worth nothing left out.</summary>
    public int Hits { get; private set; }

    /// <summary>Where they stand and what each is worth, in the order of the text.</summary>
    public ReadOnlySpan<WorthHit> Found => _hits.AsSpan(0, Hits);

    /// <summary>Their sum over the root of one more than their number: 0 without any, above 0 for praise.</summary>
    public float Score => _sum / MathF.Sqrt(Hits + 1);

    /// <summary>Reads a text.</summary>
    /// <param name="original">As it was written, by which Arabic and Persian are told apart.</param>
    /// <param name="text">Its normal form.</param>
    /// <param name="tokens">Of the normal form.</param>
    /// <param name="negations">Of the tokens.</param>
    public void Read(ReadOnlySpan<char> original, NormalText text, Tokens tokens, Negations negations)
    {
        (_sum, Hits) = (0, 0);
        var all = tokens.All;
        var units = text.Units;
        WorthTable? first = null, next = null; // lists for Arabic letters
        for (var i = 0; i < all.Length; i++)
        {
            var token = all[i];
            switch (token.Kind)
            {
                case TokenKind.Han:
                    Run(units.Slice(token.Start, token.Length), token.Start);
                    break;
                case TokenKind.Picture:
                    Take(_pictures.TryWorth(units.Slice(token.Start, token.Length), out var picture) ? picture : 0, token.Start, token.End);
                    break;
                case TokenKind.Sign:
                    i += Math.Max(Match(_english, units, all, i, negations), 1) - 1;
                    break;
                case TokenKind.Word:
                    if (units[token.Start] < 0x250)
                    {
                        i += Word(_english, null, units, all, i, negations) - 1;
                    }
                    else
                    {
                        if (first is null)
                        {
                            var guess = LanguageIdentifier.Of(original);
                            first = guess.Code == "fa" ? _persian : _arabic;
                            next = guess.Probability >= Sure ? null : first == _persian ? _arabic : _persian;
                        }

                        i += Word(first, next, units, all, i, negations) - 1;
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Takes the longest entry that begins at a word, of the list of its language, else of the next, else by the forms of the word; tokens taken, at least 1.</summary>
    int Word(WorthTable table, WorthTable? next, ReadOnlySpan<char> units, ReadOnlySpan<Token> all, int at, Negations negations)
    {
        var taken = Match(table, units, all, at, negations);
        taken = taken == 0 && next is not null ? Match(next, units, all, at, negations) : taken;
        if (taken == 0 && table.TryForm(units.Slice(all[at].Start, all[at].Length), out var form))
        {
            Take(form * Guessed, table, units, all, at, at + 1, negations);
        }

        return Math.Max(taken, 1);
    }

    /// <summary>Takes the longest entry that begins at a token; tokens taken, 0 where none does.</summary>
    int Match(WorthTable table, ReadOnlySpan<char> units, ReadOnlySpan<Token> all, int at, Negations negations)
    {
        var word = units.Slice(all[at].Start, all[at].Length);
        for (var size = Math.Min(table.Longest(word), all.Length - at); size > 0; size--)
        {
            if (table.TryWorth(units[all[at].Start..all[at + size - 1].End], out var worth))
            {
                Take(worth, table, units, all, at, at + size, negations);
                return size;
            }
        }

        return 0;
    }

    void Take(float worth, WorthTable table, ReadOnlySpan<char> units, ReadOnlySpan<Token> all, int from, int to, Negations negations)
    {
        if (worth == 0)
        {
            return;
        }

        worth *= from > 0 ? table.Times(units.Slice(all[from - 1].Start, all[from - 1].Length)) : 1;
        worth *= table == _arabic && to < all.Length ? table.Times(units.Slice(all[to].Start, all[to].Length)) : 1;
        // An entry of several words that holds its own negator, first or last, is not turned by it.
        var isTurned = all[from].Kind == TokenKind.Word && negations.IsReached(from) && negations.IsReached(to - 1);
        Take(isTurned ? Math.Max(worth, 0) * Turned : worth, all[from].Start, all[to - 1].End);
    }

    void Take(float worth, int start, int end)
    {
        if (worth == 0)
        {
            return;
        }

        if (Hits == _hits.Length)
        {
            Array.Resize(ref _hits, Hits * 2);
        }

        _hits[Hits++] = new WorthHit(start, end, worth);
        _sum += worth;
    }

    void Run(ReadOnlySpan<char> run, int start)
    {
        for (var at = 0; at < run.Length;)
        {
            var size = Math.Min(Math.Min(_chinese.Longest(run.Slice(at, 1)), LongestHan), run.Length - at);
            var worth = 0f;
            while (size > 0 && !_chinese.TryWorth(run.Slice(at, size), out worth))
            {
                size--;
            }

            if (worth != 0)
            {
                Take(worth * Before(run, at), start + at, start + at + size);
            }

            at += Math.Max(size, 1);
        }
    }

    /// <summary>What stands before an entry makes of it: turned after a negator, stronger or weaker.</summary>
    float Before(ReadOnlySpan<char> run, int at)
    {
        var times = 1f;
        for (var start = Math.Max(0, at - HanReach); start < at; start++)
        {
            for (var end = at; end > start; end--)
            {
                var word = run[start..end];
                if (end == at && _chinese.Times(word) is var one and not 1)
                {
                    return times * one;
                }

                if (_chinese.IsNot(word))
                {
                    times *= Turned;
                    start = end - 1;
                    break;
                }
            }
        }

        return times;
    }
}

/// <summary>An entry of the word lists in a text.</summary>
/// <param name="Start">First unit of the normal text.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Worth">What it is worth here, negators and words such as "very" reckoned in; above 0 for praise.</param>
readonly record struct WorthHit(int Start, int End, float Worth);
