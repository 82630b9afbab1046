using Throughline.Language.Features;
using Throughline.Language.Learning;
using Throughline.Language.Lexicon;
using Throughline.Language.Models;
using Throughline.Stats;

namespace Throughline.Understanding.Learning;

/// <summary>
/// Learns praise and blame from the company's own scores: one model over all languages and sources, judged on the newest pairs, of customers
/// that it never learnt from, all together and by language and source. The word lists are known beforehand and fade as pairs come.
/// </summary>
public static class PolarityTrainer
{
    /// <summary>Class of blame.</summary>
    public const string Negative = "negative";

    /// <summary>Class of praise.</summary>
    public const string Positive = "positive";

    const int Bits = 18;
    const double WantedPrecision = 0.85, MostOfTheOther = 0.15, Surest = 0.99;

    static readonly double[] s_thresholds = [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97];

    /// <summary>Learns a model, or says what is missing.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="now">The moment that ages are counted from, UTC.</param>
    /// <param name="options">How.</param>
    public static Learnt Learn(IReadOnlyList<ScorePair> pairs, DateTime now, LearningOptions options)
    {
        if (pairs.Count < LearningOptions.FewestPairs)
        {
            return Learnt.Refused("not_enough_pairs", pairs.Count, LearningOptions.FewestPairs);
        }

        var (train, heldOut) = Part(pairs, options.HeldOutShare);
        foreach (var side in new[] { false, true })
        {
            var (have, kept) = (train.Count(pair => pair.IsPositive == side), heldOut.Count(pair => pair.IsPositive == side));
            if (have < LearningOptions.FewestOfASide)
            {
                return Learnt.Refused(side ? "not_enough_positive" : "not_enough_negative", have, LearningOptions.FewestOfASide);
            }

            if (kept < LearningOptions.FewestHeldOut)
            {
                return Learnt.Refused(side ? "not_enough_new_positive" : "not_enough_new_negative", kept, LearningOptions.FewestHeldOut);
            }
        }

        var model = Model(train, now, options);
        var fits = PolarityFits.Of(train, pairs => Model(pairs, now, options));
        var readings = Read(model, heldOut, fits);
        string[] languages = [.. train.CountBy(pair => pair.Language).Where(one => one.Value >= LearningOptions.FewestOfALanguage).Select(one => one.Key).Order(StringComparer.Ordinal)];
        return new Learnt
        {
            Model = model,
            Pairs = pairs.Count,
            TrainedOn = train.Count,
            Languages = languages,
            HeldOut = heldOut,
            Fits = fits,
            Slices = Slices(heldOut, readings, train, fits),
            NegativeFrom = Threshold(readings, false),
            PositiveFrom = Threshold(readings, true),
        };
    }

    static TextClassifier Model(IReadOnlyList<ScorePair> pairs, DateTime now, LearningOptions options) => TrainClassifier.Of(
        [.. pairs.Select(pair => new LabelledText(pair.Text, [pair.IsPositive ? Positive : Negative], Weight(pair.At, now, options.HalfLifeDays)))],
        new TrainOptions(new FeatureOptions(Bits), Threads: 1));

    /// <summary>Of each pair, the probability of praise by a model, brought to the pair's source where that has a fit of its own.</summary>
    public static IReadOnlyList<PolarityReading> Read(TextClassifier model, IReadOnlyList<ScorePair> pairs, IReadOnlyDictionary<int, SourceFit>? fits = null)
    {
        var reader = model.Reader();
        var place = model.Classes.ToList().IndexOf(Positive);
        var readings = new List<PolarityReading>(pairs.Count);
        foreach (var pair in pairs)
        {
            reader.Read(pair.Text);
            var (probability, isSaid) = (reader.Probabilities[place], reader.Chosen == place);
            if (fits is not null && fits.TryGetValue(pair.SourceId, out var fit))
            {
                probability = fit.Of(probability);
                isSaid = probability >= 0.5;
            }

            readings.Add(new PolarityReading(probability, isSaid, pair.IsPositive));
        }

        return readings;
    }

    /// <summary>Mean squared distance of probabilities and what was answered; 0 at best.</summary>
    public static double Brier(IReadOnlyList<PolarityReading> readings) =>
        readings.Average(one => (one.Probability - (one.IsPositive ? 1 : 0)) * (one.Probability - (one.IsPositive ? 1 : 0)));

    /// <summary>How much a pair counts: half after a half-life.</summary>
    public static float Weight(DateTime at, DateTime now, double halfLifeDays) =>
        Math.Max(0.01f, (float)Math.Pow(0.5, Math.Max(0, (now - at).TotalDays) / halfLifeDays));

    /// <summary>
    /// The newest pairs to judge by, and the older ones of other customers and with other words to learn from.
    /// </summary>
    internal static (List<ScorePair> Train, List<ScorePair> HeldOut) Part(IReadOnlyList<ScorePair> pairs, double share)
    {
        List<ScorePair> byTime = [.. pairs.OrderBy(pair => pair.At).ThenBy(pair => pair.Text, StringComparer.Ordinal)];
        var cut = byTime.Count - (int)(byTime.Count * share);
        var heldOut = byTime[cut..];
        HashSet<ulong> customers = [.. heldOut.Select(pair => pair.Customer)];
        HashSet<string> texts = [.. heldOut.Select(pair => pair.Text)];
        customers.Remove(0);
        return ([.. byTime[..cut].Where(pair => !customers.Contains(pair.Customer) && !texts.Contains(pair.Text))], heldOut);
    }

