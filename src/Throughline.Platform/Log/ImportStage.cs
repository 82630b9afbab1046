using Throughline.Contracts;
using Throughline.DuckDb;

namespace Throughline.Platform.Log;

/// <summary>
/// A bulk of signals on its way into the log. Rows gather in temporary tables, which vanish with the process; one transaction
/// then decides new, duplicate or conflict for all of them and makes them visible together, or nothing of them.
/// </summary>
public sealed class ImportStage : IDisposable
{
    readonly SignalLog _log;
    readonly DuckConnection _connection;
    readonly IntakeOrigin _origin;
    readonly SignalAppender _signals;
    readonly DateTime _receivedAt;
    readonly string _columns;
    readonly IReadOnlyList<int> _attributes;
    long _count;
    long _held;
    long _rejected;
    long _setAside;
    DuckAppender? _heldRows;
    DuckAppender? _releasedRows;

    internal ImportStage(SignalLog log, DuckConnection connection, IntakeOrigin origin, DateTime receivedAt,
        IReadOnlyList<int> attributes)
    {
        _log = log;
        _connection = connection;
        _origin = origin;
        _receivedAt = receivedAt;
        _attributes = attributes;
        var contents = log.Catalogue.Contents;
        var questions = contents.QuestionsOf(origin.SourceId).Select(q => q.Id).ToList();
        List<string> columns =
        [
            .. SignalTable.Columns, .. questions.Select(SignalTable.ScoreColumn), .. attributes.Select(SignalTable.AttributeColumn),
        ];
        _columns = string.Join(", ", columns);
        connection.Execute($"CREATE TEMP TABLE stage AS SELECT {_columns} FROM signal LIMIT 0");
        connection.Execute("CREATE TEMP TABLE stage_held AS SELECT * FROM held LIMIT 0");
        connection.Execute("CREATE TEMP TABLE released (id UUID)");
        var timeIsKnown = contents.FindSource(origin.SourceId)?.HasTime ?? true;
        _signals = new SignalAppender(connection, "stage", origin.ImportId, timeIsKnown, questions, attributes);
    }

    /// <summary>Adds a signal to the bulk.</summary>
    public void Add(Signal signal) => _signals.Add(signal, _count++, _receivedAt);

    /// <summary>Adds a record that is held with its reason.</summary>
    public void Hold(HeldRecord record)
    {
        _heldRows ??= _connection.Append("stage_held");
        _heldRows.BeginRow();
        _heldRows.Value(record.Id);
        _heldRows.Value(_origin.SourceId);
        _heldRows.Value(_origin.ImportId);
        _heldRows.Value(_origin.File);
        _ = record.Row is { } row ? _heldRows.Value(row) : _heldRows.Null();
        _heldRows.Value(record.Field);
        _heldRows.Value(record.Value);
        _heldRows.Value(record.Code);
        _heldRows.Value(record.Raw);
        _heldRows.Value(_receivedAt);
        _heldRows.Null();
        _heldRows.Value(record.Detail);
        _heldRows.Null();
        _heldRows.Null();
        _heldRows.Value(_receivedAt);
        _heldRows.Value(0);
        _heldRows.Null();
        _heldRows.Null();
        _heldRows.Null();
        _heldRows.Null();
        _heldRows.Null();
        _heldRows.EndRow();
        _held++;
    }

    /// <summary>Takes a held record out of quarantine in the same transaction, because this bulk brings it as a signal.</summary>
    public void Release(Guid heldId)
    {
        _releasedRows ??= _connection.Append("released");
        _releasedRows.BeginRow();
        _releasedRows.Value(heldId);
        _releasedRows.EndRow();
    }

    /// <summary>Counts a record that could not even be held.</summary>
    public void Reject() => _rejected++;

    /// <summary>Counts answers that are kept beside the record and not used.</summary>
    public void SetAside(int answers) => _setAside += answers;

    /// <summary>What a commit would do now; writes nothing.</summary>
    public IntakeCounts Preview(CancellationToken cancellation = default)
    {
        Settle();
        using var transaction = _connection.Begin();
        Supersede();
        return Judge(cancellation);
    }

