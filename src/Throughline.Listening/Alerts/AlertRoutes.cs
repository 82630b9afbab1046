using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Listening.Collectors;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Alerts;

/// <summary>What is wrong with how the sources listen, and what was.</summary>
static class AlertRoutes
{
    const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/alerts", ListAsync)
        .WithName("ListAlerts").WithSummary("What is wrong with how the sources listen: too much held, keys that are refused; the newest first");

    static async Task<Ok<AlertPage>> ListAsync(
        string? source, string? state, string? after, int? limit, AlertWatch watch, AlertBook book, AccessKeys keys, SignalLog log, CancellationToken cancellation)
    {
        if (state is not (null or "on" or "ended"))
        {
            throw new BadInputException("state", "A state is on or ended.");
        }

        long before = 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            throw new BadInputException("after", "Give the \"next\" of the page before.", "bad_page");
        }

        await watch.StepAsync(cancellation); // who asks sees what is so now
        var take = Math.Clamp(limit ?? 50, 1, Most);
        var found = book.List(source is null ? null : NamedSource.Find(log, source).Id, state is null ? null : state == "on", after is null ? null : before, take + 1);
        var known = found.Any(one => one is { Kind: AlertKind.RefusedKey, SourceId: not null }) ? keys.List() : [];
        return TypedResults.Ok(new AlertPage(
            [.. found.Take(take).Select(one => View(one, log, known))], found.Count > take ? found[take - 1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    static AlertView View(Alert alert, SignalLog log, IReadOnlyList<AccessKey> keys)
    {
        var source = alert.SourceId is { } id ? log.Catalogue.Contents.FindSource(id) : null;
        var isKey = alert.Kind == AlertKind.RefusedKey;
        var key = isKey && alert.SourceId is not null && int.TryParse(alert.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? keys.FirstOrDefault(one => one.Id == number)
            : null;
        return new AlertView(
            alert.Id.ToString(CultureInfo.InvariantCulture), alert.Kind, source is null ? null : new AlertSource(source.Id, source.Name),
            alert.BeganAt, alert.LastAt, alert.EndedAt, alert.Since, alert.Events, isKey ? null : alert.Held, isKey ? null : alert.UsualHeld, isKey ? null : alert.UsualEvents,
            alert.Reason, key is null ? null : new AlertKey(key.Id, key.Name), isKey && alert.SourceId is null ? alert.Subject : null,
            alert.Kind == AlertKind.Drift ? alert.Subject : null);
    }
}

/// <summary>A page of alerts.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last.</param>
sealed record AlertPage(IReadOnlyList<AlertView> Items, string? Next);

/// <summary>Something that is wrong with how a source listens. The counts are complete.</summary>
/// <param name="Id">Number.</param>
/// <param name="Kind">quarantine: a much larger share of its events is held than usual; refused_key: a key that does not work is used again and again;
/// quality: a much larger share of what its checks ask is not kept than usual; drift: the values of a field have shifted.</param>
/// <param name="Source">The source; null for a key that is unknown.</param>
/// <param name="BeganAt">When it was noticed, UTC.</param>
/// <param name="LastAt">When it was last seen, UTC.</param>
/// <param name="EndedAt">When it was over, UTC; null while it goes on.</param>
/// <param name="Since">From when on the counts are, UTC.</param>
/// <param name="Events">Events since then, without repeats; for a refused key its requests.</param>
/// <param name="Held">Those of them that are held, or do not keep their check; null for a refused key; of a shift its index in thousandths.</param>
/// <param name="UsualHeld">Held events of the usual ones; null for a refused key.</param>
/// <param name="UsualEvents">Events by which it is known what is usual, of at most 28 days; 0 when nothing was known; null for a refused key.</param>
/// <param name="Reason">Code of the reason of most of those that are held; null for a refused key.</param>
/// <param name="Key">The key that was stopped or ended; null for an unknown one.</param>
/// <param name="Fingerprint">Of an unknown key the first eight characters of its SHA-256; <c>none</c> for requests without a key, <c>others</c> for those beyond the first thousand.</param>
/// <param name="Field">The field that has shifted; null for the other kinds.</param>
sealed record AlertView(
    string Id, AlertKind Kind, AlertSource? Source, DateTime BeganAt, DateTime LastAt, DateTime? EndedAt, DateTime Since, long Events, long? Held, long? UsualHeld,
    long? UsualEvents, string? Reason, AlertKey? Key, string? Fingerprint, string? Field);

/// <summary>The source that an alert is about.</summary>
sealed record AlertSource(int Id, string Name);

/// <summary>A key that does not work any more.</summary>
sealed record AlertKey(int Id, string Name);
