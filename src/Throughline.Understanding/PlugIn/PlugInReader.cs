using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Throughline.DuckDb;
using Throughline.Language.Detecting;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Attached;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Labels;

namespace Throughline.Understanding.PlugIn;

/// <summary>
/// Follows the own detectors' reading at its own pace and asks the plug-in of a few texts at a time; nobody waits for it. Its answer stands in the place of the
/// own one's with what gave it beside it; where there is none, the own one's stands. Off, it does nothing but take out what it had read.
/// </summary>
sealed partial class PlugInReader(
    SignalLog log, AttachedStore store, DetectorBook detectors, PlugInBook book, PlugInTexts texts, PlugInAsking asking, PlugInClient client, PlugInLedger ledger, PlugInCards cards,
    PlugInSweep sweep, LabelBook labels, TimeProvider time, ILogger<PlugInReader> logger) : BackgroundService
{
    const int MostTries = 3; // of one text that the endpoint fails at, before the own answer stands for good

    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1), s_betweenLooks = TimeSpan.FromSeconds(5);

    readonly Dictionary<long, int> _tries = [];
    readonly HashSet<Guid> _passed = [];
    (PlugInSettings, long)? _passedUnder;
    DateTimeOffset _looked = DateTimeOffset.MinValue;
    bool _wasOpen;

    /// <summary>Number of the signal up to which it has come.</summary>
    public long Position => store.Read(PositionOf);

    /// <summary>Takes the whole log up again.</summary>
    public void Restart() => store.Write(connection => connection.Execute("UPDATE plug_in_progress SET position = 0"));

    /// <summary>One step; true when there may be more to do at once.</summary>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        var settings = book.Now;
        await sweep.RunAsync(settings, cancellation);
        if (!settings.IsOn || !settings.IsComplete || detectors.Now is { IsAllowed: false } or { IsPaused: true } || client.Circuit.IsOpen)
        {
            return false;
        }

        var after = Math.Max(store.Read(PositionOf), settings.From);
        var removals = log.Removals;
        var batch = await texts.NextAsync(settings, after, cancellation);
        if (batch.UpTo > after)
        {
            return await TakeAsync(settings, batch, removals, after, cancellation);
        }

        if (time.GetUtcNow() - _looked < s_betweenLooks)
        {
            return false;
        }

        var labelled = await LabelledAsync(settings, cancellation);
        if (labelled.Texts.Count > 0)
        {
            return await TakeAsync(settings, labelled, removals, null, cancellation);
        }

        _looked = time.GetUtcNow();
        await cards.LookAsync(settings, cancellation);
        return false;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await StepAsync(stoppingToken);
                if (client.Circuit.OpenUntil is not null != _wasOpen)
                {
                    _wasOpen = !_wasOpen;
                    Changed(_wasOpen ? "does not answer; it is left alone for a while, and the own detectors' words stand" : "answers again");
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Stumbled(e.GetType().Name); // a message may hold words of a customer
            }

            if (!more)
            {
                await Task.Delay(s_pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task<bool> TakeAsync(PlugInSettings settings, PlugInBatch batch, long removals, long? after, CancellationToken cancellation)
    {
        var asked = new Asked[batch.Texts.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, asked.Length), new ParallelOptions { MaxDegreeOfParallelism = settings.MostInFlight, CancellationToken = cancellation },
            async (i, stop) => asked[i] = await asking.AskAsync(settings, batch.Texts[i], stop));
        ledger.Add(asked.Aggregate(new PlugInFigures(), (sum, one) => sum.And(one.Figures(settings))), asked.Where(one => one.Reply is { Requests: > 0 }).Select(one => one.Reply!.Took));
        if (!ReferenceEquals(book.Now, settings))
        {
            return true; // what was set changed meanwhile: what came is not what is wanted now
        }

        var upTo = batch.UpTo;
        foreach (var failed in asked.Where(one => one.Reply is { IsOfEndpoint: true }))
        {
            var tries = failed.Reply!.Failure == "circuit_open" ? _tries.GetValueOrDefault(failed.Text.Seq) : _tries[failed.Text.Seq] = _tries.GetValueOrDefault(failed.Text.Seq) + 1;
            if (tries < MostTries || failed.Reply.Failure == "no_key") // without a key nothing was asked: it waits for one
            {
                upTo = Math.Min(upTo, failed.Text.Seq - 1);
            }
        }

        var isWritten = Write(asked, removals, after is null ? null : upTo);
        if (after is null)
        {
            _passed.UnionWith(asked.Where(one => one.Answer is null).Select(one => one.Text.Signal));
        }
        else if (isWritten)
        {
            foreach (var seq in _tries.Keys.Where(seq => seq <= upTo).ToList())
            {
                _tries.Remove(seq);
            }
        }

        return isWritten && Array.TrueForAll(asked, one => one.Reply is not { IsOfEndpoint: true });
    }

    /// <summary>Keeps the answers and how far it came; false when signals left the log meanwhile: then all is asked for again.</summary>
    bool Write(Asked[] asked, long removals, long? upTo)
    {
        List<Asked> answered = [.. asked.Where(one => one.Answer is not null)];
        if (answered.Count == 0 && upTo is null)
        {
            return true;
        }

        var at = DateTime.SpecifyKind(time.GetUtcNow().UtcDateTime, DateTimeKind.Unspecified);
        var model = book.Now.Model!;
        return store.Write(connection =>
        {
            if (log.Removals != removals)
            {
                return false;
            }

            using (var rows = connection.Append("plug_in_reading"))
            {
                foreach (var one in answered)
                {
                    foreach (var answer in one.Answer!.Answers)
                    {
                        Append(rows, one, answer, model, at);
                    }
                }

                rows.Flush();
            }

            if (answered.Count > 0)
            {
                PlugInJoin.Join(connection, answered.Min(one => one.Text.Seq) - 1, answered.Max(one => one.Text.Seq));
                PlugInJoin.Move(connection);
            }

            if (upTo is { } position)
            {
                connection.Execute("UPDATE plug_in_progress SET position = $position", ("position", position));
            }

            return true;
        });
    }

    void Append(DuckAppender rows, Asked one, DetectorAnswer answer, string model, DateTime at)
    {
        var (packed, length) = (new byte[64], 0);
        foreach (var span in answer.Spans)
        {
            length = SpanPacking.Write(ref packed, length, span);
        }

        rows.BeginRow().Value(one.Text.Seq).Value(one.Text.SourceId).Value(detectors.Now.Find(answer.Detector)!.Number).Value((int)answer.State).Value(answer.IsSaid);
        _ = answer.Probability is { } probability ? rows.Value(probability) : rows.Null();
        rows.Value(packed.AsSpan(0, length)).Value(one.Reply!.Model ?? model).Value(PlugInPrompt.Version).Value(Use.PlugIn.Purpose).Value(at)
            .Value(0).Value((int)DetectionState.NotAssessed).Null().Null().EndRow();
    }

    /// <summary>Labelled texts by lot that it has not read: what it says of them is what measures it.</summary>
    async Task<PlugInBatch> LabelledAsync(PlugInSettings settings, CancellationToken cancellation)
    {
        if (_passedUnder is not { } under || !ReferenceEquals(under.Item1, settings) || under.Item2 != sweep.Consents)
        {
            _passed.Clear();
            _passedUnder = (settings, sweep.Consents);
        }

        HashSet<Guid> signals = [.. settings.Detectors.SelectMany(one => labels.Of(one.Id)).Where(label => label.IsRandom && !_passed.Contains(label.Signal)).Select(label => label.Signal)];
        return await texts.OfAsync(settings, signals, cancellation);
    }

    static long PositionOf(DuckConnection connection) => connection.Scalar<long>("SELECT max(position) FROM plug_in_progress");

    [LoggerMessage(LogLevel.Warning, "The plug-in reader {What}.")]
    partial void Changed(string what);

    [LoggerMessage(LogLevel.Warning, "The plug-in reader stands still: {Failure}. It is tried again in a second.")]
    partial void Stumbled(string failure);
}
