using System.Globalization;

namespace Throughline.Listening.Imports;

/// <summary>An import as it is shown: how far it is, what became of the rows.</summary>
/// <param name="Id">Number.</param>
/// <param name="State">How far it is.</param>
/// <param name="Source">The source; null until it is made.</param>
/// <param name="File">Name of the file.</param>
/// <param name="RowsRead">Rows read so far.</param>
/// <param name="BytesRead">Bytes read so far.</param>
/// <param name="BytesTotal">Size of the file.</param>
/// <param name="Rows">Rows of the file; while it is read, an estimate from the bytes.</param>
/// <param name="Stored">Rows in the log.</param>
/// <param name="Duplicate">Rows that were there already.</param>
/// <param name="Quarantined">Rows held with a reason.</param>
/// <param name="SetAside">Answers kept beside their row.</param>
/// <param name="RowsPerSecond">Rows a second so far; 0 when it does not run.</param>
/// <param name="SecondsLeft">Seconds until everything is read; null when unknown.</param>
/// <param name="Problem">Why nothing was stored; null otherwise.</param>
/// <param name="ProblemCode">Stable word of the problem.</param>
/// <param name="Mapping">The mapping.</param>
/// <param name="StartedAt">ISO 8601, UTC.</param>
/// <param name="FinishedAt">ISO 8601, UTC; null while it runs.</param>
/// <param name="Future">Records whose time lies after the import; they are stored all the same. Null when there are none.</param>
/// <param name="Conflicts">Those of the quarantined whose id is in the log, or earlier in the file, with another content.</param>
/// <param name="EarlierImport">
/// The import that brought this very file before, where rows conflict with it because another mapping reads them otherwise: what was
/// stored stays as it is, and running the mapping again on the source reads the file anew. Null otherwise.
/// </param>
public sealed record ImportView(
    int Id, ImportState State, ImportSource? Source, string File, long RowsRead, long BytesRead, long BytesTotal, long Rows,
    long Stored, long Duplicate, long Quarantined, long SetAside, long RowsPerSecond, double? SecondsLeft,
    string? Problem, string? ProblemCode, MappingRef Mapping, string StartedAt, string? FinishedAt,
    FutureTimes? Future, long Conflicts, int? EarlierImport)
{
    /// <summary>One that does not run now.</summary>
    public static ImportView Of(ImportRecord record) => new(
        record.Id, record.State, record.SourceId is { } source ? new(source, record.SourceName) : null, record.File,
        record.Rows, record.State == ImportState.Done ? record.BytesTotal : 0, record.BytesTotal, record.Rows,
        record.Counts.Stored, record.Counts.Duplicate, record.Counts.Quarantined, record.Counts.SetAside,
        Rate(record), null, record.Problem, record.ProblemCode, new(record.Mapping, record.MappingVersion), record.StartedAt, record.FinishedAt,
        record.Future, record.Counts.Conflict, record.Earlier);

    /// <summary>One that runs.</summary>
    public static ImportView Of(ImportRecord record, ImportPoint point, TimeSpan elapsed)
    {
        var seconds = Math.Max(0.001, elapsed.TotalSeconds);
        var share = record.BytesTotal > 0 ? Math.Min(1, (double)point.Bytes / record.BytesTotal) : 0;
        return Of(record) with
        {
            State = point.State,
            RowsRead = point.Rows,
            BytesRead = point.Bytes,
            Rows = share > 0 ? (long)(point.Rows / share) : 0,
            RowsPerSecond = (long)(point.Rows / seconds),
            SecondsLeft = share is > 0 and < 1 ? Math.Round(seconds * (1 - share) / share, 1) : null,
        };
    }

    static long Rate(ImportRecord record) =>
        record is { State: ImportState.Done, FinishedAt: { } end, Rows: > 0 }
        && DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, out var finished)
        && DateTimeOffset.TryParse(record.StartedAt, CultureInfo.InvariantCulture, out var started) && finished > started
            ? (long)(record.Rows / (finished - started).TotalSeconds)
            : 0;
}

/// <summary>A source by number and name.</summary>
public sealed record ImportSource(int Id, string Name);

/// <summary>A mapping by name and version.</summary>
public sealed record MappingRef(string Name, int Version);
