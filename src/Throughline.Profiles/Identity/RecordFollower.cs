using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;

namespace Throughline.Profiles.Identity;

/// <summary>
/// Keeps the records: one customer as one source knows them, with identifiers and values. A record's number is given once; it stays when
/// the records are built anew, so that what was decided about them can be told again.
/// </summary>
public sealed class RecordFollower(SignalLog signals, KeyStore keys, Residents residents, TimeProvider time) : Follower
{
    const string Removed = "removed_rows", Swept = "sweep", Again = "again_up_to";
    const int NearTheEnd = 20_000; // signals
    static readonly TimeSpan AtLatest = TimeSpan.FromMinutes(1);

    long _removals = -1;
    long _resolved = time.GetTimestamp();

    /// <inheritdoc/>
    public override string Name => "profiles_records";

    /// <summary>Whoever comes again within a stretch is written once; what a stretch holds in memory is about 1 KiB a customer.</summary>
    public override int MostAtOnce => 20_000;

    /// <inheritdoc/>
    public override object Read(DuckConnection log, LogStretch stretch) => new Heard(stretch.UpTo, Read(log, stretch, null));

    /// <inheritdoc/>
    public override void Write(SqliteConnection keys, object read)
    {
        var (upTo, records) = (Heard)read;
        Write(keys, records, isKnown: upTo <= Mark(keys, Again));
    }

    /// <inheritdoc/>
    public override void Clear(SqliteConnection keys)
    {
        keys.Run("DELETE FROM profiles_identifier; DELETE FROM profiles_value; UPDATE profiles_record SET signals = 0, texts = 0, answered = 0");
        FactReplay.Run(keys);
        residents.Forget();
        Mark(keys, Swept, 1);
        Mark(keys, Again, Math.Max(Mark(keys, Again), Watermark(keys)));
    }

    /// <inheritdoc/>
    public override async Task SettleAsync(bool atEnd, CancellationToken cancellation)
    {
        if (!atEnd)
        {
            // Of a bulk, records are resolved together when all have come; of a stream that never ends, as they come.
            if (signals.Head - keys.Read(Watermark) < NearTheEnd || time.GetElapsedTime(_resolved) > AtLatest)
            {
                Resolve(cancellation);
            }

            return;
        }

        if (keys.Read(connection => Mark(connection, Swept)) == 1)
        {
            keys.Write(connection =>
            {
                Sweep(connection);
                Mark(connection, Swept, 0);
            });
        }

        if (_removals != signals.Removals)
        {
            await RecountAsync(cancellation);
        }

        Resolve(cancellation);
    }

    void Resolve(CancellationToken cancellation)
    {
        residents.ResolveWaiting(cancellation);
        _resolved = time.GetTimestamp();
    }

    /// <summary>Counts the records of those sources again out of which signals were taken.</summary>
    async Task RecountAsync(CancellationToken cancellation)
    {
        var (removals, known) = (signals.Removals, keys.Read(connection => Mark(connection, Removed)));
        var upTo = keys.Read(Watermark);
        var (rows, sources, heard) = await signals.ReadBehindAsync(log =>
        {
            var rows = log.Scalar<long>("SELECT count(*) FROM removed");
            List<int> sources = [];
            if (rows != known)
            {
                using var reader = log.Query("SELECT DISTINCT source_id FROM removed WHERE rowid >= $known", ("known", rows > known ? known : 0));
                while (reader.Read())
                {
                    sources.Add(reader.GetInt32(0));
                }
            }

            return (rows, sources, sources.Count == 0 ? [] : Read(log, new LogStretch(0, upTo), sources));
        }, cancellation);
        keys.Write(connection =>
        {
            foreach (var source in sources)
            {
                connection.Run("""
                    DELETE FROM profiles_identifier WHERE record IN (SELECT id FROM profiles_record WHERE source_id = @source);
                    DELETE FROM profiles_value WHERE record IN (SELECT id FROM profiles_record WHERE source_id = @source);
                    UPDATE profiles_record SET signals = 0, texts = 0, answered = 0 WHERE source_id = @source
                    """, ("@source", source));
            }

            Write(connection, heard, isKnown: false);
            Sweep(connection);
            Mark(connection, Removed, rows);
        });
        _removals = removals;
    }

