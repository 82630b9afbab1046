using System.Collections.Concurrent;
using Throughline.DuckDb;
using Throughline.Language.Detecting;

namespace Throughline.Understanding.Detections;

/// <summary>Reads the texts of a stretch by two threads, a batch each at a time, so that no more than two batches of texts are in memory beside what was found.</summary>
sealed class StretchReader
{
    /// <summary>Texts are read by so many threads: more would be missed by those who wait for a page.</summary>
    public const int Threads = 2;

    readonly ConcurrentBag<TextBatch> _batches = [];
    ConcurrentBag<(DetectorReading All, DetectorReading Effort)> _readings = [];
    DetectorSet? _readingsOf;

    /// <summary>Reads what a query gives, in its order.</summary>
    public StretchReading Read(DuckConnection log, string sql, RunningSet set)
    {
        if (!ReferenceEquals(_readingsOf, set.Set))
        {
            (_readings, _readingsOf) = ([], set.Set);
        }

        var readings = _readings;
        var read = new ConcurrentBag<TextBatch>();
        using var rows = log.Query(sql);
        Parallel.ForEach(Partitioner.Create(Batches(rows), EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = Threads },
            () => readings.TryTake(out var idle) ? idle : (set.Set.Reader(), EmployeeEffort.Reader()),
            (batch, _, reading) =>
            {
                batch.Read(reading.Item1, reading.Item2, set);
                read.Add(batch);
                return reading;
            },
            readings.Add);
        return new StretchReading(set, [.. read.OrderBy(batch => batch.Place)]);
    }

    /// <summary>Takes batches back once they are written.</summary>
    public void Return(StretchReading reading)
    {
        foreach (var batch in reading.Batches)
        {
            _batches.Add(batch);
        }
    }

    /// <summary>Lets go of what is kept for the next long stretch.</summary>
    public void Rest()
    {
        if (_batches.Count > Threads)
        {
            _batches.Clear();
            (_readings, _readingsOf) = ([], null);
        }
    }

    IEnumerable<TextBatch> Batches(DuckReader rows)
    {
        var (place, batch) = (0, Batch(0));
        while (rows.Read())
        {
            batch.Add(rows);
            if (batch.IsFull)
            {
                yield return batch;
                batch = Batch(++place);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
        else
        {
            _batches.Add(batch);
        }
    }

    TextBatch Batch(int place)
    {
        var batch = _batches.TryTake(out var idle) ? idle : new TextBatch();
        batch.Clear();
        batch.Place = place;
        return batch;
    }
}

/// <summary>What was read of a stretch.</summary>
/// <param name="Set">The detectors that it was read with.</param>
/// <param name="Batches">The texts, in the order of the log.</param>
sealed record StretchReading(RunningSet Set, IReadOnlyList<TextBatch> Batches)
{
    /// <summary>Texts.</summary>
    public int Texts => Batches.Sum(batch => batch.Count);

    /// <summary>Writes the rows, in the store's transaction.</summary>
    public void Write(DuckConnection store)
    {
        var employees = new Dictionary<(int, DateOnly), (long, long)>();
        using (var readings = store.Append("reading"))
        using (var detections = store.Append("detection"))
        {
            foreach (var batch in Batches)
            {
                batch.Write(readings, detections, Set.Version, employees);
            }

            readings.Flush();
            detections.Flush();
        }

        EmployeeEffort.Add(store, employees);
    }
}
