using Throughline.Language.Features;
using Throughline.Language.Lexicon;
using Throughline.Language.Models;
using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Evidence;

/// <summary>
/// What each word of a text adds to the margin of a linear model, exactly: the contribution of a feature, weight times value, is shared out evenly over its occurrences and these over the
/// letters that they are made of, as is what an entry of the word lists adds where the model leans on them; a word (in Chinese a character) has what its letters have. All words and the bias add up to the margin. For one thread at a time; nothing is allocated for each text.
/// </summary>
public sealed class LinearEvidence
{
    const double Share = 0.8; // of what speaks for it, what the shown words carry at least
    const int MostRounds = 24;

    readonly TextClassifier _model;
    readonly FeatureCounts _counts;
    readonly FeatureCounts _rest;
    readonly WorthReading? _worth;
    readonly WorthReading? _worthOfRest;
    readonly SpanList _spans = new();
    double[] _shares = new double[512];
    int[] _blanks = new int[512];
    EvidencePiece[] _pieces = new EvidencePiece[128];
    bool[] _hidden = new bool[512];
    char[] _left = new char[512];
    int _pieceCount;

    /// <summary>Reads with a model.</summary>
    public LinearEvidence(TextClassifier model)
    {
        _model = model;
        _counts = new FeatureCounts(model.Features);
        _rest = new FeatureCounts(model.Features);
        (_worth, _worthOfRest) = model.Slopes.Length > 0 ? (new WorthReading(WordWorth.BuiltIn), new WorthReading(WordWorth.BuiltIn)) : (null, null);
    }

    /// <summary>The model.</summary>
    public TextClassifier Model => _model;

    /// <summary>Reads a text.</summary>
    public void Read(ReadOnlySpan<char> text) => Read(text, _counts, _worth);

    /// <summary>The margin of the last text, by a head.</summary>
    public double Margin(int head) => Margin(head, _counts, _worth);

    /// <summary>What the words of the last text add to the margin of a head; with its bias they add up to it.</summary>
    public ReadOnlySpan<EvidencePiece> Pieces(int head)
    {
        Weigh(head, 1);
        return _pieces.AsSpan(0, _pieceCount);
    }

    /// <summary>The bias of a head.</summary>
    public double Bias(int head) => _model.Planes[head].Bias;

    /// <summary>
    /// The fewest words that carry at least 80 % of what speaks for the margin and without which it is below a bound, as ranges of the original, strongest first. Empty where
    /// no word speaks for it.
    /// </summary>
    /// <param name="original">The text that was read.</param>
    /// <param name="head">Whose margin.</param>
    /// <param name="sign">1 where a high margin is to be explained, -1 for a low one.</param>
    /// <param name="bound">What the margin, times the sign, is to fall below.</param>
    public ReadOnlySpan<SourceRange> Spans(ReadOnlySpan<char> original, int head, int sign, double bound)
    {
        Weigh(head, sign);
        var pieces = _pieces.AsSpan(0, _pieceCount);
        pieces.Sort(static (one, other) => one.Adds != other.Adds ? other.Adds.CompareTo(one.Adds) : one.Start.CompareTo(other.Start));
        double all = 0, carried = 0;
        foreach (var piece in pieces)
        {
            all += Math.Max(0, piece.Adds);
        }

        var shown = 0;
        while (shown < pieces.Length && pieces[shown].Adds > 0 && carried < Share * all)
        {
            carried += pieces[shown++].Adds;
        }

        for (var round = 0; round < MostRounds && shown < pieces.Length && pieces[shown].Adds > 0 && sign * MarginWithout(original, head, pieces[..shown]) >= bound; round++)
        {
            // One word more, of long texts a tenth more.
            for (var more = Math.Max(1, shown / 10); more > 0 && shown < pieces.Length && pieces[shown].Adds > 0; more--)
            {
                shown++;
            }
        }

        return _spans.Of(original, _counts.Text, pieces[..shown]);
    }

    static void Read(ReadOnlySpan<char> text, FeatureCounts counts, WorthReading? worth)
    {
        counts.Read(text);
        worth?.Read(text, counts.Text, counts.Tokens, counts.Negations);
    }

    double Margin(int head, FeatureCounts counts, WorthReading? worth)
    {
        var heads = _model.Planes.Length;
        var ids = counts.Ids;
        var times = counts.Counts;
        double norm = 0, sum = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            double idf = _model.Idf[ids[i]], often = FeatureWeight.Often(times[i]);
            norm += often * idf * (often * idf);
            sum += often * _model.Interleaved[(ids[i] * heads) + head];
        }

