using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;
using Throughline.Profiles.Identity;
using Throughline.Profiles.Reading;

namespace Throughline.Profiles.Search;

/// <summary>A profile that a search found.</summary>
/// <param name="Profile">Its number.</param>
/// <param name="By"><c>identifier</c> or <c>name</c>.</param>
/// <param name="Value">What was found, as a source wrote it.</param>
/// <param name="Score">1 for the same, less for a beginning or a likeness.</param>
public sealed record ProfileHit(int Profile, string By, string Value, double Score);

/// <summary>
/// The door to finding customers: by any identifier, whole or its beginning, and by a name in any script; or all of them, those with most
/// signals first. Nothing is found by what may not be seen.
/// </summary>
public sealed class ProfileSearch(SignalLog log, KeyStore keys, NameBook names)
{
    /// <summary>Most profiles that a search gives.</summary>
    public const int Most = 200;

    const int ShortestBeginning = 2;
    const int LookedInside = 300_000;
    const int MostNamespaces = 64;

    readonly ProfileRanking _ranking = new(log, keys);

    /// <summary>A page of all profiles, those with most signals first, and how many there are.</summary>
    /// <param name="after">Signals and number of the last profile of the page before; null for the first page.</param>
    /// <param name="take">Most profiles.</param>
    /// <param name="catalogue">The sources.</param>
    /// <param name="asking">Who asks.</param>
    public (IReadOnlyList<(int Profile, long Signals)> Page, int Total) List((long Signals, int Profile)? after, int take, CatalogueContents catalogue, Asking asking)
    {
        var all = _ranking.Read(catalogue, asking);
        var from = after is not { } place ? 0 : First(all, one => one.Signals < place.Signals || (one.Signals == place.Signals && one.Profile > place.Profile));
        return ([.. all.Skip(from).Take(take).Select(one => (one.Profile, one.Signals))], all.Count);
    }

    /// <summary>Signals of the log that came since what is listed, or since the names that are searched.</summary>
    /// <param name="byName">True for the names.</param>
    public long Behind(bool byName) => Math.Max(0, log.Head - (byName ? names.Reached : names.RecordsReached()));

    /// <summary>What is found: an exact identifier first, then those that begin so, then names, the most alike first.</summary>
    /// <param name="text">A part of an identifier, or a name in any script; not empty.</param>
    /// <param name="catalogue">What the attributes mean.</param>
    /// <param name="asking">Who asks.</param>
    public IReadOnlyList<ProfileHit> Find(string text, CatalogueContents catalogue, Asking asking)
    {
        text = text.Trim();
        var alike = text.Length > 1 && text.Any(char.IsLetter) ? names.Search(text, Most) : [];
        return keys.Read(connection =>
        {
            using var oneMoment = connection.BeginTransaction(deferred: true);
            var found = new Dictionary<int, ProfileHit>();
            foreach (var hit in Exact(connection, text, asking).Concat(text.Length < ShortestBeginning ? [] : Beginning(connection, text, asking))
                .Concat(Named(connection, alike, catalogue, asking)))
            {
                if (found.Count < Most)
                {
                    found.TryAdd(hit.Profile, hit);
                }
            }

            if (found.Count == 0 && text.Length > ShortestBeginning)
            {
                foreach (var hit in Inside(connection, text, asking))
                {
                    found.TryAdd(hit.Profile, hit);
                }
            }

            return found.Values.ToList();
        });
    }

    static List<ProfileHit> Exact(SqliteConnection connection, string text, Asking asking) => [.. Forms(connection, text).SelectMany(form => Bearers(connection, """
            SELECT i.identifier, r.profile, r.source_id FROM profiles_identifier i JOIN profiles_record r ON r.id = i.record
            WHERE i.folded = @from ORDER BY i.signals DESC, r.profile LIMIT @most
            """, form, "", asking)).Select(one => new ProfileHit(one.Profile, "identifier", one.Identifier, 1))];

