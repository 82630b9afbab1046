using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>The signals of the log in the order in which they were stored, each exactly once over all pages.</summary>
static class ListArrivals
{
    const int Most = 1_000;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/signals", ListAsync).WithName("ListSignals")
        .WithSummary("Signals in the order in which they were stored; stable while new ones arrive");

    static async Task<Ok<ArrivalPage>> ListAsync(string? source, int? limit, string? after, SignalLog log, CancellationToken cancellation)
    {
        var sourceId = source is null ? (int?)null : NamedSource.Find(log, source).Id;
        if (limit is < 1 or > Most)
        {
            throw new BadInputException("limit", $"A page holds 1 to {Most} signals.");
        }

        var take = limit ?? 100;
        var from = after is null ? 0 : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? seq
            : throw new BadInputException("after", "Give the \"next\" of the page before.");
        var contents = log.Catalogue.Contents;
        return TypedResults.Ok(await log.ReadAsync(connection =>
        {
            var items = new List<ArrivalItem>();
            var last = from;
            var more = false;
            using var reader = connection.Query($"""
                SELECT seq, id, record_key, source_id, kind, occurred_at, received_at, warnings, activity FROM signal
                WHERE seq > $after AND ($source IS NULL OR source_id = $source) ORDER BY seq LIMIT {take + 1}
                """, ("after", from), ("source", sourceId));
            while (reader.Read())
            {
                if (items.Count == take)
                {
                    more = true;
                    break;
                }

                last = reader.GetInt64(0);
                items.Add(new ArrivalItem(
                    new SignalId(reader.GetGuid(1)).ToString(), reader.GetStringOrNull(2) ?? "", contents.FindSource(reader.GetInt32(3))?.Name ?? "",
                    KindName((SignalKind)reader.GetInt32(4)), reader.GetStringOrNull(8), reader.GetDateTime(5), reader.GetDateTime(6),
                    WarningNames(reader.IsNull(7) ? 0 : (SignalWarnings)reader.GetInt32(7))));
            }

            return new ArrivalPage(items, more ? last.ToString(CultureInfo.InvariantCulture) : null);
        }, cancellation));
    }

    static string KindName(SignalKind kind) => kind switch
    {
        SignalKind.Response => "response",
        SignalKind.Review => "review",
        SignalKind.Message => "message",
        SignalKind.Transcript => "transcript",
        SignalKind.Event => "event",
        SignalKind.Operation => "operation",
        _ => "employee",
    };

    /// <summary>The warnings as the words that stand in answers.</summary>
    internal static IReadOnlyList<string> WarningNames(SignalWarnings warnings) =>
    [
        .. new (SignalWarnings Flag, string Name)[]
        {
            (SignalWarnings.BadTimestamp, "bad-timestamp"), (SignalWarnings.ClockSkew, "clock-skew"), (SignalWarnings.Future, "future"),
            (SignalWarnings.Derived, "derived"), (SignalWarnings.DuplicateKeys, "duplicate-keys"), (SignalWarnings.BrokenText, "broken-text"),
        }.Where(w => warnings.HasFlag(w.Flag)).Select(w => w.Name),
    ];
}

/// <summary>A page of signals.</summary>
/// <param name="Items">Ascending in the order of storing.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last.</param>
sealed record ArrivalPage(
    [property: JsonPropertyName("items")] IReadOnlyList<ArrivalItem> Items, [property: JsonPropertyName("next")] string? Next);

/// <summary>One signal.</summary>
/// <param name="Id">Its id here.</param>
/// <param name="MessageId">The client's id of the event, character for character, or the derived one.</param>
/// <param name="Source">Name of its source.</param>
/// <param name="Kind">What was heard.</param>
/// <param name="Activity">Name of what was done; null for what is no event.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
/// <param name="ReceivedAt">When it was stored, UTC.</param>
/// <param name="Warnings">What is odd about it.</param>
sealed record ArrivalItem(
    [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("messageId")] string MessageId,
    [property: JsonPropertyName("source")] string Source, [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("activity")] string? Activity, [property: JsonPropertyName("occurredAt")] DateTime OccurredAt,
    [property: JsonPropertyName("receivedAt")] DateTime ReceivedAt, [property: JsonPropertyName("warnings")] IReadOnlyList<string> Warnings);
