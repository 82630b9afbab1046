using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Server.Views;

/// <summary>How many of the customers that are known ever answered anything: the silent are not the average of those who speak.</summary>
sealed class Silence(SignalLog log, TimeProvider time) : IDisposable
{
    /// <summary>Signals from which on the customers are not counted again for every signal that arrives: it takes a second.</summary>
    const long LongLog = 1_000_000;

    /// <summary>By so much a long log grows before its customers are counted again.</summary>
    const double Grown = 1.01;

    readonly CancellationTokenSource _ending = new();
    readonly Kept _company = new();
    readonly Kept _demo = new();

    /// <summary>
    /// The counts of the demo company, or of all other sources. When a long log has grown they are counted again beside the answer, which
    /// says when its own were made; who asks while they are counted for the first time waits for that.
    /// </summary>
    public async Task<SilenceView> ReadAsync(bool demo, CancellationToken cancellation)
    {
        var contents = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Silence, contents);
        List<int> sources = [.. contents.Sources.Where(s => s.Demo == demo && asking.Takes(s.Id, Part.Customer)).Select(s => s.Id)];
        var leftOut = asking.LeftOut;
        var view = await KeptAsync(demo ? _demo : _company, new Basis(log.Removals, log.Head, contents, sources), cancellation);
        return view with { LeftOut = leftOut };
    }

    Task<SilenceView> KeptAsync(Kept kept, Basis now, CancellationToken cancellation)
    {
        lock (kept)
        {
            if (kept.Last is not { } last || !last.Basis.IsOf(now) || (now.Head <= LongLog && now.Head != last.Basis.Head))
            {
                return Begin(kept, now).WaitAsync(cancellation);
            }

            if (now.Head >= Grown * last.Basis.Head)
            {
                _ = Begin(kept, now);
            }

            return Task.FromResult(last.View);
        }
    }

    public void Dispose()
    {
        _ending.Cancel();
        Task.WhenAll(new[] { _company.Running, _demo.Running }.OfType<Task>()).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _ending.Dispose();
    }

    /// <summary>Counts, unless somebody does who began with the same log.</summary>
    Task<SilenceView> Begin(Kept kept, Basis now)
    {
        if (kept.Running is not { IsCompleted: false } || !kept.Began!.IsOf(now) || (now.Head <= LongLog && kept.Began.Head != now.Head))
        {
            (kept.Began, kept.Running) = (now, KeepAsync(kept, now));
        }

        return kept.Running;
    }

    async Task<SilenceView> KeepAsync(Kept kept, Basis basis)
    {
        var view = await CountAsync(basis, _ending.Token);
        lock (kept)
        {
            kept.Last = kept.Last is { } last && last.Basis.IsOf(basis) && last.Basis.Head > basis.Head ? last : new Counted(basis, view);
        }

        return view;
    }

    async Task<SilenceView> CountAsync(Basis basis, CancellationToken cancellation)
    {
        var nobody = new SilenceView(0, 0, time.GetUtcNow().UtcDateTime, []);
        var sources = basis.Sources;
        var answered = string.Join(" OR ", basis.Contents.Questions.Where(q => sources.Contains(q.SourceId)).Select(q => $"{SignalWhere.Column(q)} IS NOT NULL"));
        if (sources.Count == 0 || answered.Length == 0)
        {
            return nobody;
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
            return nobody with { Known = reader.GetInt64(0), Answered = reader.GetInt64(1) };
        }, cancellation);
    }

    /// <summary>The log that was counted, and the sources whose identifiers may be counted by.</summary>
    sealed record Basis(long Removals, long Head, CatalogueContents Contents, List<int> Sources)
    {
        /// <summary>True when the other has all of this one and perhaps more.</summary>
        public bool IsOf(Basis other) => Removals == other.Removals && ReferenceEquals(Contents, other.Contents) && Sources.SequenceEqual(other.Sources);
    }

    sealed record Counted(Basis Basis, SilenceView View);

    sealed class Kept
    {
        public Counted? Last { get; set; }

        public Basis? Began { get; set; }

        public Task<SilenceView>? Running { get; set; }
    }
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
/// <param name="LeftOut">Sources whose identifiers have no purpose, so that nobody is counted by them.</param>
sealed record SilenceView(long Known, long Answered, DateTime CountedAt, IReadOnlyList<LeftOut> LeftOut);
