using Throughline.Contracts;
using Throughline.Language.Detecting;
using Throughline.Platform.Http;
using Throughline.Stats;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Learning;

namespace Throughline.Understanding.Labels;

/// <summary>The desk at which people say of texts whether a trait is there; from it detectors learn, and are measured.</summary>
sealed class LabelDesk(LabelBook book, LabelTexts texts, DetectorBook detectors, TimeProvider time)
{
    const int Doubtful = 1_000; // texts among which the most doubtful are looked for
    const int Unlabelled = 3_000; // texts by which a head learns what the patterns say
    const int MostLabels = 5_000;
    const double LeastPrecision = 0.7, LeastRecall = 0.4;
    const int LeastLabels = 200, Noticed = 20, LeastShown = 30;

    static readonly double[] s_thresholds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    int _learns; // 1 while somebody's labels are being learnt from

    /// <summary>The next texts for a person.</summary>
    public async Task<IReadOnlyList<QueuedText>> NextAsync(string detector, int take, string who, CancellationToken cancellation)
    {
        var (set, at) = Find(detector);
        var labels = book.Of(detector);
        HashSet<Guid> mine = [.. labels.Where(label => label.By == who).Select(label => label.Signal)];
        HashSet<Guid> all = [.. labels.Select(label => label.Signal)];
        List<Guid> others = [.. labels.GroupBy(label => label.Signal).Where(group => group.Count() == 1 && !mine.Contains(group.Key)).Select(group => group.Key).Take(take)];
        var overlap = await texts.FindAsync(others, detector, cancellation);
        var measuring = await texts.DrawAsync(detector, true, all.Count + take, cancellation);
        var teaching = await texts.DrawAsync(detector, false, all.Count + Doubtful, cancellation);
        var reader = set.Reader();
        return LabelQueue.Next(measuring, teaching, [.. overlap.Values.OrderBy(text => text.Signal)], all,
            text => LabelQueue.Doubt(reader, at, set.Detectors[at].Threshold, text), take);
    }

    /// <summary>How many texts nobody has labelled.</summary>
    public async Task<long> LeftAsync(string detector, CancellationToken cancellation) =>
        Math.Max(0, await texts.CountAsync(cancellation) - book.Of(detector).DistinctBy(label => label.Signal).Count());

    /// <summary>Takes a label. It measures only where the lot fell on the text.</summary>
    public async Task AddAsync(Guid signal, string detector, bool? present, string who, CancellationToken cancellation)
    {
        Find(detector);
        var labels = book.Of(detector);
        if (labels.Count >= MostLabels)
        {
            throw new ConflictException($"There are {MostLabels} labels of this detector; more teach nothing.", "enough_labels");
        }

        var text = (await texts.FindAsync([signal], detector, cancellation)).GetValueOrDefault(signal)
            ?? throw new NotFoundException("No customer's words with this id may be labelled.", "no_label_text");
        var isRandom = text.Measures && (labels.Any(label => label.Signal == signal && label.IsRandom) || await IsDrawnAsync(detector, signal, labels, cancellation));
        var why = labels.Any(label => label.Signal == signal && label.By != who) ? "overlap" : isRandom ? "random" : text.Measures ? "own" : "uncertain";
        book.Add(new NewLabel(signal, detector, present, isRandom, why, who, text.Language, text.SourceId));
        await MeasureAsync(detector, cancellation);
    }

    /// <summary>Takes a person's last label back.</summary>
    public async Task UndoAsync(string detector, string who, CancellationToken cancellation)
    {
        Find(detector);
        if (book.Undo(detector, who) is null)
        {
            throw new NotFoundException("You have no label of this detector that could be taken back.", "no_label");
        }

        await MeasureAsync(detector, cancellation);
    }

    /// <summary>How many labels there are and what they say of the detector.</summary>
    public async Task<LabelSummary> SummaryAsync(string detector, CancellationToken cancellation)
    {
        Find(detector);
        var labels = book.Of(detector);
        var judged = await JudgedAsync(detector, labels, cancellation);
        var head = book.HeadOf(detector);
        return new LabelSummary(detector, labels.Count, labels.Count(label => label.IsRandom), judged.Count(one => one.Is),
            Precision(judged), Recall(judged), Agreement(labels), head is null ? null : new LabelsLearnt(100 * head.Before, 100 * head.After, head.Labels, head.Runs), Because(judged));
    }

