using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Erasing;
using Throughline.Platform.Followers;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Erasure;

/// <summary>Finds whom an erasure is about: the records of a customer, their identifiers, and which of those others bear too.</summary>
sealed class PersonFinder(SignalLog log, KeyStore keys, FollowerPump pump)
{
    static readonly string _named = $"customer IS NOT NULL AND kind <> {(int)SignalKind.Employee}";

    /// <summary>The customer.</summary>
    /// <param name="id">A profile's public id, or an identifier, <c>namespace:value</c>, in any case.</param>
    /// <param name="all">True for all profiles that bear the identifier, not just the one.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="BadInputException">That is no identifier, or one that several profiles bear.</exception>
    /// <exception cref="NotFoundException">There is no such profile.</exception>
    public async Task<ErasedPerson> FindAsync(string id, bool all, CancellationToken cancellation)
    {
        await pump.CatchUpAsync(cancellation);
        if (ProfileId.TryParse(id, out var profile))
        {
            var records = keys.Read(connection => RecordsOf(connection, profile.Number));
            return records.Count == 0
                ? throw new NotFoundException($"There is no profile {id}.", "no_profile")
                : await log.ReadAsync(connection => Of(connection, records, null), cancellation);
        }

        var identifier = Identifier.Parse(id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim())
            ?? throw new BadInputException("id", "A customer is a profile's id, or namespace:value, for example email:x@y.example.", "bad_customer");
        var key = identifier.ToString();
        var known = keys.Read(connection => Bearers(connection, key, all));
        return await log.ReadAsync(connection => Of(connection, known.Count > 0 ? known : Named(connection, key), key), cancellation);
    }

    /// <summary>The records of the one profile that bears an identifier; of all of them while it is not decided yet whether they are one.</summary>
    static List<RecordName> Bearers(SqliteConnection connection, string key, bool all)
    {
        var profiles = connection.All("""
            SELECT DISTINCT r.profile, EXISTS (SELECT 1 FROM profiles_waiting w JOIN profiles_record o ON o.id = w.record WHERE o.profile = r.profile)
            FROM profiles_identifier i JOIN profiles_record r ON r.id = i.record WHERE i.folded = @folded ORDER BY r.profile
            """, r => (Number: r.GetInt32(0), Waits: r.GetBoolean(1)), ("@folded", IdentifierFold.Of(key)));
        return profiles.Count > 1 && !all && !profiles.Exists(one => one.Waits)
            ? throw new BadInputException("id",
                $"{profiles.Count} profiles bear this identifier: {string.Join(", ", profiles.Take(10).Select(one => new ProfileId(one.Number).ToString()))}. Name one of them, or say that all of them are meant.", "several_profiles")
            : [.. profiles.SelectMany(one => RecordsOf(connection, one.Number))];
    }

    static List<RecordName> RecordsOf(SqliteConnection connection, int profile) => connection.All("""
        SELECT source_id, customer FROM profiles_record WHERE profile = coalesce((SELECT "into" FROM profiles_redirect WHERE profile = @profile), @profile) ORDER BY id
        """, r => new RecordName(r.GetInt32(0), r.GetString(1)), ("@profile", profile));

    /// <summary>Records of the log that bear an identifier.</summary>
    static List<RecordName> Named(DuckConnection connection, string key)
    {
        var records = new List<RecordName>();
        using var reader = connection.Query($"""
            SELECT DISTINCT source_id, customer FROM signal
            WHERE {_named} AND (lower(customer) = lower($key) OR contains(lower(identifiers), lower($quoted))) ORDER BY source_id, customer
            """, ("key", key), ("quoted", JsonSerializer.Serialize(key)));
        while (reader.Read())
        {
            records.Add(new RecordName(reader.GetInt32(0), reader.GetString(1)));
        }

        return records;
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
            RecordNumbers = NumbersOf(records),
            Signals = signals,
            Rows = rows,
            Until = until,
        };
    }

    List<long> NumbersOf(IReadOnlyList<RecordName> records) => keys.Read(connection => records.SelectMany(record => connection.All(
        "SELECT id FROM profiles_record WHERE source_id = @source AND customer = @customer", r => r.GetInt64(0), ("@source", record.SourceId), ("@customer", record.Customer))).ToList());

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
