using Throughline.Platform.Storage;

namespace Throughline.Understanding.Detections;

/// <summary>The tables of detections.</summary>
static class DetectionTables
{
    /// <summary>
    /// In <c>understanding.duckdb</c>: a row for each signal that was read, with a bit for each detector that assessed it and for each that is
    /// present (a detector's bit is its number); a row for each detector that is present, with its words as <see cref="SpanPacking"/> packs
    /// them; the detectors by number, as <c>keys.db</c> has them, for questions; what everything was read with, and the reading anew that is
    /// under way. Of employees' signals there is a count by source and month, and nothing of any one.
    /// </summary>
    public static readonly Migration InStore = new("detections", 1, """
        CREATE TABLE reading (
            seq BIGINT NOT NULL, source_id INTEGER NOT NULL, language VARCHAR NOT NULL, assessed BIGINT NOT NULL, present BIGINT NOT NULL,
            set_version INTEGER NOT NULL);
        CREATE TABLE detection (
            seq BIGINT NOT NULL, detector UTINYINT NOT NULL, probability FLOAT NOT NULL, spans BLOB NOT NULL, set_version INTEGER NOT NULL);
        CREATE TABLE detector (number UTINYINT NOT NULL, id VARCHAR NOT NULL, is_on BOOLEAN NOT NULL);
        CREATE TABLE employee_effort (source_id INTEGER NOT NULL, month DATE NOT NULL, read BIGINT NOT NULL, present BIGINT NOT NULL);
        CREATE TABLE read_with (set_version INTEGER NOT NULL, without_sources VARCHAR NOT NULL);
        INSERT INTO read_with VALUES (0, '');
        CREATE TABLE redetection (
            position BIGINT NOT NULL, up_to BIGINT NOT NULL, set_version INTEGER NOT NULL, without_sources VARCHAR NOT NULL,
            done BIGINT NOT NULL, total BIGINT NOT NULL)
        """);

    /// <summary>
    /// In <c>keys.db</c>: what people said of detectors, and what they were taught. A number is given once and stays. A version of the set
    /// is all that the answer of a text depends on, as a digest.
    /// </summary>
    public static readonly Migration InKeys = new("understanding_detections", 1, """
        CREATE TABLE understanding_detector (
            id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, is_on INTEGER NOT NULL DEFAULT 1, threshold REAL) STRICT;
        CREATE TABLE understanding_detector_set (version INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL, at TEXT NOT NULL) STRICT;
        CREATE TABLE understanding_detector_change (
            id INTEGER PRIMARY KEY AUTOINCREMENT, detector TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL, old TEXT, new TEXT) STRICT;
        CREATE TABLE understanding_detector_head (
            detector TEXT PRIMARY KEY, version INTEGER NOT NULL, is_experimental INTEGER NOT NULL, of_class TEXT, languages TEXT, model BLOB NOT NULL) STRICT;
        CREATE TABLE understanding_detector_card (detector TEXT PRIMARY KEY, card TEXT NOT NULL) STRICT;
        CREATE TABLE understanding_switch (name TEXT PRIMARY KEY, is_on INTEGER NOT NULL) STRICT
        """);

    /// <summary>How a head's probabilities are brought to sources.</summary>
    public static readonly Migration FitsInKeys = new("understanding_detections", 2, "ALTER TABLE understanding_detector_head ADD COLUMN fits TEXT");
}
