using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Profiles.Consents;

namespace Throughline.Profiles.Reading;

/// <summary>What is known of the person who is behind a signal, for those who must ask before they use their words: consents, and what has to be taken out.</summary>
public sealed class PersonBook(KeyStore keys, SignalLog log, ConsentLedger consents)
{
    /// <summary>Number of the signal up to which persons are known; 0 while it is being decided whose records are one person's.</summary>
    public long KnownUpTo() => keys.Read(connection => connection.One("""
        SELECT CASE WHEN EXISTS (SELECT 1 FROM profiles_waiting) THEN 0 ELSE (SELECT min(seq) FROM (
            SELECT coalesce(max(seq), 0) AS seq FROM platform_watermark WHERE follower = 'profiles_records'
            UNION ALL SELECT coalesce(max(seq), 0) FROM platform_watermark WHERE follower = 'consents')) END
        """, r => r.GetInt64(0)));

    /// <summary>A number that grows with every word on a consent, and with every change of who is one person.</summary>
    public long ConsentsChanged() => consents.Last() + keys.Read(connection => connection.One("SELECT coalesce(max(seq), 0) FROM platform_fact", r => r.GetInt64(0)));

    /// <summary>
    /// The last word on a purpose of the person whose signal it is, said under any of their identifiers; null when they said nothing. A yes under an identifier
    /// that others bear too is nobody's yes; a no is.
    /// </summary>
    /// <param name="source">The signal's source.</param>
    /// <param name="customer">Its customer as the log names them.</param>
    /// <param name="identifiers">All identifiers on it.</param>
    /// <param name="purpose">The purpose.</param>
    public bool? Consent(int source, string customer, IReadOnlyList<string> identifiers, string purpose) => keys.Read<bool?>(connection =>
    {
        var profile = ProfileOf(connection, source, customer);
        var records = profile is { } one ? ProfileRows.Records(connection, [one]) : [];
        HashSet<string> subjects = [.. identifiers, .. ProfileRows.Identifiers(connection, records.Select(record => record.Number)).Select(row => row.Identifier)];
        return ProfileRows.Consents(connection, subjects).FirstOrDefault(entry => entry.Purpose == purpose) is not { } last ? null
            : last.Given && ProfileRows.Shared(connection, profile ?? -1, [last.Subject]).Count > 0 ? null
            : last.Given;
    });

    /// <summary>What is held of who a person is; names are told apart.</summary>
    public IReadOnlyList<(string Value, bool IsName)> Known(int source, string customer)
    {
        var identity = log.Catalogue.Contents.Attributes.Where(attribute => attribute.Kind == AttributeKind.Identity).ToDictionary(attribute => attribute.Id);
        return keys.Read<IReadOnlyList<(string, bool)>>(connection =>
        {
            if (ProfileOf(connection, source, customer) is not { } profile)
            {
                return [];
            }

            var records = ProfileRows.Records(connection, [profile]).ToDictionary(record => record.Number);
            return [.. ProfileRows.Claims(connection, records, identity.Keys).Select(one => (one.Claim.Value, ProfileBook.IsName(identity[one.AttributeId]))).Distinct()];
        });
    }

    static int? ProfileOf(Microsoft.Data.Sqlite.SqliteConnection connection, int source, string customer) => connection.All(
        "SELECT profile FROM profiles_record WHERE source_id = @source AND customer = @customer", r => r.GetInt32(0), ("@source", source), ("@customer", customer)) is [var profile] ? profile : null;
}
