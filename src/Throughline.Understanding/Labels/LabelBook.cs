using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;
using Throughline.Stats;

namespace Throughline.Understanding.Labels;

/// <summary>What people said of texts: whether a detector's trait is there. The texts themselves stay in the log; a label names its signal.</summary>
sealed class LabelBook(KeyStore keys, TimeProvider time)
{
    /// <summary>Version of the words that tell people what counts; docs/methods/labels.md.</summary>
    public const int Guideline = 1;

    public static readonly Migration Migration = new("understanding_labels", 1, """
        CREATE TABLE understanding_label (
            id INTEGER PRIMARY KEY AUTOINCREMENT, signal TEXT NOT NULL, detector TEXT NOT NULL, present INTEGER, is_random INTEGER NOT NULL, why TEXT NOT NULL,
            guideline INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, language TEXT NOT NULL, source_id INTEGER NOT NULL, unseen INTEGER,
            UNIQUE (signal, detector, by)) STRICT;
        CREATE INDEX understanding_label_detector ON understanding_label (detector, id);
        CREATE TABLE understanding_label_head (
            detector TEXT PRIMARY KEY, version INTEGER NOT NULL, learnt_at TEXT NOT NULL, last_label INTEGER NOT NULL, labels INTEGER NOT NULL,
            before REAL NOT NULL, after REAL NOT NULL, runs INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """);

    /// <summary>Of what was learnt also why it runs or not, the limits of its figures, and which removals of the log were known then.</summary>
    public static readonly Migration SecondMigration = new("understanding_labels", 2, """
        ALTER TABLE understanding_label_head ADD COLUMN why TEXT NOT NULL DEFAULT 'better';
        ALTER TABLE understanding_label_head ADD COLUMN limits TEXT NOT NULL DEFAULT '';
        ALTER TABLE understanding_label_head ADD COLUMN removals INTEGER NOT NULL DEFAULT -1;
        """);

    /// <summary>Keeps a label; one person's second word on a text takes the place of the first.</summary>
    public void Add(NewLabel label) => keys.Write(connection =>
    {
        connection.Run("DELETE FROM understanding_label WHERE signal = @signal AND detector = @detector AND by = @by",
            ("@signal", Name(label.Signal)), ("@detector", label.Detector), ("@by", label.By));
        connection.Run("""
            INSERT INTO understanding_label (signal, detector, present, is_random, why, guideline, at, by, language, source_id)
            VALUES (@signal, @detector, @present, @random, @why, @guideline, @at, @by, @language, @source)
            """, ("@signal", Name(label.Signal)), ("@detector", label.Detector), ("@present", label.Present is { } present ? (present ? 1 : 0) : null),
            ("@random", label.IsRandom ? 1 : 0), ("@why", label.Why), ("@guideline", Guideline),
            ("@at", time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), ("@by", label.By), ("@language", label.Language), ("@source", label.SourceId));
    });

    /// <summary>Takes a person's last label of a detector back; the signal that it was of, null where there is none.</summary>
    public Guid? Undo(string detector, string by) => keys.Write(connection =>
    {
        var last = connection.All("SELECT id, signal FROM understanding_label WHERE detector = @detector AND by = @by ORDER BY id DESC LIMIT 1",
            r => (Id: r.GetInt64(0), Signal: Guid.Parse(r.GetString(1))), ("@detector", detector), ("@by", by));
        if (last.Count == 0)
        {
            return (Guid?)null;
        }

        connection.Run("DELETE FROM understanding_label WHERE id = @id", ("@id", last[0].Id));
        return last[0].Signal;
    });

    /// <summary>All labels of a detector, in the order in which they were given.</summary>
    public IReadOnlyList<Label> Of(string detector) => keys.Read(connection => connection.All("""
        SELECT id, signal, present, is_random, by, language, source_id, unseen FROM understanding_label WHERE detector = @detector ORDER BY id
        """, r => new Label(r.GetInt64(0), Guid.Parse(r.GetString(1)), r.IsDBNull(2) ? null : r.GetBoolean(2), r.GetBoolean(3), r.GetString(4), r.GetString(5), r.GetInt32(6),
            r.IsDBNull(7) ? null : r.GetBoolean(7)), ("@detector", detector)));

    /// <summary>What was learnt from the labels of a detector; null where nothing was.</summary>
    public LabelHead? HeadOf(string detector) => Heads().FirstOrDefault(one => one.Detector == detector).Head;