    List<HeardRecord> Read(DuckConnection log, LogStretch stretch, IReadOnlyCollection<int>? sources)
    {
        TraitAttributes.Declare(signals, log, stretch);
        while (true)
        {
            var contents = signals.Catalogue.Contents;
            try
            {
                return new RecordReading(contents, stretch, sources).Read(log);
            }
            catch (DuckException) when (signals.Catalogue.Contents != contents)
            {
                // A source went meanwhile, with columns that were asked for.
            }
        }
    }

    /// <summary>Records of which no signal is left are gone; their profiles are resolved without them.</summary>
    static void Sweep(SqliteConnection connection) => connection.Run($"""
        INSERT OR IGNORE INTO profiles_waiting (record, profile) SELECT id, profile FROM profiles_record WHERE signals = 0;
        INSERT OR IGNORE INTO profiles_waiting (record, profile) SELECT r.id, r.profile FROM profiles_record gone
            JOIN profiles_identifier i ON i.identifier = {IdentityTables.IdentifierOf("gone")} JOIN profiles_record r ON r.id = i.record
            WHERE gone.signals = 0 AND r.signals > 0 AND {IdentityTables.IdentifierOf("r")} = i.identifier;
        DELETE FROM profiles_identifier WHERE record IN (SELECT id FROM profiles_record WHERE signals = 0);
        DELETE FROM profiles_value WHERE record IN (SELECT id FROM profiles_record WHERE signals = 0);
        DELETE FROM profiles_record WHERE signals = 0
        """);

    /// <param name="keys">In a transaction.</param>
    /// <param name="records">What was heard.</param>
    /// <param name="isKnown">True when it was resolved before: then nothing is decided anew.</param>
    void Write(SqliteConnection keys, List<HeardRecord> records, bool isKnown)
    {
        var most = signals.Catalogue.Contents.Attributes.ToDictionary(attribute => attribute.Id, RecordReading.Most);
        using var writing = new RecordWriting(keys, attribute => most.GetValueOrDefault(attribute, IdentityTables.MostOfOthers), isKnown);
        writing.Write(records);
    }

    long Watermark(SqliteConnection connection) => connection.One(
        "SELECT seq FROM platform_watermark WHERE follower = @name", r => r.GetInt64(0), ("@name", Name));

    static long Mark(SqliteConnection connection, string name) => connection.One(
        "SELECT value FROM profiles_mark WHERE name = @name", r => r.GetInt64(0), ("@name", name));

    static void Mark(SqliteConnection connection, string name, long value) => connection.Run(
        "INSERT INTO profiles_mark (name, value) VALUES (@name, @value) ON CONFLICT DO UPDATE SET value = excluded.value", ("@name", name), ("@value", value));

    sealed record Heard(long UpTo, List<HeardRecord> Records);
}

/// <summary>Brings the attributes that clients' traits fill into the catalogue and the register, when a source first sends them.</summary>
static class TraitAttributes
{
    public static void Declare(SignalLog signals, DuckConnection log, LogStretch stretch)
    {
        var said = new HashSet<(int Source, string Name)>();
        using (var reader = log.Query($"""
            SELECT source_id, rest FROM signal
            WHERE seq > $after AND seq <= $upto AND customer IS NOT NULL AND kind <> {(int)SignalKind.Employee} AND {PersonTraits.InRest}
            """, ("after", stretch.After), ("upto", stretch.UpTo)))
        {
            while (reader.Read())
            {
                var source = reader.GetInt32(0);
                said.UnionWith(PersonTraits.Of(reader.GetString(1)).Select(one => (source, one.Name)));
            }
        }

        List<DataElement> missing = [];
        foreach (var (source, name) in said.Order())
        {
            signals.Catalogue.DeclareAttribute(name, AttributeKind.Identity);
            var key = new ElementKey(source, ElementKind.Attribute, name);
            if (!signals.Uses.Has(key) && signals.Catalogue.Contents.FindSource(source) is not null)
            {
                missing.Add(new DataElement
                {
                    Key = key,
                    Captured = "traits of the person beside an event",
                    Stored = "log.duckdb, signal.rest",
                    Mode = SignalMode.Direct,
                    Regulation = "personal_data",
                });
            }
        }

        if (missing.Count > 0)
        {
            signals.Uses.Register(missing, null);
        }
    }
}
