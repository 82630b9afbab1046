using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Throughline.Listening.Webhooks;

/// <summary>
/// Empties the outbox: at most four deliveries to one target at a time and sixteen in all, so that a slow receiver keeps nobody waiting but
/// itself. What an end of the program interrupts is tried again under the same id.
/// </summary>
sealed partial class WebhookSender(
    WebhookTargets targets, Deliveries deliveries, AnnounceHeld held, WebhookClient client, TimeProvider time, ILogger<WebhookSender> logger) : BackgroundService
{
    const int MostOfTarget = 4;
    const int MostInAll = 16;
    static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan _betweenSweeps = TimeSpan.FromHours(1);

    readonly SemaphoreSlim _places = new(MostInAll);
    readonly SemaphoreSlim _woken = new(0, 1);
    readonly ConcurrentDictionary<int, Task> _draining = new();
    readonly Random _chance = new(unchecked((int)time.GetUtcNow().Ticks));
    DateTimeOffset _swept;

    /// <summary>Looks at the outbox now.</summary>
    public void Wake()
    {
        if (_woken.CurrentCount == 0)
        {
            try
            {
                _woken.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else woke it.
            }
        }
    }

    /// <summary>Sends everything that is due now; done when each was tried once.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        await held.StepAsync(cancellation);
        await Task.WhenAll(deliveries.TargetsWithDue().Select(id => DrainAsync(id, cancellation)));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Stumbled(e.GetType().Name);
            }

            await ((Task)_woken.WaitAsync(_pause, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_draining.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    async Task StepAsync(CancellationToken cancellation)
    {
        await held.StepAsync(cancellation);
        foreach (var (id, task) in _draining)
        {
            if (task.IsCompleted)
            {
                _draining.TryRemove(id, out _);
                if (task.Exception is { InnerException: { } failure })
                {
                    Stumbled(failure.GetType().Name);
                }
            }
        }

        foreach (var id in deliveries.TargetsWithDue().Where(id => !_draining.ContainsKey(id)))
        {
            _draining[id] = Task.Run(() => DrainAsync(id, cancellation), cancellation);
        }

        if (time.GetUtcNow() - _swept > _betweenSweeps)
        {
            deliveries.Sweep();
            _swept = time.GetUtcNow();
        }
    }

    async Task DrainAsync(int targetId, CancellationToken cancellation)
    {
        var underWay = new Dictionary<string, Task>();
        while (true)
        {
            var due = underWay.Count < MostOfTarget && targets.Find(targetId) is { State: WebhookTarget.On } target
                ? deliveries.Due(targetId, MostOfTarget - underWay.Count, underWay.Keys).Select(d => (Delivery: d, target.Url)).ToList()
                : [];
            foreach (var (delivery, url) in due)
            {
                underWay[delivery.Id] = SendAsync(delivery, url, cancellation);
            }

            if (underWay.Count == 0)
            {
                return;
            }

            await Task.WhenAny(underWay.Values);
            foreach (var id in underWay.Where(u => u.Value.IsCompleted).Select(u => u.Key).ToList())
            {
                await underWay[id];
                underWay.Remove(id);
            }
        }
    }

    async Task SendAsync(DueDelivery delivery, string url, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            var attempt = await client.SendAsync(url, delivery.Id, delivery.Body, targets.Secrets(delivery.TargetId), cancellation);
            double chance;
            lock (_chance)
            {
                chance = _chance.NextDouble();
            }

            deliveries.Note(delivery, attempt, chance);
            if (attempt is { Failure: { } failure })
            {
                NotDelivered(delivery.TargetId, failure, attempt.Status);
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _places.Dispose();
        _woken.Dispose();
        base.Dispose();
    }

    // Never the address, which may hold a secret, and never what is sent.
    [LoggerMessage(LogLevel.Information, "Webhook {Target} was not delivered: {Failure}, status {Status}")]
    partial void NotDelivered(int target, string failure, int? status);

    [LoggerMessage(LogLevel.Warning, "Webhooks wait: {Failure}")]
    partial void Stumbled(string failure);
}
