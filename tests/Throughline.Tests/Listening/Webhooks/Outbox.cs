using System.Net;
using Microsoft.Extensions.Logging;
using System.Text;
using Throughline.Contracts;
using Throughline.Listening;
using Throughline.Listening.Webhooks;
using Throughline.Platform.Access;
using Throughline.Platform.Followers;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Listening.Webhooks;

/// <summary>The telling of other systems on a data folder, with a clock that is moved by hand.</summary>
sealed class Outbox : IDisposable
{
    readonly FollowerPump _pump;
    readonly AnnounceStored _stored;

    public Outbox(string? path = null, FindAddresses? find = null, bool allowThisMachine = true)
    {
        Open = new OpenLog(path, ListeningModule.Migrations);
        Targets = new WebhookTargets(Open.Keys, new SecretBox(Open.Folder), Open.Log, Time);
        Deliveries = new Deliveries(Open.Keys, Time);
        Client = new WebhookClient(new AddressRules(allowThisMachine ? [IPNetwork.Parse("127.0.0.0/8")] : []), Time, find);
        Sender = new WebhookSender(Targets, Deliveries, new AnnounceHeld(Targets, Open.Log, Open.Keys, Time), Client, Time, Log);
        _stored = new AnnounceStored(Targets, Open.Log, Time);
        _pump = new FollowerPump(Open.Log, Open.Keys, [_stored]);
    }

    public OpenLog Open { get; }

    public Clock Time { get; } = new();

    public WebhookTargets Targets { get; }

    public Deliveries Deliveries { get; }

    public WebhookClient Client { get; }

    public WebhookSender Sender { get; }

    public Lines Log { get; } = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public (int Id, string Secret) Target(string url, params string[] kinds) =>
        Targets.Create("other system", url, kinds.Length == 0 ? [WebhookKinds.Stored] : kinds, []);

    /// <summary>Follows the log to its end and sends what is due.</summary>
    public async Task TellAsync()
    {
        await _pump.CatchUpAsync(Stop);
        await Sender.DrainAsync(Stop);
    }

    /// <summary>Forgets and follows from the start, as a rebuild does.</summary>
    public async Task RebuildAsync()
    {
        _pump.Rebuild();
        await TellAsync();
    }

    public async Task ArriveAsync(int sourceId, params string[] keys)
    {
        var bytes = new MemoryStream();
        var arrival = new Arrival { SourceId = sourceId };
        foreach (var key in keys)
        {
            arrival.Events.Add(new ArrivedEvent
            {
                Id = SignalId.OfEvent(sourceId, key),
                ContentHash = 1,
                Kind = SignalKind.Event,
                Mode = SignalMode.Inferred,
                OccurredAt = new DateTime(2026, 2, 3, 0, 0, 0, DateTimeKind.Utc),
                Key = Put(bytes, key),
                Activity = Put(bytes, "Opened"),
                Customer = Put(bytes, "email:someone@shop.example"),
                Text = Put(bytes, "words of a customer"),
                Rest = Put(bytes, "{}"),
            });
        }

        arrival.Bytes = bytes.ToArray();
        await Open.Log.ReceiveAsync(arrival, Stop);
        await Open.Log.CaughtUpAsync(Stop);
    }

    public async Task HoldAsync(int sourceId, string key)
    {
        var bytes = new MemoryStream();
        var arrival = new Arrival { SourceId = sourceId };
        arrival.Held.Add(new HeldEvent
        {
            Id = SignalId.OfHeld(sourceId, Encoding.UTF8.GetBytes(key)).Value,
            Code = "missing-identity",
            Where = "/batch/0/userId",
            Detail = "nobody",
            HasKey = true,
            Key = Put(bytes, key),
            Raw = Put(bytes, "{}"),
        });
        arrival.Bytes = bytes.ToArray();
        await Open.Log.ReceiveAsync(arrival, Stop);
        await Open.Log.CaughtUpAsync(Stop);
    }

    public void Dispose()
    {
        Sender.Dispose();
        Client.Dispose();
        Open.Dispose();
    }

    static Slice Put(MemoryStream bytes, string text)
    {
        var start = (int)bytes.Length;
        bytes.Write(Encoding.UTF8.GetBytes(text));
        return new Slice(start, (int)bytes.Length - start);
    }

    /// <summary>A clock that stands still until it is moved. It starts at the time of the machine, by which the log stamps what it holds.</summary>
    public sealed class Clock : TimeProvider
    {
        DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;

        public void Pass(TimeSpan time) => _now += time;
    }

    /// <summary>Every line that was logged.</summary>
    public sealed class Lines : ILogger<WebhookSender>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (All)
            {
                All.Add(formatter(state, exception));
            }
        }
    }
}
