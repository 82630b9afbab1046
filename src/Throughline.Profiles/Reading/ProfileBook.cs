using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Matching.Records;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;
using Throughline.Profiles.Attributes;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Reading;

/// <summary>
/// The door to what is held of customers, as far as the register lets the use see it: records of sources whose identifiers have no purpose,
/// and values without one, are left out before anything is chosen or counted.
/// </summary>
public sealed class ProfileBook(KeyStore keys, SourceTrust trust)
{
    const int MostIdentifiers = 3;

    /// <summary>The living profile that an id or an identifier leads to; null when there is none.</summary>
    /// <param name="key"><c>P-…</c>, also a former one, or <c>namespace:value</c>, which must be borne by a record that may be seen.</param>
    /// <param name="asking">Who asks.</param>
    /// <exception cref="UseRefusedException">Only records that may not be seen bear the identifier.</exception>
    public int? Find(string key, Asking asking) => keys.Read(connection => ProfileId.TryParse(key, out var id)
        ? ProfileDirectory.Living(connection, id.Number)
        : NamedCustomer.IsMarked(key.Trim()) ? Named(connection, key.Trim(), asking)
        : Bearer(connection, "identifier", key.Trim(), asking) ?? Bearer(connection, "folded", IdentifierFold.Of(key), asking));

    /// <summary>Everything about one profile.</summary>
    /// <param name="profile">Its number; it lives.</param>
    /// <param name="catalogue">What the attributes mean.</param>
    /// <param name="asking">Who asks.</param>
    /// <exception cref="UseRefusedException">None of its records may be seen.</exception>
    public HeldProfile Read(int profile, CatalogueContents catalogue, Asking asking) => keys.Read(connection =>
    {
        using var oneMoment = connection.BeginTransaction(deferred: true);
        var records = Seen(ProfileRows.Records(connection, [profile]), asking);
        var byNumber = records.ToDictionary(record => record.Number);
        var borne = ProfileRows.Identifiers(connection, byNumber.Keys);
        var shared = ProfileRows.Shared(connection, profile, borne.Select(one => one.Identifier).Distinct(StringComparer.Ordinal));
        var identifiers = borne.GroupBy(one => one.Identifier, StringComparer.Ordinal).Select(same => new HeldIdentifier(
                same.Key, [.. same.Select(one => one.Record).Order()], shared.Contains(same.Key), same.Min(one => one.First), same.Max(one => one.Last), same.Sum(one => one.Signals)))
            .OrderByDescending(one => one.Signals).ThenBy(one => one.Identifier, StringComparer.Ordinal).ToList();
        var pins = PinBook.Of(connection, [.. byNumber.Keys]);
        var values = Choose(ProfileRows.Claims(connection, byNumber), catalogue, asking, attribute => pins.GetValueOrDefault(attribute)?.Value);
        return new HeldProfile(new ProfileId(profile),
            [.. ProfileDirectory.Former(connection, profile).Select(number => new ProfileId(number))],
            NameOf(values), records, identifiers, values, ProfileRows.Consents(connection, identifiers.Select(one => one.Identifier)));
    });

    /// <summary>Some profiles as a list shows them, in the order given; those of which nothing may be seen are missing.</summary>
    public IReadOnlyList<ListedProfile> List(IReadOnlyList<int> profiles, CatalogueContents catalogue, Asking asking) => keys.Read(connection =>
    {
        using var oneMoment = connection.BeginTransaction(deferred: true);
        var records = ProfileRows.Records(connection, profiles).Where(record => asking.Takes(record.SourceId, Part.Customer)).ToDictionary(record => record.Number);
        var identifiers = ProfileRows.Identifiers(connection, records.Keys).ToLookup(one => records[one.Record].Profile, one => one.Identifier);
        var names = ProfileRows.Claims(connection, records, [.. catalogue.Attributes.Where(IsName).Select(attribute => attribute.Id)])
            .ToLookup(one => records[one.Claim.Record].Profile);
        var of = records.Values.ToLookup(record => record.Profile);
        return profiles.Where(of.Contains).Select(profile => new ListedProfile(new ProfileId(profile),
            NameOf(Choose(names[profile], catalogue, asking, _ => null)),
            [.. identifiers[profile].Distinct(StringComparer.Ordinal).Take(MostIdentifiers)], [.. of[profile].OrderBy(record => record.Number)])).ToList();
    });