    /// <summary>Learns a head from the labels, and lets it take over where it finds better what people say is there.</summary>
    public async Task<LabelSummary> LearnAsync(string detector, string who, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _learns, 1) == 1)
        {
            throw new ConflictException("A detector is learning just now. Wait for it.", "learning_runs");
        }

        try
        {
            await LearnAloneAsync(detector, who, cancellation);
        }
        finally
        {
            Volatile.Write(ref _learns, 0);
        }

        await MeasureAsync(detector, cancellation);
        return await SummaryAsync(detector, cancellation);
    }

    /// <summary>Puts what the labels by lot tell of the detector on its card; from there it is experimental or not.</summary>
    async Task MeasureAsync(string detector, CancellationToken cancellation)
    {
        var judged = await JudgedAsync(detector, book.Of(detector), cancellation);
        detectors.PutCard(detector, CardOf(judged, time.GetUtcNow().UtcDateTime));
    }

    /// <summary>What labels by lot tell of whoever answered; from 30 on there are figures.</summary>
    internal static DetectorCard CardOf(List<Judged> judged, DateTime at)
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

    static CurvePoint Point(List<Judged> judged, double threshold)
    {
        List<Judged> at = [.. judged.Select(one => one with { Said = one.Probability >= threshold })];
        return new CurvePoint(threshold, Precision(at), Recall(at));
    }

    async Task LearnAloneAsync(string detector, string who, CancellationToken cancellation)
    {
        Find(detector);
        if (PolarityTrainer.Negative == detector || PolarityTrainer.Positive == detector)
        {
            throw new ConflictException("Praise and blame are learnt from scores. Labels measure them.", "learnt_from_scores");
        }

        var labels = book.Of(detector);
        var found = await texts.FindAsync([.. labels.Select(label => label.Signal)], detector, cancellation);
        List<LabelledOne> known = [.. First(labels).Where(label => found.ContainsKey(label.Signal))
            .Select(label => new LabelledOne(label.Id, found[label.Signal].Text, label.Present!.Value, label.IsRandom, label.Language))];
        var sides = Math.Min(known.Count(one => one.Present), known.Count(one => !one.Present));
        if (known.Count < LearnHead.FewestLabels || sides < LearnHead.FewestOfASide)
        {
            throw new ConflictException(
                $"There are {known.Count} labels, {sides} of the rarer side; {LearnHead.FewestLabels} and {LearnHead.FewestOfASide} are needed. Label more texts.", "not_enough_labels");
        }

        var patterns = DetectorSet.BuiltIn.Reader();
        var at = DetectorSet.BuiltIn.IndexOf(detector);
        var pool = await texts.DrawAsync(detector, false, Unlabelled, cancellation);
        List<(string, bool)> unlabelled = [.. pool.Select(text => (text.Text, Says(patterns, at, text.Text, text.Language)))];
        var learnt = await Task.Run(() => LearnHead.Learn(detector, known, unlabelled), cancellation)
            ?? throw new ConflictException("The labels are too one-sided to learn from and to be judged by. Label more texts.", "not_enough_labels");

        // Judged where both have not learnt from: the running head, on labels that came after it.
        var running = book.HeadOf(detector) is { Runs: true } head ? head : null;
        List<LabelledOne> judged = [.. known.Where(one => one.IsRandom && one.Id > (running?.LastLabel ?? 0))];
        if (!judged.Exists(one => one.Present) || judged.Count < LearnHead.FewestLabels / 2)
        {
            throw new ConflictException("Too few new texts by lot are labelled to tell whether a new model is better. Label more from the queue.", "not_enough_new_labels");
        }

        var (now, nowAt) = Find(detector);
        var before = now.Reader();
        var was = LearnHead.F1(judged.Select(one => (Says(before, nowAt, one.Text, one.Language), one.Present)));
        var @is = LearnHead.F1(judged.Select(one => (learnt.Unseen[one.Id], one.Present)));
        var version = (book.HeadOf(detector)?.Version ?? 0) + 1;
        var isBetter = @is > was;
        if (isBetter)
        {
            var judgedAll = First(labels).Where(one => one.IsRandom && learnt.Unseen.ContainsKey(one.Id)).Select(one => new Judged(learnt.Unseen[one.Id], one.Present!.Value, one.Language)).ToList();
            detectors.PutHeads([new LearnedHead(detector, learnt.Head, Because(judgedAll) is not null, version, detector,
                [.. known.CountBy(one => one.Language).Where(one => one.Value >= LearnHead.FewestLabels).Select(one => one.Key).Order(StringComparer.Ordinal)])], who);
        }

        var kept = new LabelHead(version, labels[^1].Id, known.Count, was, @is, isBetter || running is not null);
        book.Keep(detector, isBetter || running is null ? kept : running with { Before = was, After = @is }, isBetter ? learnt.Unseen : new Dictionary<long, bool>());
    }

    /// <summary>What the detector says of the texts that the lot fell on, by a model that had not learnt from them.</summary>
    async Task<List<Judged>> JudgedAsync(string detector, IReadOnlyList<Label> labels, CancellationToken cancellation)
    {
        var (set, at) = Find(detector);
        List<Label> random = [.. First(labels).Where(label => label.IsRandom)];
        var found = await texts.FindAsync([.. random.Select(label => label.Signal)], detector, cancellation);
        var hasHead = book.HeadOf(detector) is { Runs: true };
        var reader = set.Reader();
        var judged = new List<Judged>(random.Count);
        foreach (var label in random.Where(label => found.ContainsKey(label.Signal)))
        {
            if (hasHead && label.Unseen is { } unseen)
            {
                judged.Add(new Judged(unseen, label.Present!.Value, label.Language));
                continue;
            }

            var said = Says(reader, at, found[label.Signal].Text, label.Language);
            judged.Add(new Judged(said, label.Present!.Value, label.Language, reader.State(at) == DetectionState.NotAssessed ? 0 : reader.Probability(at)));
        }

        return judged;
    }

    /// <summary>True when the text is among the first of those that measure and wait: only then it is there by lot, and not because somebody chose it.</summary>
    async Task<bool> IsDrawnAsync(string detector, Guid signal, IReadOnlyList<Label> labels, CancellationToken cancellation)
    {
        HashSet<Guid> all = [.. labels.Select(label => label.Signal)];
        return (await texts.DrawAsync(detector, true, all.Count + MostTake, cancellation)).Where(text => !all.Contains(text.Signal)).Take(MostTake).Any(text => text.Signal == signal);
    }

    /// <summary>Most texts that are handed out at once.</summary>
    public const int MostTake = 100;

    /// <summary>Of each text the first label that says yes or no.</summary>
    internal static IEnumerable<Label> First(IEnumerable<Label> labels) => labels.Where(label => label.Present is not null).DistinctBy(label => label.Signal);

    static bool Says(DetectorReading reader, int at, string text, string language)
    {
        reader.Read(text, language);
        return reader.State(at) == DetectionState.Present;
    }

    (DetectorSet Set, int At) Find(string detector)
    {
        var set = detectors.Now.Set;
        return set.IndexOf(detector) is >= 0 and var at ? (set, at) : throw new NotFoundException($"There is no detector \"{detector}\".", "no_detector");
    }

    static Estimate? Precision(List<Judged> judged) => Share(judged.Count(one => one.Said && one.Is), judged.Count(one => one.Said));

    static Estimate? Recall(List<Judged> judged) => Share(judged.Count(one => one.Said && one.Is), judged.Count(one => one.Is));

    static Estimate? Share(long hits, long n)
    {
        if (n == 0)
        {
            return null;
        }

        var share = Proportion.Wilson(hits, n).Times(100);
        return Of(share);
    }

    static LabelAgreement Agreement(IReadOnlyList<Label> labels)
    {
        List<List<Label>> both = [.. labels.Where(label => label.Present is not null).GroupBy(label => label.Signal).Where(group => group.Count() > 1).Select(group => group.Take(2).ToList())];
        long Count(bool first, bool second) => both.Count(pair => pair[0].Present == first && pair[1].Present == second);
        return new LabelAgreement(Kappa.Of(Count(true, true), Count(true, false), Count(false, true), Count(false, false)) is { } kappa ? Of(kappa) : null, both.Count);
    }

    static Estimate Of(Interval of) => new() { Value = of.Value, Low = of.Low, High = of.High, N = of.N, Method = "labels" };

    /// <summary>Why the detector is experimental, as a code; null when it is not: measured by lot on 200 texts, in every language that stands out, and good enough.</summary>
    static string? Because(List<Judged> judged)
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

    internal sealed record Judged(bool Said, bool Is, string Language, double? Probability = null);
}

