using Throughline.DuckDb;

namespace Throughline.Tests.DuckDb;

public sealed class DuckConcurrencyTests
{
    const int BatchRows = 3000; // more than a chunk
    const int Batches = 60;

    [Fact]
    public async Task Readers_beside_a_writer_see_whole_committed_batches_and_never_fewer_than_before()
    {
        using var scratch = ScratchDatabase.OnDisk(new DuckOptions { CheckpointThreshold = "1MB" });
        scratch.Connection.Execute("CREATE TABLE t (batch INTEGER, n BIGINT, text VARCHAR)");
        var committed = 0;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            using var connection = scratch.Database.Connect();
            long looks = 0, seen = 0;
            for (; seen < Batches; looks++)
            {
                var before = Volatile.Read(ref committed);
                using var reader = connection.Query("""
                    SELECT count(*) AS batches, min(rows) AS least, max(rows) AS most
                    FROM (SELECT batch, count(*) AS rows, count(text) AS texts FROM t GROUP BY batch)
                    """);
                Assert.True(reader.Read());
                var batches = reader.GetInt64(0);
                Assert.True(batches >= before, $"{before} batches were committed, {batches} seen");
                Assert.True(batches >= seen, $"{seen} batches were seen, now {batches}");
                Assert.True(batches == 0 || (reader.GetInt64(1), reader.GetInt64(2)) == (BatchRows, BatchRows),
                    $"of {batches} batches one has {(batches == 0 ? 0 : reader.GetInt64(1))} rows and one {(batches == 0 ? 0 : reader.GetInt64(2))}; {before} were committed before");
                seen = batches;
            }
            return looks;
        })).ToArray();

        using (var appender = scratch.Connection.Append("t"))
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                using var transaction = scratch.Connection.Begin();
                AppendBatch(appender, batch);
                transaction.Commit();
                Volatile.Write(ref committed, batch + 1);
            }
        }
        Assert.All(await Task.WhenAll(readers), looks => Assert.True(looks > 0));
    }

    [Fact]
    public async Task Appenders_on_several_connections_do_not_conflict()
    {
        using var scratch = ScratchDatabase.OnDisk();
        scratch.Connection.Execute("CREATE TABLE t (batch INTEGER, n BIGINT, text VARCHAR)");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(writer => Task.Run(() =>
        {
            using var connection = scratch.Database.Connect();
            using var appender = connection.Append("t");
            for (var batch = 0; batch < 20; batch++)
            {
                AppendBatch(appender, (writer * 100) + batch);
            }
        })));
        Assert.Equal(3 * 20 * BatchRows, scratch.Connection.Scalar<long>("SELECT count(*) FROM t"));
        Assert.Equal(60, scratch.Connection.Scalar<long>("SELECT count(DISTINCT batch) FROM t"));
    }

    [Fact]
    public void Two_updates_of_one_row_conflict_and_the_loser_is_told()
    {
        using var scratch = ScratchDatabase.InMemory();
        using var other = scratch.Database.Connect();
        scratch.Connection.Execute("CREATE TABLE t AS SELECT 1 AS v");
        using var first = scratch.Connection.Begin();
        scratch.Connection.Execute("UPDATE t SET v = 2");
        using (other.Begin())
        {
            var failure = Assert.Throws<DuckException>(() => other.Execute("UPDATE t SET v = 3"));
            Assert.Equal(DuckErrorType.Transaction, failure.Kind);
        }
        first.Commit();
        Assert.Equal(2, other.Scalar<long>("SELECT v FROM t"));
    }

    static void AppendBatch(DuckAppender appender, int batch)
    {
        for (var row = 0; row < BatchRows; row++)
        {
            appender.BeginRow().Value(batch).Value((long)row).Value("text of some length " + row).EndRow();
        }
        appender.Flush();
    }
}
