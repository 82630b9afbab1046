using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;

namespace Throughline.Profiles.Identity;

/// <summary>Reads from a stretch of the log what it says of each customer of each source, in the order of their first signals.</summary>
sealed class RecordReading(CatalogueContents contents, LogStretch stretch, IReadOnlyCollection<int>? sources = null)
{
    const int ColumnsAtOnce = 64;

    readonly Dictionary<(int Source, string Customer), HeardRecord> _heard = [];
    readonly string _which = string.Create(CultureInfo.InvariantCulture,
        $"seq > {stretch.After} AND seq <= {stretch.UpTo} AND customer IS NOT NULL AND kind <> {(int)SignalKind.Employee}")
        + (sources is null ? "" : $" AND source_id IN ({string.Join(", ", sources)})");

    public List<HeardRecord> Read(DuckConnection log)
    {
        ReadRecords(log);
        if (_heard.Count > 0)
        {
            foreach (var columns in contents.Attributes.Chunk(ColumnsAtOnce))
            {
                ReadValues(log, columns);
            }

            ReadTraits(log);
        }

        return [.. _heard.Values.OrderBy(record => record.FirstSeq)];
    }

    void ReadRecords(DuckConnection log)
    {
        var answered = contents.Questions.IsEmpty ? "0"
            : $"count_if(coalesce({string.Join(", ", contents.Questions.Select(SignalWhere.Column))}) IS NOT NULL)";
        using var reader = log.Query($"""
            SELECT source_id, customer, identifiers, min(seq), count(*), count_if(has_text), {answered}, min(occurred_at), max(occurred_at)
            FROM signal WHERE {_which} GROUP BY source_id, customer, identifiers ORDER BY min(seq)
            """);
        while (reader.Read())
        {
            var (source, customer) = (reader.GetInt32(0), reader.GetString(1));
            if (!_heard.TryGetValue((source, customer), out var record))
            {
                _heard.Add((source, customer), record = new HeardRecord(source, customer, reader.GetInt64(3)));
            }

            var seen = new Seen(reader.GetDateTime(7), reader.GetDateTime(8), reader.GetInt64(4));
            record.Seen = record.Seen.And(seen);
            record.Texts += reader.GetInt64(5);
            record.Answered += reader.GetInt64(6);
            foreach (var identifier in reader.IsNull(2) ? [customer] : JsonSerializer.Deserialize<List<string>>(reader.GetString(2)) ?? [NamedCustomer.IdentifierOf(customer)])
            {
                record.Hear(identifier, seen);
            }
        }
    }

    /// <summary>The newest values, one more than are kept: so it is noticed that there are more.</summary>
    void ReadValues(DuckConnection log, IReadOnlyList<AttributeName> attributes)
    {
        var parts = attributes.Select(attribute => string.Create(CultureInfo.InvariantCulture, $"""
            SELECT source_id, customer, {attribute.Id}, {SignalWhere.Column(attribute)} AS value, count(*), min(occurred_at), max(occurred_at) AS last, max(seq)
            FROM signal WHERE {_which} AND length({SignalWhere.Column(attribute)}) BETWEEN 1 AND {IdentityTables.LongestValue}
            GROUP BY source_id, customer, value
            QUALIFY row_number() OVER (PARTITION BY source_id, customer ORDER BY last DESC, value) <= {Most(attribute) + 1}
            """));
        using var reader = log.Query(string.Join(" UNION ALL ", parts));
        while (reader.Read())
        {
            if (_heard.TryGetValue((reader.GetInt32(0), reader.GetString(1)), out var record))
            {
                record.Add(new HeardValue(reader.GetInt32(2), reader.GetString(3), new KeptValue(reader.GetDateTime(5), reader.GetDateTime(6), reader.GetInt64(4), reader.GetInt64(7))));
            }
        }
    }

    /// <summary>What clients say of a person beside the event.</summary>
    void ReadTraits(DuckConnection log)
    {
        var attributes = PersonTraits.Names.ToDictionary(name => name, name => contents.Attributes.FirstOrDefault(one => one.Name == name)?.Id, StringComparer.Ordinal);
        using var reader = log.Query($"SELECT seq, source_id, customer, occurred_at, rest FROM signal WHERE {_which} AND {PersonTraits.InRest} ORDER BY seq");
        while (reader.Read())
        {
            if (!_heard.TryGetValue((reader.GetInt32(1), reader.GetString(2)), out var record))
            {
                continue;
            }

            var at = reader.GetDateTime(3);
            foreach (var (name, value) in PersonTraits.Of(reader.GetString(4)))
            {
                if (attributes[name] is { } attribute)
                {
                    record.Hear(attribute, value, new KeptValue(at, at, 1, reader.GetInt64(0)));
                }
            }
        }
    }

    public static int Most(AttributeName attribute) =>
        attribute.Kind == AttributeKind.Identity ? IdentityTables.MostOfIdentity : IdentityTables.MostOfOthers;
}
