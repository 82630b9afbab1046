using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Throughline.Language.Features;
using Throughline.Language.Learning;

namespace Throughline.Language.Models;

/// <summary>One text and the classes that it is of.</summary>
/// <param name="Text">The text.</param>
/// <param name="Classes">Its classes: one, or, where a text may be of several, any number.</param>
/// <param name="Weight">How much it counts in the fit, above 0; what is long past may count less.</param>
public readonly record struct LabelledText(string Text, IReadOnlyList<string> Classes, float Weight = 1);

/// <summary>How a model is learnt.</summary>
/// <param name="Features">Which features.</param>
/// <param name="Fit">How planes are fitted.</param>
/// <param name="RareBelow">A feature that fewer texts have is left out.</param>
/// <param name="IsMany">True where a text may be of several classes or of none.</param>
/// <param name="Prior">True where what words are worth by the lists counts as known beforehand.</param>
/// <param name="Threads">Threads that learn, at most; 0 for as many as there are processors. The model is the same.</param>
public sealed record TrainOptions(FeatureOptions? Features = null, FitOptions? Fit = null, int RareBelow = 2, bool IsMany = false, bool Prior = true, int Threads = 0);

/// <summary>
/// Learns a model from labelled texts. Curves and cuts come from margins by folds, so that they tell what the model is worth on texts that it has not
/// seen. The same texts in the same order give the same model to the bit, whatever the number of threads.
/// </summary>
public static class TrainClassifier
{
    /// <summary>Fewest texts of a class.</summary>
    public const int FewestOfAClass = 5;

    /// <summary>What a miss costs where a text may be of several classes: less, for each of many classes is rare, and a plane that keeps to the few texts it has learns them by heart.</summary>
    const float CostOfMany = 0.08f;

    /// <summary>Learns a model.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="options">How.</param>
    /// <param name="start">
    /// A model of many texts, such as of all sources of a company, that this one is only to differ from where its own texts say so; of the same
    /// classes and features. Null to begin from nothing.
    /// </param>
    /// <exception cref="ArgumentException">There are fewer than two classes, or a class has fewer than <see cref="FewestOfAClass"/> texts.</exception>
    public static TextClassifier Of(IReadOnlyList<LabelledText> texts, TrainOptions? options = null, TextClassifier? start = null)
    {
        options ??= new TrainOptions();
        var features = options.Features ?? new FeatureOptions();
        string[] classes = [.. texts.SelectMany(text => text.Classes).Distinct().Order(StringComparer.Ordinal)];
        int[] perClass = [.. classes.Select(one => texts.Count(text => text.Classes.Contains(one)))];
        Refuse(classes, perClass, options.IsMany);
        Refuse(classes, features, options.IsMany, start);

        var heads = Heads(texts, classes, options.IsMany);
        var withPrior = start is null ? options.Prior : start.Slopes.Length > 0;
        var threads = new ParallelOptions { MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount };
        var set = TrainingSet.Of(texts, features, options.RareBelow, threads, withPrior, start?.Idf);
        var (prior, known) = Beforehand.Of(set, heads, start);
        var fit = options.Fit ?? (options.IsMany ? new FitOptions(Cost: CostOfMany) : new FitOptions());
        var costs = heads.Select(head => Costs(head, fit.Cost, texts)).ToArray();
        var (fitted, margins) = FoldedFit.Of(set.Rows, set.Groups, heads, costs, known, fit, threads);
        var curves = new Platt[heads.Length];
        var planes = new Plane[heads.Length];
        var slopes = new float[withPrior ? heads.Length : 0];
        Parallel.For(0, heads.Length, threads, head =>
        {
            var plane = fitted[head];
            curves[head] = Platt.Fit(margins[head], heads[head]);
            planes[head] = Beforehand.Added(start?.Planes[head], set.Spread(plane.Weights, features.Places), plane.Bias);
            if (withPrior)
            {
                slopes[head] = prior[head] + (plane.Weights[^1] * TrainingSet.WorthScale);
            }
        });

        var idf = Beforehand.Together(start?.Idf, set.Spread(set.Idf, features.Places));
        if (options.IsMany)
        {
            double[] thresholds = [.. Enumerable.Range(0, heads.Length).Select(head => Threshold.ForF1(margins[head], heads[head], curves[head], out _))];
            var macro = Enumerable.Range(0, heads.Length).Average(head => Threshold.F1(margins[head], heads[head], curves[head], thresholds[head]));
            return new TextClassifier(new ModelCard(classes, perClass, true, Digest(texts), macro, 0), features, idf, planes, curves, thresholds, slopes);
        }

        var probabilities = Probabilities(curves, margins, classes.Length, texts.Count);
        int[] labels = [.. texts.Select(text => Array.IndexOf(classes, text.Classes[0]))];
        var cuts = ClassCuts.Fit(probabilities, labels);
        var (f1, accuracy) = ClassCuts.Judge(probabilities, labels, cuts);
        return new TextClassifier(new ModelCard(classes, perClass, false, Digest(texts), f1, accuracy), features, idf, planes, curves, cuts, slopes);
    }

