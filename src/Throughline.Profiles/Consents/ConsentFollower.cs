using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Consents;

/// <summary>
/// Reads consents from the log: the categories that a client's consent object names (<c>context.consent.categoryPreferences</c>), and the
/// Global Privacy Control header, which opts out and never in. Both hold for every identifier that the signal bears; a signal that says
/// nothing changes nothing.
/// </summary>
public sealed class ConsentFollower : Follower
{
    /// <summary>What the Global Privacy Control opts out of.</summary>
    public static IReadOnlyList<string> ControlledPurposes { get; } = ["sale", "sharing", "cross_context_advertising"];

    /// <inheritdoc/>
    public override string Name => "consents";

    /// <inheritdoc/>
    public override object Read(DuckConnection log, LogStretch stretch)
    {
        var found = new List<ConsentEntry>();
        ReadPreferences(log, stretch, found);
        ReadControl(log, stretch, found);
        return found;
    }

    /// <inheritdoc/>
    public override void Write(SqliteConnection keys, object read)
    {
        foreach (var entry in (List<ConsentEntry>)read)
        {
            ConsentLedger.Add(keys, entry);
        }
    }

    /// <inheritdoc/>
    public override void Clear(SqliteConnection keys) => keys.Run("DELETE FROM profiles_consent WHERE kind <> 'statement'");

    static void ReadPreferences(DuckConnection log, LogStretch stretch, List<ConsentEntry> found)
    {
        using var reader = log.Query("""
            SELECT id, source_id, occurred_at, customer, identifiers, rest FROM signal
            WHERE seq > $after AND seq <= $upto AND contains(rest, 'categoryPreferences') AND customer IS NOT NULL ORDER BY seq
            """, ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            var evidence = $"signal {reader.GetGuid(0):N}, context.consent.categoryPreferences";
            foreach (var (category, given) in Preferences(reader.GetString(5)))
            {
                found.AddRange(Subjects(reader.GetString(3), reader.IsNull(4) ? null : reader.GetString(4)).Select(subject =>
                    new ConsentEntry(subject, Slug(category), given, Utc(reader.GetDateTime(2)), "signal", evidence, reader.GetInt32(1))));
            }
        }
    }

    static void ReadControl(DuckConnection log, LogStretch stretch, List<ConsentEntry> found)
    {
        using var reader = log.Query($"""
            SELECT arg_min(id, seq), source_id, min(occurred_at), customer, identifiers FROM signal
            WHERE seq > $after AND seq <= $upto AND warnings & {(int)SignalWarnings.PrivacyControl} <> 0 AND customer IS NOT NULL
            GROUP BY source_id, customer, identifiers ORDER BY min(seq)
            """, ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            var evidence = $"signal {reader.GetGuid(0):N}, header Sec-GPC: 1";
            foreach (var subject in Subjects(reader.GetString(3), reader.IsNull(4) ? null : reader.GetString(4)))
            {
                found.AddRange(ControlledPurposes.Select(purpose =>
                    new ConsentEntry(subject, purpose, false, Utc(reader.GetDateTime(2)), "gpc", evidence, reader.GetInt32(1))));
            }
        }
    }

    /// <summary>The categories with a plain yes or no; anything else is no word.</summary>
    internal static IEnumerable<(string Category, bool Given)> Preferences(string rest)
    {
        using var json = JsonDocument.Parse(rest, new JsonDocumentOptions { MaxDepth = 128 });
        var at = json.RootElement;
        foreach (var name in new[] { "context", "consent", "categoryPreferences" })
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return [];
            }
        }

        return at.ValueKind != JsonValueKind.Object ? []
            : [.. at.EnumerateObject().Where(one => one.Value.ValueKind is JsonValueKind.True or JsonValueKind.False && Slug(one.Name).Length > 0)
                .Select(one => (one.Name, one.Value.GetBoolean()))];
    }

    static List<string> Subjects(string customer, string? identifiers) =>
        identifiers is null ? [customer] : JsonSerializer.Deserialize<List<string>>(identifiers) ?? [customer];

    /// <summary>A category as a purpose's name: small letters and digits, anything else an underscore.</summary>
    static string Slug(string category)
    {
        var slug = new StringBuilder(category.Length);
        foreach (var letter in category.Trim().ToLowerInvariant())
        {
            _ = slug.Append(char.IsLetterOrDigit(letter) ? letter : '_');
        }

        return slug.Length > 64 ? slug.ToString(0, 64) : slug.ToString();
    }

    static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
