namespace Throughline.DuckDb;

/// <summary>How a database is opened. Extensions are never installed or loaded by themselves, whatever is set
/// here.</summary>
public sealed record DuckOptions
{
    /// <summary>For example "4GB"; null leaves DuckDB's default, 80 % of the machine's memory.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>Worker threads including the caller's; null means one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>Where queries larger than memory spill; null means beside the database file.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>Size of the write-ahead log, for example "1GB", at which a commit checkpoints; null means 16
    /// MB.</summary>
    public string? CheckpointThreshold { get; init; }

    /// <summary>The oldest version of the engine that can read a new file, for example "v1.2.0"; null means its default. Newer formats
    /// compress better.</summary>
    public string? StorageVersion { get; init; }

    /// <summary>Opens an existing file for reading only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether SQL may touch files other than the database (read_parquet, COPY, ATTACH). Default:
    /// no.</summary>
    public bool ExternalAccess { get; init; }

    /// <summary>Database files that may be attached although <see cref="ExternalAccess"/> is off. Default: none.</summary>
    public IReadOnlyList<string> Attachable { get; init; } = [];

    /// <summary>What shuts the door once the database is open: it takes no list of files before.</summary>
    internal string? Closing => ExternalAccess || Attachable.Count == 0 ? null : $"""
        SET allowed_paths = [{string.Join(", ", Attachable.SelectMany(WithAhead).Select(path => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'"))}];
        SET enable_external_access = false
        """;

    internal IEnumerable<(string Name, string Value)> Settings()
    {
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        // Groups by array index trust statistics that a writer beside the reader may just have outgrown ("Perfect hash aggregate:
        // aggregate group exceeded total groups"); the ordinary hash table does not.
        yield return ("perfect_ht_threshold", "0");
        // It squeezes the keys of groups into as few bits as the same statistics say are enough.
        yield return ("disabled_optimizers", "compressed_materialization");
        if (StorageVersion is not null)
        {
            yield return ("storage_compatibility_version", StorageVersion);
        }
        if (ReadOnly)
        {
            yield return ("access_mode", "READ_ONLY");
        }
        if (MemoryLimit is not null)
        {
            yield return ("memory_limit", MemoryLimit);
        }
        if (Threads is not null)
        {
            yield return ("threads", Threads.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        if (TempDirectory is not null)
        {
            yield return ("temp_directory", TempDirectory);
        }
        if (CheckpointThreshold is not null)
        {
            yield return ("checkpoint_threshold", CheckpointThreshold);
        }
        if (!ExternalAccess && Attachable.Count == 0)
        {
            // The last one: after it the database refuses to be told of a folder.
            yield return ("enable_external_access", "false");
        }
    }

    /// <summary>A file with those that DuckDB keeps beside it.</summary>
    static IEnumerable<string> WithAhead(string file) => [file, file + ".wal", file + ".wal.checkpoint", file + ".wal.recovery"];
}
