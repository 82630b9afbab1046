using Microsoft.Data.Sqlite;
using Throughline.Matching.Protection;
using Throughline.Platform.Facts;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Protection;

/// <summary>The policies of identifiers that hold now. Every change is a version that is kept, and a fact.</summary>
public sealed class ProtectionPolicies(KeyStore keys, FactLog facts, TimeProvider time)
{
    /// <summary>Kind of the fact that the policies changed; its body is <c>{"version":2}</c>.</summary>
    public const string Changed = "policy_changed";

    /// <summary>Subject of that fact.</summary>
    public const string Subject = "identifier_policies";

    internal static readonly Migration Migration = new("profiles_protection", 1, """
        CREATE TABLE profiles_policy (version INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, by TEXT NOT NULL, policies TEXT NOT NULL) STRICT;
        """);

    readonly Lock _turn = new();
    volatile PolicyVersion? _now;

    /// <summary>What holds now: what was last put, or the defaults as version 0.</summary>
    public PolicyVersion Now => _now ??= keys.Read(Newest) ?? new PolicyVersion(0, IdentifierPolicies.Default, null, null);

    /// <summary>Puts other policies in their place. The same list again changes nothing.</summary>
    /// <param name="policies">All of them.</param>
    /// <param name="by">Who says so.</param>
    public PolicyVersion Put(IdentifierPolicies policies, string by)
    {
        lock (_turn)
        {
            var json = policies.ToJson();
            if (json == Now.Policies.ToJson())
            {
                return Now;
            }

            _now = keys.Write(connection =>
            {
                var version = connection.One("INSERT INTO profiles_policy (at, by, policies) VALUES (@at, @by, @policies) RETURNING version",
                    r => r.GetInt32(0), ("@at", time.GetUtcNow().UtcDateTime.ToString("O")), ("@by", by), ("@policies", json));
                using var writer = facts.Write(connection);
                writer.Add(Changed, by, $$"""{"version":{{version}}}""", Subject);
                return Newest(connection);
            });
            return _now!;
        }
    }

    static PolicyVersion? Newest(SqliteConnection connection) => connection.One(
        "SELECT version, policies, at, by FROM profiles_policy ORDER BY version DESC LIMIT 1",
        r => new PolicyVersion(r.GetInt32(0), Read(r.GetString(1)), r.GetString(2), r.GetString(3)));

    /// <summary>What an older version of the program wrote and this one does not take gives way to the defaults.</summary>
    static IdentifierPolicies Read(string json) => IdentifierPolicies.FromJson(json, out _) ?? IdentifierPolicies.Default;
}

/// <summary>Policies as they hold from some time on.</summary>
/// <param name="Version">Number of the change; 0 for the defaults.</param>
/// <param name="Policies">The policies.</param>
/// <param name="At">Since when, UTC; null for the defaults.</param>
/// <param name="By">Who said so; null for the defaults.</param>
public sealed record PolicyVersion(int Version, IdentifierPolicies Policies, string? At, string? By);
