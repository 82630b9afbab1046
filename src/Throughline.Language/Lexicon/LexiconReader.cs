using Throughline.Language.Models;
using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Lexicon;

/// <summary>
/// Says of a text whether it praises or blames, by what its words are worth: before there is any label to learn from. Its order of texts is to be
/// trusted more than its probabilities, which no label of the source has calibrated.
/// </summary>
public sealed class LexiconReader : ITextReader
{
    /// <summary>By how much the log of the odds of praise rises for each 1 of the score.</summary>
    public const double Slope = 1;

    /// <summary>The score at which praise and blame are as likely: above 0, since people use more good words than bad ones (Dodds et al. 2015).</summary>
    public const double Middle = 0.5;

    readonly NormalText _text = new();
    readonly Tokens _tokens = new();
    readonly Negations _negations = new();
    readonly WorthReading _worth = new(WordWorth.BuiltIn);
    readonly double[] _probabilities = new double[2];

    /// <summary>What the texts are put into: blame, then praise.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["negative", "positive"];

    /// <inheritdoc/>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <inheritdoc/>
    public int Chosen => _probabilities[1] >= 0.5 ? 1 : 0;

    /// <summary>What the words of the last text are worth together, over the root of one more than their number; 0 when none is known.</summary>
    public float Score => _worth.Score;

    /// <inheritdoc/>
    public bool Has(int one) => Chosen == one;

    /// <inheritdoc/>
    public bool Read(ReadOnlySpan<char> text)
    {
        Normaliser.Normalise(text, _text);
        _tokens.Part(_text);
        _negations.Find(_text, _tokens);
        _worth.Read(text, _text, _tokens, _negations);
        _probabilities[1] = _worth.Hits == 0 ? 0.5 : 1 / (1 + Math.Exp(-Slope * (_worth.Score - Middle)));
        _probabilities[0] = 1 - _probabilities[1];
        return _worth.Hits > 0;
    }

    /// <summary>The word of a text that is worth most either way, the first of those that are worth the same: a range of it. Null when none is known.</summary>
    public SourceRange? Strongest(ReadOnlySpan<char> text)
    {
        Read(text);
        WorthHit? most = null;
        foreach (var hit in _worth.Found)
        {
            most = most is null || Math.Abs(hit.Worth) > Math.Abs(most.Value.Worth) ? hit : most;
        }

        return most is { } found ? _text.Source(text, found.Start, found.End) : null;
    }
}