    /// <summary>Where the timeline of a profile is looked up: its records that may be seen.</summary>
    /// <exception cref="UseRefusedException">None of them may be seen.</exception>
    public IReadOnlyList<ProfileRecord> Records(int profile, Asking asking) =>
        keys.Read(connection => Seen(ProfileRows.Records(connection, [profile]), asking));

    /// <summary>What is thrown for an id that leads nowhere. It does not repeat what was asked for.</summary>
    public static NotFoundException Missing() => new("No customer has this id or identifier. Search for it under /profiles.", "no_customer");

    /// <summary>The profile of a customer whom sources know by an address and the name beside it.</summary>
    static int? Named(SqliteConnection connection, string customer, Asking asking) => Taken(connection.All(
        """
        SELECT r.profile, r.source_id FROM profiles_identifier i JOIN profiles_record r ON r.id = i.record
        WHERE i.identifier = @identifier AND r.customer = @customer ORDER BY r.signals DESC, r.profile
        """, r => (Profile: r.GetInt32(0), Source: r.GetInt32(1)), ("@identifier", NamedCustomer.IdentifierOf(customer)), ("@customer", customer)), asking);

    /// <summary>Of several profiles with one identifier, the one that bore it most.</summary>
    static int? Bearer(SqliteConnection connection, string column, string text, Asking asking)
    {
        return Taken(connection.All($"""
            SELECT r.profile, r.source_id FROM profiles_identifier i JOIN profiles_record r ON r.id = i.record WHERE i.{column} = @text
            ORDER BY sum(i.signals) OVER (PARTITION BY r.profile) DESC, r.profile
            """, r => (Profile: r.GetInt32(0), Source: r.GetInt32(1)), ("@text", text)), asking);
    }

    /// <summary>The first profile that may be seen; null when there is none at all.</summary>
    /// <exception cref="UseRefusedException">There are some, and none may be seen.</exception>
    static int? Taken(List<(int Profile, int Source)> bearers, Asking asking)
    {
        var seen = bearers.Where(one => asking.Takes(one.Source, Part.Customer)).ToList();
        if (bearers.Count > 0 && seen.Count == 0)
        {
            asking.Require(bearers[0].Source, Part.Customer);
        }

        return seen.Count == 0 ? null : seen[0].Profile;
    }

    static List<ProfileRecord> Seen(List<ProfileRecord> records, Asking asking)
    {
        var seen = records.Where(record => asking.Takes(record.SourceId, Part.Customer)).ToList();
        if (seen.Count == 0 && records.Count > 0)
        {
            asking.Require(records[0].SourceId, Part.Customer);
        }

        return seen;
    }

    List<ChosenValue> Choose(IEnumerable<(int AttributeId, Claim Claim)> claims, CatalogueContents catalogue, Asking asking, Func<int, string?> pinned)
    {
        var byAttribute = claims.ToLookup(one => one.AttributeId, one => one.Claim);
        return
        [
            .. catalogue.Attributes.Where(attribute => byAttribute.Contains(attribute.Id))
                .Select(attribute => (Attribute: attribute, Claims: byAttribute[attribute.Id].Where(claim => asking.Takes(claim.SourceId, Part.Of(attribute))).ToList()))
                .Where(one => one.Claims.Count > 0)
                .Select(one => new ChosenValue(one.Attribute, Survivorship.Choose(one.Attribute, one.Claims, trust.Of, pinned(one.Attribute.Id)))),
        ];
    }

    internal static bool IsName(AttributeName attribute) => attribute.Kind == AttributeKind.Identity
        && ValueForms.FieldOf(attribute.Name) is MatchField.FullName or MatchField.FirstName or MatchField.LastName;

    /// <summary>The whole name where one is held, else the given and the family name; null when there is none that can be one.</summary>
    static string? NameOf(List<ChosenValue> values)
    {
        var whole = Of(MatchField.FullName);
        var parts = string.Join(' ', new[] { Of(MatchField.FirstName), Of(MatchField.LastName) }.OfType<string>());
        return whole ?? (parts.Length > 0 ? parts : null);

        string? Of(MatchField field) => values.Find(one => one.Attribute.Kind == AttributeKind.Identity && ValueForms.FieldOf(one.Attribute.Name) == field) is { } held && held.Value.Candidates[0].Valid
            ? held.Value.Kept.Value.Trim()
            : null;
    }
}
