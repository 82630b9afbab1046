using System.Globalization;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Attributes;

/// <summary>How much each source is trusted where sources say different things; equally, until somebody says otherwise.</summary>
public sealed class SourceTrust(KeyStore keys, TimeProvider time)
{
    internal static readonly Migration Migration = new("profiles_trust", 1, """
        CREATE TABLE profiles_trust (source_id INTEGER PRIMARY KEY, trust REAL NOT NULL, by TEXT, at TEXT NOT NULL) STRICT
        """);

    volatile IReadOnlyDictionary<int, double>? _known;

    /// <summary>What a source is trusted when nobody has said.</summary>
    public const double Usual = Survivorship.UsualTrust;

    /// <summary>Trust in a source, above 0 to 1.</summary>
    public double Of(int sourceId) => (_known ??= Read()).GetValueOrDefault(sourceId, Usual);

    /// <summary>Says how much a source is trusted.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="trust">Above 0 to 1.</param>
    /// <param name="by">Who says so.</param>
    public void Set(int sourceId, double trust, string? by)
    {
        keys.Write(connection => connection.Run("""
            INSERT INTO profiles_trust (source_id, trust, by, at) VALUES (@source, @trust, @by, @at)
            ON CONFLICT DO UPDATE SET trust = excluded.trust, by = excluded.by, at = excluded.at
            """, ("@source", sourceId), ("@trust", trust), ("@by", by), ("@at", time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture))));
        _known = null;
    }

    Dictionary<int, double> Read() => keys.Read(connection => connection.All(
        "SELECT source_id, trust FROM profiles_trust", r => (r.GetInt32(0), r.GetDouble(1)))).ToDictionary();
}
