using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Collectors;
using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Access;
using Throughline.Platform.Followers;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Quality.Checks;

/// <summary>The checks of a source: tried, saved in versions, and the rows that do not keep one.</summary>
static class ChangeChecks
{
    const int MostRows = 50;
    const int MostAsked = 50_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        SourceText.MapVersions(routes, "/quality/{source}/checks", QualityBook.Checks)
            .WithName("ListCheckVersions").WithSummary("The versions of a source's checks, the newest first");
        routes.MapPut("/quality/{source}/checks", SaveAsync).WithName("SaveChecks").WithSummary("Save the checks of a source as their next version; they hold for what comes from now on");
        routes.MapPost("/quality/{source}/checks/try", TryAsync).WithName("TryChecks").WithSummary("What checks would find in the newest rows of a source; nothing is saved");
        routes.MapGet("/quality/{source}/rows", RowsAsync).WithName("ListFailingRows").WithSummary("The newest stored rows that do not keep one of the source's checks");
        routes.MapGet("/quality/checks", () => TypedResults.Ok(new CheckWordList([.. CheckKinds.All.Select(kind => new CheckWord(kind.Word, kind.Dimension, kind.Code, kind.Form, kind.OfSource, kind.OfWhole))])))
            .WithName("ListCheckWords").WithSummary("The checks that there are");
    }

    static async Task<Results<Ok<SavedText>, ProblemHttpResult>> SaveAsync(
        string source, SaveText request, HttpContext context, SignalLog log, QualityBook book, KnownFields fields, ProfileFollower follower, FollowerPump pump, CancellationToken cancellation)
    {
        var of = NamedSource.Find(log, source);
        var text = request.Text ?? throw new BadInputException("text", "Give the checks, one a line; an empty text for none.");
        var (checks, problems) = CheckText.Read(text);
        IReadOnlyList<CheckProblem> wrong = [.. problems, .. await fields.MissingAsync(of, checks, cancellation)];
        if (wrong.Count > 0)
        {
            return SourceText.Unusable(wrong, "checks_invalid");
        }

        var saved = book.Save(of.Id, QualityBook.Checks, text, context.Features.Get<SignedIn>()?.Name, request.Note);
        await follower.RecountAsync(pump, of.Id, cancellation);
        return TypedResults.Ok(saved);
    }

    static async Task<Results<Ok<ChecksTried>, ProblemHttpResult>> TryAsync(
        string source, SaveText request, SignalLog log, QualityReader reader, KnownFields fields, CancellationToken cancellation)
    {
        var of = NamedSource.Find(log, source);
        var (checks, problems) = CheckText.Read(request.Text ?? "");
        IReadOnlyList<CheckProblem> wrong = [.. problems, .. await fields.MissingAsync(of, checks, cancellation)];
        if (wrong.Count > 0)
        {
            return SourceText.Unusable(wrong, "checks_invalid");
        }

        return TypedResults.Ok(await log.ReadAsync(connection =>
        {
            var rows = 0L;
            using var table = NewestRows.Open(connection, log, of, reader.ColumnsOf(of.Id), CompiledChecks.ColumnsOf(checks), MostAsked, out var place);
            if (CompiledChecks.Of(checks, place, CheckAction.Warn, ofFile: true) is not { } compiled)
            {
                return new ChecksTried(0, []);
            }

            List<Check> asked = [.. compiled.Checks];
            var tally = new CheckTally(asked.Count);
            while (table.Read())
            {
                rows++;
                compiled.Count(table, table.ReceivedAt, tally);
            }

            return new ChecksTried(rows, [.. asked.Select((one, i) => new CheckTried(one.Line.Line, one.Line.Key, one.Line.Action, tally[i].Asked, tally[i].Failed))]);
        }, cancellation));
    }

    static async Task<Ok<FailingRows>> RowsAsync(string source, string check, SignalLog log, QualityBook book, QualityReader reader, CancellationToken cancellation)
    {
        var of = NamedSource.Find(log, source);
        if (book.Of(of.Id)?.Checks.FirstOrDefault(one => one.Line.Key == check) is not { Test: RowTest } found)
        {
            throw new NotFoundException("The source has no such check of rows.", "no_check");
        }

        var (columns, contents) = (reader.ColumnsOf(of.Id), log.Catalogue.Contents);
        List<string> shown = [.. CompiledChecks.ColumnsOf([found]).Where(column => column != "*").Order(StringComparer.Ordinal)];
        using var asking = log.Uses.Ask(QualityPart.Use, contents);
        shown.ForEach(column => asking.Require(of.Id, QualityPart.Of(columns.FieldOf(column), of.Id, contents)));
        return TypedResults.Ok(await log.ReadAsync(connection =>
        {
            var (rows, asked) = (new List<FailingRow>(), 0L);
            using var table = NewestRows.Open(connection, log, of, columns, shown, MostAsked, out var place);
            var compiled = CompiledChecks.Of([found], place, CheckAction.Warn, ofFile: true)!;
            while (rows.Count < MostRows && table.Read())
            {
                asked++;
                if (compiled.Fails(table, table.ReceivedAt, 0))
                {
                    rows.Add(new FailingRow(table.Seq, table.ReceivedAt, [.. shown.Select(column => place(column) is >= 0 and var at ? ShownValue.Cut(table.Text(at)) : "")]));
                }
            }

            return new FailingRows(found.Line.Key, shown, rows, asked);
        }, cancellation));
    }
}

