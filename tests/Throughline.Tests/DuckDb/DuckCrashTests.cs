using System.Diagnostics;
using System.Globalization;
using Throughline.DuckDb;

namespace Throughline.Tests.DuckDb;

/// <summary>A child process appends and acknowledges; it is killed without warning, again and again over one file.
/// This shows what survives the end of a process, not the loss of power.</summary>
public sealed class DuckCrashTests
{
    const int Rounds = 5;

    [Fact]
    public async Task Killing_the_writer_loses_nothing_acknowledged_and_leaves_whole_batches_only()
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("throughline-duckdb-").FullName;
        var path = Path.Combine(folder, "crash.duckdb");
        var random = new Random(20261121);
        long acknowledged = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var patience = random.Next(3, 25); // acknowledgements to wait for
            var delay = TimeSpan.FromMicroseconds(random.Next(0, 4000)); // then strike somewhere within the next batches
            acknowledged = Math.Max(acknowledged, await AppendUntilKilled(path, patience, delay, ct));

            using var database = DuckDatabase.Open(path);
            using var connection = database.Connect();
            using var reader = connection.Query("""
                SELECT count(*), coalesce(min(batch), 1), coalesce(max(batch), 0), count(*) FILTER (rows <> expected OR distinct_rows <> expected)
                FROM (SELECT batch, count(*) AS rows, count(DISTINCT row) AS distinct_rows, any_value(size) AS expected FROM t GROUP BY batch)
                """);
            Assert.True(reader.Read());
            var (batches, first, last, broken) =
                (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
            Assert.True(last >= acknowledged, $"round {round}: batch {acknowledged} was acknowledged, the last kept is {last}");
            Assert.Equal((1, last), (first, batches)); // none missing between
            Assert.Equal(0, broken);
        }
        Assert.True(acknowledged >= Rounds * 3);
        Directory.Delete(folder, recursive: true);
    }

    static async Task<long> AppendUntilKilled(string path, int patience, TimeSpan delay, CancellationToken ct)
    {
        // bin/Throughline.Tests/<configuration>/ → bin/Throughline.CrashChild/<configuration>/
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var child = Path.Combine(
            own, "..", "..", "Throughline.CrashChild", Path.GetFileName(own), "Throughline.CrashChild.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.GetFullPath(child), path },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        long acknowledged = 0;
        for (var seen = 0; seen < patience; seen++)
        {
            var line = await process.StandardOutput.ReadLineAsync(ct);
            Assert.NotNull(line);
            acknowledged = Number(line) ?? acknowledged;
        }
        await Task.Delay(delay, ct);
        process.Kill(); // SIGKILL
        // What it still said before it died was acknowledged as well.
        while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            acknowledged = Number(line) ?? acknowledged;
        }
        await process.WaitForExitAsync(ct);
        return acknowledged;
    }

    static long? Number(string line) =>
        line.EndsWith(';') ? long.Parse(line.AsSpan(0, line.Length - 1), CultureInfo.InvariantCulture) : null;
}
