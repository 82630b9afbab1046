using System.Globalization;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

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
    public LabelHead? HeadOf(string detector) => keys.Read(connection => connection.All(
        "SELECT version, last_label, labels, before, after, runs FROM understanding_label_head WHERE detector = @detector",
        r => new LabelHead(r.GetInt32(0), r.GetInt64(1), r.GetInt32(2), r.GetDouble(3), r.GetDouble(4), r.GetBoolean(5)), ("@detector", detector))).FirstOrDefault();

    /// <summary>Keeps what was learnt, and of each random label what the model says of its text where it had not learnt from it.</summary>
    public void Keep(string detector, LabelHead head, IReadOnlyDictionary<long, bool> unseen) => keys.Write(connection =>
    {
        connection.Run("""
            INSERT INTO understanding_label_head (detector, version, learnt_at, last_label, labels, before, after, runs) VALUES (@detector, @version, @at, @last, @labels, @before, @after, @runs)
            ON CONFLICT DO UPDATE SET version = excluded.version, learnt_at = excluded.learnt_at, last_label = excluded.last_label, labels = excluded.labels,
                before = excluded.before, after = excluded.after, runs = excluded.runs
            """, ("@detector", detector), ("@version", head.Version), ("@at", time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            ("@last", head.LastLabel), ("@labels", head.Labels), ("@before", head.Before), ("@after", head.After), ("@runs", head.Runs ? 1 : 0));
        foreach (var (id, said) in unseen)
        {
            connection.Run("UPDATE understanding_label SET unseen = @said WHERE id = @id", ("@id", id), ("@said", said ? 1 : 0));
        }
    });

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
/// <param name="LastLabel">The last label that it learnt from.</param>
/// <param name="Labels">How many it learnt from.</param>
/// <param name="Before">F1 on random labels without it, 0 to 1.</param>
/// <param name="After">F1 on the same with it, by folds.</param>
/// <param name="Runs">True where it took over.</param>
sealed record LabelHead(int Version, long LastLabel, int Labels, double Before, double After, bool Runs);

/// <summary>Takes the labels of an erased person's signals out.</summary>
sealed class LabelErasure(KeyStore keys) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "labels";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["keys:understanding_label"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => Task.FromResult(keys.Read(connection => new StoreFinding(
        connection.One("SELECT count(*) FROM understanding_label", r => r.GetInt64(0)),
        person.Signals.Sum(signal => connection.One("SELECT count(*) FROM understanding_label WHERE signal = @signal", r => r.GetInt64(0), ("@signal", LabelBook.Name(signal)))))));

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        keys.Write(connection =>
        {
            foreach (var signal in person.Signals)
            {
                connection.Run("DELETE FROM understanding_label WHERE signal = @signal", ("@signal", LabelBook.Name(signal)));
            }
        });
        return Task.CompletedTask;
    }
}