/// <summary>The newest rows of a source as a table of named columns. Rows of employees are not among them.</summary>
static class NewestRows
{
    public static StoredTable Open(
        DuckConnection connection, SignalLog log, Source source, FieldColumns columns, IEnumerable<string> wanted, int most, out Func<string, int> place)
    {
        var fields = wanted.Where(column => column != "*").Select(columns.FieldOf).ToHashSet();
        var names = StoredNames.Only(log.Catalogue.Contents, source, fields);
        var places = names.Fields.Select((name, i) => (name, i)).ToDictionary(one => one.name, one => one.i);
        place = column => places.GetValueOrDefault(columns.FieldOf(column), -1);
        return StoredTable.OpenNewest(connection, source.Id, names, most);
    }
}

/// <summary>What checks would find in the newest rows.</summary>
/// <param name="Rows">Rows that were asked.</param>
/// <param name="Checks">Each check of rows.</param>
sealed record ChecksTried(long Rows, IReadOnlyList<CheckTried> Checks);

/// <summary>What one check would find.</summary>
sealed record CheckTried(int Line, string Key, CheckAction Action, long Asked, long Failed);

/// <summary>Rows that do not keep a check.</summary>
/// <param name="Check">The check.</param>
/// <param name="Columns">The columns that it looks at.</param>
/// <param name="Rows">The newest first, at most 50.</param>
/// <param name="Asked">Rows that were looked at for them.</param>
sealed record FailingRows(string Check, IReadOnlyList<string> Columns, IReadOnlyList<FailingRow> Rows, long Asked);

/// <summary>A stored row that does not keep a check.</summary>
/// <param name="Seq">Number of the signal.</param>
/// <param name="ReceivedAt">When it was received, UTC.</param>
/// <param name="Values">In the order of the columns, each cut after 200 characters.</param>
sealed record FailingRow(long Seq, DateTime ReceivedAt, IReadOnlyList<string> Values);

/// <summary>The checks that there are.</summary>
sealed record CheckWordList(IReadOnlyList<CheckWord> Items);

/// <summary>One of the checks that there are.</summary>
/// <param name="Word">As it is written.</param>
/// <param name="Dimension">The side of quality that it speaks of.</param>
/// <param name="Reason">Reason under which a row is held; null for a check of all rows together.</param>
/// <param name="Example">What follows the word, by an example.</param>
/// <param name="OfSource">True when it asks all rows together.</param>
/// <param name="OfWhole">True when its field is <c>*</c>.</param>
sealed record CheckWord(string Word, QualityDimension Dimension, string? Reason, string Example, bool OfSource, bool OfWhole);
