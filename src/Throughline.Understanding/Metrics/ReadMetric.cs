using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Metrics;

/// <summary>One metric, as a whole and by group, now and against another period.</summary>
static class ReadMetric
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics/{questionId:int}", HandleAsync)
        .WithName("ReadMetric")
        .WithSummary("A metric with its interval, as a whole and by channel, touchpoint, language, attribute (a.ID) or grain of time");

    static async Task<Ok<MetricReading>> HandleAsync(
        int questionId, HttpRequest request, SignalLog log, ScoreBook book, CancellationToken cancellation)
    {
        var question = log.Catalogue.Contents.FindQuestion(questionId) ?? throw new NotFoundException($"There is no question {questionId}.", "no_question");
        using var asking = log.Uses.Ask(Use.Metrics, log.Catalogue.Contents);
        asking.Require(question.SourceId, Part.Of(question));
        var filter = asking.Choose(FilterQuery.Read(request.Query) with { SourceId = question.SourceId });
        var against = FilterQuery.ReadPeriod(request.Query, "against_from", "against_to");
        var split = FilterQuery.Text(request.Query, "by") is { } by ? Split.Parse(by, log.Catalogue.Contents).AskedOf(asking, question.SourceId) : null;
        return TypedResults.Ok(await log.ReadAsync(c => Read(c, book, question, filter, against, split), cancellation));
    }

    internal static MetricReading Read(
        DuckDb.DuckConnection connection, ScoreBook book, Question question, SignalFilter filter, Period? against, Split? split)
    {
        var whole = book.Count(connection, question, filter);
        var earlier = against is null ? null : book.Count(connection, question, filter with { Period = against });
        var groups = split is null
            ? []
            : Groups(book.CountBy(connection, question, filter, split),
                against is null || split.IsTime ? null : book.CountBy(connection, question, filter with { Period = against }, split),
                filter.Period, split);
        return new MetricReading(question, whole.Figure(filter.Period), earlier?.Figure(against),
            earlier is null ? null : whole.ChangeSince(earlier, filter.Period), groups, ScoreCounts.Floor);
    }

    static IReadOnlyList<MetricGroup> Groups(
        Dictionary<string, ScoreCounts> now, Dictionary<string, ScoreCounts>? before, Period? period, Split split)
    {
        var groups = now.Select(group => new MetricGroup(group.Key, group.Value.N, group.Value.Figure(period),
            before is null
                ? null
                : group.Value.ChangeSince(before.GetValueOrDefault(group.Key) ?? new ScoreCounts(group.Value.Question, []), period)));
        return [.. split.IsTime ? groups.OrderBy(g => g.Value, StringComparer.Ordinal) : groups.OrderByDescending(g => g.N)];
    }
}

/// <summary>A metric.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Overall">The metric over everything that the filter lets through.</param>
/// <param name="Before">The same in the other period; null when none was named.</param>
/// <param name="Change">From the other period to this; null when none was named.</param>
/// <param name="Groups">The metric by group, largest group first, or in order of time.</param>
/// <param name="Floor">Answers below which no number is given.</param>
public sealed record MetricReading(
    Question Question, Figure Overall, Figure? Before, Figure? Change, IReadOnlyList<MetricGroup> Groups, int Floor);

/// <summary>The metric of one group.</summary>
/// <param name="Value">Name of the group; empty for signals without one; a first day for a grain of time.</param>
/// <param name="N">Answers in it.</param>
/// <param name="Figure">The metric.</param>
/// <param name="Change">Since the other period; null when none was named.</param>
public sealed record MetricGroup(string Value, long N, Figure Figure, Figure? Change);
