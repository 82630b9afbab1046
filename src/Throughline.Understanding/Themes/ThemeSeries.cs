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
using Throughline.Stats;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Metrics;
using Throughline.Understanding.Topics;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding.Themes;

/// <summary>One theme over time: its share of the texts of each week, or of a longer stretch.</summary>
static class ThemeSeries
{
    const int MostPoints = 400;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/themes/{kind}/{id}/series", HandleAsync)
        .WithName("GetThemeSeries").WithTags("Themes")
        .WithSummary("The share of texts that have one topic or detector, by week, month, quarter or year of the filter's days; without days, of all. A stretch with too few texts has no share.");

    static async Task<Ok<ThemeSeriesView>> HandleAsync(
        string kind, string id, string? by, HttpRequest request, TaxonomyBook book, DetectorBook detectors, DetectionRows told, SignalLog log, CancellationToken cancellation)
    {
        var (filter, refused) = ReadThemes.Filter(request, log);
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Detections, catalogue);
        filter = ReadThemes.Chosen(filter, asking, log, detectors);
        var timed = ThemeSides.WithTime(filter, catalogue);
        var hits = Hits(kind, id, book, told);
        var head = log.Head;
        var view = await log.ReadAsync(connection =>
        {
            using var oneMoment = connection.Begin();
            if (timed is null || (timed.Period ?? ThemeSides.All(connection, timed, catalogue)) is not { } period)
            {
                return new ThemeSeriesView(kind, id, by ?? "week", [], ReadThemes.NoDays(filter, catalogue));
            }

            var grain = Grain(by, period);
            return new ThemeSeriesView(kind, id, grain, Points(connection, hits, Listed.Of(timed with { Period = period }, catalogue, head), grain, period), null);
        }, cancellation);
        return TypedResults.Ok(view with { Refused = refused, LeftOut = asking.LeftOut });
    }

    /// <summary>Never finer than a week, and never so many points that nobody can read them.</summary>
    static string Grain(string? by, Period period)
    {
        if (by is not (null or "week" or "month" or "quarter" or "year"))
        {
            throw new BadInputException("by", $"\"{by}\" is no stretch of time. Take week, month, quarter or year.");
        }

        var grain = by ?? (Split.GrainFor(period) is var fitting && fitting != "day" ? fitting : "week");
        return Split.Grains.SkipWhile(one => one != grain).First(one => one == "year" || period.Days / (Split.LastDay(one, period.From).DayNumber - period.From.DayNumber + 1) < MostPoints);
    }

    /// <summary>What has the theme and what could: a row each that was read, <c>has_theme</c> where it has it.</summary>
    static string Hits(string kind, string id, TaxonomyBook book, DetectionRows told)
    {
        if (kind == "topic")
        {
            return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var topic) && book.Now.Find(topic) is { IsGone: false }
                ? string.Create(CultureInfo.InvariantCulture, $"""
                    (SELECT r.seq, t.seq IS NOT NULL AS has_theme FROM understanding.topic_reading r
                    LEFT JOIN (SELECT seq FROM understanding.topic_of WHERE topic = {topic} AND NOT is_employee) t ON t.seq = r.seq WHERE NOT r.is_employee)
                    """)
                : throw TaxonomyBook.NoTopic();
        }

        return kind == "detector" && told.Marked.FirstOrDefault(one => one.Id == id) is { } detector
            ? string.Create(CultureInfo.InvariantCulture,
                $"(SELECT seq, (present >> {detector.Number}) & 1 = 1 AS has_theme FROM understanding.reading WHERE (assessed >> {detector.Number}) & 1 = 1)")
            : throw new NotFoundException("There is no such detector, or it is switched off.", "no_detector");
    }

    static List<ThemePoint> Points(DuckConnection connection, string hits, Listed rows, string grain, Period period)
    {
        var counts = new Dictionary<DateOnly, (long Hits, long Texts)>();
        using (var reader = connection.Query(
            $"SELECT date_trunc('{grain}', occurred_at) AS stretch, count(*) FILTER (WHERE has_theme), count(*) FROM signal JOIN {hits} USING (seq) WHERE {rows.Sql} GROUP BY stretch", rows.With()))
        {
            while (reader.Read())
            {
                counts.Add(DateOnly.FromDateTime(reader.GetDateTime(0)), (reader.GetInt64(1), reader.GetInt64(2)));
            }
        }

        var points = new List<ThemePoint>();
        for (var first = Split.FirstDay(grain, period.From); first <= period.To; first = Split.LastDay(grain, first).AddDays(1))
        {
            var (found, texts) = counts.GetValueOrDefault(first);
            var days = new Period(first < period.From ? period.From : first, Split.LastDay(grain, first) is var last && last > period.To ? period.To : last);
            points.Add(new ThemePoint(days.From, days.To, found, texts < ShareStrip.Floor
                ? Figure.TooFew(texts, ShareStrip.Floor)
                : Estimates.Figure(Proportion.Wilson(found, texts).Times(100), days, "proportions")));
        }

        return points;
    }
}

/// <summary>One theme over time.</summary>
/// <param name="Kind"><c>topic</c> or <c>detector</c>.</param>
/// <param name="Id">Number of the topic, or id of the detector.</param>
/// <param name="Grain"><c>week</c>, <c>month</c>, <c>quarter</c> or <c>year</c>.</param>
/// <param name="Points">Each stretch of the days, also one without a text.</param>
/// <param name="Shortfall">Why there are none; null when there are.</param>
sealed record ThemeSeriesView(string Kind, string Id, string Grain, IReadOnlyList<ThemePoint> Points, Shortfall? Shortfall)
{
    /// <summary>Sources whose words are left out because no purpose is named for them.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>What else is left out because no purpose is named for it.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];
}

/// <summary>One stretch.</summary>
/// <param name="From">First day of it that was asked for.</param>
/// <param name="To">Last day.</param>
/// <param name="Texts">Texts that have the theme.</param>
/// <param name="Figure">Their share in per cent, or why it is not told.</param>
sealed record ThemePoint(DateOnly From, DateOnly To, long Texts, Figure Figure);
