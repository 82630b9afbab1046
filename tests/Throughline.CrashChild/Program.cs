using Throughline.DuckDb;

// Appends batches for ever, each in a transaction, and says each batch's number once it is committed, ended by ';' so that
// a line cut by death is not taken for another number. The crash tests kill it. Batches vary in size, and a low
// checkpoint threshold makes checkpoints part of what is interrupted.
using var database = DuckDatabase.Open(args[0], new DuckOptions { CheckpointThreshold = "256KB" });
using var connection = database.Connect();
connection.Execute("CREATE TABLE IF NOT EXISTS t (batch BIGINT, row INTEGER, size INTEGER, text VARCHAR)");
var batch = connection.Scalar<long>("SELECT coalesce(max(batch), 0) FROM t");
using var appender = connection.Append("t");
using var acknowledge = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
while (true)
{
    batch++;
    var size = 1 + (int)(batch * 7919 % 5000);
    using var transaction = connection.Begin();
    for (var row = 0; row < size; row++)
    {
        appender.BeginRow().Value(batch).Value(row).Value(size).Value("a text of this row " + row).EndRow();
    }
    appender.Flush();
    transaction.Commit();
    acknowledge.Write(batch + ";\n");
}
