using Throughline.Platform.Storage;

namespace Throughline.Listening.Webhooks;

/// <summary>Tables of what is told to other systems. Times are milliseconds since 1970, UTC.</summary>
static class WebhookTables
{
    public static readonly Migration Migration = new("listening_out", 1, """
        CREATE TABLE listening_out_target (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, url TEXT NOT NULL, kinds TEXT NOT NULL, sources TEXT NOT NULL,
            state TEXT NOT NULL, state_at INTEGER NOT NULL, created_at INTEGER NOT NULL,
            told_seq INTEGER NOT NULL, told_held INTEGER NOT NULL, missed INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE TABLE listening_out_secret (
            id INTEGER PRIMARY KEY AUTOINCREMENT, target_id INTEGER NOT NULL REFERENCES listening_out_target (id) ON DELETE CASCADE,
            sealed BLOB NOT NULL, ends_at INTEGER) STRICT;
        CREATE TABLE listening_out_delivery (
            id TEXT PRIMARY KEY, target_id INTEGER NOT NULL REFERENCES listening_out_target (id) ON DELETE CASCADE,
            kind TEXT NOT NULL, source_id INTEGER, items INTEGER NOT NULL, body BLOB NOT NULL, created_at INTEGER NOT NULL,
            state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, first_at INTEGER, next_at INTEGER NOT NULL, ended_at INTEGER) STRICT;
        CREATE INDEX listening_out_due ON listening_out_delivery (target_id, state, next_at);
        CREATE INDEX listening_out_newest ON listening_out_delivery (target_id, created_at, id);
        CREATE TABLE listening_out_attempt (
            id INTEGER PRIMARY KEY AUTOINCREMENT, delivery_id TEXT NOT NULL REFERENCES listening_out_delivery (id) ON DELETE CASCADE,
            at INTEGER NOT NULL, took INTEGER NOT NULL, status INTEGER, failure TEXT) STRICT;
        CREATE INDEX listening_out_attempts ON listening_out_attempt (delivery_id, id);
        CREATE TABLE listening_out_held (
            target_id INTEGER NOT NULL REFERENCES listening_out_target (id) ON DELETE CASCADE, held_id TEXT NOT NULL, held_at INTEGER NOT NULL,
            PRIMARY KEY (target_id, held_id)) STRICT, WITHOUT ROWID;
        """);
}
