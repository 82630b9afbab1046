using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log.Known;

namespace Throughline.Tests.Platform;

public sealed class KnownEventsTests : IDisposable
{
    readonly OpenLog _open = new();
    readonly string _folder = Directory.CreateTempSubdirectory("throughline-known-").FullName;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ids_are_found_in_memory_in_files_and_in_merged_files_and_no_others()
    {
        var random = new Random(3);
        var oracle = new Dictionary<UInt128, ulong>();
        using (var known = await OpenAsync(0, TimeProvider.System, 100))
        {
            for (var i = 1; i <= 5_000; i++)
            {
                var id = Id(random);
                oracle[id] = (ulong)i;
                known.Set(id, (ulong)i, TimeProvider.System.GetUtcNow().UtcDateTime);
                known.Reach(i);
            }

            HasAllAndNoOther(known);
            for (var wait = 0; wait < 2_000 && Directory.GetFiles(_folder).Length > 50 - 7; wait++)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken); // merges run beside the writer, and are taken when it has a file ready
                known.Reach(5_000);
            }

            HasAllAndNoOther(known);
        }

        // The end gives a merge up that was begun; the next start goes on with what there is.
        Assert.InRange(Directory.GetFiles(_folder).Length, 1, 50 - 7);
        Assert.DoesNotContain(Directory.GetFiles(_folder), f => f.EndsWith(".part", StringComparison.Ordinal));
        using var again = await OpenAsync(5_000, TimeProvider.System, 100);
        HasAllAndNoOther(again);

        void HasAllAndNoOther(KnownEvents known)
        {
            Assert.All(oracle, entry => Assert.Equal(entry.Value, known.Find(entry.Key)));
            Assert.All(Enumerable.Range(0, 5_000), _ => Assert.Null(known.Find(Id(random))));
        }
    }

    [Fact]
    public async Task The_newest_content_of_an_id_holds_through_every_merge()
    {
        using var known = await OpenAsync(0, TimeProvider.System, 10);
        var random = new Random(4);
        var again = Id(random);
        for (var i = 1; i <= 2_000; i++)
        {
            known.Set(i % 5 == 0 ? again : Id(random), (ulong)i, TimeProvider.System.GetUtcNow().UtcDateTime);
            known.Reach(i);
        }

        Assert.Equal(2_000UL, known.Find(again));
    }

    [Fact]
    public async Task Files_and_log_together_know_everything_after_any_end()
    {
        await _open.Log.AppendAsync([.. Enumerable.Range(0, 500).Select(i => _open.Signal($"k{i}"))], Stop);
        using (var first = await OpenAsync(300, TimeProvider.System, 64))
        {
            Assert.Equal(300, first.UpTo);
        }

        // A crash leaves an unfinished file, and a merged file beside its parts.
        var unfinished = Path.Combine(_folder, "0000000000000300-0000000000000310-20260101.run.part");
        await File.WriteAllTextAsync(unfinished, "half", Stop);
        using var second = await OpenAsync(500, TimeProvider.System, 64);
        Assert.All(Enumerable.Range(0, 500), i => Assert.NotNull(second.Find(Id($"k{i}"))));
        Assert.Null(second.Find(Id("k500")));
        Assert.False(File.Exists(unfinished));
    }

    [Fact]
    public async Task A_damaged_file_is_made_again_from_the_log()
    {
        await _open.Log.AppendAsync([.. Enumerable.Range(0, 200).Select(i => _open.Signal($"k{i}"))], Stop);
        (await OpenAsync(200, TimeProvider.System, 64)).Dispose();
        var oldest = Directory.GetFiles(_folder).Order(StringComparer.Ordinal).First();
        await File.WriteAllBytesAsync(oldest, (await File.ReadAllBytesAsync(oldest, Stop))[..100], Stop);
        using var again = await OpenAsync(200, TimeProvider.System, 64);
        Assert.All(Enumerable.Range(0, 200), i => Assert.NotNull(again.Find(Id($"k{i}"))));
    }

    [Fact]
    public async Task A_disk_that_takes_no_file_costs_no_id_and_is_tried_again()
    {
        var time = new MovingTime();
        using var known = await OpenAsync(0, time, 4);
        Fill(known, time, 100);
        Directory.Delete(_folder, recursive: true);
        for (var from = 200; from < 2_000; from += 100)
        {
            Fill(known, time, from); // must not throw: what is in the log is in the log
            await Task.Delay(1, Stop);
        }

        known.Set(Id("in between"), 7, time.Now.UtcDateTime);
        Directory.CreateDirectory(_folder);
        var files = known.Files;
        for (var from = 2_000; known.Files == files && from < 100_000; from += 100)
        {
            time.Now += TimeSpan.FromMinutes(1);
            Fill(known, time, from);
            await Task.Delay(10, Stop);
        }

        Assert.NotEqual(files, known.Files);
        Assert.Equal(7UL, known.Find(Id("in between")));
    }

    [Fact]
    public async Task Ids_are_forgotten_after_a_month_and_not_before()
    {
        var time = new MovingTime();
        using var known = await OpenAsync(0, time, 4);
        var (old, young) = (Id("old"), Id("young"));
        known.Set(old, 1, time.Now.UtcDateTime);
        Fill(known, time, 1);
        time.Now += TimeSpan.FromDays(29);
        known.Set(young, 2, time.Now.UtcDateTime);
        Fill(known, time, 100);
        Assert.NotNull(known.Find(old));
        time.Now += TimeSpan.FromDays(6);
        for (var from = 200; known.Find(old) is not null && from < 100_000; from += 100)
        {
            Fill(known, time, from); // an old file goes when a newer one is on disk
            await Task.Delay(10, Stop);
        }

        Assert.Null(known.Find(old));
        Assert.NotNull(known.Find(young));
    }

    [Fact]
    public async Task A_clock_that_is_two_days_ahead_for_a_moment_forgets_no_id_of_the_promised_month()
    {
        var time = new MovingTime();
        using var known = await OpenAsync(0, time, 4);
        time.Now += TimeSpan.FromHours(23.9); // a file knows the day of its last id, no more
        var id = Id("young");
        known.Set(id, 1, time.Now.UtcDateTime);
        Fill(known, time, 1);
        time.Now += TimeSpan.FromDays(29.5) + TimeSpan.FromDays(2);
        Fill(known, time, 100);
        time.Now -= TimeSpan.FromDays(2);
        Fill(known, time, 200);
        Fill(known, time, 300);
        Assert.NotNull(known.Find(id));
    }

    public void Dispose()
    {
        _open.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    void Fill(KnownEvents known, MovingTime time, int from)
    {
        for (var i = from; i < from + 8; i++)
        {
            known.Set(Id($"fill{i}"), 9, time.Now.UtcDateTime);
            known.Reach(i);
        }
    }

    static UInt128 Id(Random random) => new((ulong)random.NextInt64(), (ulong)random.NextInt64());

    UInt128 Id(string key) => DuckRaw.Uuid(SignalId.OfEvent(_open.Source.Id, key).Value);

    Task<KnownEvents> OpenAsync(long head, TimeProvider time, int mostInMemory) =>
        _open.Log.ReadAsync(connection => KnownEvents.Open(_folder, connection, head, time, mostInMemory), Stop);

    sealed class MovingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
