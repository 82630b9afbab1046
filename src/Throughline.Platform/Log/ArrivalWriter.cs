using Throughline.DuckDb;
using Throughline.Platform.Log.Known;
using Throughline.Platform.Log.Spooling;

namespace Throughline.Platform.Log;

/// <summary>
/// Moves what waits in the spool into the log, in the writer's turn: signals, held events, counts and how far it came, in one
/// transaction. So that the end of a process at any instant moves nothing twice and forgets nothing.
/// </summary>
/// <param name="connection">The writer's connection.</param>
/// <param name="mapped">The appender of signals with answers and attributes, as the catalogue is now.</param>
/// <param name="own">Number of the last signal that was in the log before anything that waits was judged.</param>
sealed partial class ArrivalWriter(DuckConnection connection, Func<SignalAppender> mapped, long own) : IDisposable
{
    /// <summary>Signals of one commit: a whole row group, which goes to the file without the write-ahead log.</summary>
    const int MostRows = 122_880;

    static readonly string[] _columns =
    [
        "seq", "id", "source_id", "import_id", "kind", "mode", "occurred_at", "received_at", "content_hash", "record_key", "customer",
        "identifiers", "touchpoint", "channel", "language", "text", "rest", "has_text", "activity", "sent_at", "warnings",
    ];

    readonly Dictionary<int, IntakeCounts> _counts = [];
    readonly List<(Guid Id, DateTime At)> _seenAgain = [];
    DuckAppender? _signals;
    DuckAppender? _held;
    DuckAppender? _intake;
    int _row;
    SignalAppender? _ofMapped;
    long _own = own; // the last signal that came by this way, or before it
    long _checkAfter;
    long _checkUntil;

    /// <summary>What the log knows; null as long as nothing asks for it.</summary>
    public KnownEvents? Known { get; set; }

    /// <summary>Moves what waits from a position on, up to a commit's worth; signals taken into the log. Nothing is moved when this throws.</summary>
    /// <param name="spool">What waits.</param>
    /// <param name="reader">Reads it.</param>
    /// <param name="position">From where; afterwards how far it came.</param>
    /// <param name="first">The first free number.</param>
    /// <param name="sources">True for a source that is still there: a removed one takes what waited with it.</param>
    public long Move(Spool spool, SpoolReader reader, ref long position, long first, Predicate<int> sources)
    {
        LookAround(spool, position, first - 1);
        _counts.Clear();
        _seenAgain.Clear();
        try
        {
            var there = position < _checkUntil ? Clashing(reader, position) : null;
            var stored = MoveAll(reader, position, first, sources, there);
            position = reader.Position;
            return stored;
        }
        catch
        {
            Forget();
            throw;
        }
    }

    public void Dispose() => Forget();

    /// <summary>Lets go of the appenders: their tables are about to change, or they failed.</summary>
    public void Forget()
    {
        _signals?.Dispose();
        _held?.Dispose();
        _intake?.Dispose();
        (_signals, _held, _intake) = (null, null, null);
    }

    /// <summary>
    /// Where signals came by another way since the last move, what was judged before they were known may be among them: all that waits
    /// up to now is looked for in the log before it is stored.
    /// </summary>
    void LookAround(Spool spool, long position, long head)
    {
        if (head <= _own)
        {
            return;
        }

        Known?.CatchUp(connection, head);
        _checkAfter = position < _checkUntil ? Math.Min(_checkAfter, _own) : _own;
        _checkUntil = spool.End;
        _own = head;
    }

    long MoveAll(SpoolReader reader, long from, long first, Predicate<int> sources, Dictionary<UInt128, ulong>? there)
    {
        using var transaction = connection.Begin();
        _signals ??= connection.Append("signal", _columns);
        var seq = first;
        var now = DateTime.MinValue;
        (_row, _ofMapped) = (0, null);
        foreach (var one in reader.From(from))
        {
            if (sources(one.SourceId))
            {
                seq = MoveOne(one, seq, there);
            }

            now = one.ReceivedAt;
            if (seq - first >= MostRows)
            {
                break;
            }
        }

        EndSignals();
        _ofMapped?.Flush();
        _held?.Flush();
        SeeAgain();
        Count(now);
        connection.Execute("UPDATE spooled SET position = $position", ("position", reader.Position));
        transaction.Commit();
        _own = seq - 1;
        Known?.Reach(_own);
        return seq - first;
    }

