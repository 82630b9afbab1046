using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Server.Views;

/// <summary>How many of the customers that are known ever answered anything: the silent are not the average of those who speak.</summary>
sealed class Silence(SignalLog log, TimeProvider time)
{
    /// <summary>Signals from which on the customers are not counted again for every signal that arrives: it takes a second.</summary>
    const long LongLog = 1_000_000;

    /// <summary>By so much a long log grows before its customers are counted again.</summary>
    const double Grown = 1.01;

    volatile Counted? _company;
    volatile Counted? _demo;

    /// <summary>The counts of the demo company, or of all other sources.</summary>
    public async Task<SilenceView> ReadAsync(bool demo, CancellationToken cancellation)
    {
        var last = demo ? _demo : _company;
        var now = new Counted(log.Removals, log.Head, log.Catalogue.Contents, new SilenceView(0, 0, time.GetUtcNow().UtcDateTime));
        if (last is not null && last.Removals == now.Removals && ReferenceEquals(last.Contents, now.Contents)
            && (now.Head == last.Head || (now.Head > LongLog && now.Head < Grown * last.Head)))
        {
            return last.View;
        }

        now = now with { View = await CountAsync(now, demo, cancellation) };
        _ = demo ? _demo = now : _company = now;
        return now.View;
    }

    async Task<SilenceView> CountAsync(Counted now, bool demo, CancellationToken cancellation)
    {
        var sources = now.Contents.Sources.Where(s => s.Demo == demo).Select(s => s.Id).ToList();
        var answered = string.Join(" OR ", now.Contents.Questions.Where(q => sources.Contains(q.SourceId)).Select(q => $"{SignalWhere.Column(q)} IS NOT NULL"));
        if (sources.Count == 0 || answered.Length == 0)
        {
            return now.View;
        }

        return await log.ReadAsync(connection =>
        {
            using var reader = connection.Query($"""
                SELECT count(*), count(*) FILTER (WHERE spoke) FROM (
                    SELECT customer, bool_or({answered}) AS spoke FROM signal
                    WHERE customer IS NOT NULL AND kind <> {(int)SignalKind.Employee} AND source_id IN ({string.Join(", ", sources)})
                    GROUP BY customer)
                """);
            reader.Read();
            return now.View with { Known = reader.GetInt64(0), Answered = reader.GetInt64(1) };
        }, cancellation);
    }

    sealed record Counted(long Removals, long Head, CatalogueContents Contents, SilenceView View);
}

/// <summary>Route of the silent.</summary>
static class SilenceRoute
{
    public static void MapSilence(this IEndpointRouteBuilder routes) => routes.MapGet("/silence", ReadAsync).WithName("ReadSilence")
        .WithSummary("How many of the known customers ever answered anything");

    static async Task<Ok<SilenceView>> ReadAsync(HttpRequest request, Silence silence, SignalLog log, CancellationToken cancellation)
    {
        var demo = FilterQuery.Number(request.Query, "source") is { } source && log.Catalogue.Contents.FindSource(source) is { Demo: true };
        return TypedResults.Ok(await silence.ReadAsync(demo, cancellation));
    }
}

/// <summary>Complete counts, so without an interval.</summary>
/// <param name="Known">Customers that any signal names.</param>
/// <param name="Answered">Those of them with at least one answer to any question.</param>
/// <param name="CountedAt">When they were counted, UTC; a log of more than a million signals is counted again after growing by a hundredth.</param>
sealed record SilenceView(long Known, long Answered, DateTime CountedAt);
