using System.Text;
using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Tests.Platform;

public sealed class ArrivalTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_is_stored_once_and_a_repeat_is_a_duplicate()
    {
        using var open = new OpenLog();
        var first = Arrival(open, ("a", 1), ("b", 2), ("a", 1));
        await open.Log.ReceiveAsync(first, Stop);
        Assert.Equal([Verdict.Stored, Verdict.Stored, Verdict.Duplicate], first.Events.Select(e => e.Verdict));
        var again = Arrival(open, ("b", 2), ("c", 3));
        await open.Log.ReceiveAsync(again, Stop);
        Assert.Equal([Verdict.Duplicate, Verdict.Stored], again.Events.Select(e => e.Verdict));
        Assert.Equal(3, await open.CountAsync());
        await BalancesAsync(open, 5, 3, 2, 0);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_held_once_and_the_first_stays()
    {
        using var open = new OpenLog();
        await open.Log.ReceiveAsync(Arrival(open, ("a", 1)), Stop);
        var other = Arrival(open, ("a", 2));
        await open.Log.ReceiveAsync(other, Stop);
        Assert.Equal(Verdict.Conflict, other.Events[0].Verdict);
        await open.Log.ReceiveAsync(Arrival(open, ("a", 2)), Stop);
        Assert.Equal(1, await open.CountAsync());
        Assert.Equal(1, await HeldAsync(open));
        await BalancesAsync(open, 3, 1, 1, 1);
    }

    [Fact]
    public async Task A_held_event_with_an_id_is_held_once_also_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("throughline-").FullName;
        try
        {
            using (var open = new OpenLog(folder))
            {
                await open.Log.ReceiveAsync(Holding(open, "x", hasKey: true), Stop);
                await open.Log.ReceiveAsync(Holding(open, "x", hasKey: true), Stop);
                await open.Log.ReceiveAsync(Holding(open, "x", hasKey: false), Stop);
            }

            Directory.Delete(Path.Combine(folder, "known"), recursive: true);
            using var second = new OpenLog(folder);
            await second.Log.ReceiveAsync(Holding(second, "x", hasKey: true), Stop);
            Assert.Equal(2, await HeldAsync(second));
            await BalancesAsync(second, 4, 0, 2, 2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_came_by_file_is_known_to_what_arrives()
    {
        using var open = new OpenLog();
        open.Import(1, open.Signal("a"));
        await open.Log.AppendAsync([open.Signal("b")], Stop);
        var arrival = Arrival(open, ("a", 1), ("b", 1), ("c", 1));
        await open.Log.ReceiveAsync(arrival, Stop);
        Assert.Equal([Verdict.Conflict, Verdict.Conflict, Verdict.Stored], arrival.Events.Select(e => e.Verdict));
    }

    [Fact]
    public async Task Many_senders_at_once_store_every_event_once()
    {
        using var open = new OpenLog();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                // Every batch is sent by two senders.
                await open.Log.ReceiveAsync(Arrival(open, [.. Enumerable.Range(0, 50).Select(e => ($"{sender / 2}-{i}-{e}", (ulong)e))]), Stop);
            }
        })));
        Assert.Equal(8 * 20 * 50, await open.CountAsync());
        await BalancesAsync(open, 16 * 20 * 50, 8 * 20 * 50, 8 * 20 * 50, 0);
    }

    [Fact]
    public async Task A_new_question_between_two_arrivals_harms_neither()
    {
        using var open = new OpenLog();
        await open.Log.ReceiveAsync(Arrival(open, ("a", 1)), Stop);
        open.Log.Catalogue.DeclareQuestion(open.Overall with { Name = "late", Id = 0 });
        await open.Log.ReceiveAsync(Arrival(open, ("b", 1)), Stop);
        Assert.Equal(2, await open.CountAsync("activity = 'Opened' AND rest IS NOT NULL AND has_text = FALSE"));
    }

    [Fact]
    public async Task A_mapped_signal_is_stored_once_with_its_answers_and_attributes_and_counted_like_an_event()
    {
        using var open = new OpenLog();
        var first = Mapped(open, open.Signal("m", overall: 5, airline: "red"), open.Signal("m", overall: 5, airline: "red"));
        first.Events.AddRange(Arrival(open, ("a", 1)).Events);
        first.Bytes = Arrival(open, ("a", 1)).Bytes;
        await open.Log.ReceiveAsync(first, Stop);
        Assert.Equal([Verdict.Stored, Verdict.Duplicate], first.Mapped.Select(one => one.Verdict));
        Assert.Equal(1, await open.CountAsync($"score_{open.Overall.Id} = 5 AND attribute_{open.Airline.Id} = 'red' AND record_key = 'm' AND warnings = 8"));

        // What a mapping makes and what a file brings are known to each other.
        Assert.Equal(1, open.Import(1, open.Signal("m", overall: 5, airline: "red")).Duplicate);
        var other = Mapped(open, open.Signal("m", overall: 1));
        await open.Log.ReceiveAsync(other, Stop);
        await open.Log.ReceiveAsync(Mapped(open, open.Signal("m", overall: 1)), Stop);
        Assert.Equal(Verdict.Conflict, other.Mapped[0].Verdict);
        Assert.Equal((2, 1), (await open.CountAsync(), await HeldAsync(open)));
        await BalancesAsync(open, 6, 2, 3, 1);
    }

    [Fact]
    public async Task A_question_declared_between_two_mapped_arrivals_is_filled_by_the_second()
    {
        using var open = new OpenLog();
        await open.Log.ReceiveAsync(Mapped(open, open.Signal("a")), Stop);
        var late = open.Log.Catalogue.DeclareQuestion(open.Overall with { Name = "late", Id = 0 });
        await open.Log.ReceiveAsync(Mapped(open, open.Signal("b") with { Answers = [new Answer(late.Id, 3)] }), Stop);
        Assert.Equal(1, await open.CountAsync($"score_{late.Id} = 3"));
        Assert.Equal(2, await open.CountAsync());
    }

    static Arrival Mapped(OpenLog open, params Signal[] signals)
    {
        var arrival = new Arrival { SourceId = open.Source.Id, Bytes = "{}"u8.ToArray() };
        arrival.Mapped.AddRange(signals.Select(signal => new MappedSignal
        {
            Signal = signal,
            ContentHash = ContentHash.Of(signal, timeIsKnown: true),
            Warnings = SignalWarnings.Derived,
            Raw = new Slice(0, 2),
        }));
        return arrival;
    }

    static Arrival Arrival(OpenLog open, params (string Key, ulong Content)[] events)
    {
        var bytes = new MemoryStream();
        var arrival = new Arrival { SourceId = open.Source.Id };
        foreach (var (key, content) in events)
        {
            arrival.Events.Add(new ArrivedEvent
            {
                Id = SignalId.OfEvent(open.Source.Id, key),
                ContentHash = content,
                Kind = SignalKind.Event,
                Mode = SignalMode.Inferred,
                OccurredAt = new DateTime(2026, 2, 3, 0, 0, 0, DateTimeKind.Utc),
                Key = Put(bytes, key),
                Activity = Put(bytes, "Opened"),
                Rest = Put(bytes, $$"""{"messageId":"{{key}}"}"""),
            });
        }

        arrival.Bytes = bytes.ToArray();
        return arrival;
    }

    static Arrival Holding(OpenLog open, string key, bool hasKey)
    {
        var bytes = new MemoryStream();
        var arrival = new Arrival { SourceId = open.Source.Id };
        arrival.Held.Add(new HeldEvent
        {
            Id = hasKey ? SignalId.OfEvent(open.Source.Id, "held " + key).Value : Guid.NewGuid(),
            Code = "missing-identity",
            Where = "/batch/0/userId",
            Detail = "nobody",
            HasKey = hasKey,
            Key = Put(bytes, key),
            Raw = Put(bytes, "{}"),
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

    static Task<long> HeldAsync(OpenLog open) => open.Log.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM held"), Stop);

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
