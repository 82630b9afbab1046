using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Language.Detecting;
using Throughline.Language.Models;
using Throughline.Platform.Http;
using Throughline.Platform.Log.Attached;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Detections;

/// <summary>
/// The door to the detectors: which there are, which read, from which threshold on, by which learned heads, and who changed that when.
/// A change of what a text would be told makes a new version of the set; everything that was read by an older one is then read anew.
/// </summary>
public sealed class DetectorBook(KeyStore keys, AttachedStore store, TimeProvider time)
{
    /// <summary>Most detectors: a bit each.</summary>
    public const int Most = 63;

    const string Paused = "paused";

    readonly Lock _turn = new();
    volatile RunningSet? _now;

    /// <summary>The detectors as they read now.</summary>
    public RunningSet Now
    {
        get
        {
            if (_now is { } now)
            {
                return now;
            }

            lock (_turn)
            {
                return _now ??= Load();
            }
        }
    }

    /// <summary>Switches a detector on or off, or sets from which probability on it is present.</summary>
    /// <exception cref="NotFoundException">There is no such detector.</exception>
    /// <exception cref="BadInputException">The threshold is none.</exception>
    public RunningSet Change(string id, bool? isOn, double? threshold, string by)
    {
        var known = Need(id);
        if (threshold is { } wished && !(wished is >= 0.01 and <= 0.99))
        {
            throw new BadInputException("threshold", "A threshold is a number from 0.01 to 0.99.", "bad_threshold");
        }

        return Change(connection =>
        {
            if (isOn is { } on && on != known.IsOn)
            {
                connection.Run("UPDATE understanding_detector SET is_on = @on WHERE id = @id", ("@on", on ? 1 : 0), ("@id", id));
                Note(connection, id, by, on ? "switched_on" : "switched_off", null, null);
            }

            if (threshold is { } from && from != known.Detector.Threshold)
            {
                connection.Run("UPDATE understanding_detector SET threshold = @from WHERE id = @id", ("@from", from), ("@id", id));
                Note(connection, id, by, "threshold", Text(known.Detector.Threshold), Text(from));
            }
        });
    }

    /// <summary>Puts learned heads into the places of their detectors; the version of the set that reads by them.</summary>
    /// <exception cref="NotFoundException">There is no such detector.</exception>
    public int PutHeads(IReadOnlyList<LearnedHead> heads, string by)
    {
        foreach (var head in heads)
        {
            Now.Set.With(Need(head.Detector).Id, head.Head, head.OfClass); // says so when it does not fit
        }

        return Change(connection =>
        {
            foreach (var head in heads)
            {
                using var model = new MemoryStream();
                ModelFile.Write(head.Head, model);
                Note(connection, head.Detector, by, "head", Text(Need(head.Detector).HeadVersion), Text(head.Version));
                connection.Run("""
                    INSERT INTO understanding_detector_head (detector, version, is_experimental, of_class, languages, model, fits)
                    VALUES (@id, @version, @experimental, @class, @languages, @model, @fits)
                    ON CONFLICT DO UPDATE SET version = excluded.version, is_experimental = excluded.is_experimental, of_class = excluded.of_class,
                        languages = excluded.languages, model = excluded.model, fits = excluded.fits
                    """, ("@id", head.Detector), ("@version", head.Version), ("@experimental", head.IsExperimental ? 1 : 0), ("@class", head.OfClass),
                    ("@languages", head.Languages is null ? null : string.Join(' ', head.Languages)), ("@model", model.ToArray()), ("@fits", SourceFits.Text(head.Fits)));
            }
        }).Version;
    }

    /// <summary>Takes a learned head out: the detector reads by its patterns again; the version of the set.</summary>
    public int TakeHead(string detector, string by)
    {
        var known = Need(detector);
        return Change(connection =>
        {
            if (connection.Run("DELETE FROM understanding_detector_head WHERE detector = @id", ("@id", detector)) > 0)
            {
                Note(connection, detector, by, "head", Text(known.HeadVersion), null);
            }
        }).Version;
    }

    /// <summary>What was measured of a detector.</summary>
    public DetectorCard Card(string detector) => keys.Read(connection => connection.All(
        "SELECT card FROM understanding_detector_card WHERE detector = @id", r => r.GetString(0), ("@id", detector)))
        .Select(json => JsonSerializer.Deserialize<DetectorCard>(json)).FirstOrDefault() ?? new DetectorCard();

