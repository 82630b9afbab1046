using Throughline.Listening.Webhooks;

namespace Throughline.Tests.Listening.Webhooks;

public sealed class WebhookFollowingTests
{
    [Fact]
    public async Task Only_what_arrives_after_the_target_was_made_is_told_once_also_after_a_rebuild()
    {
        await using var receiver = await Receiver.OpenAsync();
        using var outbox = new Outbox();
        await outbox.ArriveAsync(outbox.Open.Source.Id, "before");
        outbox.Target(receiver.Url);
        await outbox.ArriveAsync(outbox.Open.Source.Id, "after");
        outbox.Open.Import(1, outbox.Open.Signal("by file"));
        await outbox.TellAsync();
        await outbox.RebuildAsync();
        Assert.Equal(["after"], Keys(receiver));
    }

    [Fact]
    public async Task What_waits_survives_a_restart_and_nothing_is_told_twice()
    {
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answers.Enqueue((503, null, null));
        var folder = Directory.CreateTempSubdirectory("throughline-").FullName;
        try
        {
            using (var outbox = new Outbox(folder))
            {
                outbox.Target(receiver.Url, WebhookKinds.Stored, WebhookKinds.Quarantined);
                await outbox.ArriveAsync(outbox.Open.Source.Id, "a");
                await outbox.TellAsync();
                await outbox.ArriveAsync(outbox.Open.Source.Id, "stored, not followed");
                await outbox.HoldAsync(outbox.Open.Source.Id, "held, not followed");
            }

            using (var outbox = new Outbox(folder))
            {
                outbox.Time.Pass(TimeSpan.FromMinutes(1));
                await outbox.TellAsync();
            }

            using (var outbox = new Outbox(folder))
            {
                outbox.Time.Pass(TimeSpan.FromHours(1));
                await outbox.TellAsync();
            }

            Assert.Equal(["a", "a", "held, not followed", "stored, not followed"], Keys(receiver).Order());
            Assert.Equal(3, receiver.Heard.Select(t => t.Id).Distinct().Count());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_is_held_is_told_once_with_its_reason()
    {
        await using var receiver = await Receiver.OpenAsync();
        using var outbox = new Outbox();
        await outbox.HoldAsync(outbox.Open.Source.Id, "before");
        outbox.Time.Pass(TimeProvider.System.GetUtcNow() - outbox.Time.GetUtcNow() + TimeSpan.FromMilliseconds(2));
        await Task.Delay(5, TestContext.Current.CancellationToken);
        var (_, secret) = outbox.Target(receiver.Url, WebhookKinds.Quarantined);
        await outbox.HoldAsync(outbox.Open.Source.Id, "x");
        await outbox.TellAsync();
        await outbox.HoldAsync(outbox.Open.Source.Id, "x");
        await outbox.HoldAsync(outbox.Open.Source.Id, "y");
        await outbox.ArriveAsync(outbox.Open.Source.Id, "stored");
        await outbox.TellAsync();
        await outbox.TellAsync();
        Assert.Equal(["x", "y"], Keys(receiver));
        var first = receiver.Heard.First();
        Assert.True(first.IsSignedWith(secret));
        Assert.Equal("signal.quarantined", (string)first.Json["type"]!);
        Assert.Equal(("missing-identity", "/batch/0/userId"), ((string)first.Json["data"]!["signals"]![0]!["reason"]!, (string)first.Json["data"]!["signals"]![0]!["pointer"]!));
    }

    [Fact]
    public async Task A_target_hears_of_its_sources_alone_in_messages_of_at_most_a_hundred()
    {
        await using var receiver = await Receiver.OpenAsync();
        using var outbox = new Outbox();
        var other = outbox.Open.Log.Catalogue.DeclareSource("other", hasTime: true);
        outbox.Targets.Create("one source", receiver.Url, [WebhookKinds.Stored], [other.Id]);
        await outbox.ArriveAsync(outbox.Open.Source.Id, "elsewhere");
        await outbox.ArriveAsync(other.Id, [.. Enumerable.Range(0, 250).Select(i => $"e{i}")]);
        await outbox.TellAsync();
        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"e{i}").Order(), Keys(receiver).Order());
        Assert.Equal([50, 100, 100], receiver.Heard.Select(t => t.Json["data"]!["signals"]!.AsArray().Count).Order());
    }

    [Fact]
    public async Task A_slow_receiver_gets_four_at_a_time_and_keeps_no_other_waiting()
    {
        await using var slow = await Receiver.OpenAsync();
        await using var quick = await Receiver.OpenAsync();
        var gate = new TaskCompletionSource();
        slow.Gate = gate.Task;
        using var outbox = new Outbox();
        outbox.Target(slow.Url);
        outbox.Target(quick.Url);
        await outbox.ArriveAsync(outbox.Open.Source.Id, [.. Enumerable.Range(0, 900).Select(i => $"e{i}")]);
        var telling = outbox.TellAsync();
        for (var i = 0; i < 2_400 && (quick.Heard.Count < 9 || slow.Heard.Count < 4); i++)
        {
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        Assert.Equal((9, 4), (quick.Heard.Count, slow.Heard.Count));
        gate.SetResult();
        await telling;
        Assert.Equal((9, 4), (slow.Heard.Count, slow.MostAtOnce));
    }

    static IEnumerable<string> Keys(Receiver receiver) =>
        receiver.Heard.SelectMany(t => t.Json["data"]!["signals"]!.AsArray().Select(s => (string)s!["message_id"]!));
}
