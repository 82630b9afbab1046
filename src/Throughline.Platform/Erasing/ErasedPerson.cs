namespace Throughline.Platform.Erasing;

/// <summary>Who is erased: the records of one profile, and the names that point to them and to nobody else.</summary>
public sealed class ErasedPerson
{
    Mentions? _mentions;

    /// <summary>The records: a customer as one source knows them.</summary>
    public required IReadOnlyList<RecordName> Records { get; init; }

    /// <summary>Identifiers, <c>namespace:value</c>, that only these records bear.</summary>
    public required IReadOnlyList<string> Identifiers { get; init; }

    /// <summary>Identifiers that records of others bear too: nobody is looked for by them.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];

    /// <summary>Numbers of the records where they have some; they are no personal values.</summary>
    public IReadOnlyList<long> RecordNumbers { get; init; } = [];

    /// <summary>The records' signals.</summary>
    public IReadOnlyList<Guid> Signals { get; init; } = [];

    /// <summary>Rows of files that the signals came from.</summary>
    public IReadOnlyList<FileRow> Rows { get; init; } = [];

    /// <summary>Only what is from up to this time, UTC, and what came in with it, because the person came back since; null for all.</summary>
    public DateTime? Until { get; init; }

    /// <summary>True for what is of that time.</summary>
    public bool Covers(DateTime at) => Until is not { } until || at <= until;

    /// <summary>True for what a file brought in with the signals.</summary>
    public bool CameIn(int importId) => importId > 0 && Rows.Any(row => row.ImportId == importId);

    /// <summary>Finds the person's names in texts.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Mentions Mentions => _mentions ??= new Mentions(Identifiers);

    /// <summary>True when one of the records is of the source.</summary>
    public bool IsOf(int sourceId) => Records.Any(record => record.SourceId == sourceId);
}

/// <summary>A customer as one source knows them.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Customer">Strongest identifier of the signals, <c>namespace:value</c>.</param>
public readonly record struct RecordName(int SourceId, string Customer);

/// <summary>A row of an imported file.</summary>
/// <param name="ImportId">The import.</param>
/// <param name="Row">Counting data rows from 0.</param>
public readonly record struct FileRow(int ImportId, long Row);