    /// <summary>Keeps what was measured of a detector.</summary>
    public void PutCard(string detector, DetectorCard card)
    {
        var id = Need(detector).Id;
        keys.Write(connection => connection.Run(
            "INSERT INTO understanding_detector_card (detector, card) VALUES (@id, @card) ON CONFLICT DO UPDATE SET card = excluded.card",
            ("@id", id), ("@card", JsonSerializer.Serialize(card))));
        if (card.IsExperimental != Need(detector).Detector.IsExperimental)
        {
            Change(_ => { }); // a mark alone: no text is told anything else by it
        }
    }

    /// <summary>What was changed of a detector, the newest first.</summary>
    public IReadOnlyList<DetectorChange> History(string detector) => keys.Read(connection => connection.All(
        "SELECT at, by, what, old, new FROM understanding_detector_change WHERE detector = @id ORDER BY id DESC LIMIT 200",
        r => new DetectorChange(DateTime.Parse(r.GetString(0), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), r.GetString(1), r.GetString(2),
            r.TextOrNull(3), r.TextOrNull(4)), ("@id", detector)));

    /// <summary>Makes another version of the same detectors, so that everything is read anew.</summary>
    public RunningSet Again() => Change(connection => connection.Run(
        "INSERT INTO understanding_detector_set (digest, at) SELECT digest, @now FROM understanding_detector_set ORDER BY version DESC LIMIT 1", ("@now", Now8601)));

    /// <summary>Lets the reading stand still, or go on.</summary>
    public RunningSet Pause(bool isPaused)
    {
        var now = Now;
        lock (_turn)
        {
            keys.Write(connection => Switch(connection, Paused, isPaused));
            return _now = (_now ?? now) with { IsPaused = isPaused }; // what is told of a text is as it was: no model is read for it
        }
    }

    /// <summary>Switches the reading of words for its purpose on or off. Off, nothing is read, and what was read is taken out.</summary>
    public RunningSet Allow(bool isAllowed) => Change(connection => Switch(connection, Use.Detections.Purpose, isAllowed));

    KnownDetector Need(string id) => Now.Find(id) ?? throw new NotFoundException($"There is no detector \"{id}\".", "no_detector");

    RunningSet Change(Action<SqliteConnection> change)
    {
        _ = Now; // numbers are given before anything is changed
        lock (_turn)
        {
            keys.Write(change);
            return _now = Load();
        }
    }

    RunningSet Load()
    {
        var set = DetectorSet.BuiltIn;
        var rows = Rows(set);
        var heads = keys.Read(connection => connection.All(
            "SELECT detector, version, is_experimental, of_class, languages, model, fits FROM understanding_detector_head ORDER BY detector",
            r => (Id: r.GetString(0), Version: r.GetInt32(1), IsExperimental: r.GetBoolean(2), OfClass: r.TextOrNull(3), Languages: r.TextOrNull(4)?.Split(' '), Model: (byte[])r.GetValue(5), Fits: SourceFits.Read(r.TextOrNull(6)))));
        foreach (var head in heads.Where(head => set.IndexOf(head.Id) >= 0))
        {
            set = set.With(head.Id, ModelFile.Read(new MemoryStream(head.Model)), head.OfClass, head.Languages, head.IsExperimental, head.Fits);
        }

        foreach (var row in rows.Values.Where(row => row.Threshold is not null && set.IndexOf(row.Id) >= 0))
        {
            set = set.WithThreshold(row.Id, row.Threshold!.Value);
        }

        var marks = keys.Read(connection => connection.All("SELECT detector, card FROM understanding_detector_card", r => (Id: r.GetString(0), Card: r.GetString(1))));
        foreach (var (id, card) in marks.Where(mark => set.IndexOf(mark.Id) >= 0))
        {
            set = set.WithMark(id, JsonSerializer.Deserialize<DetectorCard>(card)?.IsExperimental ?? true);
        }

        var versions = heads.ToDictionary(head => head.Id, head => head.Version);
        List<KnownDetector> known =
        [
            .. set.Detectors.Select((detector, place) => (Detector: detector, Place: place, Row: rows[detector.Id])).Select(one => new KnownDetector(
                one.Place, one.Row.Number, one.Row.IsOn, one.Row.Threshold, versions.TryGetValue(one.Detector.Id, out var version) ? version : null, one.Detector)),
        ];
        var switches = keys.Read(connection => connection.All("SELECT name, is_on FROM understanding_switch", r => (Name: r.GetString(0), IsOn: r.GetBoolean(1))))
            .ToDictionary(one => one.Name, one => one.IsOn);
        var isAllowed = switches.GetValueOrDefault(Use.Detections.Purpose, true);
        Mirror(known, isAllowed);
        return new RunningSet(Version(Digest(known)), set, known, isAllowed, switches.GetValueOrDefault(Paused));
    }

