using Throughline.Language.Learning;
using Throughline.Language.Models;

namespace Throughline.Language.Detecting;

/// <summary>A learned head of a detector: which of a model, on which side of its plane, and from which probability on it says present.</summary>
sealed record DetectorHead(TextClassifier Model, int Head, int Sign, double Threshold)
{
    /// <summary>The head for a class.</summary>
    /// <exception cref="ArgumentException">The model has no such class.</exception>
    public static DetectorHead Of(TextClassifier model, string ofClass)
    {
        var place = model.Classes.ToList().IndexOf(ofClass);
        if (place < 0)
        {
            throw new ArgumentException($"The model has no class '{ofClass}'; it has {string.Join(", ", model.Classes)}.", nameof(ofClass));
        }

        if (model.Planes.Length == 1 && model.Classes.Count == 2)
        {
            return new DetectorHead(model, 0, place == 1 ? 1 : -1, model.Cuts[1 - place] / (model.Cuts[0] + model.Cuts[1]));
        }

        return new DetectorHead(model, place, 1, model.Card.IsMany ? model.Cuts[place] : 0.5);
    }

    /// <summary>Languages that it was learnt from; texts in others are read by the patterns. Null for all.</summary>
    public IReadOnlySet<string>? Languages { get; init; }

    /// <summary>True when it reads texts in a language.</summary>
    public bool Covers(string language) => Languages?.Contains(language) ?? true;

    /// <summary>The probability that goes with a margin.</summary>
    public double Probability(double margin) => Sign > 0 ? Model.Curves[Head].Of(margin) : 1 - Model.Curves[Head].Of(margin);

    /// <summary>How its probabilities are brought to the sources that have enough pairs of their own, by the source's number.</summary>
    public IReadOnlyDictionary<int, SourceFit>? Fits { get; init; }

    /// <summary>How they are brought to a source.</summary>
    public SourceFit Fit(int source) => Fits is not null && Fits.TryGetValue(source, out var fit) ? fit : SourceFit.None;

    /// <summary>The margin, times the sign, that goes with the threshold at a source.</summary>
    public double Bound(SourceFit fit)
    {
        var threshold = fit == SourceFit.None ? Threshold : fit.Back(Threshold);
        var p = Math.Clamp(Sign > 0 ? threshold : 1 - threshold, 1e-9, 1 - 1e-9);
        var curve = Model.Curves[Head];
        return curve.A == 0 ? double.NegativeInfinity : Sign * (Math.Log((1 - p) / p) - curve.B) / curve.A;
    }
}
