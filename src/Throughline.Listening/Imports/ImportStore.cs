using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Imports;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>Others are before it.</summary>
    Waiting = 0,
    /// <summary>The file is being read.</summary>
    Reading = 1,
    /// <summary>Everything is read and is being made visible.</summary>
    Storing = 2,
    /// <summary>All of it is in the log.</summary>
    Done = 3,
    /// <summary>It could not be done; nothing of it is in the log.</summary>
    Failed = 4,
    /// <summary>A person stopped it; nothing of it is in the log.</summary>
    Cancelled = 5,
}

/// <summary>An import as it is kept.</summary>
public sealed record ImportRecord
{
    /// <summary>Number, given once.</summary>
    public required int Id { get; init; }

    /// <summary>Name of the file.</summary>
    public required string File { get; init; }

    /// <summary>Digest of the file.</summary>
    public required string Digest { get; init; }

    /// <summary>Name of the source.</summary>
    public required string SourceName { get; init; }

    /// <summary>The source; null until it is made.</summary>
    public int? SourceId { get; init; }

    /// <summary>Name of the mapping.</summary>
    public required string Mapping { get; init; }

    /// <summary>Version of the mapping.</summary>
    public required int MappingVersion { get; init; }

    /// <summary>The import whose place it took; null when none.</summary>
    public int? Replaces { get; init; }

    /// <summary>How far it is.</summary>
    public ImportState State { get; init; }

    /// <summary>Rows read.</summary>
    public long Rows { get; init; }

    /// <summary>Size of the file.</summary>
    public long BytesTotal { get; init; }

    /// <summary>What became of the rows.</summary>
    public IntakeCounts Counts { get; init; }

    /// <summary>Records that lie in the future; null when there are none.</summary>
    public FutureTimes? Future { get; init; }

    /// <summary>The import that brought the same file before, read otherwise, so that rows conflict; null when none.</summary>
    public int? Earlier { get; init; }

    /// <summary>Why it failed, in one or two sentences; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>Stable word of the problem; null without one.</summary>
    public string? ProblemCode { get; init; }

    /// <summary>ISO 8601, UTC.</summary>
    public required string StartedAt { get; init; }

    /// <summary>ISO 8601, UTC; null while it runs.</summary>
    public string? FinishedAt { get; init; }
}

/// <summary>Keeps what was imported.</summary>
public sealed class ImportStore(KeyStore keys)
{
    internal static readonly Migration[] Migrations =
    [
        new("listening_import", 1, """
            CREATE TABLE listening_import (
                id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL, digest TEXT NOT NULL, source_name TEXT NOT NULL, source_id INTEGER,
                mapping TEXT NOT NULL, mapping_version INTEGER NOT NULL, replaces INTEGER, state INTEGER NOT NULL, rows INTEGER NOT NULL,
                bytes_total INTEGER NOT NULL, received INTEGER NOT NULL, stored INTEGER NOT NULL, duplicate INTEGER NOT NULL,
                quarantined INTEGER NOT NULL, rejected INTEGER NOT NULL, set_aside INTEGER NOT NULL, problem TEXT, problem_code TEXT,
                started_at TEXT NOT NULL, finished_at TEXT) STRICT;
            CREATE INDEX listening_import_source ON listening_import (source_id);
            """),
        new("listening_import", 2, "ALTER TABLE listening_import ADD COLUMN future TEXT"),
        new("listening_import", 3, """
            ALTER TABLE listening_import ADD COLUMN conflict INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE listening_import ADD COLUMN earlier INTEGER;
            """),
    ];

    const string Select = """
        SELECT id, file, digest, source_name, source_id, mapping, mapping_version, replaces, state, rows, bytes_total,
            received, stored, duplicate, quarantined, rejected, set_aside, problem, problem_code, started_at, finished_at,
            future, conflict, earlier
        FROM listening_import
        """;

    /// <summary>Enters a new import; its number is given.</summary>
    public ImportRecord Add(ImportRecord import) => import with
    {
        Id = keys.Write(connection => connection.One("""
            INSERT INTO listening_import (file, digest, source_name, source_id, mapping, mapping_version, replaces, state, rows, bytes_total,
                received, stored, duplicate, quarantined, rejected, set_aside, started_at)
            VALUES (@file, @digest, @source_name, @source, @mapping, @version, @replaces, @state, 0, @bytes, 0, 0, 0, 0, 0, 0, @started)
            RETURNING id
            """, r => r.GetInt32(0),
            ("@file", import.File), ("@digest", import.Digest), ("@source_name", import.SourceName), ("@source", import.SourceId),
            ("@mapping", import.Mapping), ("@version", import.MappingVersion), ("@replaces", import.Replaces),
            ("@state", (int)import.State), ("@bytes", import.BytesTotal), ("@started", import.StartedAt))),
    };

