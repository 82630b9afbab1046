using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Metrics;

/// <summary>What stands behind a number: definition, inputs of the formula, answers not counted, the question put to the log, and the records.</summary>
static class ExplainMetric
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics/{questionId:int}/explain", HandleAsync)
        .WithName("ExplainMetric")
        .WithSummary("What stands behind a number: definition, inputs, distribution, filter, SQL, and where its records are");

    static async Task<Ok<MetricExplanation>> HandleAsync(
        int questionId, HttpRequest request, SignalLog log, ScoreBook book, CancellationToken cancellation)
    {
        var question = log.Catalogue.Contents.FindQuestion(questionId) ?? throw new NotFoundException($"There is no question {questionId}.", "no_question");
        using var asking = log.Uses.Ask(Use.Metrics, log.Catalogue.Contents);
        asking.Require(question.SourceId, Part.Of(question));
        var filter = asking.Choose(FilterQuery.Read(request.Query) with { SourceId = question.SourceId });
        return TypedResults.Ok(await log.ReadAsync(connection =>
        {
            var counts = book.Count(connection, question, filter);
            var where = new SignalWhere(filter, log.Catalogue.Contents);
            var signals = connection.Scalar<long>($"SELECT count(*) FROM signal WHERE {where.Sql}", where.With());
            return new MetricExplanation(question, counts.Figure(filter.Period), Inputs(counts), counts.Counts,
                signals - counts.N, signals, book.Explain(question, filter), request.QueryString.Value?.TrimStart('?') ?? "");
        }, cancellation));
    }

    static Dictionary<string, double> Inputs(ScoreCounts counts)
    {
        var inputs = new Dictionary<string, double> { ["n"] = counts.N };
        switch (counts.Question.Metric)
        {
            case Metric.Nps:
                inputs["promoters"] = counts.Nps.Promoters;
                inputs["passives"] = counts.Nps.Passives;
                inputs["detractors"] = counts.Nps.Detractors;
                break;
            case Metric.Csat or Metric.Share:
                inputs["hits"] = counts.Hits;
                break;
            default:
                if (counts.N > 0)
                {
                    inputs["mean"] = counts.Sample.Mean;
                    inputs["deviation"] = counts.Sample.Deviation;
                }

                break;
        }

        return inputs;
    }
}

/// <summary>What stands behind a number.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Figure">The number, or why there is none.</param>
/// <param name="Inputs">What went into the formula: n and promoters, passives, detractors; or hits; or mean and deviation.</param>
/// <param name="Distribution">How often each answer was given.</param>
/// <param name="WithoutAnswer">Signals under the filter that did not answer this: not asked, not applicable, or set aside.</param>
/// <param name="Signals">Signals under the filter.</param>
/// <param name="Sql">The question as it was put to the log.</param>
/// <param name="RecordsQuery">Query string under which <c>/records</c> lists the records.</param>
public sealed record MetricExplanation(
    Question Question, Figure Figure, IReadOnlyDictionary<string, double> Inputs, IReadOnlyList<ValueCount> Distribution,
    long WithoutAnswer, long Signals, string Sql, string RecordsQuery);
