using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Throughline.Language.Detecting;
using Throughline.Platform.Http;
using Throughline.Stats;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Learning;

namespace Throughline.Understanding.Labels;

/// <summary>
/// Learns heads from labels when somebody asks. What was learnt before signals left the log is learnt anew in the background, for an erased
/// customer's words are to teach no more: the old head goes whatever the new one is worth.
/// </summary>
sealed partial class LabelLearning(LabelBook book, LabelTexts texts, LabelJudge judge, DetectorBook detectors, TimeProvider time, ILogger<LabelLearning> logger) : BackgroundService
{
    const int Unlabelled = 3_000; // texts by which a head learns what the patterns say
    const string ByItself = "learning";

    static readonly TimeSpan s_look = TimeSpan.FromMinutes(15);

    readonly SemaphoreSlim _asked = new(0, 1);
    readonly SemaphoreSlim _alone = new(1);

    /// <summary>Has it look soon whether anything is to be learnt anew.</summary>
    public void Look()
    {
        try
        {
            _asked.Release();
        }
        catch (SemaphoreFullException)
        {
            // it will look anyhow
        }
    }

    /// <summary>Learns a head from the labels, and lets it take over where it finds better what people say is there.</summary>
    public async Task<LabelSummary> LearnAsync(string detector, string who, CancellationToken cancellation)
    {
        judge.Place(detector);
        if (detector is PolarityTrainer.Negative or PolarityTrainer.Positive)
        {
            throw new ConflictException("Praise and blame are learnt from scores. Labels measure them.", "learnt_from_scores");
        }

        if (!await _alone.WaitAsync(0, cancellation))
        {
            throw new ConflictException("A detector is learning just now. Wait for it.", "learning_runs");
        }

        try
        {
            await LearnAloneAsync(detector, who, cancellation);
        }
        finally
        {
            _alone.Release();
        }

        return await judge.MeasureAsync(detector, cancellation);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _asked.Dispose();
        _alone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _asked.WaitAsync(s_look, stoppingToken);
                await RelearnAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                Failed(problem.GetType().Name); // a message may hold words of a customer
            }
        }
    }

    /// <summary>Learns anew every head that may rest on what is gone.</summary>
    async Task RelearnAsync(CancellationToken cancellation)
    {
        List<(string Detector, LabelHead Head)> running = [.. book.Heads().Where(one => one.Head.Runs)];
        if (running.Count == 0)
        {
            return;
        }

        var removals = await texts.RemovalsAsync(cancellation);
        foreach (var (detector, _) in running.Where(one => one.Head.Removals != removals))
        {
            await _alone.WaitAsync(cancellation);
            try
            {
                await LearnAloneAsync(detector, ByItself, cancellation);
            }
            catch (ConflictException)
            {
                // too little remains: the head is taken out already
            }
            finally
            {
                _alone.Release();
            }

            await judge.MeasureAsync(detector, cancellation);
        }
    }

    async Task LearnAloneAsync(string detector, string who, CancellationToken cancellation)
    {
        var removals = await texts.RemovalsAsync(cancellation); // before the texts are read
        var last = book.HeadOf(detector);
        var isStale = last is { Runs: true } && last.Removals != removals;
        LearntHead learnt;
        List<LabelledOne> known, judged;
        var labels = book.Of(detector);
        var running = last is { Runs: true } && !isStale ? last : null;
        try
        {
            known = await KnownAsync(detector, labels, cancellation);
            judged = Fresh(known, running);
            var pool = await PoolAsync(detector, cancellation);
            learnt = await Task.Run(() => LearnHead.Learn(detector, known, pool), cancellation)
                ?? throw new ConflictException("The labels are too one-sided to learn from and to be judged by. Label more texts.", "not_enough_labels");
        }
        catch (ConflictException) when (isStale)
        {
            Withdraw(detector, last!, who);
            throw;
        }

        var set = detectors.Now;
        var before = (isStale ? DetectorSet.BuiltIn.WithThreshold(detector, set.Find(detector)?.OwnThreshold ?? DetectorSet.BuiltIn.Detectors[DetectorSet.BuiltIn.IndexOf(detector)].Threshold) : set.Set).Reader();
        var at = set.Set.IndexOf(detector);
        bool[] are = [.. judged.Select(one => one.Present)];
        var was = Forecasts.F1([.. judged.Select(one => Says(before, at, one.Text, one.Language))], are)!.Value;
        var @is = Forecasts.F1([.. judged.Select(one => learnt.Unseen[one.Id])], are)!.Value;
        var isBetter = @is.Value > was.Value;
        var version = (last?.Version ?? 0) + 1;
        if (isBetter)
        {
            var judgedAll = LabelJudge.First(labels).Where(one => one.IsRandom && learnt.Unseen.ContainsKey(one.Id)).Select(one => new Judged(learnt.Unseen[one.Id], one.Present!.Value, one.Language)).ToList();
            detectors.PutHeads([new LearnedHead(detector, learnt.Head, LabelJudge.Because(judgedAll) is not null, version, detector,
                [.. known.CountBy(one => one.Language).Where(one => one.Value >= LearnHead.FewestLabels).Select(one => one.Key).Order(StringComparer.Ordinal)])], who);
        }
        else if (isStale)
        {
            Withdraw(detector, last!, who);
            return;
        }

        var kept = new LabelHead(version, Now, labels[^1].Id, known.Count, was, @is, isBetter || running is not null, isBetter ? isStale ? "others_erased" : "better" : "not_better", removals);
        book.Keep(detector, isBetter || running is null ? kept : kept with { Version = running.Version, LastLabel = running.LastLabel, Removals = running.Removals },
            isBetter ? learnt.Unseen : new Dictionary<long, bool>());
    }

    /// <summary>The labels whose texts are still there.</summary>
    async Task<List<LabelledOne>> KnownAsync(string detector, IReadOnlyList<Label> labels, CancellationToken cancellation)
    {
        var found = await texts.FindAsync([.. labels.Select(label => label.Signal)], detector, cancellation);
        List<LabelledOne> known = [.. LabelJudge.First(labels).Where(label => found.ContainsKey(label.Signal))
            .Select(label => new LabelledOne(label.Id, found[label.Signal].Text, label.Present!.Value, label.IsRandom, label.Language))];
        var sides = Math.Min(known.Count(one => one.Present), known.Count(one => !one.Present));
        return known.Count >= LearnHead.FewestLabels && sides >= LearnHead.FewestOfASide ? known : throw new ConflictException(
            $"There are {known.Count} labels, {sides} of the rarer side; {LearnHead.FewestLabels} and {LearnHead.FewestOfASide} are needed. Label more texts.", "not_enough_labels");
    }

    /// <summary>The labels by which both are judged: those by lot that the running head has not learnt from.</summary>
    static List<LabelledOne> Fresh(List<LabelledOne> known, LabelHead? running)
    {
        List<LabelledOne> judged = [.. known.Where(one => one.IsRandom && one.Id > (running?.LastLabel ?? 0))];
        return judged.Exists(one => one.Present) && judged.Count >= LearnHead.FewestLabels / 2 ? judged
            : throw new ConflictException("Too few new texts by lot are labelled to tell whether a new model is better. Label more from the queue.", "not_enough_new_labels");
    }

    async Task<List<(string, bool)>> PoolAsync(string detector, CancellationToken cancellation)
    {
        var patterns = DetectorSet.BuiltIn.Reader();
        var at = DetectorSet.BuiltIn.IndexOf(detector);
        var (pool, _) = await texts.DrawAsync(detector, false, Unlabelled, text => (text.Text, Says(patterns, at, text.Text, text.Language)), cancellation);
        return [.. pool];
    }

    void Withdraw(string detector, LabelHead last, string who)
    {
        detectors.TakeHead(detector, who);
        book.Keep(detector, last with { Runs = false, Why = "erased", LearntAt = Now }, new Dictionary<long, bool>());
    }

    static bool Says(DetectorReading reader, int at, string text, string language)
    {
        reader.Read(text, language);
        return reader.State(at) == DetectionState.Present;
    }

    DateTime Now => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(LogLevel.Warning, "What was learnt from labels could not be learnt anew ({Problem}); it is tried again later")]
    partial void Failed(string problem);
}