        return (norm == 0 ? 0 : sum / Math.Sqrt(norm)) + _model.Planes[head].Bias + (worth is null ? 0 : _model.Slopes[head] * worth.Score);
    }

    /// <summary>The margin of what is left of the original without some words.</summary>
    double MarginWithout(ReadOnlySpan<char> original, int head, ReadOnlySpan<EvidencePiece> shown)
    {
        if (_hidden.Length < original.Length)
        {
            (_hidden, _left) = (new bool[original.Length * 2], new char[original.Length * 2]);
        }

        Array.Clear(_hidden, 0, original.Length);
        foreach (var span in _spans.Of(original, _counts.Text, shown))
        {
            Array.Fill(_hidden, true, span.Start, span.Length);
        }

        var length = 0;
        for (var at = 0; at < original.Length; at++)
        {
            _left[length] = original[at];
            length += _hidden[at] ? 0 : 1;
        }

        Read(_left.AsSpan(0, length), _rest, _worthOfRest);
        return Margin(head, _rest, _worthOfRest);
    }

    void Weigh(int head, int sign)
    {
        var text = _counts.Text;
        Reserve(text.Length + 1);
        _blanks[0] = 0;
        for (var at = 0; at < text.Length; at++)
        {
            _blanks[at + 1] = _blanks[at] + (text.Units[at] == ' ' ? 1 : 0);
        }

        Array.Clear(_shares, 0, text.Length + 1);
        var sink = new Spread(_counts, _model, head, sign / Norm(), _shares, _blanks);
        FeatureScan.Run(_model.Features, text, _counts.Tokens, _counts.Negations, ref sink);
        SpreadWorth(head, sign);
        Gather(text);
    }

    void SpreadWorth(int head, int sign)
    {
        if (_worth is null)
        {
            return;
        }

        foreach (var hit in _worth.Found)
        {
            var each = sign * _model.Slopes[head] * hit.Worth / Math.Sqrt(_worth.Hits + 1) / (hit.End - hit.Start - (_blanks[hit.End] - _blanks[hit.Start]));
            _shares[hit.Start] += each;
            _shares[hit.End] -= each;
        }
    }

    double Norm()
    {
        double norm = 0;
        for (var i = 0; i < _counts.Count; i++)
        {
            double value = FeatureWeight.Often(_counts.Counts[i]) * _model.Idf[_counts.Ids[i]];
            norm += value * value;
        }

        return norm == 0 ? 1 : Math.Sqrt(norm);
    }

    void Gather(NormalText text)
    {
        _pieceCount = 0;
        double share = 0;
        var at = 0;
        foreach (var token in _counts.Tokens.All)
        {
            for (; at < token.Start; at++)
            {
                share += _shares[at];
            }

            var start = at;
            double adds = 0;
            while (at < token.End)
            {
                share += _shares[at];
                adds += share;
                at++;
                var isWhole = token.Kind == TokenKind.Han ? at == token.End || !char.IsLowSurrogate(text.Units[at]) : at == token.End;
                if (isWhole)
                {
                    Add(new EvidencePiece(start, at, adds));
                    (start, adds) = (at, 0);
                }
            }
        }
    }

    void Add(EvidencePiece piece)
    {
        if (_pieceCount == _pieces.Length)
        {
            Array.Resize(ref _pieces, _pieceCount * 2);
        }

        _pieces[_pieceCount++] = piece;
    }

    void Reserve(int length)
    {
        if (_shares.Length < length)
        {
            _shares = new double[length * 2];
            _blanks = new int[length * 2];
        }
    }

    readonly struct Spread(FeatureCounts counts, TextClassifier model, int head, double scale, double[] shares, int[] blanks) : IFeatureSink
    {
        public void Add(int feature, int start, int end)
        {
            var weight = model.Interleaved[(feature * model.Planes.Length) + head];
            if (weight == 0)
            {
                return;
            }

            var times = counts.Counts[counts.IndexOf(feature)];
            var each = weight * FeatureWeight.Often(times) * scale / times / (end - start - (blanks[end] - blanks[start]));
            shares[start] += each;
            shares[end] -= each;
        }
    }
}

/// <summary>A word of a text, in Chinese a character, and what it adds to a margin.</summary>
/// <param name="Start">First unit of the normal text.</param>
/// <param name="End">The unit after the last.</param>
/// <param name="Adds">What it adds; below 0 where it speaks against.</param>
public readonly record struct EvidencePiece(int Start, int End, double Adds);
