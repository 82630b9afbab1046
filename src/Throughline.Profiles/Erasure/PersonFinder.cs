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
    const string ForeignDigits = "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9"; // of Arabic and of Persian
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

        contacts.UnionWith(names.Where(Contacts.IsOne)); // others may bear as an attribute what is an identifier here
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

    /// <summary>
    /// Those of the names that records of others bear too: as identifiers, or, where they are contacts, as contacts in any of the forms in
    /// which the person would be looked for by them.
    /// </summary>
    static HashSet<string> Shared(DuckConnection connection, SortedSet<string> names, SortedSet<string> contacts, List<string> attributes)
    {
        if (names.Count == 0)
        {
            return [];
        }

        var forms = names.GroupBy(name => name.ToLowerInvariant(), StringComparer.Ordinal).ToDictionary(same => same.Key, same => new Mentions(same), StringComparer.Ordinal);
        connection.Execute("CREATE OR REPLACE TEMP TABLE erased_name (name VARCHAR, quoted VARCHAR, contact VARCHAR, pattern VARCHAR, email VARCHAR, phone VARCHAR)");
        using (var rows = connection.Append("erased_name"))
        {
            foreach (var name in names)
            {
                var (isContact, mentions) = (contacts.Contains(name), forms[name.ToLowerInvariant()]);
                rows.BeginRow();
                rows.Value(name.ToLowerInvariant());
                rows.Value(JsonSerializer.Serialize(name.ToLowerInvariant()));
                foreach (var value in new[] { isContact ? name[6..].ToLowerInvariant() : null, isContact ? Contacts.Pattern(name) : null, mentions.Emails.FirstOrDefault(), mentions.Phones.FirstOrDefault() })
                {
                    _ = value is null ? rows.Null() : rows.Value(value);
                }

                rows.EndRow();
            }

            rows.Flush();
        }

        const string Others = "NOT EXISTS (SELECT 1 FROM erased_record r WHERE r.source_id = signal.source_id AND r.customer = signal.customer)";
        var found = new HashSet<string>(StringComparer.Ordinal);
        Add($"""
            SELECT DISTINCT name, '' FROM erased_name, signal
            WHERE {_named} AND (lower(customer) = name OR contains(lower(identifiers), quoted) OR (contains(lower(rest), contact) AND regexp_matches(rest, pattern))) AND {Others}
            """);
        foreach (var column in attributes.Prepend("identifiers"))
        {
            Add($"""
                SELECT DISTINCT name, value FROM erased_name, (SELECT DISTINCT {column} AS value FROM signal WHERE {_named} AND {column} IS NOT NULL AND {Others}) AS borne
                WHERE (email IS NOT NULL AND contains({Loose("value")}, {Loose("email")}))
                    OR (phone IS NOT NULL AND contains(regexp_replace(translate(value, '{ForeignDigits}', '01234567890123456789'), '[^0-9]', '', 'g'), phone))
                """);
        }

        connection.Execute("DROP TABLE erased_name");
        return [.. names.Where(name => found.Contains(name.ToLowerInvariant()))];

        // Without what may differ in one mailbox: tags, dots, the two names of one provider.
        static string Loose(string address) => $"replace(replace(regexp_replace(lower({address}), '\\+[^@]*@', '@', 'g'), '.', ''), '@googlemail', '@gmail')";

        void Add(string question)
        {
            using var reader = connection.Query(question);
            while (reader.Read())
            {
                // The question lets through what holds the letters or digits; here they must be the address or number.
                if (reader.GetString(1) is var value && (value.Length == 0 || forms[reader.GetString(0)].In(value)))
                {
                    found.Add(reader.GetString(0));
                }
            }
        }
    }
}
