using System.Globalization;
using Throughline.DuckDb;

namespace Throughline.Platform.Log.Attached;

/// <summary>Rows of signals that are not in the log any more: found a stretch of numbers at a time, emptied, deleted, and written out of the file's blocks.</summary>
/// <param name="connection">The store's writer, in its turn.</param>
/// <param name="tables">Tables with a signal's number in <c>seq</c>.</param>
sealed class GoneRows(DuckConnection connection, IReadOnlyList<string> tables)
{
    const long Stretch = 2_000_000; // numbers compared at once: bounds memory

    /// <summary>Takes them out; rows taken out.</summary>
    /// <param name="removals">Rows of the log's table of removals that are taken account of by this.</param>
    /// <param name="all">True writes every block anew: an earlier removal was cut off between the rows and the file.</param>
    /// <param name="checkpoint">Writes a checkpoint.</param>
    public long Remove(long removals, bool all, Action checkpoint)
    {
        var blocks = tables.ToDictionary(table => table, table => (Blocks: new LogBlocks(connection, table), Empty: LogErasure.Empty(connection, table)));
        var gone = 0L;
        var changed = new List<string>();
        using (var transaction = connection.Begin())
        {
            foreach (var table in tables)
            {
                var taken = Remove(table, blocks[table].Empty);
                gone += taken;
                if (taken > 0 || all)
                {
                    changed.Add(table);
                }
            }

            connection.Execute("UPDATE removal SET rows_known = $known, is_cut_off = $open", ("known", removals), ("open", changed.Count > 0));
            transaction.Commit();
        }

        if (changed.Count > 0)
        {
            foreach (var table in changed)
            {
                blocks[table].Blocks.Leave(checkpoint, column => LogErasure.Other(column, blocks[table].Empty[column]), all);
            }

            connection.Execute("UPDATE removal SET is_cut_off = FALSE");
        }

        return gone;
    }

    long Remove(string table, Dictionary<string, (string Value, string Filled)> empty)
    {
        var (gone, last) = (0L, connection.Scalar<long>($"SELECT coalesce(max(seq), 0) FROM {table}"));
        for (var after = -1L; after < last; after += Stretch) // what is emptied gets the number -1
        {
            var within = string.Create(CultureInfo.InvariantCulture, $"seq > {after} AND seq <= {after + Stretch}");
            connection.Execute($"""
                CREATE OR REPLACE TEMP TABLE gone_signal AS
                SELECT DISTINCT seq FROM {table} WHERE {within} AND seq NOT IN (SELECT seq FROM log.signal WHERE {within})
                """);
            connection.Execute($"UPDATE {table} SET {LogErasure.All(empty)} FROM gone_signal WHERE {table}.seq = gone_signal.seq");
            gone += connection.Execute($"DELETE FROM {table} WHERE seq IS NULL OR seq = -1");
        }

        connection.Execute("DROP TABLE IF EXISTS gone_signal");
        return gone;
    }
}
