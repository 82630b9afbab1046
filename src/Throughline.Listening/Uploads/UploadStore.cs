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

            var kept = PathOf(digest);
            if (!File.Exists(kept))
            {
                File.Move(part, kept);
            }

            var upload = new Upload(Guid.NewGuid().ToString("N"), name, digest, sampled, file! with { Path = kept });
            keys.Write(connection => connection.Run("""
                INSERT INTO listening_upload (id, name, digest, rows_sampled, recognised, uploaded_at)
                VALUES (@id, @name, @digest, @sampled, @recognised, @now)
                """,
                ("@id", upload.Id), ("@name", name), ("@digest", digest), ("@sampled", sampled),
                ("@recognised", JsonSerializer.Serialize(file with { Path = "" }, Mapping.Json)),
                ("@now", time.GetUtcNow().ToString("O"))));
            return (upload, null);
        }
        finally
        {
            File.Delete(part);
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