    static List<ProfileHit> Beginning(SqliteConnection connection, string text, Asking asking) => [.. Forms(connection, text).SelectMany(form => Bearers(connection, """
            SELECT i.identifier, r.profile, r.source_id FROM profiles_identifier i JOIN profiles_record r ON r.id = i.record
            WHERE i.folded >= @from AND i.folded < @to ORDER BY i.folded, r.profile LIMIT @most
            """, form, form + "\U0010FFFF", asking))
        .Select(one => new ProfileHit(one.Profile, "identifier", one.Identifier, Math.Min(0.99, 0.5 + (0.5 * text.Length / one.Identifier.Length))))
        .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Value, StringComparer.Ordinal)];

    static List<ProfileHit> Inside(SqliteConnection connection, string text, Asking asking) => [.. Bearers(connection, $"""
            SELECT i.identifier, r.profile, r.source_id FROM (SELECT identifier, folded, record FROM profiles_identifier LIMIT {LookedInside}) i
            JOIN profiles_record r ON r.id = i.record WHERE instr(i.folded, @from) > 0 ORDER BY i.folded, r.profile LIMIT @most
            """, IdentifierFold.Of(text), "", asking).Select(one => new ProfileHit(one.Profile, "identifier", one.Identifier, 0.5))];

    static List<(string Identifier, int Profile)> Bearers(SqliteConnection connection, string sql, string from, string to, Asking asking) => [.. connection.All(
            sql, r => (Identifier: r.GetString(0), Profile: r.GetInt32(1), Source: r.GetInt32(2)), ("@from", from), ("@to", to), ("@most", Most))
        .Where(one => asking.Takes(one.Source, Part.Customer)).Select(one => (one.Identifier, one.Profile))];

    /// <summary>The text as it would stand in the column: with its own namespace, or with each that there is.</summary>
    static List<string> Forms(SqliteConnection connection, string text)
    {
        var forms = new List<string> { IdentifierFold.Of(text) };
        for (var (after, count) = ("", 0); count < MostNamespaces; count++)
        {
            if (connection.One("SELECT folded FROM profiles_identifier WHERE folded > @after ORDER BY folded LIMIT 1", r => r.GetString(0), ("@after", after)) is not { } next
                || next.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
            {
                break;
            }

            forms.Add(IdentifierFold.Of(next[..(colon + 1)] + text));
            after = next[..colon] + ";"; // the sign after the colon
        }

        return [.. forms.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Names that were found, as far as a record holds them now in values that may be seen.</summary>
    static List<ProfileHit> Named(SqliteConnection connection, IReadOnlyList<NameFound> alike, CatalogueContents catalogue, Asking asking)
    {
        List<int> numbers = [.. alike.SelectMany(found => found.Records).Distinct().Take(10 * Most)];
        if (numbers.Count == 0)
        {
            return [];
        }

        var fields = NameBook.FieldsOf(catalogue);
        var records = connection.All("SELECT id, source_id, profile, signals FROM profiles_record WHERE id IN (SELECT value FROM json_each(@records))",
                r => (Record: r.GetInt32(0), Source: r.GetInt32(1), Profile: r.GetInt32(2), Signals: r.GetInt64(3)), ("@records", ProfileRows.Json(numbers)))
            .Where(one => asking.Takes(one.Source, Part.Customer)).ToDictionary(one => one.Record);
        var held = connection.All("""
                SELECT record, attribute_id, value FROM profiles_value WHERE record IN (SELECT value FROM json_each(@records))
                AND attribute_id IN (SELECT value FROM json_each(@attributes)) ORDER BY record, last_at DESC, value
                """, r => (Record: r.GetInt32(0), Attribute: r.GetInt32(1), Value: r.GetString(2)),
                ("@records", ProfileRows.Json(records.Keys)), ("@attributes", ProfileRows.Json(fields.Keys)))
            .Where(one => asking.Takes(records[one.Record].Source, Part.Of(catalogue.FindAttribute(one.Attribute)!)))
            .ToLookup(one => one.Record, one => (fields[one.Attribute], one.Value));
        var wholes = held.ToDictionary(one => one.Key, one => NameBook.Names([.. one]));
        return
        [
            .. alike.SelectMany(found => found.Records.Where(wholes.ContainsKey).Select(record => (found, Record: records[record],
                    Whole: wholes[record].FirstOrDefault(whole => whole == found.Name || whole.Split(' ').Contains(found.Name)))))
                .Where(one => one.Whole is not null)
                .OrderByDescending(one => one.found.Score).ThenByDescending(one => one.Record.Signals).ThenBy(one => one.Record.Profile)
                .Select(one => new ProfileHit(one.Record.Profile, "name", one.Whole!, Math.Round(one.found.Score, 3))),
        ];
    }

    static int First(IReadOnlyList<RankedProfile> all, Func<RankedProfile, bool> isAfter)
    {
        var (low, high) = (0, all.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = isAfter(all[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
