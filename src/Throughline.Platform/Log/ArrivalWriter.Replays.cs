using System.Runtime.InteropServices;
using Throughline.DuckDb;
using Throughline.Platform.Log.Spooling;

namespace Throughline.Platform.Log;

sealed partial class ArrivalWriter
{
    /// <summary>
    /// Writes a replay; signals taken into the log. What is known is asked of the log itself: a held event may wait longer than ids
    /// are remembered.
    /// </summary>
    public long Write(Replay replay, long first, DateTime now)
    {
        _counts.Clear();
        try
        {
            return WriteAll(replay, first, now);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    /// <summary>What a replay would do now, event by event; writes nothing.</summary>
    public static void Judge(DuckConnection connection, Replay replay)
    {
        using var transaction = connection.Begin();
        Decide(connection, replay);
    }

    long WriteAll(Replay replay, long first, DateTime now)
    {
        using var transaction = connection.Begin();
        Decide(connection, replay);
        _signals ??= connection.Append("signal", _columns);
        var seq = first;
        (_row, _ofMapped) = (0, null);
        connection.Execute("CREATE OR REPLACE TEMP TABLE released (held_id UUID, signal_id UUID)");
        using (var released = connection.Append("released"))
        {
            foreach (var one in replay.Events)
            {
                seq = WriteOne(one, seq, released);
            }

            released.Flush();
        }

        EndSignals();
        _ofMapped?.Flush();
        connection.Execute("""
            UPDATE held SET state = 1, replay_id = $replay, signal_id = released.signal_id, decided_at = $now
            FROM released WHERE held.id = released.held_id AND held.state = 0
            """, ("replay", replay.Id), ("now", now));
        Count(now);
        transaction.Commit();
        foreach (var one in replay.Events.Where(e => e.Outcome == ReplayOutcome.Stored))
        {
            Known?.Set(DuckRaw.Uuid(one.Id), one.ContentHash, now);
        }

        return seq - first;
    }

    long WriteOne(ReplayedEvent one, long seq, DuckAppender released)
    {
        if (one.Outcome is not (ReplayOutcome.Stored or ReplayOutcome.Duplicate))
        {
            return seq;
        }

        var isStored = one.Outcome == ReplayOutcome.Stored;
        var verdict = isStored ? Verdict.Stored : Verdict.Duplicate;
        released.BeginRow();
        released.Value(one.HeldId);
        _ = isStored ? released.Value(one.Id) : released.Null();
        released.EndRow();
        one.Arrival.ReceivedAt = one.ReceivedAt;
        if (one.Arrival.Mapped is [var signal])
        {
            signal.Verdict = verdict;
            if (isStored)
            {
                _ofMapped ??= mapped();
                _ofMapped.Add(signal.Signal, seq++, one.ReceivedAt, signal.ContentHash, signal.Warnings);
            }
        }
        else
        {
            ref var read = ref CollectionsMarshal.AsSpan(one.Arrival.Events)[0];
            read.Verdict = verdict;
            if (isStored)
            {
                Append(new SpooledEvent(in read), one.Arrival.SourceId, one.Arrival.Bytes, seq++, one.ReceivedAt);
            }
        }

        // It was counted as received and quarantined when it came; now it moves.
        _counts[one.Arrival.SourceId] = _counts.GetValueOrDefault(one.Arrival.SourceId)
            + new IntakeCounts(0, isStored ? 1 : 0, isStored ? 0 : 1, -1, 0, 0);
        return seq;
    }

    /// <summary>Sets the outcome of every event by what waits and what is in the log, in the order of the replay.</summary>
    static void Decide(DuckConnection connection, Replay replay)
    {
        connection.Execute("CREATE OR REPLACE TEMP TABLE replayed (held_id UUID, id UUID)");
        using (var rows = connection.Append("replayed"))
        {
            foreach (var one in replay.Events)
            {
                rows.BeginRow();
                rows.Value(one.HeldId);
                rows.Value(one.Id);
                rows.EndRow();
            }

            rows.Flush();
        }

        var waiting = new HashSet<Guid>();
        using (var reader = connection.Query("SELECT held.id FROM held JOIN replayed ON held.id = replayed.held_id WHERE held.state = 0"))
        {
            while (reader.Read())
            {
                waiting.Add(reader.GetGuid(0));
            }
        }

        var there = new Dictionary<Guid, ulong>();
        using (var reader = connection.Query("SELECT id, content_hash FROM signal WHERE id IN (SELECT id FROM replayed)"))
        {
            while (reader.Read())
            {
                there[reader.GetGuid(0)] = (ulong)reader.GetUInt128(1);
            }
        }

        foreach (var one in replay.Events)
        {
            one.Outcome = !waiting.Contains(one.HeldId) ? ReplayOutcome.Gone
                : there.TryGetValue(one.Id, out var hash) ? hash == one.ContentHash ? ReplayOutcome.Duplicate : ReplayOutcome.Conflict
                : ReplayOutcome.Stored;
            if (one.Outcome == ReplayOutcome.Stored)
            {
                there.Add(one.Id, one.ContentHash);
            }
        }
    }
}
