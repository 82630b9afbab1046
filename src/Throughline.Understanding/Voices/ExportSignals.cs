using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Voices;

/// <summary>All records under a filter as one CSV file, in the order in which they arrived, however many there are.</summary>
static class ExportSignals
{
    // Signals looked at in one step: a step holds one connection and about this many rows in memory, and waits for the
    // receiver only between steps, so that a slow receiver keeps no question of others from the log.
    const long Step = 20_000;
    const long WidestStep = 64 * Step;

    static readonly string[] Kinds = [.. Enum.GetNames<SignalKind>().Select(Word)];
    static readonly string[] Modes = [.. Enum.GetNames<SignalMode>().Select(Word)];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/signals.csv", Handle)
        .WithName("ExportSignals").WithTags("Voices").Produces(StatusCodes.Status200OK, contentType: "text/csv")
        .WithSummary("All records that the filter lets through as a CSV file for spreadsheets: UTF-8, one column a question "
            + "and an attribute, an apostrophe before text that a spreadsheet would run as a formula. Cells without a purpose are empty; "
            + "the column left_out then names them.");

    static PushStreamHttpResult Handle(HttpRequest request, SignalLog log, DetectionRows told, CancellationToken cancellation)
    {
        var filter = FilterQuery.Read(request.Query);
        filter = filter.WithText ? ListVoices.Allowed(filter, log, Use.Export, out _) : filter;
        var asking = log.Uses.Ask(Use.Export, log.Catalogue.Contents);
        try
        {
            filter = asking.Choose(filter);
        }
        catch
        {
            asking.Dispose();
            throw;
        }

        return TypedResults.Stream(body => WriteAsync(log, told, filter, asking, body, cancellation), "text/csv; charset=utf-8", "signals.csv");
    }

    /// <summary>Writes the file. Only what the log held at the beginning is in it.</summary>
    internal static async Task WriteAsync(SignalLog log, DetectionRows told, SignalFilter filter, Asking asking, Stream body, CancellationToken cancellation)
    {
        using var asked = asking;
        var catalogue = log.Catalogue.Contents;
        var head = log.Head;
        var rows = Listed.Of(filter, catalogue, head);
        var columns = await log.ReadAsync(connection => Filled(connection, rows, filter, catalogue), cancellation);
        columns = columns with { Withheld = WithheldColumns.Of(filter, columns.Questions, columns.Attributes, catalogue, asking) };
        var csv = new SpreadsheetCsv();
        Head(csv, columns, catalogue);

        // Where few rows come through, longer steps save scans; where many do, the step goes back to its length.
        var step = Step;
        for (var after = 0L; after < head;)
        {
            var (from, reach) = (after, step);
            var written = await log.ReadAsync(connection => Rows(connection, rows, columns, told, catalogue, from, reach, csv), cancellation);
            await body.WriteAsync(csv.Written, cancellation);
            csv.Clear();
            after += reach;
            step = written < Step / 4 ? Math.Min(reach * 2, WidestStep) : Step;
        }

        if (csv.Written.Length > 0)
        {
            await body.WriteAsync(csv.Written, cancellation);
        }
    }

    /// <summary>The questions and attributes that these rows hold anything of; the others would be empty columns.</summary>
    static Columns Filled(DuckConnection connection, Listed rows, SignalFilter filter, CatalogueContents catalogue)
    {
        var questions = catalogue.Questions.Where(q => filter.SourceId is null || q.SourceId == filter.SourceId).ToList();
        List<string> names = [.. questions.Select(SignalWhere.Column), .. catalogue.Attributes.Select(SignalWhere.Column)];
        if (names.Count == 0)
        {
            return new Columns([], [], null);
        }

        using var reader = connection.Query(
            $"SELECT {string.Join(", ", names.Select(n => $"count({n})"))} FROM signal WHERE {rows.Sql}", rows.With());
        reader.Read();
        return new Columns(
            [.. questions.Where((_, i) => reader.GetInt64(i) > 0)],
            [.. catalogue.Attributes.Where((_, i) => reader.GetInt64(questions.Count + i) > 0)], null);
    }

    static void Head(SpreadsheetCsv csv, Columns columns, CatalogueContents catalogue)
    {
        csv.Mark();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in (IEnumerable<string>)[
            "id", "source", "kind", "mode", "occurred_at", "received_at", "channel", "touchpoint", "language", "customer", "record_key", "text"])
        {
            Name(name, "");
        }

