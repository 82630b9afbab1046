using System.Security.Cryptography;
using System.Text.Json;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Uploads;

/// <summary>A file that was given to us and is a table.</summary>
/// <param name="Id">Its own id.</param>
/// <param name="Name">Name that the person gave it.</param>
/// <param name="Digest">SHA-256 of its bytes; the same file twice is kept once.</param>
/// <param name="RowsSampled">Rows that were read to see whether it can be read.</param>
/// <param name="File">What it was recognised as.</param>
public sealed record Upload(string Id, string Name, string Digest, int RowsSampled, TableFile File);

/// <summary>Keeps files in the data folder, named by their digest, so that a mapping can run on history again.</summary>
public sealed class UploadStore(KeyStore keys, DataFolder folder, TimeProvider time)
{
    const int FirstLook = 5_000;

    readonly Lock _turn = new();

    internal static readonly Migration Migration = new("listening_upload", 1, """
        CREATE TABLE listening_upload (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, rows_sampled INTEGER NOT NULL,
            recognised TEXT NOT NULL, uploaded_at TEXT NOT NULL) STRICT
        """);

    /// <summary>Takes a file in. Exactly one of the two is given; a file that cannot be read is not kept.</summary>
    public async Task<(Upload? Upload, FileProblem? Problem)> AddAsync(Stream body, string name, CancellationToken cancellation)
    {
        var part = Path.Combine(folder.Files, $"{Guid.NewGuid():N}.part");
        try
        {
            var digest = await SaveAsync(body, part, cancellation);
            var (file, problem) = TableFile.Recognise(part, name);
            var sampled = 0;
            if (file is not null)
            {
                (sampled, problem) = Look(file);
            }

            if (problem is not null)
            {
                return (null, problem);
            }

            return (Keep(part, new Upload(Guid.NewGuid().ToString("N"), name, digest, sampled, file! with { Path = PathOf(digest) })), null);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>
    /// Removes files that no import needs and that nobody has given again within the time, and parts that an end of the program left;
    /// files removed. Imports that are done or under way need theirs.
    /// </summary>
    public int Sweep(TimeSpan unused)
    {
        lock (_turn)
        {
            var limit = time.GetUtcNow() - unused;
            var gone = keys.Write(connection =>
            {
                const string Unused = """
                    digest NOT IN (SELECT digest FROM listening_import WHERE state <= 3)
                        AND digest NOT IN (SELECT digest FROM listening_upload WHERE uploaded_at >= @limit)
                    """;
                var digests = connection.All($"SELECT DISTINCT digest FROM listening_upload WHERE {Unused}", r => r.GetString(0), ("@limit", limit.ToString("O")));
                connection.Run($"DELETE FROM listening_upload WHERE {Unused}", ("@limit", limit.ToString("O")));
                return digests;
            });
            var files = gone.Select(PathOf).Where(File.Exists)
                .Concat(Directory.EnumerateFiles(folder.Files, "*.part").Where(part => File.GetLastWriteTimeUtc(part) < limit.UtcDateTime))
                .ToList();
            files.ForEach(File.Delete);
            return files.Count;
        }
    }

    /// <summary>The upload; null when there is none of that id or its file is gone.</summary>
    public Upload? Find(string id) => Where("id = @key ", id);

    /// <summary>The newest upload of a file; null when it is gone.</summary>
    public Upload? FindFile(string digest) => Where("digest = @key ", digest);

    Upload? Where(string condition, string key)
    {
        var found = keys.Read(connection => connection.One(
            $"SELECT id, name, digest, rows_sampled, recognised FROM listening_upload WHERE {condition} ORDER BY uploaded_at DESC LIMIT 1",
            r => new Upload(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt32(3),
                JsonSerializer.Deserialize<TableFile>(r.GetString(4), Mapping.Json)! with { Path = PathOf(r.GetString(2)) }),
            ("@key", key)));
        return found is not null && File.Exists(found.File.Path) ? found : null;
    }

    Upload Keep(string part, Upload upload)
    {
        lock (_turn)
        {
            if (!File.Exists(upload.File.Path))
            {
                File.Move(part, upload.File.Path);
            }

            keys.Write(connection => connection.Run("""
                INSERT INTO listening_upload (id, name, digest, rows_sampled, recognised, uploaded_at)
                VALUES (@id, @name, @digest, @sampled, @recognised, @now)
                """,
                ("@id", upload.Id), ("@name", upload.Name), ("@digest", upload.Digest), ("@sampled", upload.RowsSampled),
                ("@recognised", JsonSerializer.Serialize(upload.File with { Path = "" }, Mapping.Json)),
                ("@now", time.GetUtcNow().ToString("O"))));
            return upload;
        }
    }

    string PathOf(string digest) => Path.Combine(folder.Files, digest);

    static async Task<string> SaveAsync(Stream body, string path, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, useAsync: true);
        var buffer = new byte[256 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    static (int Rows, FileProblem? Problem) Look(TableFile file)
    {
        using var table = file.Open();
        var rows = 0;
        while (rows < FirstLook && table.Read())
        {
            rows++;
        }

        return (rows, table.Problem ?? (rows == 0 ? FileProblems.HeaderOnly() : null));
    }
}
