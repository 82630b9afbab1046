using Throughline.Contracts;
using Throughline.Language.Detecting;
using Throughline.Platform.Http;
using Throughline.Stats;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Labels;

/// <summary>What labels by lot tell of a detector. What it says of a labelled text is read once for each version of the detectors.</summary>
sealed class LabelJudge(LabelBook book, LabelTexts texts, DetectorBook detectors, TimeProvider time)
{
    const double LeastPrecision = 0.7, LeastRecall = 0.4;
    const int LeastLabels = 200, Noticed = 20, LeastShown = 30;

    static readonly double[] s_thresholds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    readonly Lock _turn = new();
    readonly Dictionary<string, (string State, Dictionary<Guid, Answer?> Answers)> _said = new(StringComparer.Ordinal); // of each detector, at most as many as there are labels

    /// <summary>The place of a detector in the set.</summary>
    /// <exception cref="NotFoundException">There is no such detector.</exception>
    public int Place(string detector) => detectors.Now.Set.IndexOf(detector) is >= 0 and var at ? at : throw new NotFoundException($"There is no detector \"{detector}\".", "no_detector");

    /// <summary>How many labels there are and what they say of the detector.</summary>
    public async Task<LabelSummary> SummaryAsync(string detector, CancellationToken cancellation)
    {
        Place(detector);
        var labels = book.Of(detector);
        return Summary(detector, labels, await JudgedAsync(detector, labels, cancellation));
    }

    /// <summary>Puts what the labels by lot tell of the detector on its card; from there it is experimental or not.</summary>
    public async Task<LabelSummary> MeasureAsync(string detector, CancellationToken cancellation)
    {
        var labels = book.Of(detector);
        var judged = await JudgedAsync(detector, labels, cancellation);
        detectors.PutCard(detector, CardOf(judged, time.GetUtcNow().UtcDateTime));
        return Summary(detector, labels, judged);
    }

    /// <summary>What labels by lot tell of whoever answered; from 30 on there are figures.</summary>
    public static DetectorCard CardOf(List<Judged> judged, DateTime at)
    {
        var isEnough = judged.Count >= LeastShown;
        return new DetectorCard
        {
            Precision = isEnough ? Precision(judged) : null,
            Recall = isEnough ? Recall(judged) : null,
            Refused = isEnough ? null : judged.Count == 0 ? "no_labels" : "too_few_random_labels",
            N = judged.Count,
            Positives = judged.Count(one => one.Is),
            Languages = [.. judged.Select(one => one.Language).Distinct().Order(StringComparer.Ordinal)],
            MeasuredAt = at,
            Data = "random labels",
            IsExperimental = Because(judged) is not null,
            Curve = isEnough && judged.TrueForAll(one => one.Probability is not null) ? [.. s_thresholds.Select(threshold => Point(judged, threshold))] : [],
        };
    }

    /// <summary>Of each text the first label that says yes or no.</summary>
    public static IEnumerable<Label> First(IEnumerable<Label> labels) => labels.Where(label => label.Present is not null).DistinctBy(label => label.Signal);

    /// <summary>Why a detector is experimental, as a code; null when it is not: measured by lot on 200 texts, in every language that stands out, and good enough.</summary>
    public static string? Because(List<Judged> judged)
    {
        if (judged.Count < LeastLabels)
        {
            return "too_few_random_labels";
        }

        foreach (var group in judged.GroupBy(one => one.Language).Where(group => group.Count() >= Noticed))
        {
            if (group.Count() < LeastLabels)
            {
                return "too_few_of_a_language";
            }

            List<Judged> of = [.. group];
            if (!(Precision(of) is { } precision && precision.Value >= 100 * LeastPrecision))
            {
                return "low_precision";
            }

            if (!(Recall(of) is { } recall && recall.Value >= 100 * LeastRecall))
            {
                return "low_recall";
            }
        }

        return null;
    }

    LabelSummary Summary(string detector, IReadOnlyList<Label> labels, List<Judged> judged) => new(
        detector, labels.Count, labels.Count(label => label.IsRandom), judged.Count(one => one.Is), Precision(judged), Recall(judged), Agreement(labels),
        book.HeadOf(detector) is { } head ? new LabelsLearnt(head.LearntAt, Of(head.Before.Times(100)), Of(head.After.Times(100)), head.Labels, head.Runs, head.Why) : null,
        Because(judged), LeastLabels, null);

