using System.Text.Json;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Erasing;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Profiles.Erasure;

/// <summary>Finds whom an erasure is about: the records of a customer, their identifiers, and which of those others bear too.</summary>
sealed class PersonFinder(SignalLog log)
{
    static readonly string _named = $"customer IS NOT NULL AND kind <> {(int)SignalKind.Employee}";

    /// <summary>The customer.</summary>
    /// <param name="id">An identifier, <c>namespace:value</c>, in any case.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="BadInputException">That is no identifier.</exception>
    public Task<ErasedPerson> FindAsync(string id, CancellationToken cancellation)
    {
        var identifier = Identifier.Parse(id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim())
            ?? throw new BadInputException("id", "A customer is namespace:value, for example email:x@y.example.", "bad_customer");
        var key = identifier.ToString();
        return log.ReadAsync(connection =>
        {
            var records = new List<RecordName>();
            using (var reader = connection.Query($"""
                SELECT DISTINCT source_id, customer FROM signal
                WHERE {_named} AND (lower(customer) = lower($key) OR contains(lower(identifiers), lower($quoted))) ORDER BY source_id, customer
                """, ("key", key), ("quoted", JsonSerializer.Serialize(key))))
            {
                while (reader.Read())
                {
                    records.Add(new RecordName(reader.GetInt32(0), reader.GetString(1)));
                }
            }

            return Of(connection, records, key);
        }, cancellation);
    }

    /// <summary>The customer of some records who came back.</summary>
    /// <param name="records">The records.</param>
    /// <param name="until">Only what is from up to this time, UTC.</param>
    /// <param name="isErased">True for an identifier that was theirs when they were erased: who bears it now is they themselves.</param>
    /// <param name="cancellation">Stops the search.</param>
    public Task<ErasedPerson> OfRecordsAsync(IReadOnlyList<RecordName> records, DateTime until, Predicate<string> isErased, CancellationToken cancellation) =>
        log.ReadAsync(connection => Of(connection, records, null, until, isErased), cancellation);

    ErasedPerson Of(DuckConnection connection, IReadOnlyList<RecordName> records, string? asked, DateTime? until = null, Predicate<string>? isErased = null)
    {
        using var transaction = connection.Begin();
        LogErasure.Name(connection, records);
        var attributes = log.Catalogue.Contents.Attributes.Where(Contacts.MayHold).ToList();
        var (signals, rows) = (new List<Guid>(), new List<FileRow>());
        var (names, contacts) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        using (var reader = connection.Query($"""
            SELECT id, import_id, row_number, signal.customer, identifiers, rest{string.Concat(attributes.Select(one => ", " + SignalWhere.Column(one)))}
            FROM signal, erased_record WHERE {LogErasure.OfPerson}
            """, ("until", until)))
        {
            while (reader.Read())
            {
                signals.Add(reader.GetGuid(0));
                if (!reader.IsNull(2))
                {
                    rows.Add(new FileRow(reader.GetInt32(1), reader.GetInt64(2)));
                }

                names.UnionWith(reader.IsNull(4) ? [reader.GetString(3)] : JsonSerializer.Deserialize<string[]>(reader.GetString(4)) ?? []);
                contacts.UnionWith(Contacts.In(reader.GetStringOrNull(5)));
                contacts.UnionWith(attributes.Select((one, i) => reader.GetStringOrNull(6 + i) is { } value ? Contacts.Of(one.Name, value) : null).OfType<string>());
            }
        }

        names.UnionWith(contacts);
        var shared = Shared(connection, names, contacts, [.. attributes.Select(SignalWhere.Column)]);
        shared.RemoveWhere(name => isErased?.Invoke(name) == true);
        LogErasure.Forget(connection);
        if (asked is not null && !names.Any(name => string.Equals(name, asked, StringComparison.OrdinalIgnoreCase)))
        {
            names.Add(asked); // nobody in the log: other stores may still name them
        }

        return new ErasedPerson
        {
            Records = records,
            Identifiers = [.. names.Except(shared)],
            Shared = [.. shared],
            Signals = signals,
            Rows = rows,
            Until = until,
        };
    }

    /// <summary>Those of the names that records of others bear too, as identifiers, or as contacts where they are contacts.</summary>
    static HashSet<string> Shared(DuckConnection connection, SortedSet<string> names, SortedSet<string> contacts, List<string> attributes)
    {
        var shared = new HashSet<string>(StringComparer.Ordinal);
        if (names.Count == 0)
        {
            return shared;
        }

        connection.Execute("CREATE OR REPLACE TEMP TABLE erased_name (name VARCHAR, quoted VARCHAR, contact VARCHAR, pattern VARCHAR)");
        using (var rows = connection.Append("erased_name"))
        {
            foreach (var name in names)
            {
                rows.BeginRow();
                rows.Value(name.ToLowerInvariant());
                rows.Value(JsonSerializer.Serialize(name.ToLowerInvariant()));
                _ = contacts.Contains(name) ? rows.Value(name[6..].ToLowerInvariant()) : rows.Null();
                _ = contacts.Contains(name) ? rows.Value(Contacts.Pattern(name)) : rows.Null();
                rows.EndRow();
            }

            rows.Flush();
        }

        var inAttributes = string.Concat(attributes.Select(column => $" OR lower({column}) = contact"));
        var found = new HashSet<string>(StringComparer.Ordinal);
        using (var reader = connection.Query($"""
            SELECT DISTINCT name FROM erased_name, signal
            WHERE {_named} AND (lower(customer) = name OR contains(lower(identifiers), quoted){inAttributes} OR (contains(lower(rest), contact) AND regexp_matches(rest, pattern)))
                AND NOT EXISTS (SELECT 1 FROM erased_record r WHERE r.source_id = signal.source_id AND r.customer = signal.customer)
            """))
        {
            while (reader.Read())
            {
                found.Add(reader.GetString(0));
            }
        }

        connection.Execute("DROP TABLE erased_name");
        return [.. names.Where(name => found.Contains(name.ToLowerInvariant()))];
    }
}