    static IReadOnlyList<HeldOutSlice> Slices(List<ScorePair> heldOut, IReadOnlyList<PolarityReading> readings, List<ScorePair> train, IReadOnlyDictionary<int, SourceFit> fits)
    {
        List<(ScorePair Pair, PolarityReading Reading)> all = [.. heldOut.Zip(readings)];
        return
        [
            Slice(null, null, all),
            .. all.GroupBy(one => (one.Pair.Language, one.Pair.SourceId)).OrderBy(group => group.Key.SourceId).ThenBy(group => group.Key.Language, StringComparer.Ordinal)
                .Select(group => Slice(group.Key.Language, group.Key.SourceId, [.. group]) with { FittedOn = fits.ContainsKey(group.Key.SourceId) ? train.Count(pair => pair.SourceId == group.Key.SourceId) : 0 }),
        ];
    }

    static HeldOutSlice Slice(string? language, int? source, List<(ScorePair Pair, PolarityReading Reading)> of)
    {
        var isEnough = Math.Min(of.Count(one => one.Pair.IsPositive), of.Count(one => !one.Pair.IsPositive)) >= LearningOptions.FewestHeldOut;
        var figures = isEnough
            ? Forecasts.Judge([.. of.Select(one => one.Reading.Probability)], [.. of.Select(one => one.Reading.IsSaid)], [.. of.Select(one => one.Pair.IsPositive)])
            : null;
        return new HeldOutSlice(language, source, of.Count, of.Min(one => one.Pair.At), of.Max(one => one.Pair.At), figures) { Lists = isEnough ? ByLists([.. of.Select(one => one.Pair)]) : null };
    }

    /// <summary>How the lists of words alone do on the same pairs: what a company has before anything is learnt.</summary>
    static ForecastFigures? ByLists(IReadOnlyList<ScorePair> pairs)
    {
        var lists = new LexiconReader();
        var readings = pairs.Select(pair => lists.Read(pair.Text) ? (Probability: lists.Probabilities[1], IsSaid: lists.Chosen == 1) : (Probability: 0.5, IsSaid: true)).ToList();
        return Forecasts.Judge([.. readings.Select(one => one.Probability)], [.. readings.Select(one => one.IsSaid)], [.. pairs.Select(pair => pair.IsPositive)]);
    }

    /// <summary>
    /// From which probability on a side is said. A text with nothing of either lies between the two, so neither is said below 0.6; above, the
    /// lowest at which 85 of 100 that are said are right and it is said of at most 15 of 100 of the other side: where praise is frequent, the first
    /// alone holds for whoever calls everything praise.
    /// </summary>
    static double Threshold(IReadOnlyList<PolarityReading> readings, bool side)
    {
        foreach (var threshold in s_thresholds)
        {
            var said = readings.Where(one => (side ? one.Probability : 1 - one.Probability) >= threshold).ToList();
            var right = said.Count(one => one.IsPositive == side);
            if (said.Count > 0 && right >= WantedPrecision * said.Count && said.Count - right <= MostOfTheOther * readings.Count(one => one.IsPositive != side))
            {
                return threshold;
            }
        }

        return Surest;
    }
}

/// <summary>What a model says of a pair.</summary>
/// <param name="Probability">Of praise.</param>
/// <param name="IsSaid">True where it decides for praise.</param>
/// <param name="IsPositive">What the score says.</param>
public readonly record struct PolarityReading(double Probability, bool IsSaid, bool IsPositive);

/// <summary>How a model did on held-out pairs.</summary>
/// <param name="Language">Of one language; null for all.</param>
/// <param name="SourceId">Of one source; null for all.</param>
/// <param name="Pairs">How many pairs.</param>
/// <param name="From">When the oldest was said, UTC.</param>
/// <param name="To">When the newest was said, UTC.</param>
/// <param name="Figures">How it did; null below ten pairs of a side.</param>
public sealed record HeldOutSlice(string? Language, int? SourceId, int Pairs, DateTime From, DateTime To, ForecastFigures? Figures)
{
    /// <summary>On how many of the source's own pairs its threshold was fitted; 0 where it is read like all others.</summary>
    public int FittedOn { get; init; }

    /// <summary>How the lists of words alone do on the same pairs; null where the model has no figures.</summary>
    public ForecastFigures? Lists { get; init; }
}

/// <summary>A model that was learnt, or why there is none.</summary>
public sealed record Learnt
{
    /// <summary>The model; null when it is refused.</summary>
    public TextClassifier? Model { get; init; }

    /// <summary>Why there is none, as a code; null when there is one.</summary>
    public string? Why { get; init; }

    /// <summary>What there is of what is missing.</summary>
    public int Have { get; init; }

    /// <summary>What it takes.</summary>
    public int Need { get; init; }

    /// <summary>Pairs that there are.</summary>
    public int Pairs { get; init; }

    /// <summary>Pairs that it learnt from.</summary>
    public int TrainedOn { get; init; }

    /// <summary>Languages with enough pairs.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The pairs that it is judged by.</summary>
    public IReadOnlyList<ScorePair> HeldOut { get; init; } = [];

    /// <summary>How it did on them: all, then by language and source.</summary>
    public IReadOnlyList<HeldOutSlice> Slices { get; init; } = [];

    /// <summary>How probabilities of praise are brought to sources with enough pairs of their own.</summary>
    public IReadOnlyDictionary<int, SourceFit> Fits { get; init; } = new Dictionary<int, SourceFit>();

    /// <summary>From which probability on blame is said.</summary>
    public double NegativeFrom { get; init; }

    /// <summary>From which probability on praise is said.</summary>
    public double PositiveFrom { get; init; }

    /// <summary>No model, for this reason.</summary>
    public static Learnt Refused(string why, int have, int need) => new() { Why = why, Have = have, Need = need };
}