    /// <summary>What the detector says of the texts that the lot fell on, by a model that had not learnt from them.</summary>
    async Task<List<Judged>> JudgedAsync(string detector, IReadOnlyList<Label> labels, CancellationToken cancellation)
    {
        List<Label> random = [.. First(labels).Where(label => label.IsRandom)];
        var answers = await AnswersAsync(detector, random, cancellation);
        var hasHead = book.HeadOf(detector) is { Runs: true };
        return
        [
            .. random.Where(label => answers.GetValueOrDefault(label.Signal) is not null).Select(label => hasHead && label.Unseen is { } unseen
                ? new Judged(unseen, label.Present!.Value, label.Language)
                : new Judged(answers[label.Signal]!.Said, label.Present!.Value, label.Language, answers[label.Signal]!.Probability)),
        ];
    }

    /// <summary>What the detector says of the texts of labels; null of a text that is not there or may not be used.</summary>
    async Task<Dictionary<Guid, Answer?>> AnswersAsync(string detector, List<Label> labels, CancellationToken cancellation)
    {
        var now = detectors.Now;
        var state = $"{now.Version} {texts.State()}";
        Dictionary<Guid, Answer?> known;
        lock (_turn)
        {
            HashSet<Guid> asked = [.. labels.Select(label => label.Signal)];
            known = _said.TryGetValue(detector, out var kept) && kept.State == state ? kept.Answers.Where(one => asked.Contains(one.Key)).ToDictionary() : [];
        }

        List<Label> fresh = [.. labels.Where(label => !known.ContainsKey(label.Signal))];
        if (fresh.Count > 0)
        {
            var found = await texts.FindAsync([.. fresh.Select(label => label.Signal)], detector, cancellation);
            var (reader, at) = (now.Set.Reader(), now.Set.IndexOf(detector));
            foreach (var label in fresh)
            {
                known[label.Signal] = found.TryGetValue(label.Signal, out var text) ? Answer.Of(reader, at, text.Text, label.Language) : null;
            }

            lock (_turn)
            {
                _said[detector] = (state, known);
            }
        }

        return known;
    }

    static CurvePoint Point(List<Judged> judged, double threshold)
    {
        List<Judged> at = [.. judged.Select(one => one with { Said = one.Probability >= threshold })];
        return new CurvePoint(threshold, Precision(at), Recall(at));
    }

    static Estimate? Precision(List<Judged> judged) => Share(judged.Count(one => one.Said && one.Is), judged.Count(one => one.Said));

    static Estimate? Recall(List<Judged> judged) => Share(judged.Count(one => one.Said && one.Is), judged.Count(one => one.Is));

    static Estimate? Share(long hits, long n) => n == 0 ? null : Of(Proportion.Wilson(hits, n).Times(100));

    static LabelAgreement Agreement(IReadOnlyList<Label> labels)
    {
        List<List<Label>> both = [.. labels.Where(label => label.Present is not null).GroupBy(label => label.Signal).Where(group => group.Count() > 1).Select(group => group.Take(2).ToList())];
        long Count(bool first, bool second) => both.Count(pair => pair[0].Present == first && pair[1].Present == second);
        return new LabelAgreement(Kappa.Of(Count(true, true), Count(true, false), Count(false, true), Count(false, false)) is { } kappa ? Of(kappa) : null, both.Count);
    }

    static Estimate Of(Interval of) => new() { Value = of.Value, Low = of.Low, High = of.High, N = of.N, Method = "labels" };

    /// <summary>What a detector says of a text.</summary>
    sealed record Answer(bool Said, double Probability)
    {
        public static Answer Of(DetectorReading reader, int at, string text, string language)
        {
            reader.Read(text, language);
            return new Answer(reader.State(at) == DetectionState.Present, reader.State(at) == DetectionState.NotAssessed ? 0 : reader.Probability(at));
        }
    }
}

/// <summary>What a detector says of a text, and what people do.</summary>
sealed record Judged(bool Said, bool Is, string Language, double? Probability = null);
