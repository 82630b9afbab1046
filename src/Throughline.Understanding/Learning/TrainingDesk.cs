using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Learning;

/// <summary>
/// Learns in the background, one model at a time: when somebody asks, when a fifth more pairs came, and when signals left the log, for what was
/// learnt from an erased customer is to go. A new model takes over only where it is not worse than the running one on answers that both have
/// never seen. It writes nothing before it has learnt something, and what fails is tried again later.
/// </summary>
sealed partial class TrainingDesk(PairReading reading, ModelBook book, DetectorBook detectors, TimeProvider time, ILogger<TrainingDesk> logger) : BackgroundService
{
    /// <summary>So much more pairs, and a new model is due.</summary>
    public const double Growth = 1.2;

    const string By = "learning";
    const double Noise = 1e-4; // of a mean squared error, as between two days of the same pairs

    static readonly TimeSpan s_look = TimeSpan.FromMinutes(15);

    readonly SemaphoreSlim _asked = new(0, 1);
    readonly Lock _turn = new();
    TrainingJob _job = new("none", null, null, null, 0, 0);

    /// <summary>What goes on, or went on last.</summary>
    public TrainingJob Job
    {
        get
        {
            lock (_turn)
            {
                return _job;
            }
        }
    }

    /// <summary>How models are learnt.</summary>
    public LearningOptions Options { get; set; } = new();

    /// <summary>Asks for a model. One that waits or is being learnt already answers for it.</summary>
    public TrainingJob Ask()
    {
        lock (_turn)
        {
            if (_job.State is not ("waiting" or "learning"))
            {
                _job = new TrainingJob("waiting", Now, null, null, 0, 0);
                _asked.Release();
            }

            return _job;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var isAsked = await _asked.WaitAsync(s_look, stoppingToken);
                if (isAsked || await IsDueAsync(stoppingToken))
                {
                    await LearnAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                End("failed");
                Failed(problem.GetType().Name); // a message may hold words of a customer
            }
        }
    }

    /// <summary>True when a fifth more pairs came since the last look, or signals left that the running model may have learnt from.</summary>
    internal async Task<bool> IsDueAsync(CancellationToken cancellation)
    {
        if (book.Running is { } running && await reading.RemovalsAsync(cancellation) != running.Removals)
        {
            return true;
        }

        var last = book.Versions.Count > 0 ? book.Versions[0].Pairs : 0;
        var pairs = Math.Min(await reading.CountAsync(cancellation), LearningOptions.MostPairs);
        return pairs >= LearningOptions.FewestPairs && pairs >= last * Growth && pairs != Job.Have;
    }

    async Task LearnAsync(CancellationToken cancellation)
    {
        lock (_turn)
        {
            _job = new TrainingJob("learning", _job.State == "waiting" ? _job.AskedAt : Now, null, null, 0, 0);
        }

        var (pairs, removals) = await reading.ReadAsync(cancellation);
        var running = book.Running;
        var isStale = running is not null && running.Removals != removals;
        var learnt = await Task.Run(() => PolarityTrainer.Learn(pairs, Now.Date.AddDays(1), Options), cancellation);
        if (learnt.Model is null)
        {
            if (isStale)
            {
                Take();
                book.Withdraw("erased");
            }

            End(learnt.Why!, learnt.Have, learnt.Need);
            return;
        }

        var why = Compare(learnt, isStale);
        var runs = why is not ("not_better" or "no_better_than_guessing");
        var id = book.Add(learnt, removals, runs, why);
        if (runs)
        {
            Put(learnt, id);
        }
        else if (isStale)
        {
            Take();
            book.Withdraw("erased");
        }

        End(why, pairs.Count, LearningOptions.FewestPairs);
    }

    /// <summary>Why the new model takes over, or why not.</summary>
    string Compare(Learnt learnt, bool isStale)
    {
        var mine = PolarityTrainer.Read(learnt.Model!, learnt.HeldOut, learnt.Fits);
        if (learnt.Slices[0].Figures is not { BrierSkill.Value: > 0 })
        {
            return "no_better_than_guessing";
        }

        if (isStale)
        {
            return "others_erased"; // whatever it is worth: the old one must go
        }

        if (book.ReadRunning() is not { } running)
        {
            return "first";
        }

        return PolarityTrainer.Brier(mine) <= PolarityTrainer.Brier(PolarityTrainer.Read(running.Model, learnt.HeldOut, running.Fits)) + Noise ? "not_worse" : "not_better";
    }

    /// <summary>Lets the detectors of praise and blame read by the model: each from its own probability on, so that a text with neither is neither.</summary>
    void Put(Learnt learnt, int version) => detectors.PutHeads(
    [
        new LearnedHead(PolarityTrainer.Negative, learnt.Model!.From(PolarityTrainer.Negative, learnt.NegativeFrom), true, version, PolarityTrainer.Negative, learnt.Languages, learnt.Fits.OfOtherSide()),
        new LearnedHead(PolarityTrainer.Positive, learnt.Model!.From(PolarityTrainer.Positive, learnt.PositiveFrom), true, version, PolarityTrainer.Positive, learnt.Languages, learnt.Fits),
    ], By);

    void Take()
    {
        detectors.TakeHead(PolarityTrainer.Negative, By);
        detectors.TakeHead(PolarityTrainer.Positive, By);
    }

    void End(string endedAs, int have = 0, int need = 0)
    {
        lock (_turn)
        {
            _job = _job with { State = "done", EndedAt = Now, EndedAs = endedAs, Have = have, Need = need };
        }
    }

    DateTime Now => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(LogLevel.Warning, "A model could not be learnt ({Problem}); it is tried again later")]
    partial void Failed(string problem);
}

/// <summary>The work of learning.</summary>
/// <param name="State">none, waiting, learning or done.</param>
/// <param name="AskedAt">When it began to wait, UTC; null when nothing was asked yet.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
/// <param name="EndedAs">What it came to, as a code: first, not_worse, not_better, others_erased, no_better_than_guessing, not_enough_pairs and so on, failed.</param>
/// <param name="Have">What there was of what is counted.</param>
/// <param name="Need">What it takes.</param>
sealed record TrainingJob(string State, DateTime? AskedAt, DateTime? EndedAt, string? EndedAs, int Have, int Need);
