using Throughline.Platform.Storage;

namespace Throughline.Understanding.PlugIn;

/// <summary>The tables of the plug-in reader.</summary>
static class PlugInTables
{
    /// <summary>
    /// In <c>understanding.duckdb</c>: an answer for each text and detector that the plug-in was asked for, with what it was given by, and beside it
    /// what the own detectors say (<c>own_*</c>) where the answer stands in their place; <c>joined_set</c> is the version of the reading that it
    /// stands in, 0 where it stands in none. How far it has come, and a number that moves with every change.
    /// </summary>
    public static readonly Migration InStore = new("plug_in", 1, """
        CREATE TABLE plug_in_reading (
            seq BIGINT NOT NULL, source_id INTEGER NOT NULL, detector UTINYINT NOT NULL, state UTINYINT NOT NULL, is_said BOOLEAN NOT NULL, probability FLOAT,
            spans BLOB NOT NULL, model VARCHAR NOT NULL, prompt VARCHAR NOT NULL, purpose VARCHAR NOT NULL, read_at TIMESTAMP NOT NULL,
            joined_set INTEGER NOT NULL, own_state UTINYINT NOT NULL, own_probability FLOAT, own_spans BLOB);
        CREATE TABLE plug_in_progress (position BIGINT NOT NULL, changes BIGINT NOT NULL);
        INSERT INTO plug_in_progress VALUES (0, 0)
        """);

    /// <summary>In <c>keys.db</c>: what people set (never a key), who changed it, and a day's figures as a document.</summary>
    public static readonly Migration InKeys = new("understanding_plug_in", 1, """
        CREATE TABLE understanding_plug_in (id INTEGER PRIMARY KEY CHECK (id = 1), settings TEXT NOT NULL) STRICT;
        CREATE TABLE understanding_plug_in_change (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL, old TEXT, new TEXT) STRICT;
        CREATE TABLE understanding_plug_in_day (day TEXT PRIMARY KEY, figures TEXT NOT NULL) STRICT, WITHOUT ROWID
        """);
}