    /// <summary>What is kept of each detector; those that are new get the next numbers.</summary>
    Dictionary<string, (string Id, int Number, bool IsOn, double? Threshold)> Rows(DetectorSet set)
    {
        var rows = Read();
        List<string> fresh = [.. set.Detectors.Select(detector => detector.Id).Where(id => !rows.ContainsKey(id))];
        if (fresh.Count == 0)
        {
            return rows;
        }

        keys.Write(connection =>
        {
            var number = connection.One("SELECT coalesce(max(number), -1) FROM understanding_detector", r => r.GetInt32(0));
            foreach (var id in fresh)
            {
                connection.Run("INSERT INTO understanding_detector (id, number) VALUES (@id, @number)", ("@id", id),
                    ("@number", ++number < Most ? number : throw new InvalidOperationException($"There are more than {Most} detectors.")));
            }
        });
        return Read();

        Dictionary<string, (string Id, int Number, bool IsOn, double? Threshold)> Read() => keys.Read(connection => connection.All(
            "SELECT id, number, is_on, threshold FROM understanding_detector",
            r => (Id: r.GetString(0), Number: r.GetInt32(1), IsOn: r.GetBoolean(2), Threshold: r.IsDBNull(3) ? (double?)null : r.GetDouble(3)))).ToDictionary(row => row.Id);
    }

    /// <summary>All that the answer of a text depends on.</summary>
    static string Digest(IReadOnlyList<KnownDetector> known) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', known.Select(one =>
        string.Create(CultureInfo.InvariantCulture, $"{one.Number} {one.Id} {one.Detector.Version} {one.HeadVersion} {one.Detector.Threshold:R} {one.IsOn} {string.Join(',', one.Detector.Languages.Order(StringComparer.Ordinal))}"))))));

    int Version(string digest) => keys.Read(connection => connection.All(
        "SELECT version, digest FROM understanding_detector_set ORDER BY version DESC LIMIT 1", r => (r.GetInt32(0), r.GetString(1)))) is [var (last, same)] && same == digest
        ? last
        : keys.Write(connection => connection.One("INSERT INTO understanding_detector_set (digest, at) VALUES (@digest, @now) RETURNING version", r => r.GetInt32(0),
            ("@digest", digest), ("@now", Now8601)));

    /// <summary>Lets questions to the log name detectors.</summary>
    void Mirror(List<KnownDetector> known, bool isAllowed)
    {
        List<(int, string, bool)> wanted = [.. known.Select(one => (one.Number, one.Id, one.IsOn && isAllowed)).Order()];
        if (!store.Read(Mirrored).SequenceEqual(wanted))
        {
            store.Write(connection =>
            {
                connection.Execute("DELETE FROM detector");
                foreach (var (number, id, isOn) in wanted)
                {
                    connection.Execute("INSERT INTO detector VALUES ($number, $id, $on)", ("number", number), ("id", id), ("on", isOn));
                }
            });
        }

        static List<(int, string, bool)> Mirrored(DuckDb.DuckConnection connection)
        {
            var found = new List<(int, string, bool)>();
            using var reader = connection.Query("SELECT number, id, is_on FROM detector ORDER BY number");
            while (reader.Read())
            {
                found.Add((reader.GetInt32(0), reader.GetString(1), reader.GetBoolean(2)));
            }

            return found;
        }
    }

    void Note(SqliteConnection connection, string id, string by, string what, string? old, string? now) => connection.Run(
        "INSERT INTO understanding_detector_change (detector, at, by, what, old, new) VALUES (@id, @at, @by, @what, @old, @new)",
        ("@id", id), ("@at", Now8601), ("@by", by), ("@what", what), ("@old", old), ("@new", now));

    static void Switch(SqliteConnection connection, string name, bool isOn) => connection.Run(
        "INSERT INTO understanding_switch (name, is_on) VALUES (@name, @on) ON CONFLICT DO UPDATE SET is_on = excluded.is_on", ("@name", name), ("@on", isOn ? 1 : 0));

    string Now8601 => time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    static string? Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>That something was changed of a detector.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="What">switched_on, switched_off, threshold or head.</param>
/// <param name="From">What it was; null where that says nothing.</param>
/// <param name="To">What it is; null where that says nothing.</param>
public sealed record DetectorChange(DateTime At, string By, string What, string? From, string? To);