/// <summary>What the labels of a detector come to.</summary>
/// <param name="Detector">The detector.</param>
/// <param name="Labels">Labels in all.</param>
/// <param name="Random">Labels of texts by lot: these alone measure.</param>
/// <param name="Positives">Texts by lot that people say it is in.</param>
/// <param name="Precision">Per cent of what it calls present that people do; null while it says so of none.</param>
/// <param name="Recall">Per cent of what people call present that it finds; null while they say so of none.</param>
/// <param name="Agreement">How far two people agree.</param>
/// <param name="Learnt">What was learnt from the labels; null while nothing was.</param>
/// <param name="ExperimentalBecause">Why it is experimental, as a code; null when it is not.</param>
sealed record LabelSummary(
    string Detector, int Labels, int Random, int Positives, Estimate? Precision, Estimate? Recall, LabelAgreement Agreement, LabelsLearnt? Learnt, string? ExperimentalBecause);

/// <summary>How far two people agree.</summary>
/// <param name="Kappa">Agreement beyond chance, 1 at best; null while it cannot be told.</param>
/// <param name="Both">Texts that two people labelled.</param>
sealed record LabelAgreement(Estimate? Kappa, int Both);

/// <summary>What was learnt from labels.</summary>
/// <param name="Before">F1 in per cent on texts by lot without the new model.</param>
/// <param name="After">The same with it, where it had not learnt from them.</param>
/// <param name="Labels">Labels that it learnt from.</param>
/// <param name="Runs">True where a learned model reads now.</param>
sealed record LabelsLearnt(double Before, double After, int Labels, bool Runs);
