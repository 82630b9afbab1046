using Throughline.Language.Learning;
using Throughline.Language.Models;

namespace Throughline.Understanding.Learning;

/// <summary>
/// One model ranks the texts of all sources; how often praise is among them, and how sure the model may be, differs by source. A source with enough pairs
/// of its own gets a shift and a slope (<see cref="SourceFit"/>), learnt from what models say that have not seen the pair.
/// </summary>
static class PolarityFits
{
    const double LeastSlope = 0.1;

    /// <summary>The fits by the source's number; empty where there is one source alone: its model is fitted to it already.</summary>
    /// <param name="train">Pairs that may be learnt from.</param>
    /// <param name="model">Learns a model from some of them.</param>
    public static IReadOnlyDictionary<int, SourceFit> Of(IReadOnlyList<ScorePair> train, Func<IReadOnlyList<ScorePair>, TextClassifier> model)
    {
        List<int> sources = [.. train.GroupBy(pair => pair.SourceId).Where(IsEnough).Select(pairs => pairs.Key).Order()];
        if (train.CountBy(pair => pair.SourceId).Count() < 2 || sources.Count == 0)
        {
            return new Dictionary<int, SourceFit>();
        }

        var halves = train.ToLookup(Half);
        List<(ScorePair Pair, double Probability)> unseen = [.. Unseen(halves[0], halves[1], model), .. Unseen(halves[1], halves[0], model)];
        return sources.Select(source => (source, Fit: Fit([.. unseen.Where(one => one.Pair.SourceId == source)]))).Where(one => one.Fit is not null)
            .ToDictionary(one => one.source, one => one.Fit!.Value);
    }

    static bool IsEnough(IEnumerable<ScorePair> pairs)
    {
        var (count, positive) = (pairs.Count(), pairs.Count(pair => pair.IsPositive));
        return count >= LearningOptions.FewestOfASource && Math.Min(positive, count - positive) >= LearningOptions.FewestOfASideOfASource;
    }

    /// <summary>All pairs of a customer, and all equal wordings of nobody, lie in one half.</summary>
    static int Half(ScorePair pair)
    {
        var hash = pair.Customer;
        if (hash == 0)
        {
            foreach (var letter in pair.Text)
            {
                hash = (hash ^ letter) * 0x100000001B3;
            }
        }

        return (int)((hash * 0x9E3779B97F4A7C15) >> 63);
    }

    static IEnumerable<(ScorePair, double)> Unseen(IEnumerable<ScorePair> learnt, IEnumerable<ScorePair> read, Func<IReadOnlyList<ScorePair>, TextClassifier> model)
    {
        List<ScorePair> pairs = [.. read], from = [.. learnt];
        return from.Select(pair => pair.IsPositive).Distinct().Count() < 2 ? [] : pairs.Zip(PolarityTrainer.Read(model(from), pairs).Select(reading => reading.Probability));
    }

    /// <summary>The fit, if one of half of the pairs makes the squared error of the other half smaller; else null.</summary>
    static SourceFit? Fit(List<(ScorePair Pair, double Probability)> of)
    {
        var halves = new[] { of.Where((_, i) => i % 2 == 0).ToList(), [.. of.Where((_, i) => i % 2 == 1)] };
        var (plain, fitted) = (0.0, 0.0);
        for (var i = 0; i < 2; i++)
        {
            var fit = Learn(halves[i]);
            foreach (var (pair, probability) in halves[1 - i])
            {
                var said = pair.IsPositive ? 1 : 0;
                plain += (probability - said) * (probability - said);
                fitted += (fit.Of(probability) - said) * (fit.Of(probability) - said);
            }
        }

        return fitted < plain && Learn(of) is { Slope: > LeastSlope } whole ? whole : null;
    }

    static SourceFit Learn(List<(ScorePair Pair, double Probability)> of) =>
        of.Count == 0 ? SourceFit.None : SourceFit.ByLabels([.. of.Select(one => one.Probability)], [.. of.Select(one => one.Pair.IsPositive)]);
}