    long MoveOne(SpooledArrival one, long seq, Dictionary<UInt128, ulong>? there)
    {
        var first = seq;
        var late = default(Late);
        var bytes = one.Bytes;
        foreach (ref readonly var line in one.Events)
        {
            if (there is null || IsNew(there, line.Id, line.ContentHash, one, line.Key, null, line.Rest, ref late))
            {
                Append(in line, one.SourceId, bytes, seq++, one.ReceivedAt);
            }
        }

        foreach (var signal in one.Rest?.Mapped ?? [])
        {
            if (there is null || IsNew(there, DuckRaw.Uuid(signal.Signal.Id.Value), signal.ContentHash, one, default, signal.Signal.RecordKey,
                new Slice(signal.RawStart, signal.RawLength), ref late))
            {
                _ofMapped ??= mapped();
                _ofMapped.Add(signal.Signal, seq++, one.ReceivedAt, signal.ContentHash, signal.Warnings);
            }
        }

        foreach (var held in one.Rest?.Held ?? [])
        {
            Hold(one, held);
        }

        _seenAgain.AddRange((one.Rest?.SeenAgain ?? []).Select(id => (id, one.ReceivedAt)));
        var (stored, quarantined) = (seq - first, (one.Rest?.Held.Count ?? 0) + late.Conflicts);
        var duplicate = one.Head.Duplicates + late.Duplicates;
        _counts[one.SourceId] = _counts.GetValueOrDefault(one.SourceId) + new IntakeCounts(
            stored + duplicate + quarantined + one.Head.Rejected, stored, duplicate, quarantined, one.Head.Rejected, 0);
        return seq;
    }

    /// <summary>False when the id came into the log by another way after it was judged: then it is a repeat, or a conflict that is held.</summary>
    bool IsNew(Dictionary<UInt128, ulong> there, UInt128 id, ulong hash, SpooledArrival of, Slice key, string? recordKey, Slice raw, ref Late late)
    {
        if (!there.TryGetValue(id, out var first))
        {
            return true;
        }

        if (first == hash)
        {
            late.Duplicates++;
        }
        else
        {
            late.Conflicts++;
            Hold(of, SpooledHeld.Of(ArrivalJudge.Conflict(ArrivedEvent.ConflictIdOf(new(DuckRaw.Guid(id)), hash), key, raw), recordKey));
        }

        return false;
    }

    /// <summary>Of the next commit's ids those that are in the log already, with their hashes.</summary>
    Dictionary<UInt128, ulong> Clashing(SpoolReader reader, long from)
    {
        connection.Execute("CREATE OR REPLACE TEMP TABLE waiting (id UUID)");
        using (var rows = connection.Append("waiting"))
        {
            var count = 0;
            foreach (var one in reader.From(from))
            {
                foreach (ref readonly var line in one.Events)
                {
                    rows.BeginRow().Value(DuckRaw.Guid(line.Id)).EndRow();
                }

                foreach (var signal in one.Rest?.Mapped ?? [])
                {
                    rows.BeginRow().Value(signal.Signal.Id.Value).EndRow();
                }

                if ((count += one.Events.Length) >= MostRows)
                {
                    break;
                }
            }

            rows.Flush();
        }

        var there = new Dictionary<UInt128, ulong>();
        using var reading = connection.Query(
            "SELECT id, content_hash FROM signal WHERE seq > $after AND id IN (SELECT id FROM waiting)", ("after", _checkAfter));
        while (reading.Read())
        {
            there[DuckRaw.Uuid(reading.GetGuid(0))] = (ulong)reading.GetUInt128(1);
        }

        return there;
    }

    void SeeAgain()
    {
        if (_seenAgain.Count == 0)
        {
            return;
        }

        connection.Execute("CREATE OR REPLACE TEMP TABLE seen_again (id UUID, seen_at TIMESTAMP)");
        using (var rows = connection.Append("seen_again"))
        {
            foreach (var (id, at) in _seenAgain)
            {
                rows.BeginRow().Value(id).Value(at).EndRow();
            }

            rows.Flush();
        }

        connection.Execute("""
            UPDATE held SET last_seen = seen.seen_at FROM (SELECT id, max(seen_at) AS seen_at FROM seen_again GROUP BY id) seen WHERE held.id = seen.id
            """);
    }

    /// <summary>Counts what was not simply stored; signals are counted where they are.</summary>
    void Count(DateTime now)
    {
        foreach (var (source, counts) in _counts.Where(c => c.Value is not { Duplicate: 0, Quarantined: 0, Rejected: 0 }))
        {
            _intake ??= connection.Append("intake");
            _intake.BeginRow().Value(0).Value(source).Null().Null().Null().Null()
                .Value(counts.Received - counts.Stored).Value(0).Value(counts.Duplicate).Value(counts.Quarantined).Value(counts.Rejected).Value(0).Value(now)
                .EndRow();
        }

        _intake?.Flush();
    }

    /// <summary>What turned out otherwise between judging and storing.</summary>
    struct Late
    {
        public int Duplicates;
        public int Conflicts;
    }
}
