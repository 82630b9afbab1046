using System.Runtime.CompilerServices;
using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;

namespace Throughline.Listening.Imports;

/// <summary>Some rows of a file, read: each is a signal or a reject.</summary>
/// <param name="Signals">In the order of the file.</param>
/// <param name="Rejects">In the order of the file.</param>
/// <param name="RowsRead">Rows read so far, from the start of the file.</param>
/// <param name="BytesRead">Bytes read so far.</param>
/// <param name="Turned">Rows of the batch that checks turned away.</param>
public sealed record ReadBatch(IReadOnlyList<Signal> Signals, IReadOnlyList<Reject> Rejects, long RowsRead, long BytesRead, int Turned = 0);

/// <summary>One pass over a file with a compiled mapping, in batches, in bounded memory.</summary>
/// <remarks>
/// When <see cref="Problem"/> is not null after the last batch, the file is unusable as a whole and nothing of it may be kept,
/// although batches came before. Repeats of an id within the file are passed on: the log decides about them.
/// </remarks>
public sealed class FileRead(TableFile file, CompiledMapping mapping)
{
    /// <summary>Rows of a batch, unless the rows are so large that they fill <see cref="BatchBytes"/> before.</summary>
    public const int BatchRows = 4_096;

    /// <summary>Bytes of the file after which a batch ends.</summary>
    public const long BatchBytes = 16L << 20;

    /// <summary>What became of the values, by field of the mapping.</summary>
    public FieldCounts Counts { get; } = new(mapping.Mapping.Fields.Count);

    /// <summary>Rows that checks turned away, by check.</summary>
    public Dictionary<string, long> Turned { get; } = [];

    /// <summary>Why the reading stopped before the end; null while it goes well and at the end of a sound file.</summary>
    public FileProblem? Problem { get; private set; }

    /// <summary>Rows read.</summary>
    public long Rows { get; private set; }

    /// <summary>Reads the file once.</summary>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public IEnumerable<ReadBatch> Batches(CancellationToken cancel = default)
    {
        using var table = file.Open();
        var more = true;
        while (more)
        {
            cancel.ThrowIfCancellationRequested();
            var signals = new List<Signal>(BatchRows);
            var rejects = new List<Reject>();
            var before = Rows;
            more = Fill(table, signals, rejects);
            if (Rows > before)
            {
                yield return new ReadBatch(signals, rejects, Rows, table.BytesRead, (int)(Rows - before) - signals.Count - rejects.Count);
            }
        }

        Problem = table.Problem ?? (Rows == 0 ? FileProblems.HeaderOnly() : null);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool Fill(TableReader table, List<Signal> signals, List<Reject> rejects)
    {
        var from = table.BytesRead;
        var first = Rows;
        while (Rows - first < BatchRows && table.BytesRead - from < BatchBytes)
        {
            if (!table.Read())
            {
                return false;
            }

            Rows++;
            var (signal, reject, turned) = mapping.Apply(table, Counts);
            if (signal is not null)
            {
                signals.Add(signal);
            }
            else if (reject is not null)
            {
                rejects.Add(reject);
            }
            else if (turned is not null)
            {
                Turned[turned] = Turned.GetValueOrDefault(turned) + 1;
            }
        }

        return true;
    }
}
