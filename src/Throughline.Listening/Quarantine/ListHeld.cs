using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quarantine;

/// <summary>Everything held, one by one, in the order in which it came; and one of it with its original bytes.</summary>
static class ListHeld
{
    const int Most = 1_000;
    static readonly string[] _states = ["waiting", "replayed", "dropped"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/quarantine", ListAsync).WithName("ListQuarantine").WithSummary("What is held, with its reasons, in the order in which it came");
        routes.MapGet("/quarantine/{id:guid}", ReadAsync).WithName("ReadHeld").WithSummary("One held event with its original bytes, without secrets");
    }

    static async Task<Ok<HeldPage>> ListAsync(
        string? source, string? reason, string? state, int? limit, string? after, SignalLog log, CancellationToken cancellation)
    {
        if (limit is < 1 or > Most)
        {
            throw new BadInputException("limit", $"A page holds 1 to {Most} events.");
        }

        if (state is not null && !_states.Contains(state))
        {
            throw new BadInputException("state", "A state is waiting, replayed or dropped.");
        }

        var take = limit ?? 100;
        var contents = log.Catalogue.Contents;
        var where = new HeldSelection(new HeldChoice { Source = source, Reason = reason }, log)
            .And("state", "state = $state", state is null ? null : Array.IndexOf(_states, state));
        return TypedResults.Ok(await log.ReadAsync(connection =>
        {
            var from = Cursor(connection, after);
            var items = new List<HeldItem>();
            string? next = null;
            using var reader = connection.Query($"""
                SELECT {HeldItem.Columns} FROM held
                WHERE {where.Sql} AND ($at IS NULL OR held_at > $at OR (held_at = $at AND id > $id)) ORDER BY held_at, id LIMIT {take + 1}
                """, [.. where.Parameters, ("at", from?.At), ("id", from?.Id)]);
            while (reader.Read())
            {
                if (items.Count == take)
                {
                    var last = items[^1];
                    next = string.Create(CultureInfo.InvariantCulture, $"{last.FirstSeen.Ticks}_{last.Id}");
                    break;
                }

                items.Add(HeldItem.Read(reader, contents, _states));
            }

            return new HeldPage(items, next);
        }, cancellation));
    }

    static async Task<Ok<HeldOriginal>> ReadAsync(Guid id, SignalLog log, CancellationToken cancellation)
    {
        var contents = log.Catalogue.Contents;
        return TypedResults.Ok(await log.ReadAsync(connection =>
        {
            using var reader = connection.Query($"SELECT {HeldItem.Columns}, raw, raw_bytes, headers, format, replay_id FROM held WHERE id = $id", ("id", id));
            if (!reader.Read())
            {
                throw new NotFoundException("Nothing of this id is held.", "not_held");
            }

            var bytes = reader.IsNull(HeldItem.Count + 1) ? null : reader.GetBytes(HeldItem.Count + 1);
            return new HeldOriginal(
                HeldItem.Read(reader, contents, _states),
                bytes is null ? reader.GetString(HeldItem.Count) : Convert.ToBase64String(bytes),
                bytes is null ? "text" : "base64",
                reader.GetStringOrNull(HeldItem.Count + 2) is { } headers ? JsonNode.Parse(headers) as JsonObject : null,
                reader.GetStringOrNull(HeldItem.Count + 3),
                reader.IsNull(HeldItem.Count + 4) ? null : reader.GetInt32(HeldItem.Count + 4).ToString(CultureInfo.InvariantCulture));
        }, cancellation));
    }

    /// <summary>Where a page begins: the "next" of the page before, or the id of an event that is still held.</summary>
    static (DateTime At, Guid Id)? Cursor(DuckConnection connection, string? after)
    {
        if (after is null)
        {
            return null;
        }

        var parts = after.Split('_');
        if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTime.MaxValue.Ticks && Guid.TryParse(parts[1], out var last))
        {
            return (new DateTime(ticks, DateTimeKind.Utc), last);
        }

        if (Guid.TryParse(after, out var id))
        {
            using var reader = connection.Query("SELECT held_at FROM held WHERE id = $id", ("id", id));
            if (reader.Read())
            {
                return (reader.GetDateTime(0), id);
            }
        }

        throw new BadInputException("after", "Give the \"next\" of the page before.", "bad_page");
    }
}

