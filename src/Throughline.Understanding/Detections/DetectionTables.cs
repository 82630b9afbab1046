using Throughline.Platform.Storage;

namespace Throughline.Understanding.Detections;

/// <summary>The tables of detections.</summary>
static class DetectionTables
{
    /// <summary>
    /// In <c>understanding.duckdb</c>: a row for each signal that was read, with a bit for each detector that assessed it and for each that is
    /// present; and a row for each detector that is present, with its words. A detector's bit is its number in <c>keys.db</c>.
    /// Words are places in the text, packed as <see cref="SpanPacking"/> says. How many employees' signals of a day and source said that
    /// something is hard stands in counts, and not who.
    /// </summary>
    public static readonly Migration InStore = new("detections", 1, """
        CREATE TABLE reading (
            seq BIGINT NOT NULL, source_id INTEGER NOT NULL, language UTINYINT NOT NULL, assessed UBIGINT NOT NULL, present UBIGINT NOT NULL,
            set_version INTEGER NOT NULL);
        CREATE TABLE detection (
            seq BIGINT NOT NULL, detector USMALLINT NOT NULL, probability FLOAT NOT NULL, spans BLOB NOT NULL, version INTEGER NOT NULL)
        """);
}
