using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;

namespace Throughline.Platform.Log;

/// <summary>The log's tables and the way a <see cref="Signal"/> is written into a row.</summary>
/// <remarks>
/// Typed columns first, one column a question and one an attribute, the JSON rest last: each question of the product is one
/// scan of the few columns it needs (ADR 0003). What is seldom read is compressed by zstd: a quarter of the space, and less work than to
/// look for the best way each time.
/// </remarks>
static class SignalTable
{
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS signal (
            seq BIGINT NOT NULL, id UUID NOT NULL, source_id INTEGER NOT NULL, import_id INTEGER NOT NULL,
            kind UTINYINT NOT NULL, mode UTINYINT NOT NULL, occurred_at TIMESTAMP NOT NULL, received_at TIMESTAMP NOT NULL,
            content_hash UBIGINT NOT NULL, row_number BIGINT, record_key VARCHAR USING COMPRESSION fsst,
            customer VARCHAR, identifiers VARCHAR USING COMPRESSION zstd, touchpoint VARCHAR, channel VARCHAR, language VARCHAR, text VARCHAR,
            rest VARCHAR USING COMPRESSION zstd,
            occurred_day DATE, has_text BOOLEAN, activity VARCHAR, sent_at TIMESTAMP, warnings INTEGER);
        CREATE TABLE IF NOT EXISTS held (
            id UUID NOT NULL, source_id INTEGER NOT NULL, import_id INTEGER NOT NULL, file VARCHAR, row_number BIGINT,
            field VARCHAR, value VARCHAR, code VARCHAR NOT NULL, raw VARCHAR NOT NULL, held_at TIMESTAMP NOT NULL,
            record_key VARCHAR, detail VARCHAR, headers VARCHAR, raw_bytes BLOB, last_seen TIMESTAMP, state UTINYINT DEFAULT 0, replay_id INTEGER,
            format VARCHAR, sent_at TIMESTAMP, signal_id UUID, decided_at TIMESTAMP);
        CREATE TABLE IF NOT EXISTS removed (id UUID, seq BIGINT NOT NULL, source_id INTEGER NOT NULL, removed_at TIMESTAMP NOT NULL);
        CREATE TABLE IF NOT EXISTS intake (
            import_id INTEGER NOT NULL, source_id INTEGER NOT NULL, file VARCHAR, digest VARCHAR, mapping VARCHAR,
            mapping_version INTEGER, received BIGINT NOT NULL, stored BIGINT NOT NULL, duplicate BIGINT NOT NULL,
            quarantined BIGINT NOT NULL, rejected BIGINT NOT NULL, set_aside BIGINT NOT NULL, received_at TIMESTAMP NOT NULL);
        CREATE TABLE IF NOT EXISTS spooled (position BIGINT NOT NULL);
        INSERT INTO spooled SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM spooled);
        """;

    /// <summary>
    /// Everything that was received, by import. A commit of arrived events that were simply stored writes no row of counts, which would
    /// take as long as its signals: they are counted where they are.
    /// </summary>
    const string Balance = """
        UPDATE intake SET received = received - stored, stored = 0 WHERE import_id = 0;
        CREATE VIEW balance AS
        SELECT import_id, source_id, received, stored, duplicate, quarantined, rejected, set_aside, received_at FROM intake
        UNION ALL
        SELECT 0, source_id, count(*), count(*), 0, 0, 0, 0, max(received_at) FROM signal WHERE import_id = 0 GROUP BY source_id
        """;

    /// <summary>The columns of a signal that every row has, in the order that <see cref="Write"/> fills them.</summary>
    public static readonly string[] Columns =
    [
        "seq", "id", "source_id", "import_id", "kind", "mode", "occurred_at", "received_at", "content_hash", "row_number",
        "record_key", "customer", "identifiers", "touchpoint", "channel", "language", "text", "rest",
        "occurred_day", "has_text", "warnings", "activity",
    ];

    /// <summary>The last number that was given to a signal, also when that signal was taken out: numbers are never given twice.</summary>
    public static long Head(DuckConnection connection) => connection.Scalar<long>(
        "SELECT greatest((SELECT coalesce(max(seq), 0) FROM signal), (SELECT coalesce(max(seq), 0) FROM removed))");

    /// <summary>Notes how far the log has come, before signals are taken out.</summary>
    public static void MarkRemoval(DuckConnection connection, int sourceId, DateTime now) => connection.Execute(
        "INSERT INTO removed SELECT NULL, coalesce(max(seq), 0), $source, $now FROM signal", ("source", sourceId), ("now", now));

    public static string ScoreColumn(int questionId) => string.Create(CultureInfo.InvariantCulture, $"score_{questionId}");

    public static string AttributeColumn(int attributeId) =>
        string.Create(CultureInfo.InvariantCulture, $"attribute_{attributeId}");

    /// <summary>Adds the columns that the table lacks: those of a later version than the log's, and those of the catalogue.</summary>
    public static void Widen(DuckConnection connection, CatalogueContents catalogue)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        using (var reader = connection.Query(
            "SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND table_name = 'signal'"))
        {
            while (reader.Read())
            {
                known.Add(reader.GetString(0));
            }
        }

        if (!known.Contains("occurred_day"))
        {
            connection.Execute("ALTER TABLE signal ADD COLUMN occurred_day DATE");
        }

        if (!known.Contains("has_text"))
        {
            connection.Execute("ALTER TABLE signal ADD COLUMN has_text BOOLEAN; UPDATE signal SET has_text = text IS NOT NULL");
        }

        foreach (var (column, type) in new[] { ("activity", "VARCHAR"), ("sent_at", "TIMESTAMP"), ("warnings", "INTEGER") }.Where(c => !known.Contains(c.Item1)))
        {
            connection.Execute($"ALTER TABLE signal ADD COLUMN {column} {type}");
        }

        foreach (var column in new[]
        {
            "record_key VARCHAR", "detail VARCHAR", "headers VARCHAR", "raw_bytes BLOB", "last_seen TIMESTAMP", "state UTINYINT DEFAULT 0", "replay_id INTEGER",
            "format VARCHAR", "sent_at TIMESTAMP", "signal_id UUID", "decided_at TIMESTAMP",
        })
        {
            connection.Execute($"ALTER TABLE held ADD COLUMN IF NOT EXISTS {column}");
        }

        if (connection.Scalar<long>("SELECT count(*) FROM duckdb_views() WHERE view_name = 'balance'") == 0)
        {
            connection.Execute(Balance);
        }

        foreach (var question in catalogue.Questions.Where(q => !known.Contains(ScoreColumn(q.Id))))
        {
            connection.Execute($"ALTER TABLE signal ADD COLUMN {ScoreColumn(question.Id)} DOUBLE");
        }

        foreach (var attribute in catalogue.Attributes.Where(a => !known.Contains(AttributeColumn(a.Id))))
        {
            connection.Execute($"ALTER TABLE signal ADD COLUMN {AttributeColumn(attribute.Id)} VARCHAR");
        }
    }
}
