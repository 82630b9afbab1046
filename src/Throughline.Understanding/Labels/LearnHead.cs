using Throughline.Language.Features;
using Throughline.Language.Models;

namespace Throughline.Understanding.Labels;

/// <summary>
/// Learns a head from labels over a detector's patterns: a first model learns to say what the patterns say of the company's texts, a second one
/// starts from it and learns from the labels what the patterns miss. It is judged on texts by lot that it has not learnt from, by five folds.
/// </summary>
static class LearnHead
{
    /// <summary>Fewest labels.</summary>
    public const int FewestLabels = 20;

    /// <summary>Fewest labels of each side.</summary>
    public const int FewestOfASide = 7;

    /// <summary>The class of a text without the trait.</summary>
    public const string Absent = "-";

    const int Folds = 5;
    const int Bits = 18;

    /// <summary>The head and how it does; null where a fold has too few labels of a side.</summary>
    /// <param name="detector">Name of the class of a text with the trait.</param>
    /// <param name="labels">Texts with their labels, each text once.</param>
    /// <param name="unlabelled">Texts of the company with what the patterns say of them.</param>
    public static LearntHead? Learn(string detector, IReadOnlyList<LabelledOne> labels, IReadOnlyList<(string Text, bool Said)> unlabelled)
    {
        var options = new TrainOptions(new FeatureOptions(Bits), Threads: 1);
        var start = Patterns(detector, unlabelled, options);
        var unseen = new Dictionary<long, bool>();
        for (var fold = 0; fold < Folds; fold++)
        {
            List<LabelledOne> judged = [.. labels.Where(label => label.IsRandom && Fold(label) == fold)];
            if (judged.Count == 0)
            {
                continue;
            }

            if (Fit(detector, [.. labels.Where(label => !label.IsRandom || Fold(label) != fold)], options, start) is not { } model)
            {
                return null;
            }

            var reader = model.Reader();
            foreach (var one in judged)
            {
                reader.Read(one.Text);
                unseen[one.Id] = model.Classes[Math.Max(0, reader.Chosen)] == detector;
            }
        }

        return Fit(detector, labels, options, start) is { } head ? new LearntHead(head, unseen) : null;
    }

    /// <summary>F1 of what is said; 0 to 1.</summary>
    public static double F1(IEnumerable<(bool Said, bool Is)> answers)
    {
        var (right, said, are) = (0, 0, 0);
        foreach (var (one, truth) in answers)
        {
            right += one && truth ? 1 : 0;
            said += one ? 1 : 0;
            are += truth ? 1 : 0;
        }

        return said + are == 0 ? 0 : 2.0 * right / (said + are);
    }

    static TextClassifier? Patterns(string detector, IReadOnlyList<(string Text, bool Said)> unlabelled, TrainOptions options)
    {
        var said = unlabelled.Count(one => one.Said);
        return said < TrainClassifier.FewestOfAClass || unlabelled.Count - said < TrainClassifier.FewestOfAClass
            ? null // they say the same of all: there is nothing to start from
            : TrainClassifier.Of([.. unlabelled.Select(one => new LabelledText(one.Text, [one.Said ? detector : Absent]))], options);
    }

    static TextClassifier? Fit(string detector, IReadOnlyList<LabelledOne> labels, TrainOptions options, TextClassifier? start)
    {
        var present = labels.Count(label => label.Present);
        return present < TrainClassifier.FewestOfAClass || labels.Count - present < TrainClassifier.FewestOfAClass
            ? null
            : TrainClassifier.Of([.. labels.Select(label => new LabelledText(label.Text, [label.Present ? detector : Absent]))], options with { RareBelow = 1 }, start);
    }

    static int Fold(LabelledOne label) => (int)(label.Id % Folds);
}

/// <summary>A text with its label.</summary>
sealed record LabelledOne(long Id, string Text, bool Present, bool IsRandom, string Language);

/// <summary>A head that was learnt.</summary>
/// <param name="Head">The model.</param>
/// <param name="Unseen">Of each random label, what a model says that had not learnt from it.</param>
sealed record LearntHead(TextClassifier Head, IReadOnlyDictionary<long, bool> Unseen);
