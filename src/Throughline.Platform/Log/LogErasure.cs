using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Erasing;

namespace Throughline.Platform.Log;

/// <summary>
/// Takes signals and held records out of the log for good, in the writer's turn. A row that is only deleted stays in the file as it was:
/// so every value of it is overwritten first, which makes the next checkpoint write its columns anew, without the values.
/// </summary>
public static class LogErasure
{
    /// <summary>Stands in columns that cannot be empty.</summary>
    const string Nobody = "00000000-0000-0000-0000-000000000000";

    /// <summary>Signals that are of the records named in <c>erased_record</c>.</summary>
    public static readonly string OfPerson = $"""
        signal.kind <> {(int)SignalKind.Employee} AND signal.source_id = erased_record.source_id AND signal.customer = erased_record.customer
            AND ($until IS NULL OR signal.occurred_at <= $until)
        """;

    /// <summary>Names the records in a temporary table, which goes with <see cref="Forget"/>.</summary>
    public static void Name(DuckConnection connection, IReadOnlyList<RecordName> records)
    {
        connection.Execute("CREATE OR REPLACE TEMP TABLE erased_record (source_id INTEGER, customer VARCHAR)");
        using var rows = connection.Append("erased_record");
        foreach (var record in records)
        {
            rows.BeginRow();
            rows.Value(record.SourceId);
            rows.Value(record.Customer);
            rows.EndRow();
        }

        rows.Flush();
    }

    /// <summary>Forgets the names.</summary>
    public static void Forget(DuckConnection connection) => connection.Execute("DROP TABLE IF EXISTS erased_record");

    /// <summary>Erases signals of records; signals erased.</summary>
    internal static long Signals(DuckConnection connection, IReadOnlyList<RecordName> records, DateTime? until, DateTime now, Action checkpoint)
    {
        var (blocks, empty) = (new LogBlocks(connection, "signal"), Empty(connection, "signal"));
        long erased;
        using (var transaction = connection.Begin())
        {
            Name(connection, records);
            foreach (var source in records.Select(record => record.SourceId).Distinct())
            {
                SignalTable.MarkRemoval(connection, source, now); // numbers are never given twice
            }

            connection.Execute($"UPDATE signal SET {All(empty)} FROM erased_record WHERE {OfPerson}", ("until", until));
            erased = connection.Execute($"DELETE FROM signal WHERE id = '{Nobody}'");
            Forget(connection);
            transaction.Commit();
        }

        blocks.Leave(checkpoint, column => Other(column, empty[column]));
        return erased;
    }

    /// <summary>Erases held records; records erased.</summary>
    internal static long Held(DuckConnection connection, IReadOnlyCollection<Guid> ids, Action checkpoint)
    {
        var (blocks, empty) = (new LogBlocks(connection, "held"), Empty(connection, "held"));
        long erased;
        using (var transaction = connection.Begin())
        {
            connection.Execute("CREATE OR REPLACE TEMP TABLE erased_held (id UUID)");
            using (var rows = connection.Append("erased_held"))
            {
                foreach (var id in ids)
                {
                    rows.BeginRow();
                    rows.Value(id);
                    rows.EndRow();
                }

                rows.Flush();
            }

            connection.Execute($"UPDATE held SET {All(empty)} FROM erased_held WHERE held.id = erased_held.id");
            erased = connection.Execute($"DELETE FROM held WHERE id = '{Nobody}'");
            connection.Execute("DROP TABLE erased_held");
            transaction.Commit();
        }

        blocks.Leave(checkpoint, column => Other(column, empty[column]));
        return erased;
    }

    /// <summary>Writes the tables anew as a whole, because an erasure was cut off and nobody knows in which blocks it was.</summary>
    internal static void WriteAnew(DuckConnection connection, Action checkpoint)
    {
        foreach (var table in new[] { "signal", "held" })
        {
            var empty = Empty(connection, table);
            new LogBlocks(connection, table).Leave(checkpoint, column => Other(column, empty[column]), all: true);
        }
    }

    /// <summary>Sets every column to a value that says nothing.</summary>
    internal static string All(Dictionary<string, (string Value, string Filled)> empty) => string.Join(", ", empty.Select(one => $"{one.Key} = {one.Value.Value}"));

    /// <summary>Another value than a column has in the one row named by <c>moved_value</c>.</summary>
    internal static string Other(string column, (string Value, string Filled) empty) => $"CASE WHEN {column} IS NULL THEN {empty.Filled} ELSE {empty.Value} END";

    /// <summary>For every column a value that says nothing of anybody, and one that is not NULL.</summary>
    internal static Dictionary<string, (string Value, string Filled)> Empty(DuckConnection connection, string table)
    {
        var columns = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        using var reader = connection.Query(
            "SELECT column_name, is_nullable, data_type FROM duckdb_columns() WHERE database_name = current_database() AND table_name = $table ORDER BY column_index", ("table", table));
        while (reader.Read())
        {
            var filled = reader.GetString(2) switch
            {
                "UUID" => $"'{Nobody}'::UUID",
                "TIMESTAMP" => "TIMESTAMP '1970-01-01'",
                "DATE" => "DATE '1970-01-01'",
                "VARCHAR" => "''",
                "BLOB" => "''::BLOB",
                "BOOLEAN" => "FALSE",
                "UTINYINT" => "255::UTINYINT",
                "UBIGINT" => "0::UBIGINT",
                _ => "-1",
            };
            columns.Add(reader.GetString(0), (reader.GetBoolean(1) ? "NULL" : filled, filled));
        }

        return columns;
    }
}
