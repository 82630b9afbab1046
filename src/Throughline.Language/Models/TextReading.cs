using System.Numerics;
using System.Runtime.InteropServices;
using Throughline.Language.Features;
using Throughline.Language.Lexicon;

namespace Throughline.Language.Models;

/// <summary>Reads texts with a model; for one thread at a time. Nothing is allocated for each text.</summary>
public sealed class TextReading : ITextReader
{
    readonly TextClassifier _model;
    readonly FeatureCounts _counts;
    readonly WorthReading? _worth;
    readonly float[] _margins;
    readonly double[] _probabilities;

    internal TextReading(TextClassifier model)
    {
        _model = model;
        _counts = new FeatureCounts(model.Features);
        _worth = model.Slopes.Length > 0 ? new WorthReading(WordWorth.BuiltIn) : null;
        _margins = new float[model.Planes.Length];
        _probabilities = new double[model.Classes.Count];
    }

    /// <summary>Of each class, the probability that the last text is of it. They sum to 1 unless a text may be of several.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>Of each head, the margin of the last text.</summary>
    public ReadOnlySpan<float> Margins => _margins;

    /// <summary>The class that is chosen for the last text; -1 for none of several. Its probability need not be the highest: see the cuts of the model.</summary>
    public int Chosen { get; private set; }

    /// <summary>True when a class is chosen for the last text, where it may be of several.</summary>
    public bool Has(int one) => _probabilities[one] >= _model.Cuts[one];

    /// <summary>Reads a text.</summary>
    /// <returns>True when any feature of it is known; else the probabilities are those of a text that says nothing.</returns>
    public bool Read(ReadOnlySpan<char> text)
    {
        _counts.Read(text);
        var known = Weigh();
        if (_worth is not null)
        {
            _worth.Read(text, _counts.Text, _counts.Tokens, _counts.Negations);
            for (var head = 0; head < _margins.Length; head++)
            {
                _margins[head] += _model.Slopes[head] * _worth.Score;
            }

            known |= _worth.Hits > 0;
        }

        var classes = _model.Classes.Count;
        if (_model.Card.IsMany)
        {
            Chosen = -1;
            for (var one = 0; one < classes; one++)
            {
                _probabilities[one] = _model.Curves[one].Of(_margins[one]);
                Chosen = Has(one) && (Chosen < 0 || _probabilities[one] > _probabilities[Chosen]) ? one : Chosen;
            }
        }
        else
        {
            ClassChoice.Spread(_model.Curves, _margins, _probabilities);
            Chosen = Learning.ClassCuts.Choose(_probabilities, _model.Cuts);
        }

        return known;
    }

    bool Weigh()
    {
        var heads = _margins.Length;
        Array.Clear(_margins);
        var ids = _counts.Ids;
        var counts = _counts.Counts;
        double norm = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            var idf = _model.Idf[ids[i]];
            if (idf == 0)
            {
                continue;
            }

            var often = FeatureWeight.Often(counts[i]);
            norm += (double)(often * idf) * (often * idf);
            var weights = _model.Interleaved.AsSpan(ids[i] * heads, heads);
            Add(weights, often);
        }

        var scale = norm == 0 ? 0 : (float)(1 / Math.Sqrt(norm));
        for (var head = 0; head < heads; head++)
        {
            _margins[head] = (_margins[head] * scale) + _model.Planes[head].Bias;
        }

        return norm > 0;
    }

    void Add(ReadOnlySpan<float> weights, float times)
    {
        var i = 0;
        if (weights.Length >= Vector<float>.Count)
        {
            var many = MemoryMarshal.Cast<float, Vector<float>>(weights);
            var sums = MemoryMarshal.Cast<float, Vector<float>>(_margins.AsSpan());
            for (var k = 0; k < many.Length; k++)
            {
                sums[k] += many[k] * times;
            }

            i = many.Length * Vector<float>.Count;
        }

        for (; i < weights.Length; i++)
        {
            _margins[i] += weights[i] * times;
        }
    }
}
