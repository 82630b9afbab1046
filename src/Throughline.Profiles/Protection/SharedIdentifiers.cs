using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Matching.Normal;
using Throughline.Matching.Protection;
using Throughline.Matching.Records;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Protection;

/// <summary>Which values of identifiers are held to be nobody's own, told from the records as they stand.</summary>
public sealed class SharedIdentifiers(KeyStore keys, ProtectionPolicies policies)
{
    /// <summary>Most values that are told: those that the most records bear.</summary>
    public const int Most = 500;

    const int MostBearers = 2_000; // of one value that are looked at

    /// <summary>The values, those with the most records first.</summary>
    /// <param name="contents">What the attributes are called.</param>
    public IReadOnlyList<SharedIdentifier> Read(CatalogueContents contents) => keys.Read(connection =>
    {
        var fields = FieldsOf(contents);
        var now = policies.Now.Policies;
        var found = new List<SharedIdentifier>();
        using var people = new People(connection, fields);
        foreach (var bearers in Bearers(connection, fields, now.All.Min(policy => policy.SharedBeyond)).GroupBy(one => (one.Folded, one.Records)))
        {
            if (Identifier.Parse(bearers.Key.Folded) is not { } identifier)
            {
                continue;
            }

            var policy = now.For(identifier.Namespace);
            var shared = SharedValues.AreMoreThan(policy.SharedBeyond, bearers.Select(one => one.Record), people.Of, out var count);
            if ((ProtectionReason.Of(now.Standing(identifier.Namespace, identifier.Value)) ?? (shared ? ProtectionReason.SharedValue : null)) is { } reason)
            {
                found.Add(new SharedIdentifier(identifier, reason, bearers.Key.Records, count, policy.SharedBeyond, [.. bearers.Select(one => one.Source).Distinct().Order()]));
            }
        }

        return found;
    });

    /// <summary>Identifiers, and the addresses and numbers that stand among the attributes, under one spelling.</summary>
    static string Borne(Dictionary<int, MatchField> fields) => string.Join(" UNION ", fields.Where(field => field.Value is MatchField.Email or MatchField.Phone)
        .Select(field => $"""
            SELECT record, '{ProtectedNames(field.Value)}:' || {(field.Value == MatchField.Phone ? "replace(replace(replace(replace(trim(value), ' ', ''), '-', ''), '(', ''), ')', '')" : "lower(trim(value))")} AS folded
            FROM profiles_value WHERE attribute_id = {field.Key}
            """).Prepend("SELECT record, folded FROM profiles_identifier"));

    static string ProtectedNames(MatchField field) => field == MatchField.Email ? "email" : "phone";

    /// <summary>The records that bear the values with the most of them, in the order of the values.</summary>
    static List<(string Folded, int Records, int Record, int Source)> Bearers(SqliteConnection connection, Dictionary<int, MatchField> fields, int beyond) => connection.All($"""
        WITH borne AS MATERIALIZED ({Borne(fields)}),
            many AS MATERIALIZED (SELECT folded, count(*) AS records FROM borne GROUP BY folded HAVING records > @beyond ORDER BY records DESC, folded LIMIT {Most})
        SELECT folded, records, record, source_id FROM (
            SELECT many.folded, many.records, one.id AS record, one.source_id, row_number() OVER (PARTITION BY many.folded ORDER BY one.id) AS nth
            FROM many JOIN borne ON borne.folded = many.folded JOIN profiles_record one ON one.id = borne.record)
        WHERE nth <= {MostBearers} ORDER BY records DESC, folded, record
        """, r => (r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3)), ("@beyond", beyond));

    static Dictionary<int, MatchField> FieldsOf(CatalogueContents contents) => contents.Attributes
        .Select(attribute => (attribute.Id, Field: attribute.Name == "name" ? MatchField.FullName : FieldGuess.Of([(attribute.Name, [])])[0].Field))
        .Where(one => one.Field is MatchField.FullName or MatchField.FirstName or MatchField.LastName or MatchField.BirthDate or MatchField.Email or MatchField.Phone)
        .ToDictionary(one => one.Id, one => one.Field!.Value);

    /// <summary>Who records are about, each read once.</summary>
    sealed class People(SqliteConnection connection, Dictionary<int, MatchField> fields) : IDisposable
    {
        readonly Dictionary<int, PersonSketch> _known = [];
        readonly SqliteStatement _values = new(connection, "SELECT attribute_id, value FROM profiles_value WHERE record = @record ORDER BY last_at, value", "@record");

        public PersonSketch Of(int record)
        {
            if (_known.TryGetValue(record, out var known))
            {
                return known;
            }

            var (first, last, birth, whole) = ("", "", "", "");
            foreach (var (attribute, value) in _values.All(r => (r.GetInt32(0), r.GetString(1)), record))
            {
                _ = fields.GetValueOrDefault(attribute, MatchField.Custom) switch
                {
                    MatchField.FirstName => first = PersonName.Part(value),
                    MatchField.LastName => last = PersonName.Part(value),
                    MatchField.BirthDate => birth = PartialDate.Of(value, DateOrder.DayFirst),
                    MatchField.FullName => whole = value,
                    _ => "",
                };
            }

            if (first.Length == 0 && last.Length == 0 && whole.Length > 0)
            {
                (first, _, last) = PersonName.Whole(whole);
            }

            return _known[record] = new PersonSketch(first, last, birth);
        }

        public void Dispose() => _values.Dispose();
    }
}

/// <summary>A value of an identifier that is nobody's own.</summary>
/// <param name="Identifier">The value.</param>
/// <param name="Reason">Why, a code of <see cref="ProtectionReason"/>.</param>
/// <param name="Records">Records that bear it.</param>
/// <param name="People">Different people known to bear it; counting stops at one more than may.</param>
/// <param name="Limit">People up to whom it would not be shared.</param>
/// <param name="Sources">Sources of the records.</param>
public sealed record SharedIdentifier(Identifier Identifier, string Reason, int Records, int People, int Limit, IReadOnlyList<int> Sources);
