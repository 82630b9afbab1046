using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Contracts;
using Throughline.Listening;
using Throughline.Listening.Alerts;
using Throughline.Listening.Webhooks;
using Throughline.Platform.Access;
using Throughline.Stats;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Listening.Alerts;

public sealed class AlertTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rise_of_what_is_held_is_told_once_when_it_begins_and_once_when_it_ends()
    {
        using var watched = new Watched();
        await watched.HoursAsync(10 * 24, new(2, 400));
        Assert.Empty(watched.On);

        await watched.HoursAsync(3, new(120, 400));
        var alert = Assert.Single(watched.On);
        Assert.Equal((AlertKind.Quarantine, watched.Source.Id, 1_200L, 360L), (alert.Kind, alert.SourceId, alert.Events, alert.Held));
        Assert.Equal((480L, 96_000L), (alert.UsualHeld, alert.UsualEvents));
        Assert.Equal(["alert.began"], watched.Told.Select(one => one.Kind));

        await watched.HoursAsync(3, new(2, 400));
        Assert.Empty(watched.On);
        var told = watched.Told;
        Assert.Equal(["alert.began", "alert.ended"], told.Select(one => one.Kind));
        Assert.Equal(("reviews", 1_600, 362), ((string)told[1].Data["source"]!, (int)told[1].Data["alert"]!["events"]!, (int)told[1].Data["alert"]!["held"]!));

        // What was odd does not become usual: the same again is told again.
        await watched.HoursAsync(2, new(120, 400));
        Assert.Equal((480L + 4, 96_000L + 800), (watched.On[0].UsualHeld, watched.On[0].UsualEvents));
        Assert.Equal(3, watched.Told.Count);
    }

    [Fact]
    public async Task Few_events_and_small_rises_and_shares_that_always_jump_are_told_to_nobody()
    {
        using var watched = new Watched();
        await watched.HoursAsync(24, new(9, 9));
        await watched.HoursAsync(24, new(0, 30));
        Assert.Single(watched.List()); // 54 events of a day that were all held
        using var rough = new Watched();
        for (var day = 0; day < 20; day++)
        {
            await rough.HoursAsync(20, new(2, 400));
            await rough.HoursAsync(4, new(100, 400));
        }

        Assert.NotEmpty(rough.List());
        Assert.DoesNotContain(rough.List(), one => one.BeganAt > rough.Started.AddDays(7)); // what comes back every day is usual after a week
        using var small = new Watched();
        await small.HoursAsync(100, new(20, 10_000));
        await small.HoursAsync(2, new(60, 10_000));
        Assert.Empty(small.List());
    }

    [Fact]
    public async Task A_new_source_of_which_everything_is_held_is_told_without_knowing_what_is_usual()
    {
        using var watched = new Watched();
        watched.Hours.Count(watched.Source.Id, new(49, 49));
        await watched.Watch.StepAsync(Stop);
        Assert.Empty(watched.On);
        watched.Hours.Count(watched.Source.Id, new(1, 1));
        await watched.Watch.StepAsync(Stop);
        Assert.Equal((0L, 50L), (watched.On[0].UsualEvents, watched.On[0].Held));
        watched.Hours.Count(watched.Source.Id, new(0, 100));
        await watched.Watch.StepAsync(Stop);
        Assert.Single(watched.On);
        watched.Hours.Count(watched.Source.Id, new(0, 100));
        await watched.Watch.StepAsync(Stop);
        Assert.Empty(watched.On);
    }

    [Fact]
    public async Task A_source_that_stops_sending_anything_ends_its_alert_after_a_day()
    {
        using var watched = new Watched();
        await watched.HoursAsync(48, new(0, 100));
        await watched.HoursAsync(1, new(100, 100));
        Assert.Single(watched.On);
        await watched.HoursAsync(22, new(0, 0));
        Assert.Single(watched.On);
        await watched.HoursAsync(4, new(0, 0));
        Assert.Empty(watched.On);
    }

    [Fact]
    public async Task What_is_usual_and_what_is_on_survive_a_restart()
    {
        using var watched = new Watched();
        await watched.HoursAsync(72, new(1, 200));
        await watched.HoursAsync(1, new(90, 200));
        watched.Restart();
        await watched.HoursAsync(1, new(90, 200));
        Assert.Equal((400L, 180L), (Assert.Single(watched.On).Events, watched.On[0].Held));
        Assert.Single(watched.Told);
        watched.Restart();
        await watched.HoursAsync(2, new(1, 200));
        Assert.Empty(watched.On);
        Assert.Equal(2, watched.Told.Count);
    }

    [Fact]
    public async Task A_key_that_was_stopped_and_is_used_on_is_told_by_its_number_and_never_by_itself()
    {
        using var watched = new Watched();
        var (id, secret) = watched.Keys.Create("write", "shop", "reviews");
        watched.Keys.Revoke(id);
        await watched.RefuseAsync(9, secret);
        Assert.Empty(watched.On);
        await watched.RefuseAsync(1, secret);
        var alert = Assert.Single(watched.On);
        Assert.Equal((AlertKind.RefusedKey, watched.Source.Id, $"{id}", 10L), (alert.Kind, alert.SourceId, alert.Subject, alert.Events));
        await watched.RefuseAsync(5, secret);
        Assert.Equal(15, watched.On[0].Events);
        watched.Time.Pass(TimeSpan.FromHours(4));
        await watched.Watch.StepAsync(Stop);
        Assert.Empty(watched.On);
        Assert.Equal(["alert.began", "alert.ended"], watched.Told.Select(one => one.Kind));
        Assert.All(watched.Told, one => Assert.DoesNotContain(secret[4..], one.Data.ToJsonString(), StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(watched.Open.Folder.KeysFile + "-wal", Stop);
        Assert.False(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0);
    }

    [Fact]
    public async Task A_key_that_ended_and_one_that_works_are_told_apart()
    {
        using var watched = new Watched();
        var (id, secret) = watched.Keys.Create("write", "shop", "reviews");
        Assert.Null(watched.Keys.FindStopped(secret));
        watched.Keys.Rotate(id, TimeSpan.Zero);
        Assert.Equal(id, watched.Keys.FindStopped(secret)?.Id);
        Assert.Null(watched.Keys.FindStopped("tlw_unknown"));
        await watched.RefuseAsync(10, "tlw_unknown");
        Assert.Equal((null, RefusedKeys.Fingerprint("tlw_unknown")), (watched.On[0].SourceId, watched.On[0].Subject));
    }

    [Fact]
    public async Task A_flood_of_unknown_keys_fills_neither_the_memory_nor_the_page()
    {
        using var watched = new Watched();
        for (var i = 0; i < 2_000; i++)
        {
            for (var j = 0; j < AlertRules.LeastRefused; j++)
            {
                watched.Refused.Count($"invented {i}");
            }
        }

        Assert.Equal(1_001, watched.Refused.Seen().Count);
        Assert.Equal(10_000, watched.Refused.Seen().Single(one => one.Subject == RefusedKeys.Others).Requests);
        await watched.Watch.StepAsync(Stop);
        Assert.Equal(AlertWatch.MostUnknownKeys, watched.On.Count);

        // Ours are told all the same.
        var (id, secret) = watched.Keys.Create("write", "shop", "reviews");
        watched.Keys.Revoke(id);
        await watched.RefuseAsync(10, secret);
        Assert.Equal($"{id}", watched.On[^1].Subject);
    }

    /// <summary>Alerts on a data folder of their own, with a clock that is moved by hand and another system that is told.</summary>
    sealed class Watched : IDisposable
    {
        public Watched()
        {
            Open = new OpenLog(null, ListeningModule.Migrations);
            Started = Time.GetUtcNow().UtcDateTime;
            Book = new AlertBook(Open.Keys, Open.Log, Time);
            Keys = new AccessKeys(Open.Keys, Time);
            Targets = new WebhookTargets(Open.Keys, new SecretBox(Open.Folder), Open.Log, Time);
            Targets.Create("other", "https://hooks.example/in", [WebhookKinds.AlertBegan, WebhookKinds.AlertEnded], []);
            Restart();
        }

        public OpenLog Open { get; }

        public Source Source => Open.Source;

        public ManualTime Time { get; } = new();

        public DateTime Started { get; }

        public AlertBook Book { get; }

        public AccessKeys Keys { get; }

        public WebhookTargets Targets { get; }

        public SourceHours Hours { get; private set; } = null!;

        public RefusedKeys Refused { get; private set; } = null!;

        public AlertWatch Watch { get; private set; } = null!;

        public IReadOnlyList<Alert> On => Book.On();

        /// <summary>What the other system is told, the oldest first.</summary>
        public IReadOnlyList<(string Kind, JsonNode Data)> Told
        {
            get
            {
                var deliveries = new Deliveries(Open.Keys, Time);
                return [.. deliveries.List(1, null, null, 100).Reverse().Select(one => (one.Kind, JsonNode.Parse(deliveries.Find(one.Id)!.Body)!["data"]!))];
            }
        }

        public IReadOnlyList<Alert> List() => Book.List(null, null, null, 100);

        public void Restart()
        {
            Watch?.Dispose();
            Hours = new SourceHours(Open.Keys, Time);
            Refused = new RefusedKeys(Keys, Time);
            Watch = new AlertWatch(Hours, Refused, Book, Open.Log, Time, NullLogger<AlertWatch>.Instance);
        }

        /// <summary>Each hour brings the same, and is looked at when it ends.</summary>
        public async Task HoursAsync(int hours, PartOf events)
        {
            for (var i = 0; i < hours; i++)
            {
                if (events.Of > 0)
                {
                    Hours.Count(Source.Id, events);
                }

                Time.Pass(TimeSpan.FromMinutes(59));
                await Watch.StepAsync(Stop);
                Time.Pass(TimeSpan.FromMinutes(1));
            }
        }

        public async Task RefuseAsync(int times, string secret)
        {
            for (var i = 0; i < times; i++)
            {
                Time.Pass(TimeSpan.FromMinutes(1));
                Refused.Count(secret);
            }

            await Watch.StepAsync(Stop);
        }

        public void Dispose()
        {
            Watch.Dispose();
            Open.Dispose();
        }
    }

    sealed class ManualTime : TimeProvider
    {
        DateTimeOffset _now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Pass(TimeSpan time) => _now += time;
    }
}
