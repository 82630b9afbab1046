using Microsoft.Extensions.Logging;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Stats;

namespace Throughline.Listening.Alerts;

/// <summary>Looks every minute, and whenever somebody asks, whether something is wrong with how the sources listen, or is right again.</summary>
sealed class AlertWatch(
    SourceHours hours, RefusedKeys refused, AlertBook book, SignalLog log, TimeProvider time, ILogger<AlertWatch> logger)
    : MinuteWatch("Alerts", time, logger)
{
    /// <summary>Unknown keys that have an alert of their own at one time: anyone can send them.</summary>
    public const int MostUnknownKeys = 20;

    readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public override async Task StepAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var on = book.On();
            foreach (var (source, seen) in hours.Seen())
            {
                await JudgeAsync(source, seen, on.FirstOrDefault(one => one.Kind == AlertKind.Quarantine && one.SourceId == source), cancellation);
            }

            Judge(refused.Seen(), [.. on.Where(one => one.Kind == AlertKind.RefusedKey)]);
            hours.Keep();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    protected override void Keep() => hours.Keep();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    async Task JudgeAsync(int source, IReadOnlyDictionary<long, HourCount> seen, Alert? on, CancellationToken cancellation)
    {
        var window = AlertRules.Window(seen, hours.Now);
        if (on is not null)
        {
            await FollowAsync(on, source, seen, window?.Seen, cancellation);
        }
        else if (window is var (from, count) && log.Catalogue.Contents.FindSource(source) is not null
            && AlertRules.UsualBefore(seen, from) is var usual && AlertRules.Begins(count, usual))
        {
            hours.MarkOdd(source, from);
            var since = SourceHours.TimeOf(from);
            book.Begin(new Alert(0, AlertKind.Quarantine, source, "", default, LastHeld(seen), null, since, count.Of, count.Part, usual.Part, usual.Events,
                await ReasonAsync(source, since, cancellation)));
        }
    }

    async Task FollowAsync(Alert on, int source, IReadOnlyDictionary<long, HourCount> seen, PartOf? window, CancellationToken cancellation)
    {
        var from = SourceHours.HourOf(on.Since);
        hours.MarkOdd(source, from);
        var count = seen.Where(one => one.Key >= from).Aggregate(new PartOf(0, 0), (sum, one) => sum + one.Value.Count);
        var isOver = window is { } recent
            ? AlertRules.Ends(recent, AlertRules.UsualBefore(seen, from))
            : hours.Now - seen.Where(one => one.Value.Count.Part > 0).Select(one => one.Key).DefaultIfEmpty(0).Max() >= AlertRules.LongestWindow;
        if (isOver || count.Of != on.Events)
        {
            var reason = await ReasonAsync(source, on.Since, cancellation);
            book.Follow(on with { Events = count.Of, Held = count.Part, LastAt = LastHeld(seen), Reason = reason ?? on.Reason }, isOver);
        }
    }

    DateTime LastHeld(IReadOnlyDictionary<long, HourCount> seen)
    {
        var (now, ended) = (Time.GetUtcNow().UtcDateTime, SourceHours.TimeOf(seen.Where(one => one.Value.Count.Part > 0).Select(one => one.Key).DefaultIfEmpty(0).Max() + 1));
        return ended < now ? ended : now;
    }

    /// <summary>Why most events are held since a time; null when none is.</summary>
    Task<string?> ReasonAsync(int source, DateTime since, CancellationToken cancellation) => log.ReadAsync(connection =>
    {
        using var reader = connection.Query("""
            SELECT code FROM held WHERE source_id = $source AND import_id = 0 AND held_at >= $since GROUP BY code ORDER BY count(*) DESC, code LIMIT 1
            """, ("source", source), ("since", since));
        return reader.Read() ? reader.GetString(0) : null;
    }, cancellation);

    void Judge(IReadOnlyList<RefusedKey> keys, List<Alert> on)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        foreach (var one in on.Where(alert => now - alert.LastAt >= AlertRules.KeyIsQuiet && !keys.Any(key => IsOf(alert, key) && now - key.Last < AlertRules.KeyIsQuiet)).ToList())
        {
            book.Follow(one, isOver: true);
            on.Remove(one);
        }

        var unknown = on.Count(alert => alert.SourceId is null);
        foreach (var key in keys.Where(key => now - key.Last < AlertRules.KeyIsQuiet))
        {
            if (on.Find(alert => IsOf(alert, key)) is { } alert)
            {
                if (key.Last > alert.LastAt)
                {
                    book.Follow(alert with { Events = Math.Max(alert.Events, key.Requests), LastAt = key.Last }, isOver: false);
                }
            }
            else if (key.Requests >= AlertRules.LeastRefused && (key.Key is not null || unknown++ < MostUnknownKeys))
            {
                book.Begin(new Alert(0, AlertKind.RefusedKey, SourceOf(key), key.Subject, default, key.Last, null, key.Since, key.Requests, 0, 0, 0, null));
            }
        }
    }

    bool IsOf(Alert alert, RefusedKey key) => alert.Subject == key.Subject && alert.SourceId == SourceOf(key);

    int? SourceOf(RefusedKey key) => key.Key?.Source is { } name ? log.Catalogue.Contents.Sources.FirstOrDefault(one => one.Name == name)?.Id : null;
}
