using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Server.Views;

/// <summary>How many of the customers that are known ever answered anything: the silent are not the average of those who speak.</summary>
static class Silence
{
    public static async Task<Ok<SilenceView>> ReadAsync(HttpRequest request, SignalLog log, CancellationToken cancellation)
    {
        var contents = log.Catalogue.Contents;
        var demo = FilterQuery.Number(request.Query, "source") is { } source && contents.FindSource(source) is { Demo: true };
        var sources = contents.Sources.Where(s => s.Demo == demo).Select(s => s.Id).ToList();
        var answered = string.Join(" OR ", contents.Questions.Where(q => sources.Contains(q.SourceId)).Select(q => $"{SignalWhere.Column(q)} IS NOT NULL"));
        if (sources.Count == 0 || answered.Length == 0)
        {
            return TypedResults.Ok(new SilenceView(0, 0));
        }

        return TypedResults.Ok(await log.ReadAsync(connection =>
        {
            using var reader = connection.Query($"""
                SELECT count(*), count(*) FILTER (WHERE spoke) FROM (
                    SELECT customer, bool_or({answered}) AS spoke FROM signal
                    WHERE customer IS NOT NULL AND kind <> {(int)SignalKind.Employee} AND source_id IN ({string.Join(", ", sources)})
                    GROUP BY customer)
                """);
            reader.Read();
            return new SilenceView(reader.GetInt64(0), reader.GetInt64(1));
        }, cancellation));
    }
}

/// <summary>Complete counts, so without an interval.</summary>
/// <param name="Known">Customers that any signal names.</param>
/// <param name="Answered">Those of them with at least one answer to any question.</param>
sealed record SilenceView(long Known, long Answered);
