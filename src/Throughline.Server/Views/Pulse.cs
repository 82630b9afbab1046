using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Understanding.Metrics;

namespace Throughline.Server.Views;

/// <summary>The landing page: what changed, for whom, how sure.</summary>
sealed class Pulse(SignalLog log, ScoreBook book, DayBook days, CatalogueReader catalogue)
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
    /// <returns>The page; null while nothing with a score has been heard.</returns>
    /// <exception cref="NotFoundException">There is no such question.</exception>
    public async Task<PulseView?> ReadAsync(
        SignalFilter filter, Period? against, bool compare, int? questionId, string? by, CancellationToken cancellation)
    {
        if (await MainAsync(filter.SourceId, questionId, cancellation) is not { } main)
        {
            return null;
        }

        var contents = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Pulse, contents);
        asking.Require(main.SourceId, Part.Of(main));
        var source = contents.FindSource(main.SourceId)!;
        var period = filter.Period;
        if (period is null)
        {
            var view = await log.ReadAsync(c => ViewChoice.For(c, source, main), cancellation);
            period = view.Period;
            against ??= view.Against;
        }

        var scope = asking.Choose(filter with { SourceId = source.Id, Period = period });
        var earlier = compare && against is not null ? scope with { Period = against } : null;
        var asked = contents.QuestionsOf(source.Id).ToList();
        var allowed = asked.Where(q => asking.Takes(q.SourceId, Part.Of(q))).ToList();
        var questions = allowed.OrderBy(q => q.Id != main.Id).ThenBy(q => q.Role != QuestionRole.Outcome).Take(MostDriversShown).ToList();
        var answers = await days.ReadAsync(scope, Both(period, earlier?.Period), questions, cancellation);
        var scores = questions.Select(q => Score(answers, q, period, earlier?.Period)).ToList();
        var trend = source.HasTime && period is { } shown ? Trend(answers, main, shown, earlier?.Period) : null;
        var split = by is null ? await DefaultSplitAsync(main, earlier ?? scope, asking, cancellation) : Split.Parse(by, contents).AskedOf(asking, source.Id);
        var strip = earlier is null || split is null ? null : await log.ReadAsync(c => Strip(c, main, scope, earlier, split), cancellation);
        var elsewhere = period is { } now && earlier?.Period is { } before
            ? await ElsewhereAsync(source, now, before, asking, cancellation)
            : [];
        return new PulseView(new PulseSource(source.Id, source.Name, source.HasTime, source.Demo), period, earlier?.Period,
            answers.Signals(period), earlier is null ? null : answers.Signals(earlier.Period), answers.Texts(period),
            scores, trend, strip, Headline(scores[0], strip, main), elsewhere, [.. asked.Except(allowed)],
            [.. asking.LeftOut.Where(one => !one.By.StartsWith("s.", StringComparison.Ordinal))]);
    }

    static IReadOnlyList<Period> Both(Period? now, Period? before) =>
        now is not { } shown ? [] : before is { } earlier ? [shown, earlier] : [shown];

    /// <summary>The main score of the company's other sources over the same days: what moved need not be where one looks.</summary>
    async Task<IReadOnlyList<ElsewhereView>> ElsewhereAsync(Source here, Period now, Period before, Asking asking, CancellationToken cancellation)
    {
        var contents = log.Catalogue.Contents;
        var mains = contents.Sources.Where(s => s.Id != here.Id && s.Demo == here.Demo && s.HasTime)
            .Select(s => (Source: s, Main: contents.QuestionsOf(s.Id).FirstOrDefault(q => q.Role == QuestionRole.Outcome)))
            .Where(s => s.Main is not null && asking.Takes(s.Source.Id, Part.Of(s.Main))).Take(MostElsewhere);
        var views = new List<ElsewhereView>();
        foreach (var (source, main) in mains)
        {
            var scope = new SignalFilter { SourceId = source.Id, Period = now };
            var earlier = scope with { Period = before };
            var split = await DefaultSplitAsync(main!, earlier, asking, cancellation);
            var answers = await days.ReadAsync(scope, [now, before], [main!], cancellation);
            var score = Score(answers, main!, now, before);
            var strip = split is null ? null : await log.ReadAsync(c => Strip(c, main!, scope, earlier, split), cancellation);
            views.Add(new ElsewhereView(new PulseSource(source.Id, source.Name, source.HasTime, source.Demo), score, strip?.By, strip?.LookedAt ?? 0,
                Headline(score, strip, main!)));
        }

        return views;
    }

    /// <summary>The score that the page is about; null while there is none.</summary>
    async Task<Question?> MainAsync(int? sourceId, int? questionId, CancellationToken cancellation)
    {
        var contents = log.Catalogue.Contents;
        if (questionId is { } id)
        {
            return contents.FindQuestion(id) ?? throw new NotFoundException($"There is no question {id}.", "no_question");
        }

        return sourceId is { } source
            ? FirstAllowed([.. contents.QuestionsOf(source).OrderBy(q => q.Role == QuestionRole.Outcome ? 0 : 1)])
            : (await catalogue.ReadAsync(cancellation)).DefaultView is { } view ? contents.FindQuestion(view.Question)
            : contents.Questions.Where(q => q.Role == QuestionRole.Outcome).ToList() is [var refused, ..] all && log.Uses.Allowed(Use.Pulse, all).Count == 0 ? refused : null;
    }

    /// <summary>The first that may be used; when none may, the first, which is then refused and counted.</summary>
    Question? FirstAllowed(List<Question> questions) =>
        log.Uses.Allowed(Use.Pulse, questions) is [var first, ..] ? first : questions.Count > 0 ? questions[0] : null;

    /// <summary>
    /// By touchpoint where the source has several, else by the attribute that has the most groups worth comparing; null when nothing that
    /// the source has may be split by.
    /// </summary>
    async Task<Split?> DefaultSplitAsync(Question main, SignalFilter scope, Asking asking, CancellationToken cancellation)
    {
        var source = main.SourceId;
        var (signals, touchpoints, attributes) = await catalogue.CountedAsync(counted => (
            counted.Source(source)?.Signals ?? 0,
            counted.Distinct("touchpoint", source),
            log.Catalogue.Contents.Attributes.Where(a => counted.Distinct(SignalWhere.Column(a), source) is >= 2 and <= 200).ToList()),
            cancellation);
        var contents = log.Catalogue.Contents;
        if (touchpoints > 1 && asking.Takes(source, Part.Touchpoint))
        {
            return Split.Parse("touchpoint", contents);
        }

        attributes.RemoveAll(a => !asking.Takes(source, Part.Of(a)));

        // In a large log all attributes are rich enough; trying each would cost a scan.
        var best = signals > MostSignalsTried
            ? attributes.FirstOrDefault()
            : await log.ReadAsync(connection => attributes.MaxBy(a => book.CountBy(connection, main, scope, Split.Of(a))
                .Count(group => group.Key.Length > 0 && group.Value.N >= ScoreCounts.Floor)), cancellation);
        return best is not null ? Split.Of(best) : asking.Takes(source, Part.Channel) ? Split.Parse("channel", contents) : null;
    }

    static ScoreView Score(DailyAnswers answers, Question question, Period? period, Period? earlier)
    {
        var now = answers.Count(question, period);
        var before = earlier is null ? null : answers.Count(question, earlier);
        return new ScoreView(question, now.Figure(period), before?.Figure(earlier), before is null ? null : now.ChangeSince(before, period), now.Counts);
    }

    /// <summary>
    /// The main score over the period and, where it lies right before, over the days compared with. The finest grain is taken at
    /// which four fifths of the stretches have enough answers; else the one with the most such stretches.
    /// </summary>
    static TrendView Trend(DailyAnswers answers, Question question, Period period, Period? earlier)
    {
        var span = earlier is { } before && before.To.AddDays(1) == period.From ? new Period(before.From, period.To) : period;
        TrendView? best = null;
        foreach (var grain in Split.Grains.SkipWhile(g => g != Split.GrainFor(span)))
        {
            var trend = new TrendView(grain, [.. answers.By(question, grain, span)
                .Select(p => new TrendPoint(p.Days.From, p.Days.To, p.Counts.Figure(p.Days)))]);
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
}

/// <summary>Routes of the landing page.</summary>
static class PulseRoutes
{
    public static void MapPulse(this IEndpointRouteBuilder routes) => routes.MapGet("/pulse", ReadAsync).WithName("ReadPulse")
        .WithSummary("Scores with intervals, their change, the trend, and the change of every group; 204 while nothing with a score has been heard, over all or of the source");

    static async Task<Results<Ok<PulseView>, NoContent>> ReadAsync(HttpRequest request, Pulse pulse, CancellationToken cancellation) =>
        await pulse.ReadAsync(
            FilterQuery.Read(request.Query),
            FilterQuery.ReadPeriod(request.Query, "against_from", "against_to"),
            FilterQuery.Text(request.Query, "against") != "none",
            FilterQuery.Number(request.Query, "question"),
            FilterQuery.Text(request.Query, "by"),
            cancellation) is { } page ? TypedResults.Ok(page) : TypedResults.NoContent();
}
