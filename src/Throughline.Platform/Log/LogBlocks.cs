using System.Globalization;
using Throughline.DuckDb;

namespace Throughline.Platform.Log;

/// <summary>
/// Makes sure that what a table has let go of is in no block that it still uses. Small segments share blocks: where some of a block's are
/// written anew elsewhere, the block stays in use for the others, and in it what was. So the others are made to move too.
/// </summary>
/// <param name="connection">The writer's connection, in its turn.</param>
/// <param name="table">The table.</param>
sealed class LogBlocks(DuckConnection connection, string table)
{
    readonly HashSet<(long Block, long Offset)> _before = [.. Segments(connection, table).Select(one => (one.Block, one.Offset))];

    /// <summary>Writes a checkpoint until no block that was left is in use; rounds that it took.</summary>
    /// <param name="checkpoint">Writes a checkpoint.</param>
    /// <param name="other">An expression for another value of a column than it has.</param>
    /// <param name="all">True leaves every block: nobody knows which were left before the program ended.</param>
    public int Leave(Action checkpoint, Func<string, string> other, bool all = false)
    {
        checkpoint();
        var now = Segments(connection, table);
        var used = now.Select(one => (one.Block, one.Offset)).ToHashSet();
        var left = _before.Where(place => all || !used.Contains(place)).Select(place => place.Block).ToHashSet();
        var rounds = 1;
        for (; rounds <= 4; rounds++)
        {
            var shared = now.Where(one => one.Block >= 0 && left.Contains(one.Block)).ToList();
            if (shared.Count == 0)
            {
                break;
            }

            Move(now, shared, other);
            left = [.. shared.Select(one => one.Block)]; // the others are free, and may hold something new from now on
            checkpoint();
            now = Segments(connection, table);
        }

        return rounds;
    }

    /// <summary>Changes one value of each column and takes it back in the same transaction, so that the next checkpoint writes the columns anew.</summary>
    void Move(List<Segment> all, List<Segment> shared, Func<string, string> other)
    {
        var first = new Dictionary<long, (long Start, long End)>();
        var start = 0L;
        foreach (var group in all.Where(one => one.IsFirstColumn).GroupBy(one => one.RowGroup).OrderBy(group => group.Key))
        {
            var rows = group.Sum(one => one.Rows);
            first[group.Key] = (start, start + rows);
            start += rows;
        }

        using var transaction = connection.Begin();
        foreach (var (group, column) in shared.Select(one => (one.RowGroup, one.Column)).Distinct())
        {
            var (from, to) = first[group]; // the names below are no column's of any table: held records have a "value"
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"""
                CREATE OR REPLACE TEMP TABLE moved_value AS
                SELECT rowid AS moved_place, {column} AS moved_from FROM {table} WHERE rowid >= {from} AND rowid < {to} LIMIT 1
                """));
            connection.Execute($"UPDATE {table} SET {column} = {other(column)} FROM moved_value WHERE {table}.rowid = moved_place");
            connection.Execute($"UPDATE {table} SET {column} = moved_from FROM moved_value WHERE {table}.rowid = moved_place");
        }

        connection.Execute("DROP TABLE IF EXISTS moved_value");
        transaction.Commit();
    }

    static List<Segment> Segments(DuckConnection connection, string table)
    {
        var found = new List<Segment>();
        using var reader = connection.Query($"""
            SELECT row_group_id, column_name, column_id, segment_type, count, block_id, block_offset, additional_block_ids
            FROM pragma_storage_info('{table}') WHERE persistent OR column_id = 0
            """);
        while (reader.Read())
        {
            var isFirst = reader.GetInt64(2) == 0 && reader.GetString(3) != "VALIDITY";
            var one = new Segment(reader.GetInt64(0), reader.GetString(1), isFirst, reader.GetInt64(4),
                reader.IsNull(5) ? -1 : reader.GetInt64(5), reader.IsNull(6) ? 0 : reader.GetInt64(6));
            found.Add(one);
            if (!reader.IsNull(7))
            {
                found.AddRange(reader.GetInt64s(7).Select(block => one with { Block = block, Offset = -1, IsFirstColumn = false }));
            }
        }

        // Constant segments have no block; they stay for the counts of the first column alone.
        return [.. found.Where(one => one.Block >= 0 || one.IsFirstColumn)];
    }

    readonly record struct Segment(long RowGroup, string Column, bool IsFirstColumn, long Rows, long Block, long Offset);
}