        var oneSource = columns.Questions.DistinctBy(q => q.SourceId).Count() < 2;
        foreach (var question in columns.Questions)
        {
            Name(oneSource ? question.Name : $"{catalogue.FindSource(question.SourceId)?.Name}: {question.Name}", "answer");
        }

        foreach (var attribute in columns.Attributes)
        {
            Name(attribute.Name, "attribute");
        }

        Name("read_in", "throughline");
        Name("detections", "throughline");
        Name("topics", "throughline");
        if (columns.Withheld is { IsNamed: true })
        {
            Name("left_out", "throughline");
        }

        csv.EndRow();

        // Sources name their questions and attributes as they like; a column is named once.
        void Name(string name, string what)
        {
            var unique = taken.Contains(name) ? $"{name} ({what})" : name;
            for (var n = 2; !taken.Add(unique); n++)
            {
                unique = $"{name} ({what} {n})";
            }

            csv.Text(unique);
        }
    }

    static long Rows(DuckConnection connection, Listed rows, Columns columns, DetectionRows told, CatalogueContents catalogue, long after, long reach, SpreadsheetCsv csv)
    {
        var topics = told.Topics?.Names(connection, after, after + reach);
        const int Day = 6;
        const int FirstText = 7;
        const int FirstScore = WithheldColumns.Fixed + FirstText;
        const string Time = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";
        var more = columns.Questions.Select(SignalWhere.Column).Concat(columns.Attributes.Select(SignalWhere.Column));
        using var reader = connection.Query($"""
            SELECT {string.Join(", ", (IEnumerable<string>)[
                "id", "source_id", "kind", "mode", "occurred_at", "received_at", "occurred_day",
                "channel", "touchpoint", "language", "customer", "record_key", "text", .. more, "read_in", "present", "seq"])}
            FROM signal LEFT JOIN (SELECT seq, language AS read_in, present FROM understanding.reading WHERE seq > $after AND seq <= $until) USING (seq)
            WHERE {rows.Sql} AND seq > $after AND seq <= $until ORDER BY seq
            """, rows.With(("after", after), ("until", after + reach)));
        var (written, firstTold, text) = (0L, FirstScore + columns.Questions.Count + columns.Attributes.Count, FirstText + WithheldColumns.Fixed - 1);
        while (reader.Read())
        {
            var source = catalogue.FindSource(reader.GetInt32(1));
            csv.Own(reader.GetGuid(0), "N");
            csv.Text(source?.Name ?? "");
            csv.Text(Kinds[reader.GetInt32(2)]);
            csv.Text(Modes[reader.GetInt32(3)]);
            if (reader.GetDateOrNull(Day) is { } day)
            {
                csv.Own(day, "yyyy-MM-dd");
            }
            else if (source?.HasTime ?? true)
            {
                csv.Own(reader.GetDateTime(4), Time);
            }
            else
            {
                csv.Nothing();
            }

            csv.Own(reader.GetDateTime(5), Time);
            var withheld = columns.Withheld?.Of(reader.GetInt32(1));
            for (var column = FirstText; column < firstTold; column++)
            {
                if (reader.IsNull(column) || (withheld is not null && withheld.Columns[column - FirstText]))
                {
                    csv.Nothing();
                }
                else if (column >= FirstScore && column < FirstScore + columns.Questions.Count)
                {
                    csv.Own(reader.GetDouble(column));
                }
                else
                {
                    csv.Text(reader.GetUtf8(column));
                }
            }

            var isTold = !reader.IsNull(firstTold) && told.Shown.Count > 0 && withheld?.Columns[text - FirstText] is not true;
            csv.Text(isTold ? reader.GetString(firstTold) : "");
            csv.Text(isTold ? told.Names(reader.GetInt64(firstTold + 1)) : "");
            csv.Text(withheld?.Columns[text - FirstText] is not true && topics?.GetValueOrDefault(reader.GetInt64(firstTold + 2)) is { } about ? about : "");
            if (columns.Withheld is { IsNamed: true })
            {
                csv.Text(withheld?.Names ?? "");
            }

            csv.EndRow();
            written++;
        }

        return written;
    }

    static string Word(string name) => name.ToLower(CultureInfo.InvariantCulture);

    sealed record Columns(IReadOnlyList<Question> Questions, IReadOnlyList<AttributeName> Attributes, WithheldColumns? Withheld);
}
