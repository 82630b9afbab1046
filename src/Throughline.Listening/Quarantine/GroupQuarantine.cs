using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.DuckDb;
using Throughline.Listening.Imports;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quarantine;

/// <summary>Held rows with their reasons: in groups, one by one, and as CSV.</summary>
static class GroupQuarantine
{
    const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/quarantine/groups", ListAsync).WithName("GroupQuarantine").WithSummary("What waits in quarantine, in groups of one reason");
        routes.MapGet("/quarantine.csv", WriteCsvAsync).WithName("ExportQuarantine").WithSummary("Held rows with their reasons, as CSV")
            .Produces<string>(200, "text/csv");
    }

    static async Task<Ok<QuarantineList>> ListAsync(
        int? source, int? import, string? code, string? column, string? after, int? take, SignalLog log, CancellationToken cancellation)
    {
        var where = new HeldWhere(source, import, code, column);
        var page = Math.Clamp(take ?? 50, 1, Most);
        var (groups, items, total) = await log.ReadAsync(connection =>
            (Groups(connection, where, log.Catalogue.Contents), Items(connection, where, Cursor.Read(after), page + 1), Count(connection, where)),
            cancellation);
        var next = items.Count > page ? Cursor.Write(items[page - 1]) : null;
        return TypedResults.Ok(new QuarantineList(groups, [.. items.Take(page)], next, total));
    }

    static async Task WriteCsvAsync(int? source, HttpContext context, SignalLog log, CancellationToken cancellation)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=quarantine.csv";
        await context.Response.WriteAsync("\uFEFFsource,file,row,column,value,code,reason,what_to_do,raw\r\n", cancellation);
        var where = new HeldWhere(source, null, null, null);
        var names = log.Catalogue.Contents;
        HeldCursor? after = null;
        while (true)
        {
            var items = await log.ReadAsync(connection => Items(connection, where, after, 1_000), cancellation);
            if (items.Count == 0)
            {
                return;
            }

            var text = new StringBuilder();
            foreach (var item in items)
            {
                text.AppendJoin(',', new[]
                {
                    names.FindSource(item.SourceId)?.Name, item.File, item.Row?.ToString(CultureInfo.InvariantCulture), item.Column,
                    item.Value, item.Code, item.Reason, item.WhatToDo, item.Raw.ToJsonString(),
                }.Select(Quote)).Append("\r\n");
            }

            await context.Response.WriteAsync(text.ToString(), cancellation);
            after = Cursor.Of(items[^1]);
        }
    }

    /// <summary>A cell; one that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    static string Quote(string? cell)
    {
        cell ??= "";
        var safe = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' && !double.TryParse(cell, CultureInfo.InvariantCulture, out _)
            ? "'" + cell
            : cell;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    static long Count(DuckConnection connection, HeldWhere where) =>
        connection.Scalar<long>($"SELECT count(*) FROM held WHERE {where.Sql}", where.Parameters);

    static List<QuarantineGroup> Groups(DuckConnection connection, HeldWhere where, CatalogueContents catalogue)
    {
        var groups = new List<QuarantineGroup>();
        using var reader = connection.Query($"""
            SELECT source_id, {HeldWhere.Place} AS place, code, count(*) AS n, any_value(value), min(held_at), import_id = 0 AS live
            FROM held WHERE {where.Sql} GROUP BY source_id, place, code, live ORDER BY n DESC, source_id, place, code LIMIT {Most}
            """, where.Parameters);
        while (reader.Read())
        {
            var reason = QuarantineReasons.Find(reader.GetString(2));
            var source = reader.GetInt32(0);
            groups.Add(new(new(source, catalogue.FindSource(source)?.Name ?? ""), reader.GetStringOrNull(1), reason.Code, reason.Reason,
                reason.WhatToDo, reader.GetInt64(3), reader.GetStringOrNull(4), reader.GetDateTime(5), reader.GetBoolean(6)));
        }

        return groups;
    }

    static List<QuarantineRow> Items(DuckConnection connection, HeldWhere where, HeldCursor? after, int take)
    {
        var rows = new List<QuarantineRow>();
        using var reader = connection.Query($"""
            SELECT id, source_id, file, row_number, {HeldWhere.Place}, value, code, raw, held_at FROM held
            WHERE {where.Sql} AND ($at IS NULL OR held_at < $at OR (held_at = $at AND id > $id))
            ORDER BY held_at DESC, id LIMIT {take}
            """, [.. where.Parameters, ("at", after?.At), ("id", after?.Id)]);
        while (reader.Read())
        {
            var reason = QuarantineReasons.Find(reader.GetString(6));
            rows.Add(new(reader.GetGuid(0), reader.GetInt32(1), reader.GetStringOrNull(2), reader.GetInt64OrNull(3), reader.GetStringOrNull(4),
                reader.GetStringOrNull(5), reason.Code, reason.Reason, reason.WhatToDo, Readable(reader.GetString(7)), reader.GetDateTime(8)));
        }

        return rows;
    }

    /// <summary>A row as JSON; what is no JSON stands as a text.</summary>
    static JsonNode Readable(string raw)
    {
        try
        {
            return JsonNode.Parse(raw) ?? JsonValue.Create(raw);
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(raw);
        }
    }

    sealed record HeldCursor(DateTime At, Guid Id);

    static class Cursor
    {
        public static HeldCursor Of(QuarantineRow row) => new(row.HeldAt, row.Id);

        public static string Write(QuarantineRow row) =>
            string.Create(CultureInfo.InvariantCulture, $"{row.HeldAt.Ticks}_{row.Id:N}");

        public static HeldCursor? Read(string? cursor)
        {
            if (cursor is null)
            {
                return null;
            }

            var parts = cursor.Split('_');
            return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && ticks <= DateTime.MaxValue.Ticks && Guid.TryParseExact(parts[1], "N", out var id)
                ? new(new DateTime(ticks, DateTimeKind.Utc), id)
                : throw new BadInputException("after", "Give the \"next\" of the page before.", "bad_page");
        }
    }
}

