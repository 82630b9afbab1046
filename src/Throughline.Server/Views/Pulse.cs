using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Understanding.Metrics;

namespace Throughline.Server.Views;

/// <summary>The landing page: what changed, for whom, how sure.</summary>
sealed class Pulse(SignalLog log, ScoreBook book, ViewChoice choice, CatalogueReader catalogue)
{
    const int MostDriversShown = 16;
    const int MostElsewhere = 6;
    const long MostSignalsTried = 1_000_000;

    /// <summary>Reads the page for a filter.</summary>
    /// <param name="filter">Source, days and the rest; without source and days the default view is taken.</param>
    /// <param name="against">Days to compare with; null for none, or for the default where no days were named.</param>
    /// <param name="compare">False when the address says <c>against=none</c>.</param>
    /// <param name="questionId">Main score; null for the default.</param>
    /// <param name="by">What the strip of changes is split by; null for the default.</param>
    /// <param name="cancellation">Stops the questions to the log.</param>
    /// <exception cref="NotFoundException">There is no such question, or nothing has a score yet.</exception>
    public async Task<PulseView> ReadAsync(
        SignalFilter filter, Period? against, bool compare, int? questionId, string? by, CancellationToken cancellation)
    {
        var view = await log.ReadAsync(c => View(c, filter.SourceId, questionId), cancellation)
            ?? throw new NotFoundException("Nothing with a score has been heard yet. Import a file, or load the demo company.");
        var contents = log.Catalogue.Contents;
        var main = contents.FindQuestion(view.Question)!;
        var source = contents.FindSource(view.Source)!;
        if (filter.Period is null)
        {
            against ??= view.Against;
        }

        var scope = filter with { SourceId = source.Id, Period = filter.Period ?? view.Period };
        var earlier = compare && against is not null ? scope with { Period = against } : null;
        var split = Split.Parse(by ?? await DefaultSplitAsync(main, earlier ?? scope, cancellation), contents);
        var questions = contents.QuestionsOf(source.Id).OrderBy(q => q.Id != main.Id).ThenBy(q => q.Role != QuestionRole.Outcome)
            .Take(MostDriversShown).ToList();
        var scores = await Task.WhenAll(questions.Select(q => log.ReadAsync(c => Score(c, q, scope, earlier), cancellation)));
        var trend = source.HasTime && scope.Period is { } period
            ? await log.ReadAsync(c => Trend(c, main, scope, period, earlier?.Period), cancellation)
            : null;
        var strip = earlier is null ? null : await log.ReadAsync(c => Strip(c, main, scope, earlier, split), cancellation);
        var counts = await log.ReadAsync(c => Counts(c, scope, earlier), cancellation);
        var elsewhere = scope.Period is { } now && earlier?.Period is { } before
            ? await ElsewhereAsync(source, now, before, cancellation)
            : [];
        return new PulseView(new PulseSource(source.Id, source.Name, source.HasTime, source.Demo), scope.Period, earlier?.Period,
            counts.Signals, counts.SignalsBefore, counts.Texts, scores, trend, strip, Headline(scores[0], strip, main), elsewhere);
    }

    /// <summary>The main score of the company's other sources over the same days: what moved need not be where one looks.</summary>
    async Task<IReadOnlyList<ElsewhereView>> ElsewhereAsync(Source here, Period now, Period before, CancellationToken cancellation)
    {
        var contents = log.Catalogue.Contents;
        var mains = contents.Sources.Where(s => s.Id != here.Id && s.Demo == here.Demo && s.HasTime)
            .Select(s => (Source: s, Main: contents.QuestionsOf(s.Id).FirstOrDefault(q => q.Role == QuestionRole.Outcome)))
            .Where(s => s.Main is not null).Take(MostElsewhere);
        var views = new List<ElsewhereView>();
        foreach (var (source, main) in mains)
        {
            var scope = new SignalFilter { SourceId = source.Id, Period = now };
            var earlier = scope with { Period = before };
            var split = Split.Parse(await DefaultSplitAsync(main!, earlier, cancellation), contents);
            views.Add(await log.ReadAsync(connection =>
            {
                var score = Score(connection, main!, scope, earlier);
                var strip = Strip(connection, main!, scope, earlier, split);
                return new ElsewhereView(new PulseSource(source.Id, source.Name, source.HasTime, source.Demo), score, strip.By, strip.LookedAt,
                    Headline(score, strip, main!));
            }, cancellation));
        }

        return views;
    }