    /// <summary>What was learnt from labels, by detector.</summary>
    public IReadOnlyList<(string Detector, LabelHead Head)> Heads() => keys.Read(connection => connection.All(
        "SELECT detector, version, learnt_at, last_label, labels, before, after, runs, why, limits, removals FROM understanding_label_head",
        r => (r.GetString(0), Head(r))));

    /// <summary>Keeps what was learnt, and of each random label what the model says of its text where it had not learnt from it.</summary>
    public void Keep(string detector, LabelHead head, IReadOnlyDictionary<long, bool> unseen) => keys.Write(connection =>
    {
        connection.Run("""
            INSERT INTO understanding_label_head (detector, version, learnt_at, last_label, labels, before, after, runs, why, limits, removals)
            VALUES (@detector, @version, @at, @last, @labels, @before, @after, @runs, @why, @limits, @removals)
            ON CONFLICT DO UPDATE SET version = excluded.version, learnt_at = excluded.learnt_at, last_label = excluded.last_label, labels = excluded.labels,
                before = excluded.before, after = excluded.after, runs = excluded.runs, why = excluded.why, limits = excluded.limits, removals = excluded.removals
            """, ("@detector", detector), ("@version", head.Version), ("@at", head.LearntAt.ToString("O", CultureInfo.InvariantCulture)),
            ("@last", head.LastLabel), ("@labels", head.Labels), ("@before", head.Before.Value), ("@after", head.After.Value), ("@runs", head.Runs ? 1 : 0),
            ("@why", head.Why), ("@limits", JsonSerializer.Serialize<Interval[]>([head.Before, head.After])), ("@removals", head.Removals));
        foreach (var (id, said) in unseen)
        {
            connection.Run("UPDATE understanding_label SET unseen = @said WHERE id = @id", ("@id", id), ("@said", said ? 1 : 0));
        }
    });

    static LabelHead Head(SqliteDataReader r)
    {
        var figures = r.GetString(9) is { Length: > 0 } limits ? JsonSerializer.Deserialize<Interval[]>(limits)! : [new Interval(r.GetDouble(5), 0, 1, 1), new Interval(r.GetDouble(6), 0, 1, 1)];
        return new LabelHead(
            r.GetInt32(1), DateTime.Parse(r.GetString(2), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), r.GetInt64(3), r.GetInt32(4), figures[0], figures[1],
            r.GetBoolean(7), r.GetString(8), r.GetInt64(10));
    }

    /// <summary>How a signal is named.</summary>
    internal static string Name(Guid signal) => signal.ToString("D");
}

/// <summary>A label that is given.</summary>
sealed record NewLabel(Guid Signal, string Detector, bool? Present, bool IsRandom, string Why, string By, string Language, int SourceId);

/// <summary>A label that was given.</summary>
/// <param name="Id">Grows with every label.</param>
/// <param name="Signal">Of which signal.</param>
/// <param name="Present">Whether the trait is there; null where it cannot be told.</param>
/// <param name="IsRandom">True where the lot fell on the text: such labels measure.</param>
/// <param name="By">Who.</param>
/// <param name="Language">Language of the text.</param>
/// <param name="SourceId">Source of the signal.</param>
/// <param name="Unseen">What a model that had not learnt from it says; null before anything was learnt.</param>
sealed record Label(long Id, Guid Signal, bool? Present, bool IsRandom, string By, string Language, int SourceId, bool? Unseen);

/// <summary>What was learnt from labels.</summary>
/// <param name="Version">Number of the head; grows.</param>
/// <param name="LearntAt">When it was learnt or tried last, UTC.</param>
/// <param name="LastLabel">The last label that the one that runs learnt from.</param>
/// <param name="Labels">How many it learnt from.</param>
/// <param name="Before">F1 on random labels without it, 0 to 1.</param>
/// <param name="After">F1 on the same with it, by folds.</param>
/// <param name="Runs">True where a learned head reads.</param>
/// <param name="Why">Why it took over or did not: better, not_better, others_erased (learnt anew from what remained), erased (taken out).</param>
/// <param name="Removals">Removals of the log that were known when its texts were read; -1 where a label that it learnt from was erased since.</param>
sealed record LabelHead(int Version, DateTime LearntAt, long LastLabel, int Labels, Interval Before, Interval After, bool Runs, string Why, long Removals);
