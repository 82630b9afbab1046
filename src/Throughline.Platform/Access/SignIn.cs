using System.Globalization;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Access;

/// <summary>Who may use this installation: one-time codes, passwords, sessions. Every secret is stored as a hash.</summary>
public sealed class SignIn(KeyStore keys, TimeProvider time)
{
    /// <summary>How long a session lasts after it was opened.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromDays(30);

    /// <summary>How long a one-time code can be used.</summary>
    public static readonly TimeSpan CodeLife = TimeSpan.FromHours(24);

    /// <summary>Tables in <c>keys.db</c>.</summary>
    public static IEnumerable<Migration> Migrations =>
    [
        new("platform_access", 1, """
            CREATE TABLE platform_user (
                id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, password TEXT, roles TEXT NOT NULL) STRICT;
            INSERT INTO platform_user (name, roles) VALUES ('admin', 'Analyst Agent Manager Engineer PrivacyOfficer');
            CREATE TABLE platform_code (hash TEXT PRIMARY KEY, user_id INTEGER NOT NULL, expires_at TEXT NOT NULL) STRICT;
            CREATE TABLE platform_session (hash TEXT PRIMARY KEY, user_id INTEGER NOT NULL, expires_at TEXT NOT NULL) STRICT;
            CREATE TABLE platform_failure (name TEXT NOT NULL, at TEXT NOT NULL) STRICT;
            CREATE TABLE platform_key (
                id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, source TEXT, hash TEXT NOT NULL UNIQUE,
                created_at TEXT NOT NULL, last_used_at TEXT, revoked_at TEXT) STRICT;
            """),
    ];

    /// <summary>A new one-time code for the administrator; earlier ones stop working.</summary>
    public string NewCode()
    {
        var code = Secret.New("");
        keys.Write(connection =>
        {
            connection.Run("DELETE FROM platform_code");
            connection.Run("INSERT INTO platform_code (hash, user_id, expires_at) VALUES (@hash, 1, @expires)",
                ("@hash", Secret.Hash(code)), ("@expires", Text(Now + CodeLife)));
        });
        return code;
    }

    /// <summary>Uses up a one-time code; the token of the new session, or null when the code is unknown, used or too old.</summary>
    public string? WithCode(string code) => keys.Write(connection =>
    {
        var user = connection.One("SELECT user_id FROM platform_code WHERE hash = @hash AND expires_at > @now",
            r => (int?)r.GetInt32(0), ("@hash", Secret.Hash(code)), ("@now", Text(Now)));
        if (user is null)
        {
            return null;
        }

        connection.Run("DELETE FROM platform_code WHERE hash = @hash", ("@hash", Secret.Hash(code)));
        return OpenSession(connection, user.Value);
    });

    /// <summary>The token of a new session, or null when name and password do not fit or were wrong too often (10 in 15 minutes).</summary>
    public string? WithPassword(string name, string password)
    {
        var since = Text(Now - TimeSpan.FromMinutes(15));
        var (user, stored, failures) = keys.Read(connection => (
            connection.One("SELECT id FROM platform_user WHERE name = @name", r => (int?)r.GetInt32(0), ("@name", name)),
            connection.One("SELECT password FROM platform_user WHERE name = @name", r => r.TextOrNull(0), ("@name", name)),
            connection.One("SELECT count(*) FROM platform_failure WHERE name = @name AND at > @since", r => r.GetInt32(0),
                ("@name", name), ("@since", since))));
        if (user is null || stored is null || failures >= 10 || !Secret.Matches(password, stored))
        {
            keys.Write(connection =>
            {
                connection.Run("DELETE FROM platform_failure WHERE at <= @since", ("@since", since));
                connection.Run("INSERT INTO platform_failure (name, at) VALUES (@name, @now)", ("@name", name), ("@now", Text(Now)));
            });
            return null;
        }

        return keys.Write(connection => OpenSession(connection, user.Value));
    }

    /// <summary>The user of a session; null when it is unknown or over.</summary>
    public SignedIn? Find(string token) => keys.Read(connection => connection.One("""
        SELECT u.id, u.name, u.roles, u.password IS NOT NULL FROM platform_session s JOIN platform_user u ON u.id = s.user_id
        WHERE s.hash = @hash AND s.expires_at > @now
        """, r => new SignedIn(r.GetInt32(0), r.GetString(1), r.GetString(2).Split(' '), r.GetBoolean(3)),
        ("@hash", Secret.Hash(token)), ("@now", Text(Now))));

    /// <summary>Ends a session.</summary>
    public void End(string token) =>
        keys.Write(connection => connection.Run("DELETE FROM platform_session WHERE hash = @hash", ("@hash", Secret.Hash(token))));

    /// <summary>Sets a user's password and ends the sessions of that user but the one given.</summary>
    /// <exception cref="ArgumentException">Shorter than 10 characters.</exception>
    public void SetPassword(int userId, string password, string keepSession)
    {
        if (password.Length < 10)
        {
            throw new ArgumentException("A password has at least 10 characters.", nameof(password));
        }

        var hash = Secret.HashPassword(password);
        keys.Write(connection =>
        {
            connection.Run("UPDATE platform_user SET password = @password WHERE id = @id", ("@password", hash), ("@id", userId));
            connection.Run("DELETE FROM platform_session WHERE user_id = @id AND hash <> @keep",
                ("@id", userId), ("@keep", Secret.Hash(keepSession)));
        });
    }

    /// <summary>True when the administrator has a password, so that no one-time code is needed at a start.</summary>
    public bool HasPassword => keys.Read(connection =>
        connection.One("SELECT password IS NOT NULL FROM platform_user WHERE id = 1", r => r.GetBoolean(0)));

    DateTime Now => time.GetUtcNow().UtcDateTime;

    internal static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    string OpenSession(Microsoft.Data.Sqlite.SqliteConnection connection, int userId)
    {
        var token = Secret.New("");
        connection.Run("DELETE FROM platform_session WHERE expires_at <= @now", ("@now", Text(Now)));
        connection.Run("INSERT INTO platform_session (hash, user_id, expires_at) VALUES (@hash, @user, @expires)",
            ("@hash", Secret.Hash(token)), ("@user", userId), ("@expires", Text(Now + SessionLife)));
        return token;
    }
}

/// <summary>A user with an open session.</summary>
public sealed record SignedIn(int Id, string Name, IReadOnlyList<string> Roles, bool HasPassword)
{
    /// <summary>Whoever may run programs beside the data: no user, and trusted as an engineer.</summary>
    public static SignedIn ThisMachine { get; } = new(0, "this machine", ["Engineer"], HasPassword: false);
}