    static void Refuse(string[] classes, int[] perClass, bool isMany)
    {
        if (classes.Length < (isMany ? 1 : 2))
        {
            throw new ArgumentException(classes.Length == 0 ? "there is no label." : $"all labels are '{classes[0]}'; two classes are needed.");
        }

        if (Array.FindIndex(perClass, texts => texts < FewestOfAClass) is var few and >= 0)
        {
            throw new ArgumentException($"the label '{classes[few]}' has {perClass[few]} texts; {FewestOfAClass} are needed for each.");
        }
    }

    static void Refuse(string[] classes, FeatureOptions features, bool isMany, TextClassifier? start)
    {
        if (start is not null && (start.Features != features || start.Card.IsMany != isMany || !start.Classes.SequenceEqual(classes)))
        {
            throw new ArgumentException($"the model to start from tells {string.Join(", ", start.Classes)} apart; the labels are {string.Join(", ", classes)}.");
        }
    }

    static bool[][] Heads(IReadOnlyList<LabelledText> texts, string[] classes, bool isMany) =>
        [.. (isMany || classes.Length > 2 ? classes : [classes[1]]).Select(one => texts.Select(text => text.Classes.Contains(one)).ToArray())];

    /// <summary>What a miss costs: more on the rarer side, by the root of how much rarer it is.</summary>
    static float[] Costs(bool[] head, float cost, IReadOnlyList<LabelledText> texts)
    {
        var positives = head.Count(one => one);
        var rarer = MathF.Sqrt((float)Math.Max(positives, head.Length - positives) / Math.Max(1, Math.Min(positives, head.Length - positives)));
        var isPositiveRarer = positives * 2 < head.Length;
        return [.. head.Select((one, i) => texts[i].Weight * (one == isPositiveRarer ? cost * MathF.Min(rarer, 10) : cost))];
    }

    static double[][] Probabilities(Platt[] curves, float[][] margins, int classes, int texts)
    {
        var all = new double[classes][];
        for (var one = 0; one < classes; one++)
        {
            all[one] = new double[texts];
        }

        var row = new double[classes];
        var line = new float[margins.Length];
        for (var i = 0; i < texts; i++)
        {
            for (var head = 0; head < line.Length; head++)
            {
                line[head] = margins[head][i];
            }

            ClassChoice.Spread(curves, line, row);
            for (var one = 0; one < classes; one++)
            {
                all[one][i] = row[one];
            }
        }

        return all;
    }

    static string Digest(IReadOnlyList<LabelledText> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var text in texts)
        {
            foreach (var part in text.Classes.Prepend(text.Text))
            {
                var bytes = Encoding.UTF8.GetBytes(part);
                BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
                hash.AppendData(length);
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
