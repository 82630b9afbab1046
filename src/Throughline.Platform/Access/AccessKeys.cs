using Throughline.Platform.Storage;

namespace Throughline.Platform.Access;

/// <summary>Keys for programs: write keys that may only write to one source, administrator tokens that may do everything.</summary>
public sealed class AccessKeys(KeyStore keys, TimeProvider time)
{
    /// <summary>Makes a key; the secret is shown now and never again.</summary>
    public (int Id, string Secret) Create(string kind, string name, string? source)
    {
        if (kind is not ("write" or "admin"))
        {
            throw new ArgumentException($"A key is \"write\" or \"admin\", not \"{kind}\".", nameof(kind));
        }

        var secret = Secret.New(kind == "write" ? "tlw_" : "tla_");
        var id = keys.Write(connection => connection.One("""
            INSERT INTO platform_key (kind, name, source, hash, created_at) VALUES (@kind, @name, @source, @hash, @now) RETURNING id
            """, r => r.GetInt32(0),
            ("@kind", kind), ("@name", name), ("@source", source), ("@hash", Secret.Hash(secret)), ("@now", Now)));
        return (id, secret);
    }

    /// <summary>The key of a secret; null when it is unknown or revoked. Notes the use at most once a minute.</summary>
    public AccessKey? Find(string secret)
    {
        var found = keys.Read(connection => connection.One(Select + " WHERE hash = @hash AND revoked_at IS NULL", Read,
            ("@hash", Secret.Hash(secret))));
        if (found is not null && (found.LastUsedAt is null || string.CompareOrdinal(found.LastUsedAt, MinuteAgo) < 0))
        {
            keys.Write(connection => connection.Run("UPDATE platform_key SET last_used_at = @now WHERE id = @id",
                ("@now", Now), ("@id", found.Id)));
        }

        return found;
    }

    /// <summary>All keys, the newest first, revoked ones included.</summary>
    public IReadOnlyList<AccessKey> List() => keys.Read(connection => connection.All(Select + " ORDER BY id DESC", Read));

    /// <summary>Stops a key for good; false when there is none of that id.</summary>
    public bool Revoke(int id) => keys.Write(connection => connection.Run(
        "UPDATE platform_key SET revoked_at = coalesce(revoked_at, @now) WHERE id = @id", ("@now", Now), ("@id", id))) > 0;

    const string Select = "SELECT id, kind, name, source, created_at, last_used_at, revoked_at FROM platform_key";

    string Now => SignIn.Text(time.GetUtcNow().UtcDateTime);

    string MinuteAgo => SignIn.Text(time.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(1));

    static AccessKey Read(Microsoft.Data.Sqlite.SqliteDataReader r) => new(
        r.GetInt32(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.GetString(4), r.TextOrNull(5), r.TextOrNull(6));
}

/// <summary>A key for a program, without its secret. Times are ISO 8601 in UTC.</summary>
public sealed record AccessKey(
    int Id, string Kind, string Name, string? Source, string CreatedAt, string? LastUsedAt, string? RevokedAt);
