using Throughline.Matching.Records;
using Throughline.Matching.Text;

namespace Throughline.Matching.Scoring;

/// <summary>
/// Texts of several words: names of shops, titles, streets. What they share is weighed by how rare the words are; a word also meets one
/// that is close to it or begins it.
/// </summary>
sealed class WordsComparison : Comparison
{
    static readonly double[] s_from = [0.3, 0.5, 0.7, 0.85];

    const double CloseWord = 0.9;
    const int ShortestClose = 4;
    const int ShortestBeginning = 3;

    readonly WordColumn _words;
    TextTraits[] _traits = [];
    int _known;

    public WordsComparison(Column column, WordColumn words)
        : base(column, "some words", "half the words", "most words", "nearly all words")
    {
        _words = words;
        Grow();
    }

    public override void Grow()
    {
        _words.Grow();
        Extend(ref _traits, ref _known, _words.Count, word => TextTraits.Of(_words.Text(word)));
    }

    public override void Bear(int value, int records) => _words.Bear(value, records);

    public override int Level(int left, int right)
    {
        var (a, b) = (Column.Ids[left], Column.Ids[right]);
        if (a == 0 || b == 0)
        {
            return Missing;
        }

        if (a == b)
        {
            return ExactLevel(a);
        }

        var similarity = Similarity(_words.Of(a), _words.Of(b));
        var level = Different;
        while (level - 1 < s_from.Length && similarity >= s_from[level - 1])
        {
            level++;
        }

        return level;
    }

    /// <summary>Weight of the shared words over the weight of all words (both sides), 0 to 1.</summary>
    double Similarity(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        if (a.Length > b.Length)
        {
            return Similarity(b, a);
        }

        double all = 0, shared = 0;
        foreach (var word in a)
        {
            all += _words.Weight(word);
        }

        foreach (var word in b)
        {
            all += _words.Weight(word);
        }

        ulong met = 0;
        foreach (var word in a)
        {
            var (best, place) = (0.0, -1);
            for (var j = 0; j < b.Length && j < 64; j++)
            {
                if ((met >> j & 1) == 0 && Likeness(word, b[j]) is var likeness && likeness > best)
                {
                    (best, place) = (likeness, j);
                }
            }

            if (place >= 0)
            {
                met |= 1UL << place;
                shared += best * (_words.Weight(word) + _words.Weight(b[place]));
            }
        }

        return all > 0 ? shared / all : 0;
    }

    double Likeness(int left, int right)
    {
        if (left == right)
        {
            return 1;
        }

        if (_traits[left].First != _traits[right].First)
        {
            return 0;
        }

        var (a, b) = (_words.Text(left), _words.Text(right));
        if (Math.Min(a.Length, b.Length) >= ShortestBeginning && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal)))
        {
            return 0.9;
        }

        return Math.Min(a.Length, b.Length) >= ShortestClose && _traits[left].MayReach(_traits[right], CloseWord) && JaroWinkler.Similarity(a, b) >= CloseWord ? 0.9 : 0;
    }
}
