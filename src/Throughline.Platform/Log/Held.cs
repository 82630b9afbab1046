namespace Throughline.Platform.Log;

/// <summary>A record held back with its reason, to be mended and replayed. Nothing of it is lost.</summary>
public sealed record HeldRecord
{
    /// <summary>Its own id, so that a replay can name it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Position in its file, 0-based and counting data rows; null when it came by itself.</summary>
    public long? Row { get; init; }

    /// <summary>The field that would not do; null when it is the record as a whole.</summary>
    public string? Field { get; init; }

    /// <summary>What stood there, shortened to 200 characters; null when nothing did.</summary>
    public string? Value { get; init; }

    /// <summary>Reason, one of the codes in docs/quarantine.md.</summary>
    public required string Code { get; init; }

    /// <summary>What is wrong, where the reason alone does not say it; null where it does.</summary>
    public string? Detail { get; init; }

    /// <summary>The record as received, as one JSON object.</summary>
    public required string Raw { get; init; }
}

/// <summary>Where a bulk of signals comes from.</summary>
public sealed record IntakeOrigin
{
    /// <summary>Number of the import; 0 for signals that arrive one by one.</summary>
    public required int ImportId { get; init; }

    /// <summary>The source.</summary>
    public required int SourceId { get; init; }

    /// <summary>Name of the file; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>SHA-256 of the file in hexadecimal; null when there is none.</summary>
    public string? Digest { get; init; }

    /// <summary>Name of the mapping; null when there is none.</summary>
    public string? Mapping { get; init; }

    /// <summary>Version of the mapping; null when there is none.</summary>
    public int? MappingVersion { get; init; }

    /// <summary>An earlier import whose signals and held records this one takes the place of; null when none.</summary>
    public int? Replaces { get; init; }
}

/// <summary>What became of everything received: received = stored + duplicate + quarantined + rejected, always.</summary>
/// <param name="Received">All that came.</param>
/// <param name="Stored">In the log.</param>
/// <param name="Duplicate">Already known with the same content.</param>
/// <param name="Quarantined">Held with a reason.</param>
/// <param name="Rejected">Turned away before it could be read.</param>
/// <param name="SetAside">Answers (not records) that were kept but not counted, for example off their scale.</param>
public readonly record struct IntakeCounts(
    long Received, long Stored, long Duplicate, long Quarantined, long Rejected, long SetAside)
{
    /// <summary>Those of the quarantined whose id is in the log, or earlier in the bulk, with another content.</summary>
    public long Conflict { get; init; }

    /// <summary>True when nothing vanished.</summary>
    public bool Balances => Received == Stored + Duplicate + Quarantined + Rejected;

    /// <summary>Both together.</summary>
    public static IntakeCounts operator +(IntakeCounts a, IntakeCounts b) => new(
        a.Received + b.Received, a.Stored + b.Stored, a.Duplicate + b.Duplicate,
        a.Quarantined + b.Quarantined, a.Rejected + b.Rejected, a.SetAside + b.SetAside)
    {
        Conflict = a.Conflict + b.Conflict,
    };

    /// <summary>Named twin of the operator.</summary>
    public static IntakeCounts Add(IntakeCounts a, IntakeCounts b) => a + b;
}