    DefaultView? View(DuckConnection connection, int? sourceId, int? questionId)
    {
        var contents = log.Catalogue.Contents;
        if (questionId is { } id)
        {
            var question = contents.FindQuestion(id) ?? throw new NotFoundException($"There is no question {id}.");
            return ViewChoice.For(connection, contents.FindSource(question.SourceId)!, question);
        }

        if (sourceId is { } source)
        {
            var first = contents.QuestionsOf(source).OrderBy(q => q.Role == QuestionRole.Outcome ? 0 : 1).FirstOrDefault();
            return first is null ? null : ViewChoice.For(connection, contents.FindSource(source)!, first);
        }

        return choice.Choose(connection);
    }

    /// <summary>By touchpoint where the source has several, else by the attribute that has the most groups worth comparing.</summary>
    async Task<string> DefaultSplitAsync(Question main, SignalFilter scope, CancellationToken cancellation)
    {
        var known = await catalogue.ReadAsync(cancellation);
        var source = known.Sources.First(s => s.Id == main.SourceId);
        var attributes = known.Attributes.Where(a => a.Sources.Contains(source.Id) && a.Distinct is >= 2 and <= 200).ToList();
        return await log.ReadAsync(connection =>
        {
            if (connection.Scalar<long>("SELECT count(DISTINCT touchpoint) FROM signal WHERE source_id = $source", ("source", source.Id)) > 1)
            {
                return "touchpoint";
            }

            // In a large log all attributes are rich enough; trying each would cost a scan.
            var best = source.Signals > MostSignalsTried
                ? attributes.FirstOrDefault()
                : attributes.MaxBy(a => book.CountBy(connection, main, scope, Split.Of(new AttributeName(a.Id, a.Name, a.Kind)))
                    .Count(group => group.Key.Length > 0 && group.Value.N >= ScoreCounts.Floor));
            return best is null ? "channel" : $"a.{best.Id}";
        }, cancellation);
    }

    ScoreView Score(DuckConnection connection, Question question, SignalFilter scope, SignalFilter? earlier)
    {
        var now = book.Count(connection, question, scope);
        var before = earlier is null ? null : book.Count(connection, question, earlier);
        return new ScoreView(question, now.Figure(scope.Period), before?.Figure(earlier!.Period),
            before is null ? null : now.ChangeSince(before, scope.Period), now.Counts);
    }

    /// <summary>
    /// The main score over the period and, where it lies right before, over the days compared with. The finest grain is taken at
    /// which four fifths of the stretches have enough answers; else the one with the most such stretches.
    /// </summary>
    TrendView Trend(DuckConnection connection, Question question, SignalFilter scope, Period period, Period? earlier)
    {
        var span = earlier is { } before && before.To.AddDays(1) == period.From ? new Period(before.From, period.To) : period;
        TrendView? best = null;
        foreach (var grain in Split.Grains.SkipWhile(g => g != Split.GrainFor(span)))
        {
            var trend = Trend(connection, question, scope with { Period = span }, grain);
            var told = Told(trend);
            if (best is null || told > Told(best))
            {
                best = trend;
            }

            if (told >= 2 && 5 * told >= 4 * trend.Points.Count)
            {
                return trend;
            }
        }

        return best!;

        static int Told(TrendView trend) => trend.Points.Count(p => p.Figure.Estimate is not null);
    }

