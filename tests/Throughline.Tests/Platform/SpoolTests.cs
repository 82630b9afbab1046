using System.Buffers;
using System.Text;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Spooling;

namespace Throughline.Tests.Platform;

public sealed class SpoolTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("throughline-spool-").FullName;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_spooled_is_read_back_in_order_over_many_files_and_openings()
    {
        var random = new Random(5);
        var written = new List<string>();
        for (var opening = 0; opening < 5; opening++)
        {
            using var spool = Spool.Open(_folder, 0, fileBytes: 3_000);
            for (var group = 0; group < 10; group++)
            {
                var keys = Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"k{written.Count}-{new string('x', random.Next(0, 400))}").ToArray();
                Write(spool, [.. keys.Select(key => Judged(1, key))]);
                written.AddRange(keys);
            }
        }

        Assert.True(Directory.GetFiles(_folder).Length > 5);
        using var last = Spool.Open(_folder, 0, fileBytes: 3_000);
        Assert.Equal(written, Keys(last));
    }

    [Fact]
    public void Half_a_record_at_the_end_is_cut_off_and_writing_goes_on()
    {
        using (var first = Spool.Open(_folder, 0))
        {
            Write(first, Judged(1, "a"), Judged(1, "b"));
        }

        var file = Assert.Single(Directory.GetFiles(_folder));
        var whole = File.ReadAllBytes(file);
        for (var left = whole.Length - 1; left >= whole.Length / 2; left -= 7)
        {
            File.WriteAllBytes(file, whole[..left]);
            using (var second = Spool.Open(_folder, 0))
            {
                Assert.Equal(["a"], Keys(second));
                Write(second, Judged(1, "c"));
                Assert.Equal(["a", "c"], Keys(second));
            }

            Directory.GetFiles(_folder).ToList().ForEach(File.Delete);
        }
    }

    [Fact]
    public void A_changed_byte_or_a_record_of_another_place_is_no_record()
    {
        using (var first = Spool.Open(_folder, 0))
        {
            Write(first, Judged(1, "a"), Judged(1, "b"));
        }

        var file = Assert.Single(Directory.GetFiles(_folder));
        var whole = File.ReadAllBytes(file);
        var bytes = (byte[])whole.Clone();
        bytes[^3] ^= 4;
        File.WriteAllBytes(file, bytes);
        using (var second = Spool.Open(_folder, 0))
        {
            Assert.Equal(["a"], Keys(second));
        }

        // The second record stands where the first stood.
        File.WriteAllBytes(file, whole[SpoolRecord.LengthOf(whole)..]);
        using var third = Spool.Open(_folder, 0);
        Assert.Equal(0, third.End);
    }

    [Fact]
    public void A_damaged_file_before_the_last_harms_no_other_and_is_kept_for_people()
    {
        using (var first = Spool.Open(_folder, 0, fileBytes: 1))
        {
            Write(first, Judged(1, "a"));
            Write(first, Judged(1, "b"));
            Write(first, Judged(1, "c"));
        }

        var damaged = Directory.GetFiles(_folder).Order(StringComparer.Ordinal).ElementAt(1);
        var bytes = File.ReadAllBytes(damaged);
        bytes[^1] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        using var second = Spool.Open(_folder, 0, fileBytes: 1);
        Assert.Equal(["a", "c"], Keys(second));
        Assert.Equal(bytes, File.ReadAllBytes(damaged + ".damaged"));
    }

    [Fact]
    public void What_turns_out_damaged_while_the_program_runs_is_passed_over_and_kept_for_people_too()
    {
        using var spool = Spool.Open(_folder, 0);
        Write(spool, Judged(1, "a"), Judged(1, "b"));
        var file = Assert.Single(Directory.GetFiles(_folder));
        using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            RandomAccess.Write(handle, "?"u8, RandomAccess.GetLength(handle) - 1);
        }

        Assert.Equal(["a"], Keys(spool));
        Assert.True(File.Exists(file + ".damaged"));
    }

    [Fact]
    public void Files_that_the_log_has_taken_in_go()
    {
        using (var spool = Spool.Open(_folder, 0, fileBytes: 1))
        {
            Write(spool, Judged(1, "a"));
            var between = spool.End;
            Write(spool, Judged(1, "b"));
            spool.Release(between);
            Assert.Single(Directory.GetFiles(_folder));
            Assert.Equal(spool.End - between, spool.Waiting);
            spool.Release(spool.End);
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void When_nothing_waits_no_file_is_left_and_writing_goes_on_behind()
    {
        using var spool = Spool.Open(_folder, 0);
        Write(spool, Judged(1, "a"));
        spool.Tidy();
        Assert.Equal(["a"], Keys(spool));
        var end = spool.End;
        spool.Release(end);
        spool.Tidy();
        Assert.Empty(Directory.GetFiles(_folder));
        Write(spool, Judged(1, "b"));
        Assert.Equal(["b"], Keys(spool, end));
    }

    [Fact]
    public async Task What_an_end_of_the_process_left_is_in_the_log_once_also_when_its_file_is_still_there_afterwards()
    {
        var source = await PrepareAsync();
        using (var spool = Spool.Open(Path.Combine(_folder, "spool"), 0))
        {
            Write(spool, Judged(source, "a"), Judged(source, "b"));
            Write(spool, Judged(source + 1_000, "of a source that is gone"));
        }

        var (file, bytes) = Only(Path.Combine(_folder, "spool"));
        for (var start = 0; start < 3; start++)
        {
            using (var open = new OpenLog(_folder))
            {
                Assert.Equal(2, await open.CountAsync());
                var again = Judged(source, "b");
                await open.Log.ReceiveAsync(again, Stop);
                Assert.Equal(Verdict.Duplicate, again.Events[0].Verdict);
                await BalancesAsync(open, 3 + start, 2, 1 + start, 0);
            }

            await File.WriteAllBytesAsync(file, bytes, Stop); // as if it had ended before the file was deleted
        }
    }

    [Fact]
    public async Task What_came_by_a_file_between_the_verdict_and_the_log_is_not_stored_twice()
    {
        var source = await PrepareAsync("a", "b");
        using (var spool = Spool.Open(Path.Combine(_folder, "spool"), 0))
        {
            Write(spool, Judged(source, "a", sameAsFile: true), Judged(source, "b"), Judged(source, "c"));
        }

        using var open = new OpenLog(_folder);
        Assert.Equal(3, await open.CountAsync());
        Assert.Equal(1, await open.Log.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM held WHERE code = 'conflict' AND record_key = 'b'"), Stop));
        await BalancesAsync(open, 5, 3, 1, 1);
    }

    [Fact]
    public async Task A_removed_source_takes_what_was_acknowledged_with_it()
    {
        using var open = new OpenLog();
        await open.Log.ReceiveAsync(Judged(open.Source.Id, "a"), Stop);
        open.Log.RemoveSource(open.Source.Id);
        await open.Log.ReceiveAsync(Judged(open.Source.Id, "b"), Stop);
        Assert.Equal(0, await open.CountAsync());
        await BalancesAsync(open, 0, 0, 0, 0);
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_every_figure_that_is_read_afterwards()
    {
        using var open = new OpenLog();
        for (var i = 1; i <= 30; i++)
        {
            await open.Log.ReceiveAsync(Judged(open.Source.Id, $"k{i}"), Stop);
            Assert.Equal(i, await open.CountAsync());
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    async Task<int> PrepareAsync(params string[] imported)
    {
        using var open = new OpenLog(_folder);
        if (imported.Length > 0)
        {
            open.Import(1, [.. imported.Select(key => open.Signal(key))]);
        }

        await Task.CompletedTask;
        return open.Source.Id;
    }

    static (string Path, byte[] Bytes) Only(string folder)
    {
        var file = Assert.Single(Directory.GetFiles(folder));
        return (file, File.ReadAllBytes(file));
    }

    static void Write(Spool spool, params Arrival[] group)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        var position = spool.End;
        foreach (var arrival in group)
        {
            var lines = new ArrayBufferWriter<byte>();
            position += SpoolRecord.Write(lines, arrival, position);
            parts.Add(lines.WrittenMemory);
            parts.Add(arrival.Bytes);
        }

        spool.Append(parts);
    }

    static List<string> Keys(Spool spool, long from = 0)
    {
        var keys = new List<string>();
        foreach (var record in new SpoolReader(spool).From(from))
        {
            foreach (var one in record.Events)
            {
                keys.Add(Encoding.UTF8.GetString(record.Bytes.Slice(one.Key.Start, one.Key.Length)));
            }
        }

        return keys;
    }

    static Arrival Judged(int source, string key, bool sameAsFile = false)
    {
        var bytes = Encoding.UTF8.GetBytes(key + "{}");
        var arrival = new Arrival { SourceId = source, Bytes = bytes, ReceivedAt = TimeProvider.System.GetUtcNow().UtcDateTime };
        arrival.Events.Add(new ArrivedEvent
        {
            Id = SignalId.OfEvent(source, key),
            ContentHash = sameAsFile ? OfFile(source, key) : 7,
            Kind = SignalKind.Event,
            OccurredAt = new DateTime(2026, 2, 3, 0, 0, 0, DateTimeKind.Utc),
            Key = new Slice(0, bytes.Length - 2),
            Rest = new Slice(bytes.Length - 2, 2),
        });
        return arrival;
    }

    static ulong OfFile(int source, string key)
    {
        using var other = new OpenLog();
        return ContentHash.Of(other.Signal(key) with { Id = SignalId.OfEvent(source, key), SourceId = source }, timeIsKnown: true);
    }

    static async Task BalancesAsync(OpenLog open, params long[] wanted)
    {
        var sums = await open.Log.ReadAsync(c =>
        {
            using var reader = c.Query(
                "SELECT coalesce(sum(received), 0)::BIGINT, coalesce(sum(stored), 0)::BIGINT, coalesce(sum(duplicate), 0)::BIGINT, coalesce(sum(quarantined), 0)::BIGINT FROM balance");
            reader.Read();
            return Enumerable.Range(0, 4).Select(reader.GetInt64).ToArray();
        }, Stop);
        Assert.Equal(wanted, sums);
    }
}
