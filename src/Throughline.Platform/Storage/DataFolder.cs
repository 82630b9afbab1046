using System.Text.Json;
using Throughline.DuckDb;

namespace Throughline.Platform.Storage;

/// <summary>The one folder that holds everything: <c>log.duckdb</c>, <c>understanding.duckdb</c>, <c>keys.db</c>, <c>files/</c>, <c>spool/</c>. One process at a time.</summary>
public sealed class DataFolder : IDisposable
{
    readonly FileStream _lock;

    DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>The signal log.</summary>
    public string LogFile => System.IO.Path.Combine(Path, "log.duckdb");

    /// <summary>What was read out of the customers' words; can be built again from the log.</summary>
    public string UnderstandingFile => System.IO.Path.Combine(Path, "understanding.duckdb");

    /// <summary>Everything that is looked up by key.</summary>
    public string KeysFile => System.IO.Path.Combine(Path, "keys.db");

    /// <summary>Uploaded files, named by their digest.</summary>
    public string Files => System.IO.Path.Combine(Path, "files");

    /// <summary>Ids of the events of the last month; can be built again from the log.</summary>
    public string Known => System.IO.Path.Combine(Path, "known");

    /// <summary>Events that are acknowledged and on their way into the log.</summary>
    public string Spool => System.IO.Path.Combine(Path, "spool");

    /// <summary>Where DuckDB spills what does not fit into memory.</summary>
    public string Spill => System.IO.Path.Combine(Path, "spill");

    /// <summary>Opens the folder, makes it where it is missing, and keeps every other process out until disposed.</summary>
    /// <exception cref="DataFolderInUseException">Another process has it open; the message is one line for people.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        FileStream held;
        try
        {
            held = new FileStream(
                System.IO.Path.Combine(full, "throughline.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DataFolderInUseException(full, RunningServer.Find(full));
        }

        var folder = new DataFolder(full, held);
        Directory.CreateDirectory(folder.Files);
        Directory.CreateDirectory(folder.Spill);
        return folder;
    }

    /// <summary>Says where the running server answers, so that verbs on the same folder can go through it.</summary>
    public void Announce(RunningServer server)
    {
        var file = RunningServer.FileIn(Path);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
        JsonSerializer.Serialize(stream, server);
    }

    /// <summary>Lets the folder go.</summary>
    public void Dispose()
    {
        File.Delete(RunningServer.FileIn(Path));
        _lock.Dispose();
    }

    /// <summary>Most memory of the log's database: 40 % of the machine's; while events arrive no more than a gibibyte.</summary>
    internal static long MemoryLimitMiB(bool hot) =>
        Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 4 / 10 / (1 << 20), hot ? 1024 : long.MaxValue);

    /// <summary>How the log is opened: 40 % of memory at most, no checkpoint of its own accord, spill beside the data.</summary>
    internal DuckOptions LogOptions() => new()
    {
        MemoryLimit = $"{MemoryLimitMiB(hot: false)}MiB",
        Threads = Environment.ProcessorCount,
        TempDirectory = Spill,
        CheckpointThreshold = "1GiB",
        StorageVersion = "v1.2.0",
        Attachable = [UnderstandingFile],
    };
}

/// <summary>Where the server that holds a data folder answers, and the token that verbs of the same person may use.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Url">Base address on this machine.</param>
/// <param name="Token">Secret of this run; the file is readable by its owner alone.</param>
public sealed record RunningServer(int Pid, string Url, string Token)
{
    /// <summary>The server that says it holds the folder; null when none does.</summary>
    public static RunningServer? Find(string folder)
    {
        try
        {
            using var stream = File.OpenRead(FileIn(folder));
            return JsonSerializer.Deserialize<RunningServer>(stream);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static string FileIn(string folder) => System.IO.Path.Combine(folder, "server.json");
}

/// <summary>Another process has the data folder open.</summary>
public sealed class DataFolderInUseException(string path, RunningServer? server) : IOException(
    server is null
        ? $"{path} is in use by another Throughline process. Stop it first, or name another folder with --data."
        : $"{path} is in use by the Throughline server at {server.Url} (process {server.Pid}). Use that one, stop it, or name another folder with --data.")
{
    /// <summary>The server that holds it; null when another verb does.</summary>
    public RunningServer? Server { get; } = server;
}