/// <summary>A page of what is held.</summary>
/// <param name="Items">In the order in which they came.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last.</param>
sealed record HeldPage(
    [property: JsonPropertyName("items")] IReadOnlyList<HeldItem> Items, [property: JsonPropertyName("next")] string? Next);

/// <summary>One held event, or row of a file.</summary>
/// <param name="Id">Its id in quarantine.</param>
/// <param name="MessageId">The client's id of the event, character for character; null when it bore none.</param>
/// <param name="Source">Name of its source.</param>
/// <param name="Reason">Code of the reason.</param>
/// <param name="Pointer">Where in the request, RFC 6901; for a row of a file its column.</param>
/// <param name="Detail">What is wrong, for people.</param>
/// <param name="FirstSeen">When it came first, UTC.</param>
/// <param name="LastSeen">When it came last, UTC: a repeat that bears the same id is not held again.</param>
/// <param name="State">waiting, replayed or dropped.</param>
sealed record HeldItem(
    [property: JsonPropertyName("id")] Guid Id, [property: JsonPropertyName("messageId")] string? MessageId,
    [property: JsonPropertyName("source")] string Source, [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("pointer")] string Pointer, [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("firstSeen")] DateTime FirstSeen, [property: JsonPropertyName("lastSeen")] DateTime LastSeen,
    [property: JsonPropertyName("state")] string State)
{
    internal const string Columns = "id, record_key, source_id, code, field, detail, held_at, coalesce(last_seen, held_at), coalesce(state, 0), import_id";
    internal const int Count = 10;

    internal static HeldItem Read(DuckReader reader, CatalogueContents contents, IReadOnlyList<string> states)
    {
        var code = reader.GetString(3);
        var place = reader.GetStringOrNull(4) ?? "";
        var isRow = reader.GetInt32(9) > 0;
        return new HeldItem(
            reader.GetGuid(0), reader.GetStringOrNull(1), contents.FindSource(reader.GetInt32(2))?.Name ?? "", code,
            isRow && place.Length > 0 ? "/" + place.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) : place,
            reader.GetStringOrNull(5) ?? QuarantineReasons.Find(code).Reason, reader.GetDateTime(6), reader.GetDateTime(7), states[reader.GetInt32(8)]);
    }
}

/// <summary>One held event with what came.</summary>
/// <param name="Held">The event as the list has it.</param>
/// <param name="Original">The bytes as they came: as text, or in base64 where they are no UTF-8. Keys of this installation are blanked.</param>
/// <param name="Encoding">text or base64.</param>
/// <param name="Headers">The request's headers, without secrets; null when none were kept.</param>
/// <param name="Format">The reader that it came to; null for a row of a file.</param>
/// <param name="ReplayId">The decision that replayed or dropped it; null while it waits.</param>
sealed record HeldOriginal(
    [property: JsonIgnore] HeldItem Held, [property: JsonPropertyName("original")] string Original,
    [property: JsonPropertyName("encoding")] string Encoding, [property: JsonPropertyName("headers")] JsonObject? Headers,
    [property: JsonPropertyName("format")] string? Format, [property: JsonPropertyName("replayId")] string? ReplayId)
{
    /// <inheritdoc cref="HeldItem.Id"/>
    [JsonPropertyName("id")]
    public Guid Id => Held.Id;

    /// <inheritdoc cref="HeldItem.MessageId"/>
    [JsonPropertyName("messageId")]
    public string? MessageId => Held.MessageId;

    /// <inheritdoc cref="HeldItem.Source"/>
    [JsonPropertyName("source")]
    public string Source => Held.Source;

    /// <inheritdoc cref="HeldItem.Reason"/>
    [JsonPropertyName("reason")]
    public string Reason => Held.Reason;

    /// <inheritdoc cref="HeldItem.Pointer"/>
    [JsonPropertyName("pointer")]
    public string Pointer => Held.Pointer;

    /// <inheritdoc cref="HeldItem.Detail"/>
    [JsonPropertyName("detail")]
    public string Detail => Held.Detail;

    /// <inheritdoc cref="HeldItem.FirstSeen"/>
    [JsonPropertyName("firstSeen")]
    public DateTime FirstSeen => Held.FirstSeen;

    /// <inheritdoc cref="HeldItem.LastSeen"/>
    [JsonPropertyName("lastSeen")]
    public DateTime LastSeen => Held.LastSeen;

    /// <inheritdoc cref="HeldItem.State"/>
    [JsonPropertyName("state")]
    public string State => Held.State;
}