    /// <summary>Enters how an import stands.</summary>
    public void Update(ImportRecord import) => keys.Write(connection => connection.Run("""
        UPDATE listening_import SET source_id = @source, state = @state, rows = @rows, received = @received, stored = @stored,
            duplicate = @duplicate, quarantined = @quarantined, rejected = @rejected, set_aside = @aside,
            problem = @problem, problem_code = @code, finished_at = @finished, future = @future,
            conflict = @conflict, earlier = @earlier WHERE id = @id
        """,
        ("@id", import.Id), ("@source", import.SourceId), ("@state", (int)import.State), ("@rows", import.Rows),
        ("@received", import.Counts.Received), ("@stored", import.Counts.Stored), ("@duplicate", import.Counts.Duplicate),
        ("@quarantined", import.Counts.Quarantined), ("@rejected", import.Counts.Rejected), ("@aside", import.Counts.SetAside),
        ("@problem", import.Problem), ("@code", import.ProblemCode), ("@finished", import.FinishedAt),
        ("@future", import.Future is null ? null : JsonSerializer.Serialize(import.Future)),
        ("@conflict", import.Counts.Conflict), ("@earlier", import.Earlier)));

    /// <summary>The import; null when there is none of that number.</summary>
    public ImportRecord? Find(int id) =>
        keys.Read(connection => connection.One($"{Select} WHERE id = @id", Read, ("@id", id)));

    /// <summary>The newest imports, the newest first.</summary>
    public IReadOnlyList<ImportRecord> List(int most = 200) =>
        keys.Read(connection => connection.All($"{Select} ORDER BY id DESC LIMIT @most", Read, ("@most", most)));

    /// <summary>Imports whose signals are in the log, of one source, in order; without those that another took the place of.</summary>
    public IReadOnlyList<ImportRecord> InLog(int sourceId) => keys.Read(connection => connection.All($"""
        {Select} WHERE source_id = @source AND state = 3
            AND id NOT IN (SELECT replaces FROM listening_import WHERE state = 3 AND replaces IS NOT NULL)
        ORDER BY id
        """, Read, ("@source", sourceId)));

    /// <summary>Imports that were under way when the program ended.</summary>
    public IReadOnlyList<ImportRecord> Unfinished() =>
        keys.Read(connection => connection.All($"{Select} WHERE state < 3 ORDER BY id", Read));

    /// <summary>Forgets a source's imports; digests of files that no other import needs.</summary>
    public IReadOnlyList<string> Forget(int sourceId) => keys.Write(connection =>
    {
        var digests = connection.All("""
            SELECT DISTINCT digest FROM listening_import WHERE source_id = @source
                AND digest NOT IN (SELECT digest FROM listening_import WHERE source_id <> @source)
            """, r => r.GetString(0), ("@source", sourceId));
        connection.Run("DELETE FROM listening_import WHERE source_id = @source", ("@source", sourceId));
        return digests;
    });

    static ImportRecord Read(SqliteDataReader r) => new()
    {
        Id = r.GetInt32(0),
        File = r.GetString(1),
        Digest = r.GetString(2),
        SourceName = r.GetString(3),
        SourceId = r.IsDBNull(4) ? null : r.GetInt32(4),
        Mapping = r.GetString(5),
        MappingVersion = r.GetInt32(6),
        Replaces = r.IsDBNull(7) ? null : r.GetInt32(7),
        State = (ImportState)r.GetInt32(8),
        Rows = r.GetInt64(9),
        BytesTotal = r.GetInt64(10),
        Counts = new IntakeCounts(r.GetInt64(11), r.GetInt64(12), r.GetInt64(13), r.GetInt64(14), r.GetInt64(15), r.GetInt64(16))
        {
            Conflict = r.GetInt64(22),
        },
        Problem = r.TextOrNull(17),
        ProblemCode = r.TextOrNull(18),
        StartedAt = r.GetString(19),
        FinishedAt = r.TextOrNull(20),
        Future = r.TextOrNull(21) is { } future ? JsonSerializer.Deserialize<FutureTimes>(future) : null,
        Earlier = r.IsDBNull(23) ? null : r.GetInt32(23),
    };
}
