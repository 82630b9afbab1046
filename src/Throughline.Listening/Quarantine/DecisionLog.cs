using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quarantine;

/// <summary>Who decided what on held events, when and with which outcome: one entry a decision, kept for good.</summary>
sealed class DecisionLog(KeyStore keys, TimeProvider time)
{
    internal static readonly IReadOnlyList<Migration> Migrations =
    [
        new("listening_decision", 1, """
        CREATE TABLE listening_decision (
            id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, made_at TEXT NOT NULL, made_by TEXT NOT NULL, choice TEXT NOT NULL,
            patch TEXT, mapping TEXT, selected INTEGER, passed INTEGER, failed INTEGER, problems TEXT, undone_at TEXT, undone_by TEXT) STRICT
        """),
        new("listening_decision", 2, """
        ALTER TABLE listening_decision ADD COLUMN of_rows INTEGER NOT NULL DEFAULT 0;
        UPDATE listening_decision SET of_rows = 1 WHERE mapping IS NOT NULL;
        """),
    ];

    /// <summary>Begins an entry before anything is changed, so that no change is without one; its number.</summary>
    public int Begin(string kind, string by, HeldChoice choice, string? patch, string? mapping, bool ofRows = false) => keys.Write(connection => connection.One("""
        INSERT INTO listening_decision (kind, made_at, made_by, choice, patch, mapping, of_rows)
        VALUES (@kind, @at, @by, @choice, @patch, @mapping, @rows) RETURNING id
        """, r => r.GetInt32(0),
        ("@kind", kind), ("@at", Now), ("@by", by), ("@choice", JsonSerializer.Serialize(choice)), ("@patch", patch), ("@mapping", mapping), ("@rows", ofRows ? 1 : 0)));

    /// <summary>Writes the outcome into the entry.</summary>
    public void End(int id, long selected, long passed, IReadOnlyDictionary<string, long> problems) => keys.Write(connection => connection.Run("""
        UPDATE listening_decision SET selected = @selected, passed = @passed, failed = @failed, problems = @problems WHERE id = @id
        """, ("@id", id), ("@selected", selected), ("@passed", passed), ("@failed", selected - passed), ("@problems", JsonSerializer.Serialize(problems))));

    /// <summary>Takes back an entry whose change did not come about.</summary>
    public void Cancel(int id) => keys.Write(connection => connection.Run("DELETE FROM listening_decision WHERE id = @id", ("@id", id)));

    /// <summary>Notes that a decision was taken back.</summary>
    public void Undo(int id, string by) => keys.Write(connection => connection.Run(
        "UPDATE listening_decision SET undone_at = @at, undone_by = @by WHERE id = @id AND undone_at IS NULL", ("@id", id), ("@at", Now), ("@by", by)));

    /// <summary>An entry; null when there is none of that number.</summary>
    public Decision? Find(int id) => keys.Read(connection => connection.One($"{Select} WHERE id = @id", Read, ("@id", id)));

    /// <summary>The newest entries first.</summary>
    public IReadOnlyList<Decision> List(int most) => keys.Read(connection => connection.All($"{Select} ORDER BY id DESC LIMIT @most", Read, ("@most", most)));

    const string Select = "SELECT id, kind, made_at, made_by, choice, patch, mapping, selected, passed, failed, problems, undone_at, undone_by, of_rows FROM listening_decision";

    string Now => time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    static Decision Read(Microsoft.Data.Sqlite.SqliteDataReader r) => new(
        r.GetInt32(0).ToString(CultureInfo.InvariantCulture), r.GetString(1), Time(r.GetString(2)), r.GetString(3),
        JsonSerializer.Deserialize<HeldChoice>(r.GetString(4))!,
        r.TextOrNull(5) is { } patch ? JsonSerializer.Deserialize<JsonElement>(patch) : null, r.TextOrNull(6),
        r.IsDBNull(7) ? null : r.GetInt64(7), r.IsDBNull(8) ? null : r.GetInt64(8), r.IsDBNull(9) ? null : r.GetInt64(9),
        r.TextOrNull(10) is { } problems ? JsonSerializer.Deserialize<Dictionary<string, long>>(problems) : null,
        r.TextOrNull(11) is { } undone ? Time(undone) : null, r.TextOrNull(12), r.GetBoolean(13));

    static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}

/// <summary>One decision on held events.</summary>
/// <param name="ReplayId">Its number; an undo names it.</param>
/// <param name="Kind">replay or drop.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="Choice">Which events.</param>
/// <param name="Patch">What was changed on each before it was read; null when nothing was.</param>
/// <param name="Mapping">The mapping that read them; null for the reader that they came to.</param>
/// <param name="Selected">How many it chose; null when the program ended before the outcome was written.</param>
/// <param name="Passed">How many left the quarantine.</param>
/// <param name="Failed">How many stayed.</param>
/// <param name="Problems">Why, each with its count.</param>
/// <param name="UndoneAt">When it was taken back, UTC; null when it holds.</param>
/// <param name="UndoneBy">By whom.</param>
/// <param name="OfRows">True for rows of files: those are taken back by running a mapping over the history of the source.</param>
sealed record Decision(
    [property: JsonPropertyName("replayId")] string ReplayId, [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("madeAt")] DateTime MadeAt, [property: JsonPropertyName("madeBy")] string MadeBy,
    [property: JsonPropertyName("choice")] HeldChoice Choice, [property: JsonPropertyName("patch")] JsonElement? Patch,
    [property: JsonPropertyName("mapping")] string? Mapping, [property: JsonPropertyName("selected")] long? Selected,
    [property: JsonPropertyName("passed")] long? Passed, [property: JsonPropertyName("failed")] long? Failed,
    [property: JsonPropertyName("problems")] IReadOnlyDictionary<string, long>? Problems,
    [property: JsonPropertyName("undoneAt")] DateTime? UndoneAt, [property: JsonPropertyName("undoneBy")] string? UndoneBy,
    [property: JsonPropertyName("ofRows")] bool OfRows);
