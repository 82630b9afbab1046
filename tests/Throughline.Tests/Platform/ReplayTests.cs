using System.Text;
using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Tests.Platform;

public sealed class ReplayTests : IDisposable
{
    static readonly DateTime _then = new(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    readonly string _folder = Directory.CreateTempSubdirectory("throughline-").FullName;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replayed_event_leaves_the_quarantine_once_however_often_it_is_replayed()
    {
        using var open = new OpenLog(_folder);
        var held = await HoldAsync(open, "a", "b");
        var first = Replay(open, 7, held);
        await open.Log.ReplayAsync(first, Stop);
        Assert.All(first.Events, e => Assert.Equal(ReplayOutcome.Stored, e.Outcome));
        var second = Replay(open, 8, held);
        await open.Log.ReplayAsync(second, Stop);
        Assert.All(second.Events, e => Assert.Equal(ReplayOutcome.Gone, e.Outcome));
        Assert.Equal(2, await open.CountAsync());
        await BalancesAsync(open, 2, 2, 0, 0);
    }

    [Fact]
    public async Task What_is_there_with_the_same_content_is_a_duplicate_and_with_other_content_stays_held()
    {
        using var open = new OpenLog(_folder);
        var held = await HoldAsync(open, "same", "other");
        await open.Log.ReceiveAsync(Event(open, "same", 1), Stop);
        await open.Log.ReceiveAsync(Event(open, "other", 2), Stop);
        var replay = Replay(open, 1, held);
        await open.Log.JudgeAsync(replay, Stop);
        Assert.Equal([ReplayOutcome.Duplicate, ReplayOutcome.Conflict], replay.Events.Select(e => e.Outcome));
        await BalancesAsync(open, 4, 2, 0, 2);
        await open.Log.ReplayAsync(replay, Stop);
        Assert.Equal([ReplayOutcome.Duplicate, ReplayOutcome.Conflict], replay.Events.Select(e => e.Outcome));
        await BalancesAsync(open, 4, 2, 1, 1);
        Assert.Equal(1, await open.Log.UndoDecisionAsync(1, Stop));
        Assert.Equal(2, await open.CountAsync());
        await BalancesAsync(open, 4, 2, 0, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_an_undo_the_same_ids_can_be_stored_again_also_after_a_restart(bool crash)
    {
        var known = Path.Combine(_folder, "known");
        IReadOnlyList<Guid> held;
        using (var open = new OpenLog(_folder))
        {
            held = await HoldAsync(open, "a", "b", "c");
            await open.Log.ReplayAsync(Replay(open, 1, held), Stop);
        }

        // The files of known ids have all three now.
        var files = Directory.GetFiles(known).ToDictionary(path => path, File.ReadAllBytes);
        Assert.NotEmpty(files);
        using (var open = new OpenLog(_folder))
        {
            Assert.Equal(3, await open.Log.UndoDecisionAsync(1, Stop));
            Assert.Equal(0, await open.CountAsync());
            await BalancesAsync(open, 3, 0, 0, 3);

            // At once: by its own client, mended.
            var mended = Event(open, "a", 1);
            await open.Log.ReceiveAsync(mended, Stop);
            Assert.Equal(Verdict.Stored, mended.Events[0].Verdict);
        }

        if (crash)
        {
            // As if the program had ended before it wrote what it forgot.
            Directory.GetFiles(known).ToList().ForEach(File.Delete);
            foreach (var (path, bytes) in files)
            {
                await File.WriteAllBytesAsync(path, bytes, Stop);
            }
        }

        using var again = new OpenLog(_folder);
        var (b, a) = (Event(again, "b", 1), Event(again, "a", 1));
        await again.Log.ReceiveAsync(b, Stop);
        await again.Log.ReceiveAsync(a, Stop);
        Assert.Equal((Verdict.Stored, Verdict.Duplicate), (b.Events[0].Verdict, a.Events[0].Verdict));
        var replay = Replay(again, 2, held);
        await again.Log.ReplayAsync(replay, Stop);
        Assert.Equal([ReplayOutcome.Duplicate, ReplayOutcome.Duplicate, ReplayOutcome.Stored], replay.Events.Select(e => e.Outcome));
        Assert.Equal(3, await again.CountAsync());
        await BalancesAsync(again, 6, 3, 3, 0);
    }

    [Fact]
    public async Task Numbers_of_signals_are_never_given_twice()
    {
        long head;
        using (var open = new OpenLog(_folder))
        {
            await open.Log.ReplayAsync(Replay(open, 1, await HoldAsync(open, "a", "b")), Stop);
            head = open.Log.Head;
            await open.Log.UndoDecisionAsync(1, Stop);
        }

        using (var second = new OpenLog(_folder))
        {
            Assert.Equal(head, second.Log.Head);
            await second.Log.ReceiveAsync(Event(second, "c", 1), Stop);
            Assert.Equal(1, await second.CountAsync($"seq = {head + 1}"));
            second.Log.RemoveSource(second.Source.Id);
        }

        using var third = new OpenLog(_folder);
        Assert.Equal(head + 1, third.Log.Head);
    }

    [Fact]
    public async Task A_drop_can_be_taken_back_until_it_is_swept()
    {
        using var open = new OpenLog(_folder);
        var held = await HoldAsync(open, "a", "b");
        Assert.Equal(1, await open.Log.DropHeldAsync(3, [held[0]], Stop));
        await BalancesAsync(open, 2, 0, 0, 2);
        Assert.Equal(1, await open.Log.UndoDecisionAsync(3, Stop));
        Assert.Equal(2, await open.Log.DropHeldAsync(4, held, Stop));
        Assert.Equal(0, await open.Log.SweepHeldAsync(TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1), Stop));
        Assert.Equal(2, await open.Log.SweepHeldAsync(TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromHours(1), Stop));
        Assert.Equal(0, await open.Log.UndoDecisionAsync(4, Stop));
        await BalancesAsync(open, 2, 0, 0, 2);
    }

    [Fact]
    public async Task A_key_of_this_installation_is_not_kept_with_what_is_held()
    {
        using var open = new OpenLog(_folder);
        await HoldRawAsync(open, """{"writeKey":"tlw_Abc-12_x","note":"tlw_ and \"tla_Secret9\""}""", "a");
        var kept = await open.Log.ReadAsync(c => c.Scalar<string>("SELECT raw FROM held"), Stop);
        Assert.Equal("""{"writeKey":"tlw_********","note":"tlw_ and \"tla_*******\""}""", kept);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Task<IReadOnlyList<Guid>> HoldAsync(OpenLog open, params string[] keys) => HoldRawAsync(open, "{}", keys);

    static async Task<IReadOnlyList<Guid>> HoldRawAsync(OpenLog open, string raw, params string[] keys)
    {
        var bytes = new MemoryStream();
        var arrival = new Arrival { SourceId = open.Source.Id, Format = "native" };
        foreach (var key in keys)
        {
            arrival.Held.Add(new HeldEvent
            {
                Id = SignalId.OfHeld(open.Source.Id, Encoding.UTF8.GetBytes(key)).Value,
                Code = "missing-identity",
                Where = "/0/userId",
                Detail = "nobody",
                HasKey = true,
                Key = Put(bytes, key),
                Raw = Put(bytes, raw),
            });
        }

        arrival.Bytes = bytes.ToArray();
        await open.Log.ReceiveAsync(arrival, Stop);
        return [.. arrival.Held.Select(h => h.Id)];
    }

    static Replay Replay(OpenLog open, int id, IReadOnlyList<Guid> held)
    {
        var keys = new Dictionary<Guid, string>();
        foreach (var key in new[] { "a", "b", "c", "same", "other" })
        {
            keys[SignalId.OfHeld(open.Source.Id, Encoding.UTF8.GetBytes(key)).Value] = key;
        }

        return new Replay(id, [.. held.Select(one => new ReplayedEvent(one, Event(open, keys[one], 1), _then))]);
    }

    static Arrival Event(OpenLog open, string key, ulong content)
    {
        var bytes = new MemoryStream();
        var arrival = new Arrival { SourceId = open.Source.Id };
        arrival.Events.Add(new ArrivedEvent
        {
            Id = SignalId.OfEvent(open.Source.Id, key),
            ContentHash = content,
            Kind = SignalKind.Event,
            Mode = SignalMode.Inferred,
            OccurredAt = _then,
            Key = Put(bytes, key),
            Rest = Put(bytes, "{}"),
        });
        arrival.Bytes = bytes.ToArray();
        return arrival;
    }

    static Slice Put(MemoryStream bytes, string text)
    {
        var start = (int)bytes.Length;
        bytes.Write(Encoding.UTF8.GetBytes(text));
        return new Slice(start, (int)bytes.Length - start);
    }

    static async Task BalancesAsync(OpenLog open, params long[] wanted)
    {
        var sums = await open.Log.ReadAsync(c =>
        {
            using var reader = c.Query("SELECT sum(received)::BIGINT, sum(stored)::BIGINT, sum(duplicate)::BIGINT, sum(quarantined)::BIGINT FROM balance");
            reader.Read();
            return new[] { reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3) };
        }, Stop);
        Assert.Equal(wanted, sums);
        Assert.Equal(sums[0], sums[1..].Sum());
    }
}
