using Throughline.DuckDb;
using Throughline.Platform.Log.Known;

namespace Throughline.Platform.Log;

/// <summary>What people decide on held records beside a replay, in the writer's turn, each in one transaction.</summary>
static class HeldDecisions
{
    /// <summary>Drops records that wait; they stay counted as quarantined.</summary>
    public static long Drop(DuckConnection connection, int decisionId, IReadOnlyCollection<Guid> ids, DateTime now)
    {
        using var transaction = connection.Begin();
        connection.Execute("CREATE OR REPLACE TEMP TABLE dropped (id UUID)");
        using (var rows = connection.Append("dropped"))
        {
            foreach (var id in ids)
            {
                rows.BeginRow();
                rows.Value(id);
                rows.EndRow();
            }

            rows.Flush();
        }

        var dropped = connection.Execute(
            "UPDATE held SET state = 2, replay_id = $decision, decided_at = $now WHERE state = 0 AND id IN (SELECT id FROM dropped)",
            ("decision", decisionId), ("now", now));
        transaction.Commit();
        return dropped;
    }

    /// <summary>
    /// Takes a decision back. Ids of signals that leave the log are noted there first, so that they can be stored again also when
    /// a file of known ids still has them after the next start.
    /// </summary>
    public static long Undo(DuckConnection connection, KnownEvents known, int decisionId, DateTime now)
    {
        var ids = new List<UInt128>();
        long waiting;
        using (var transaction = connection.Begin())
        {
            using (var reader = connection.Query(
                "SELECT signal_id FROM held WHERE replay_id = $decision AND state = 1 AND signal_id IS NOT NULL", ("decision", decisionId)))
            {
                while (reader.Read())
                {
                    ids.Add(DuckRaw.Uuid(reader.GetGuid(0)));
                }
            }

            connection.Execute("""
                INSERT INTO removed SELECT id, seq, source_id, $now FROM signal
                WHERE id IN (SELECT signal_id FROM held WHERE replay_id = $decision AND state = 1)
                """, ("decision", decisionId), ("now", now));
            connection.Execute("""
                DELETE FROM signal WHERE id IN (SELECT signal_id FROM held WHERE replay_id = $decision AND state = 1)
                """, ("decision", decisionId));
            connection.Execute("""
                INSERT INTO intake
                SELECT 0, source_id, NULL, NULL, NULL, NULL, count(signal_id), 0, count(signal_id) - count(*), count(*), 0, 0, $now
                FROM held WHERE replay_id = $decision AND state = 1 GROUP BY source_id
                """, ("decision", decisionId), ("now", now));
            waiting = connection.Execute("""
                UPDATE held SET state = 0, replay_id = NULL, signal_id = NULL, decided_at = NULL WHERE replay_id = $decision AND state IN (1, 2)
                """, ("decision", decisionId));
            transaction.Commit();
        }

        ids.ForEach(known.Forget);
        return waiting;
    }

    /// <summary>Removes what was decided before a time.</summary>
    public static long Sweep(DuckConnection connection, DateTime before) =>
        connection.Execute("DELETE FROM held WHERE state IN (1, 2) AND decided_at < $before", ("before", before));
}
