using Throughline.Platform.Storage;

namespace Throughline.Platform.Access;

/// <summary>Keys for programs: write keys that may only write to one source, administrator tokens that may do everything.</summary>
public sealed class AccessKeys(KeyStore keys, TimeProvider time)
{
    /// <summary>Tables of the keys in <c>keys.db</c>.</summary>
    public static IEnumerable<Migration> Migrations =>
    [
        new("platform_key", 1, """
            ALTER TABLE platform_key ADD COLUMN origins TEXT NOT NULL DEFAULT '';
            ALTER TABLE platform_key ADD COLUMN per_second INTEGER;
            ALTER TABLE platform_key ADD COLUMN ends_at TEXT;
            """),
    ];

    readonly Lock _turn = new();
    volatile Dictionary<string, AccessKey>? _write; // by hash; made anew when a key changes, which only this process can do
    volatile Dictionary<string, AccessKey>? _stopped; // the same of those that were revoked

    /// <summary>Makes a key; the secret is shown now and never again.</summary>
    /// <param name="kind"><c>write</c> or <c>admin</c>.</param>
    /// <param name="name">Who or what uses it.</param>
    /// <param name="source">For a write key: the only source it may write to.</param>
    /// <param name="origins">Web pages it may be used from; empty for all.</param>
    /// <param name="perSecond">Most events a second; null for no cap.</param>
    public (int Id, string Secret) Create(string kind, string name, string? source, IReadOnlyList<string>? origins = null, int? perSecond = null)
    {
        if (kind is not ("write" or "admin"))
        {
            throw new ArgumentException($"A key is \"write\" or \"admin\", not \"{kind}\".", nameof(kind));
        }

        var secret = Secret.New(kind == "write" ? WritePrefix : "tla_");
        var id = keys.Write(connection => connection.One("""
            INSERT INTO platform_key (kind, name, source, hash, created_at, origins, per_second)
            VALUES (@kind, @name, @source, @hash, @now, @origins, @per_second) RETURNING id
            """, r => r.GetInt32(0),
            ("@kind", kind), ("@name", name), ("@source", source), ("@hash", Secret.Hash(secret)), ("@now", Now),
            ("@origins", string.Join(' ', origins ?? [])), ("@per_second", perSecond)));
        Forget();
        return (id, secret);
    }

    /// <summary>The key of a secret; null when it is unknown or revoked. Notes the use at most once a minute.</summary>
    public AccessKey? Find(string secret)
    {
        var found = keys.Read(connection => connection.One(Select + " WHERE hash = @hash AND revoked_at IS NULL", Read,
            ("@hash", Secret.Hash(secret))));
        if (found is not null && (found.LastUsedAt is null || string.CompareOrdinal(found.LastUsedAt, MinuteAgo) < 0))
        {
            NoteUse(found.Id);
        }

        return found;
    }

