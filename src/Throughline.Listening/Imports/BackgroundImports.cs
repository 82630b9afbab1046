using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Uploads;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Imports;

/// <summary>Runs imports one after another while the server goes on; each can be watched and stopped.</summary>
public sealed partial class BackgroundImports(
    ImportWork work, ImportStore imports, MappingStore mappings, SwitchOnChecks checks, SignalLog log, TimeProvider time, ILogger<BackgroundImports> logger)
    : IHostedService, IDisposable
{
    /// <summary>Most imports that wait or run at once.</summary>
    public const int Most = 32;

    readonly ConcurrentDictionary<int, RunningImport> _running = new();
    readonly Lock _order = new();
    Task _last = Task.CompletedTask; // done when everything begun so far is
    readonly CancellationTokenSource _closing = new();

    /// <summary>Enters an import and begins it as soon as its turn comes; null when too many are waiting.</summary>
    public ImportView? Begin(Upload upload, Mapping mapping, string sourceName, IReadOnlyList<OpenQuestion> questions, int? replaces = null,
        PurposeNaming? naming = null, SwitchedOn? switchOn = null)
    {
        if (_running.Count >= Most)
        {
            return null;
        }

        var record = imports.Add(new ImportRecord
        {
            Id = 0,
            File = upload.Name,
            Digest = upload.Digest,
            SourceName = sourceName,
            SourceId = log.Catalogue.Contents.Sources.FirstOrDefault(source => source.Name == sourceName)?.Id,
            Mapping = mapping.Name,
            MappingVersion = mapping.Version,
            Replaces = replaces,
            BytesTotal = upload.File.Bytes,
            StartedAt = Now,
        });
        var order = new ImportOrder(record.Id, upload.File, upload.Digest, mapping, sourceName, replaces, naming, switchOn);
        var running = new RunningImport(record, CancellationTokenSource.CreateLinkedTokenSource(_closing.Token));
        _running[record.Id] = running;
        lock (_order)
        {
            // In the order in which they were begun: a rerun over several imports settles the earlier ones first.
            var before = _last;
            running.Task = Task.Run(() => RunAsync(running, before, order, questions), CancellationToken.None);
            _last = Task.WhenAll(before, running.Task);
        }

        return ImportView.Of(record);
    }

    /// <summary>How an import stands; null when there is none of that number.</summary>
    public ImportView? Find(int id) => _running.TryGetValue(id, out var running) ? running.View(time)
        : imports.Find(id) is { } record ? ImportView.Of(record)
        : null;

    /// <summary>The newest imports, the newest first.</summary>
    public IReadOnlyList<ImportView> List() =>
    [
        .. imports.List().Select(record => _running.TryGetValue(record.Id, out var running) ? running.View(time) : ImportView.Of(record)),
    ];

    /// <summary>How an import stands, again and again, until it has ended.</summary>
    public async IAsyncEnumerable<ImportView> WatchAsync(int id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        ImportView? last = null;
        while (Find(id) is { } view)
        {
            if (view != last)
            {
                yield return view;
            }

            if (view.State is ImportState.Done or ImportState.Failed or ImportState.Cancelled)
            {
                yield break;
            }

            last = view;
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellation);
        }
    }

    /// <summary>Stops an import and waits until nothing of it is left; false when it had ended before.</summary>
    public async Task<bool> CancelAsync(int id)
    {
        if (!_running.TryGetValue(id, out var running))
        {
            return false;
        }

        try
        {
            await running.Stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        await running.Task;
        return imports.Find(id)?.State == ImportState.Cancelled;
    }

    /// <summary>Waits until an import has ended.</summary>
    public async Task<ImportView?> WaitAsync(int id)
    {
        if (_running.TryGetValue(id, out var running))
        {
            await running.Task;
        }

        return Find(id);
    }

    /// <summary>Settles imports that the last end of the program cut: the log knows whether they were stored.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var import in imports.Unfinished())
        {
            var counts = await log.ReadAsync(connection =>
            {
                using var reader = connection.Query("""
                    SELECT source_id, received, stored, duplicate, quarantined, rejected, set_aside FROM intake WHERE import_id = $id
                    """, ("id", import.Id));
                return reader.Read()
                    ? (Source: reader.GetInt32(0), Counts: new IntakeCounts(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3),
                        reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6)))
                    : ((int Source, IntakeCounts Counts)?)null;
            }, cancellationToken);
            imports.Update(counts is { } stored
                ? import with { State = ImportState.Done, SourceId = stored.Source, Counts = stored.Counts, FinishedAt = Now }
                : import with
                {
                    State = ImportState.Failed,
                    ProblemCode = "interrupted",
                    Problem = "The program ended while the file was read; nothing of it was stored. Import it again.",
                    FinishedAt = Now,
                });
        }
    }

    /// <summary>Stops all imports; nothing of them stays.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_running.Values.Select(running => running.Task));
    }

    /// <summary>Lets the waiting go.</summary>
    public void Dispose() => _closing.Dispose();

    string Now => time.GetUtcNow().ToString("O");

    async Task RunAsync(RunningImport running, Task before, ImportOrder order, IReadOnlyList<OpenQuestion> questions)
    {
        var end = running.Record;
        try
        {
            await before.WaitAsync(running.Stop.Token);
            running.Begin(time);
            var outcome = work.Run(order, point => running.Point = point, running.Stop.Token);
            end = End(end, order, outcome, questions);
            await SwitchOnAsync(order, outcome.Source);
        }
        catch (OperationCanceledException)
        {
            end = end with { State = ImportState.Cancelled };
        }
#pragma warning disable CA1031 // a worker writes the failure on the import and goes on
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failed(order.Id, failure is DuckException ? new InvalidOperationException("The log refused the import.") : failure);
            end = end with
            {
                State = ImportState.Failed,
                ProblemCode = "failed",
                Problem = "The log could not be written; nothing of the file was stored. See the server's log and try again.",
            };
        }

        imports.Update(end with { FinishedAt = Now });
        _running.TryRemove(order.Id, out _);
        running.Stop.Dispose();
    }

    /// <summary>The rows are in the log already, so a failure here is told in the server's log and undoes nothing.</summary>
    async Task SwitchOnAsync(ImportOrder order, Source? source)
    {
        if (source is null || order.SwitchOn is not { } wanted)
        {
            return;
        }

        try
        {
            await checks.AddAsync(source.Id, wanted.Lines, wanted.By, $"import {order.Id}", _closing.Token);
        }
        catch (Exception failure) when (failure is DuckException or IOException or Microsoft.Data.Sqlite.SqliteException or OperationCanceledException)
        {
            NotSwitchedOn(order.Id, failure);
        }
    }

    ImportRecord End(ImportRecord record, ImportOrder order, ImportOutcome outcome, IReadOnlyList<OpenQuestion> questions)
    {
        if (outcome.Problem is { } problem)
        {
            return record with
            {
                State = ImportState.Failed,
                Rows = outcome.Rows,
                ProblemCode = problem.Code,
                Problem = $"{problem.Message} {problem.WhatToDo}",
            };
        }

        mappings.Use(outcome.Source!.Id, order.Mapping, questions);
        return record with
        {
            State = ImportState.Done,
            SourceId = outcome.Source.Id,
            Rows = outcome.Rows,
            Counts = outcome.Counts,
            Future = outcome.Future,
            Earlier = outcome.Counts.Conflict == 0 ? null
                : imports.InLog(outcome.Source.Id).LastOrDefault(import => import.Digest == order.Digest && import.Id < order.Id && import.Id != order.Replaces)?.Id,
        };
    }

    [LoggerMessage(LogLevel.Error, "Import {Import} failed")]
    partial void Failed(int import, Exception failure);

    [LoggerMessage(LogLevel.Error, "Import {Import} is in the log, but its checks could not be switched on or asked of all rows")]
    partial void NotSwitchedOn(int import, Exception failure);
}

/// <summary>An import under way.</summary>
sealed class RunningImport(ImportRecord record, CancellationTokenSource stop)
{
    readonly Lock _lock = new();
    ImportPoint _point;
    long _began;

    public ImportRecord Record { get; } = record;

    public CancellationTokenSource Stop { get; } = stop;

    public Task Task { get; set; } = Task.CompletedTask;

    public ImportPoint Point
    {
        set
        {
            lock (_lock)
            {
                _point = value;
            }
        }
    }

    public void Begin(TimeProvider time)
    {
        lock (_lock)
        {
            _began = time.GetTimestamp();
            _point = new(ImportState.Reading, 0, 0);
        }
    }

    public ImportView View(TimeProvider time)
    {
        lock (_lock)
        {
            return ImportView.Of(Record, _point, _point.State == ImportState.Waiting ? TimeSpan.Zero : time.GetElapsedTime(_began));
        }
    }
}