    TrendView Trend(DuckConnection connection, Question question, SignalFilter scope, string grain)
    {
        var points = book.CountBy(connection, question, scope, Split.Parse(grain, log.Catalogue.Contents))
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p =>
            {
                var first = DateOnly.ParseExact(p.Key, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
                var days = new Period(first, Split.LastDay(grain, first));
                return new TrendPoint(days.From, days.To, p.Value.Figure(days));
            });
        return new TrendView(grain, [.. points]);
    }

    StripView Strip(DuckConnection connection, Question question, SignalFilter scope, SignalFilter earlier, Split split)
    {
        var now = book.CountBy(connection, question, scope, split);
        var before = book.CountBy(connection, question, earlier, split);
        var comparable = now.Where(g => g.Value.N >= ScoreCounts.Floor && before.TryGetValue(g.Key, out var b) && b.N >= ScoreCounts.Floor).ToList();
        var level = comparable.Count == 0 ? 0.95 : Stats.Multiplicity.EachLevel(comparable.Count);
        var groups = comparable.Select(g => new StripGroup(
                g.Key, g.Value.Figure(scope.Period), g.Value.ChangeSince(before[g.Key], scope.Period, level: level)))
            .OrderBy(g => g.Change.Estimate?.Value ?? 0).ToList();
        return new StripView(split.Name, level, groups.Count,
            groups.Count(g => g.Change.Estimate is { High: < 0 }), groups.Count(g => g.Change.Estimate is { Low: > 0 }),
            now.Count - comparable.Count, groups);
    }

    CountsView Counts(DuckConnection connection, SignalFilter scope, SignalFilter? earlier)
    {
        var where = new SignalWhere(scope, log.Catalogue.Contents);
        using var reader = connection.Query($"SELECT count(*), count(text) FROM signal WHERE {where.Sql}", where.With());
        reader.Read();
        long? before = null;
        if (earlier is not null)
        {
            var then = new SignalWhere(earlier, log.Catalogue.Contents);
            before = connection.Scalar<long>($"SELECT count(*) FROM signal WHERE {then.Sql}", then.With());
        }

        return new CountsView(reader.GetInt64(0), before, reader.GetInt64(1));
    }

    /// <summary>What can be said in one sentence: of the whole, and of the group whose change is clearest.</summary>
    internal static HeadlineView Headline(ScoreView main, StripView? strip, Question question)
    {
        var overall = main switch
        {
            { Now.Estimate: null } => "not_enough",
            { Change: null } => "no_comparison",
            { Change.Estimate: null } => "not_enough_before",
            { Change.Estimate.ExcludesZero: false } => "no_clear_change",
            { Change.Estimate.Value: > 0 } => question.Scale.LowIsGood && question.Metric is Metric.Mean or Metric.Ces ? "rose_worse" : "rose",
            _ => "fell",
        };
        var clearest = strip?.Groups.Where(g => g.Value.Length > 0 && g.Change.Estimate is { ExcludesZero: true })
            .MaxBy(g => Math.Abs(g.Change.Estimate!.Value));
        return new HeadlineView(overall, clearest);
    }

    readonly record struct CountsView(long Signals, long? SignalsBefore, long Texts);
}

/// <summary>Routes of the landing page.</summary>
static class PulseRoutes
{
    public static void MapPulse(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pulse", ReadAsync).WithName("ReadPulse")
            .WithSummary("Scores with intervals, their change, the trend, and the change of every group");
        routes.MapGet("/silence", Silence.ReadAsync).WithName("ReadSilence")
            .WithSummary("How many of the known customers ever answered anything");
    }

    static async Task<Ok<PulseView>> ReadAsync(HttpRequest request, Pulse pulse, CancellationToken cancellation) =>
        TypedResults.Ok(await pulse.ReadAsync(
            FilterQuery.Read(request.Query),
            FilterQuery.ReadPeriod(request.Query, "against_from", "against_to"),
            FilterQuery.Text(request.Query, "against") != "none",
            FilterQuery.Number(request.Query, "question"),
            FilterQuery.Text(request.Query, "by"),
            cancellation));
}