    /// <summary>The write key of a secret; null when it is none, unknown, ended or revoked. From memory: it is asked for every request.</summary>
    public AccessKey? FindWrite(string secret)
    {
        if (!secret.StartsWith(WritePrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var known = _write ?? LoadWrite();
        if (!known.TryGetValue(Secret.Hash(secret), out var key) || (key.EndsAt is not null && string.CompareOrdinal(key.EndsAt, Now) <= 0))
        {
            return null;
        }

        if (key.LastUsedAt is null || string.CompareOrdinal(key.LastUsedAt, MinuteAgo) < 0)
        {
            Use(key);
        }

        return key;
    }

    /// <summary>The write key of a secret that was revoked or has ended; null when it is unknown or works. From memory too: anyone may ask.</summary>
    public AccessKey? FindStopped(string secret)
    {
        if (!secret.StartsWith(WritePrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = Secret.Hash(secret);
        return (_stopped ?? LoadStopped()).GetValueOrDefault(hash)
            ?? ((_write ?? LoadWrite()).GetValueOrDefault(hash) is { EndsAt: { } ends } key && string.CompareOrdinal(ends, Now) <= 0 ? key : null);
    }

    /// <summary>A new key for the same source and with the same limits; the old one goes on until the given time.</summary>
    /// <returns>Null when there is no such write key.</returns>
    public (int Id, string Secret)? Rotate(int id, TimeSpan overlap)
    {
        if (List().FirstOrDefault(k => k.Id == id && k is { Kind: "write", RevokedAt: null }) is not { } old)
        {
            return null;
        }

        var made = Create(old.Kind, old.Name, old.Source, old.Origins, old.PerSecond);
        keys.Write(connection => connection.Run("UPDATE platform_key SET ends_at = @ends WHERE id = @id",
            ("@ends", SignIn.Text(time.GetUtcNow().UtcDateTime + overlap)), ("@id", id)));
        Forget();
        return made;
    }

    /// <summary>All keys, the newest first, revoked ones included.</summary>
    public IReadOnlyList<AccessKey> List() => keys.Read(connection => connection.All(Select + " ORDER BY id DESC", Read));

    /// <summary>Stops a key for good; false when there is none of that id.</summary>
    public bool Revoke(int id)
    {
        var found = keys.Write(connection => connection.Run(
            "UPDATE platform_key SET revoked_at = coalesce(revoked_at, @now) WHERE id = @id", ("@now", Now), ("@id", id))) > 0;
        Forget();
        return found;
    }

    const string WritePrefix = "tlw_";

    const string Select = "SELECT id, kind, name, source, created_at, last_used_at, revoked_at, origins, per_second, ends_at FROM platform_key";

    string Now => SignIn.Text(time.GetUtcNow().UtcDateTime);

    string MinuteAgo => SignIn.Text(time.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(1));

    void Forget()
    {
        lock (_turn)
        {
            (_write, _stopped) = (null, null);
        }
    }

    // Read and kept in one turn, so that a key that is stopped meanwhile does not come back.
    Dictionary<string, AccessKey> LoadWrite()
    {
        lock (_turn)
        {
            return _write ??= ByHash("revoked_at IS NULL");
        }
    }

    Dictionary<string, AccessKey> LoadStopped()
    {
        lock (_turn)
        {
            return _stopped ??= ByHash("revoked_at IS NOT NULL");
        }
    }

    Dictionary<string, AccessKey> ByHash(string which) => keys.Read(connection => connection.All(
            $"SELECT id, kind, name, source, created_at, last_used_at, revoked_at, origins, per_second, ends_at, hash FROM platform_key WHERE kind = 'write' AND {which}",
            r => (Hash: r.GetString(10), Key: Read(r))))
        .ToDictionary(k => k.Hash, k => k.Key, StringComparer.Ordinal);

    void Use(AccessKey key)
    {
        lock (_turn)
        {
            if (_write is { } known && known.FirstOrDefault(k => k.Value.Id == key.Id) is { Key: { } hash, Value: var now } && ReferenceEquals(now, key))
            {
                NoteUse(key.Id);
                _write = new Dictionary<string, AccessKey>(known, StringComparer.Ordinal) { [hash] = key with { LastUsedAt = Now } };
            }
        }
    }

    void NoteUse(int id)
    {
        try
        {
            keys.Write(connection => connection.Run("UPDATE platform_key SET last_used_at = @now WHERE id = @id", ("@now", Now), ("@id", id)));
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // A full disk is no reason to know a key no more: whoever may ask is answered, and told why nothing is taken in.
        }
    }

    static AccessKey Read(Microsoft.Data.Sqlite.SqliteDataReader r) => new(
        r.GetInt32(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.GetString(4), r.TextOrNull(5), r.TextOrNull(6),
        r.GetString(7).Split(' ', StringSplitOptions.RemoveEmptyEntries), r.IsDBNull(8) ? null : r.GetInt32(8), r.TextOrNull(9));
}

/// <summary>A key for a program, without its secret. Times are ISO 8601 in UTC.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>write</c> or <c>admin</c>.</param>
/// <param name="Name">Who or what uses it.</param>
/// <param name="Source">For a write key: the only source it may write to.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null for never.</param>
/// <param name="RevokedAt">When it was stopped; null while it works.</param>
/// <param name="Origins">Web pages it may be used from; empty for all.</param>
/// <param name="PerSecond">Most events a second; null for no cap.</param>
/// <param name="EndsAt">When it ends because a newer one took its place; null for never.</param>
public sealed record AccessKey(
    int Id, string Kind, string Name, string? Source, string CreatedAt, string? LastUsedAt, string? RevokedAt,
    IReadOnlyList<string> Origins, int? PerSecond, string? EndsAt);
