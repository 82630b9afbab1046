using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Imports;

/// <summary>What an import shall do.</summary>
/// <param name="Id">Number of the import.</param>
/// <param name="File">The file.</param>
/// <param name="Digest">Digest of the file.</param>
/// <param name="Mapping">The mapping, saved.</param>
/// <param name="SourceName">Name of the source; made if it is new.</param>
/// <param name="Replaces">An earlier import whose place it takes; null when none.</param>
/// <param name="Naming">The purpose to name for the elements that it takes in; null for none.</param>
/// <param name="SwitchOn">Checks that the source gets once the file is in the log; null for none.</param>
public sealed record ImportOrder(
    int Id, TableFile File, string Digest, Mapping Mapping, string SourceName, int? Replaces = null, PurposeNaming? Naming = null, SwitchedOn? SwitchOn = null);

/// <summary>Checks that somebody switched on before a file was imported.</summary>
/// <param name="Lines">Lines that can be used.</param>
/// <param name="By">Who; null for a program.</param>
public sealed record SwitchedOn(IReadOnlyList<string> Lines, string? By);

/// <summary>How an import ended. Either it was stored and has counts, or it has a problem and nothing of it is in the log.</summary>
/// <param name="Source">The source; null when there is a problem.</param>
/// <param name="Counts">What became of the rows.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Problem">Why nothing was stored.</param>
/// <param name="Future">Records that lie in the future; null when there are none.</param>
public sealed record ImportOutcome(Source? Source, IntakeCounts Counts, long Rows, FileProblem? Problem, FutureTimes? Future = null);

/// <summary>Brings one file into the log: read, map, stage, commit. All of it becomes visible in one transaction, or nothing.</summary>
public sealed class ImportWork(SignalLog log, Quality.QualityBook quality, TimeProvider time)
{
    /// <summary>Runs it on the caller's thread.</summary>
    /// <param name="order">What to do.</param>
    /// <param name="report">Told after each batch, and once more when everything is read; null when nobody wants to know.</param>
    /// <param name="cancellation">Stops it; nothing of it stays.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="DuckDb.DuckException">The log could not be written; nothing of it is there.</exception>
    public ImportOutcome Run(ImportOrder order, Action<ImportPoint>? report, CancellationToken cancellation)
    {
        var declared = Declaration.Make(log, order.Mapping, order.SourceName);
        var done = false;
        try
        {
            MappedElements.Register(log, order.Mapping, declared.Source, "file", order.Naming);
            using var stage = log.BeginImport(Origin(order, declared), declared.AttributeIds);
            var now = time.GetUtcNow().UtcDateTime;
            var rules = quality.Of(declared.Source.Id);
            var reading = new ReadingOf(order.Digest, now, order.File.DecimalComma, Rules: rules);
            var read = new FileRead(order.File, new CompiledMapping(order.Mapping, order.File.Columns, declared.Ids, reading));
            FutureTimes? future = null;
            foreach (var batch in Ahead(read.Batches(cancellation)))
            {
                Stage(stage, batch, declared.Source.Id, order.Digest);
                future = batch.Signals.Aggregate(future, (before, signal) => FutureTimes.With(before, signal, now));
                report?.Invoke(new(ImportState.Reading, batch.RowsRead, batch.BytesRead));
            }

            if (read.Problem is { } problem)
            {
                return new(null, default, read.Rows, problem);
            }

            report?.Invoke(new(ImportState.Storing, read.Rows, order.File.Bytes));
            stage.SetAside((int)Math.Min(int.MaxValue, read.Counts.SetAside.Sum()));
            var counts = stage.Commit(cancellation);
            done = true;
            foreach (var (check, rows) in read.Turned)
            {
                quality.Turn(declared.Source.Id, check, rows);
            }

            quality.Keep();
            return new(declared.Source, counts, read.Rows, null, future);
        }
        finally
        {
            if (!done)
            {
                declared.Undo(log);
            }
        }
    }

    /// <summary>Reads the next batch while this one is staged; never more than one ahead.</summary>
    static IEnumerable<ReadBatch> Ahead(IEnumerable<ReadBatch> batches)
    {
        using var reader = batches.GetEnumerator();
        Task<ReadBatch?> Next() => Task.Run(() => reader.MoveNext() ? reader.Current : null);
        var next = Next();
        try
        {
            while (next.GetAwaiter().GetResult() is { } batch)
            {
                next = Next();
                yield return batch;
            }
        }
        finally
        {
            // The reader cannot be closed while it reads.
            ((IAsyncResult)next).AsyncWaitHandle.WaitOne();
        }
    }

    static IntakeOrigin Origin(ImportOrder order, Declaration declared) => new()
    {
        ImportId = order.Id,
        SourceId = declared.Source.Id,
        File = order.File.Name,
        Digest = order.Digest,
        Mapping = order.Mapping.Name,
        MappingVersion = order.Mapping.Version,
        Replaces = order.Replaces,
    };

    static void Stage(ImportStage stage, ReadBatch batch, int sourceId, string digest)
    {
        foreach (var signal in batch.Signals)
        {
            stage.Add(signal);
        }

        foreach (var reject in batch.Rejects)
        {
            stage.Hold(new HeldRecord
            {
                // Of the file's content and the row, so that the same file again holds nothing twice.
                Id = SignalId.OfRow(sourceId, digest, reject.Row).Value,
                Row = reject.Row,
                Field = reject.Column,
                Value = reject.Value,
                Code = reject.Code,
                Raw = reject.Raw,
                Detail = reject.Detail,
            });
        }

        for (var turned = batch.Turned; turned > 0; turned--)
        {
            stage.Reject();
        }
    }
}

/// <summary>Where an import is.</summary>
/// <param name="State">Reading or storing.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Bytes">Bytes read.</param>
public readonly record struct ImportPoint(ImportState State, long Rows, long Bytes);
