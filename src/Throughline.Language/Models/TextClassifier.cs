using Throughline.Language.Features;
using Throughline.Language.Learning;

namespace Throughline.Language.Models;

/// <summary>
/// Says which of some classes a text is of, by linear heads on hashed features, with calibrated probabilities. One head with two classes, else
/// one for each class against the rest. Immutable: any number of <see cref="Reader"/> may read with it at once.
/// </summary>
public sealed class TextClassifier
{
    internal TextClassifier(ModelCard card, FeatureOptions features, float[] idf, Plane[] planes, Platt[] curves, double[] cuts, float[]? slopes = null)
    {
        Slopes = slopes ?? [];
        Card = card;
        Features = features;
        Idf = idf;
        Planes = planes;
        Curves = curves;
        Cuts = cuts;
        Interleaved = Interleave(planes, idf);
    }

    /// <summary>What the model is and what is known about it.</summary>
    public ModelCard Card { get; }

    /// <summary>Which features it reads.</summary>
    public FeatureOptions Features { get; }

    /// <summary>The classes, in ordinal order.</summary>
    public IReadOnlyList<string> Classes => Card.Classes;

    /// <summary>Of each place, how telling a feature is: 1 + ln((1 + N) / (1 + texts with it)); 0 where none was seen.</summary>
    internal float[] Idf { get; }

    internal Plane[] Planes { get; }

    internal Platt[] Curves { get; }

    internal double[] Cuts { get; }

    /// <summary>Of each head, what it adds to the margin for each 1 that a text's words are worth by the lists; empty where these are not asked.</summary>
    internal float[] Slopes { get; }

    /// <summary>Of each place, the weights of all heads times the idf, side by side.</summary>
    internal float[] Interleaved { get; }

    /// <summary>A reader of texts; one for each thread.</summary>
    public TextReading Reader() => new(this);

    /// <summary>The same model of two classes, where one of them is said only from a probability on.</summary>
    /// <exception cref="ArgumentException">It has not two classes, or not this one.</exception>
    public TextClassifier From(string ofClass, double probability)
    {
        var place = Classes.ToList().IndexOf(ofClass);
        if (Classes.Count != 2 || Card.IsMany || place < 0)
        {
            throw new ArgumentException($"The model tells {string.Join(", ", Classes)} apart; '{ofClass}' is to be one of two.", nameof(ofClass));
        }

        return new TextClassifier(Card, Features, Idf, Planes, Curves, place == 1 ? [probability, 1 - probability] : [1 - probability, probability], Slopes);
    }

    static float[] Interleave(Plane[] planes, float[] idf)
    {
        var all = new float[idf.Length * planes.Length];
        for (var head = 0; head < planes.Length; head++)
        {
            var weights = planes[head].Weights;
            for (var i = 0; i < weights.Length; i++)
            {
                all[(i * planes.Length) + head] = weights[i] * idf[i];
            }
        }

        return all;
    }
}

/// <summary>What a model is and what is known about it.</summary>
/// <param name="Classes">The classes, in ordinal order.</param>
/// <param name="Texts">Of each class, the texts that it was learnt from.</param>
/// <param name="IsMany">True where a text may be of several classes or of none: each has a head of its own.</param>
/// <param name="Digest">SHA-256 of what it was learnt from, in hexadecimal.</param>
/// <param name="MacroF1">Mean F1 of the classes on texts that the judging planes had not seen, by folds inside the training texts; 0 to 1.</param>
/// <param name="Accuracy">Share of them that were put right; 0 to 1.</param>
public sealed record ModelCard(IReadOnlyList<string> Classes, IReadOnlyList<int> Texts, bool IsMany, string Digest, double MacroF1, double Accuracy);