    /// <summary>Makes all of it visible in one transaction; on disk when this returns.</summary>
    public IntakeCounts Commit(CancellationToken cancellation = default)
    {
        Settle();
        StoredElements.Register(_log, _connection, _origin.SourceId, _attributes);
        return _log.TakeTurnAfterArrivals(first =>
        {
            using var transaction = _connection.Begin();
            Supersede();
            var counts = Judge(cancellation);
            _connection.Execute($"""
                INSERT INTO signal ({_columns})
                SELECT {_columns.Replace("seq, ", "seq + $first AS seq, ", StringComparison.Ordinal)} FROM stage
                {(counts.Stored == _count ? "" : "WHERE seq NOT IN (SELECT seq FROM refused)")}
                """, ("first", first));
            // They were counted as received and held by the import that brought them; in its balance they move from there to here.
            _connection.Execute("""
                INSERT INTO intake
                SELECT import_id, source_id, NULL, NULL, NULL, NULL, -count(*), 0, 0, -count(*), 0, 0, $at
                FROM held WHERE id IN (SELECT id FROM released UNION ALL SELECT id FROM mended) GROUP BY import_id, source_id
                """, ("at", _receivedAt));
            _connection.Execute("DELETE FROM held WHERE id IN (SELECT id FROM released UNION ALL SELECT id FROM mended)");
            _connection.Execute("INSERT INTO held SELECT * FROM stage_held WHERE id NOT IN (SELECT id FROM held_before)");
            _connection.Execute("""
                INSERT INTO held (id, source_id, import_id, file, row_number, value, code, raw, held_at, record_key, last_seen)
                SELECT id, source_id, import_id, $file, row_number, record_key, 'same_id_other_content', to_json(stage), received_at, record_key, received_at
                FROM stage WHERE seq IN (SELECT seq FROM refused WHERE conflict)
                """, ("file", _origin.File));
            _connection.Execute("""
                INSERT INTO intake VALUES ($import, $source, $file, $digest, $mapping, $version,
                    $received, $stored, $duplicate, $quarantined, $rejected, $aside, $at)
                """,
                ("import", _origin.ImportId), ("source", _origin.SourceId), ("file", _origin.File), ("digest", _origin.Digest),
                ("mapping", _origin.Mapping), ("version", _origin.MappingVersion), ("received", counts.Received),
                ("stored", counts.Stored), ("duplicate", counts.Duplicate), ("quarantined", counts.Quarantined),
                ("rejected", counts.Rejected), ("aside", counts.SetAside), ("at", _receivedAt));
            cancellation.ThrowIfCancellationRequested();
            transaction.Commit();
            if (_origin.Replaces is not null)
            {
                _log.CountRemoval();
            }

            return (counts, _count);
        });
    }

    /// <summary>Lets go of everything that was not committed.</summary>
    public void Dispose()
    {
        _signals.Dispose();
        _heldRows?.Dispose();
        _releasedRows?.Dispose();
        _connection.Dispose();
    }

    void Settle()
    {
        _signals.Flush();
        _heldRows?.Flush();
        _releasedRows?.Flush();
    }

    void Supersede()
    {
        if (_origin.Replaces is { } earlier)
        {
            SignalTable.MarkRemoval(_connection, _origin.SourceId, _receivedAt);
            _connection.Execute("DELETE FROM signal WHERE import_id = $import", ("import", earlier));
            _connection.Execute("DELETE FROM held WHERE import_id = $import", ("import", earlier));
            _connection.Execute("DELETE FROM intake WHERE import_id = $import", ("import", earlier));
        }
    }

    /// <summary>Fills the temporary table <c>refused</c> with what is known already, or stands twice in the bulk.</summary>
    IntakeCounts Judge(CancellationToken cancellation)
    {
        _connection.Execute("CREATE OR REPLACE TEMP TABLE refused (seq BIGINT, conflict BOOLEAN)");
        var repeats = _connection.Scalar<long>("SELECT count(*) - count(DISTINCT id) FROM stage");
        var known = _connection.Scalar<long>(
            "SELECT count(*) FROM stage WHERE id IN (SELECT id FROM signal WHERE source_id = $source)", ("source", _origin.SourceId));
        cancellation.ThrowIfCancellationRequested();
        if (repeats + known > 0)
        {
            _connection.Execute("""
                INSERT INTO refused
                WITH staged AS (
                    SELECT seq, id, content_hash, row_number() OVER same AS nth, first_value(content_hash) OVER same AS first_hash
                    FROM stage WINDOW same AS (PARTITION BY id ORDER BY seq)),
                known AS (SELECT id, any_value(content_hash) AS content_hash FROM signal WHERE source_id = $source GROUP BY id)
                SELECT staged.seq, staged.content_hash <> coalesce(known.content_hash, staged.first_hash)
                FROM staged LEFT JOIN known ON known.id = staged.id
                WHERE known.id IS NOT NULL OR staged.nth > 1
                """, ("source", _origin.SourceId));
        }

        // Rows of the same file that were held before and are signals now.
        _connection.Execute("""
            CREATE OR REPLACE TEMP TABLE mended AS
            SELECT id FROM held
            WHERE source_id = $source AND id NOT IN (SELECT id FROM released)
                AND import_id IN (SELECT import_id FROM intake WHERE source_id = $source AND digest = $digest)
                AND row_number IN (SELECT row_number FROM stage WHERE seq NOT IN (SELECT seq FROM refused))
            """, ("source", _origin.SourceId), ("digest", _origin.Digest));

        // What is held already is a repeat as well: the same file again adds nothing anywhere.
        _connection.Execute("""
            CREATE OR REPLACE TEMP TABLE held_before AS
            SELECT id FROM held WHERE source_id = $source AND id NOT IN (SELECT id FROM released UNION ALL SELECT id FROM mended)
            """, ("source", _origin.SourceId));
        _connection.Execute("UPDATE refused SET conflict = FALSE WHERE seq IN (SELECT seq FROM stage JOIN held_before USING (id))");
        var heldAgain = _connection.Scalar<long>("SELECT count(*) FROM stage_held WHERE id IN (SELECT id FROM held_before)");
        var duplicate = _connection.Scalar<long>("SELECT count(*) FROM refused WHERE NOT conflict");
        var conflict = _connection.Scalar<long>("SELECT count(*) FROM refused WHERE conflict");
        return new IntakeCounts(_count + _held + _rejected, _count - duplicate - conflict, duplicate + heldAgain,
            _held - heldAgain + conflict, _rejected, _setAside)
        {
            Conflict = conflict,
        };
    }
}