/// <summary>Which of what waits.</summary>
sealed class HeldWhere
{
    /// <summary>The column of a row; of an event the pointer within it, without its place in the request.</summary>
    public const string Place = "CASE WHEN import_id = 0 THEN regexp_replace(field, '^((/(batch|data|resourceLogs|scopeLogs|logRecords))?/[0-9]+)+', '') ELSE field END";

    public HeldWhere(int? source, int? import, string? code, string? column)
    {
        var conditions = new List<string> { "state = 0" };
        var parameters = new List<(string, object?)>();
        void And(string name, string condition, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add((name, value));
            }
        }

        And("source", "source_id = $source", source);
        And("import", "import_id = $import", import);
        And("code", "code = $code", code);
        And("column", $"{Place} = $column", column);
        (Sql, Parameters) = (string.Join(" AND ", conditions), [.. parameters]);
    }

    public string Sql { get; }

    public (string Name, object? Value)[] Parameters { get; }
}

/// <summary>Held rows: all of them in groups, and a page of them one by one, the newest first.</summary>
sealed record QuarantineList(IReadOnlyList<QuarantineGroup> Groups, IReadOnlyList<QuarantineRow> Items, string? Next, long Total);

/// <summary>What one source has waiting for one reason in one column, or at one pointer within its events.</summary>
sealed record QuarantineGroup(
    ImportSource Source, string? Column, string Code, string Reason, string WhatToDo, long Count, string? Example, DateTime Since, bool Live);

/// <summary>A held row.</summary>
sealed record QuarantineRow(
    Guid Id, int SourceId, string? File, long? Row, string? Column, string? Value, string Code, string Reason, string WhatToDo,
    JsonNode Raw, DateTime HeldAt);
