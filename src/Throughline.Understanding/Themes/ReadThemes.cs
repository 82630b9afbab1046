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

/// <summary>What customers write of more than before, and what parts one group of them from another.</summary>
static class ReadThemes
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/themes", HandleAsync)
        .WithName("ListThemes").WithTags("Themes")
        .WithSummary("Shares of texts by what they are about: in the filter's days against as many before (rising), and on one side of a score, source, channel, touchpoint, language or "
            + "attribute against another or against the rest (apart). Each difference has an interval, drawn for as many comparisons as were made.");

    static async Task<Ok<ThemesView>> HandleAsync(
        HttpRequest request, string? by, string? a, string? b, int? question, TaxonomyBook book, DetectorBook detectors, DetectionRows told, SignalLog log, CancellationToken cancellation)
    {
        var (filter, refused) = Filter(request, log);
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Detections, catalogue);
        filter = Chosen(filter, asking, log, detectors);
        var asked = Question(filter, by, question, catalogue, asking);
        var head = log.Head;
        var looked = new LookedFor(book.Now.Living.ToDictionary(topic => topic.Id, topic => topic.Words.Name), told.Marked);
        var view = await log.ReadAsync(connection =>
        {
            using var oneMoment = connection.Begin();
            var rising = ThemeSides.Rising(connection, filter, catalogue);
            var apart = Apart(connection, filter, by, a, b, asked, catalogue);
            return new ThemesView
            {
                Rising = rising is null ? ThemeStrip.Refused(NoDays(filter, catalogue)) : Compared(connection, rising, asking, looked, catalogue, head),
                Apart = by is "period" ? null : apart is null ? ThemeStrip.Refused(new Shortfall("nothing_to_compare", null, null)) : Compared(connection, apart, asking, looked, catalogue, head),
            };
        }, cancellation);
        return TypedResults.Ok(view with { Refused = refused, LeftOut = asking.LeftOut });
    }

    /// <summary>Which texts are asked for. A theme that is chosen already would be all there is to tell.</summary>
    internal static (SignalFilter Filter, IReadOnlyList<string> Refused) Filter(HttpRequest request, SignalLog log) =>
        (ListVoices.Allowed(FilterQuery.Read(request.Query) with { WithText = true, Topics = [], Detectors = [] }, log, Use.Detections, out var refused), refused);

    /// <summary>The same without words that nothing may be read out of.</summary>
    internal static SignalFilter Chosen(SignalFilter filter, Asking asking, SignalLog log, DetectorBook detectors) =>
        asking.Choose(filter with { WithoutSources = [.. filter.WithoutSources.Union(AllowedSources.Without(log, detectors.Now)).Order()] });

    /// <summary>Why there are no days to look at: nothing has a time, or there is no text that was read.</summary>
    internal static Shortfall NoDays(SignalFilter filter, CatalogueContents catalogue) =>
        ThemeSides.WithTime(filter, catalogue) is null ? new Shortfall("no_time", null, null) : new Shortfall("not_enough_texts", 0, ShareStrip.Floor);

    static ThemeStrip Compared(DuckConnection connection, ThemeSides sides, Asking asking, LookedFor looked, CatalogueContents catalogue, long head)
    {
        var (one, other) = (asking.Choose(sides.A), asking.Choose(sides.B));
        var (a, b) = (ThemeCounts.Of(connection, one, looked.Topics, looked.Detectors, catalogue, head), ThemeCounts.Of(connection, other, looked.Topics, looked.Detectors, catalogue, head));
        var side = new ThemeSide(sides.NameA, a.Texts, FilterText.Of(one));
        var opposite = new ThemeSide(sides.NameB, b.Texts, sides.BHasAddress ? FilterText.Of(other) : null);
        if (Math.Min(a.Texts, b.Texts) is var fewest && fewest < ShareStrip.Floor)
        {
            return new ThemeStrip(sides.By, sides.Question?.Id, side, opposite, [], 0, null, new Shortfall("not_enough_texts", fewest, ShareStrip.Floor));
        }

        ThemeKey[] keys = [.. a.Hits.Keys.Union(b.Hits.Keys).OrderBy(key => key.Kind, StringComparer.Ordinal).ThenBy(key => key.Id, StringComparer.Ordinal)];
        var strip = ShareStrip.Of([.. keys.Select(key => Pair(key, a, b))]);
        var lines = keys.Select((key, i) => (Theme: Line(key, Pair(key, a, b), strip.Lines[i], strip.Level, one, sides.BHasAddress ? other : null), Compared: strip.Lines[i]))
            .OrderBy(line => Rank(line.Theme.Verdict)).ThenByDescending(line => Math.Abs(line.Compared.Difference?.Value ?? 0)).Select(line => line.Theme);
        return new ThemeStrip(sides.By, sides.Question?.Id, side, opposite, [.. lines], strip.Compared, strip.Level, null);
    }

    static SharePair Pair(ThemeKey key, ThemeCounts a, ThemeCounts b)
    {
        var (hitsA, textsA) = a.Hits.GetValueOrDefault(key, (0, a.Texts));
        var (hitsB, textsB) = b.Hits.GetValueOrDefault(key, (0, b.Texts));
        return new SharePair(hitsA, textsA, hitsB, textsB);
    }

    static Theme Line(ThemeKey key, SharePair pair, ComparedShare compared, double level, SignalFilter a, SignalFilter? b) => new(
        key.Kind, key.Id, key.Name, key.IsExperimental, Of(compared.A, a.Period, "proportions", 0.95), Of(compared.B, b?.Period, "proportions", 0.95), Of(compared.Difference, a.Period, "themes", level),
        compared.Difference is null ? ThemeVerdict.NotEnough : compared.Direction switch
        {
            ChangeDirection.Rise => ThemeVerdict.Up,
            ChangeDirection.Fall => ThemeVerdict.Down,
            _ => ThemeVerdict.NoClearChange,
        }, pair.HitsA, pair.HitsB, FilterText.Of(About(a, key)), b is null ? null : FilterText.Of(About(b, key)));

    static SignalFilter About(SignalFilter filter, ThemeKey key) => key.Kind == "detector"
        ? filter with { Detectors = [key.Id] }
        : filter with { Topics = [int.Parse(key.Id, CultureInfo.InvariantCulture)] };

    sealed record LookedFor(IReadOnlyDictionary<int, string> Topics, IReadOnlyList<KnownDetector> Detectors);

    static Estimate? Of(Interval? interval, Period? period, string method, double level) =>
        interval is { } share ? Estimates.Figure(share.Times(100), period, method, level).Estimate : null;

    static int Rank(ThemeVerdict verdict) => verdict switch { ThemeVerdict.Up => 0, ThemeVerdict.Down => 1, ThemeVerdict.NoClearChange => 2, _ => 3 };

    static ThemeSides? Apart(DuckConnection connection, SignalFilter filter, string? by, string? a, string? b, Question? question, CatalogueContents catalogue) => by switch
    {
        "period" => null,
        null or "score" => question is null ? null : ThemeSides.Score(filter, question, a, b),
        _ => ThemeSides.Value(connection, filter, Plain(by), a ?? throw new BadInputException("a", "Name the value that is compared with the others.", "bad_sides"), b, catalogue),
    };

    /// <summary><c>attribute:7</c> stands for <c>a.7</c>.</summary>
    static string Plain(string by) => by.StartsWith("attribute:", StringComparison.Ordinal) ? string.Concat("a.", by.AsSpan(10)) : by;

    /// <summary>The question that parts the sides: the one asked for, else the outcome of the source, else of the first that has one that may be used.</summary>
    static Question? Question(SignalFilter filter, string? by, int? id, CatalogueContents catalogue, Asking asking)
    {
        if (by is not (null or "score"))
        {
            return null;
        }

        if (id is { } known)
        {
            var question = catalogue.FindQuestion(known) ?? throw new NotFoundException("There is no such question.", "no_question");
            asking.Require(question.SourceId, Part.Of(question));
            return question;
        }

        return catalogue.Questions.Where(one => (filter.SourceId is null || one.SourceId == filter.SourceId) && asking.Allows(one.SourceId, Part.Of(one)))
            .OrderBy(one => one.Role != QuestionRole.Outcome).ThenBy(one => one.Id).FirstOrDefault();
    }
}

/// <summary>What rises, and what parts groups.</summary>
sealed record ThemesView
{
    /// <summary>The filter's days against as many before them.</summary>
    public required ThemeStrip Rising { get; init; }

    /// <summary>One group against another; null where only the period was asked for.</summary>
    public required ThemeStrip? Apart { get; init; }

    /// <summary>Fewest texts of a side, and fewest of both sides together that have a theme, for it to be compared.</summary>
    public long Floor { get; init; } = ShareStrip.Floor;

    /// <summary>Sources whose words are left out because no purpose is named for them.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>What else is left out because no purpose is named for it.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];
}

/// <summary>Two sides and what was compared between them.</summary>
/// <param name="By">What parts them.</param>
/// <param name="Question">The question, where a score does.</param>
/// <param name="A">The first side; null where there is nothing to compare.</param>
/// <param name="B">The second side.</param>
/// <param name="Themes">What differs first, then what does not clearly, then what too few texts have.</param>
/// <param name="Compared">How many were compared at once.</param>
/// <param name="Level">The level of every difference's interval: such that of the differences called clear at most 1 in 20 is none.</param>
/// <param name="Shortfall">Why nothing is compared; null when something is.</param>
sealed record ThemeStrip(string By, int? Question, ThemeSide? A, ThemeSide? B, IReadOnlyList<Theme> Themes, int Compared, double? Level, Shortfall? Shortfall)
{
    public static ThemeStrip Refused(Shortfall why) => new("none", null, null, null, [], 0, null, why);
}

/// <summary>One side.</summary>
/// <param name="Name">Its value, days or answers; null for all others.</param>
/// <param name="Texts">Texts of customers that were read.</param>
/// <param name="Voices">What opens its texts, to stand behind the address of Voices; null where no address can say it.</param>
sealed record ThemeSide(string? Name, long Texts, string? Voices);

/// <summary>One theme on two sides.</summary>
/// <param name="Kind"><c>topic</c> or <c>detector</c>.</param>
/// <param name="Id">Number of the topic, or id of the detector.</param>
/// <param name="Name">Name of the topic; of a detector its id.</param>
/// <param name="IsExperimental">True for a detector of which nobody has measured how right it is.</param>
/// <param name="A">Share of the first side's texts that have it, in per cent.</param>
/// <param name="B">Share of the second side's.</param>
/// <param name="Difference">First minus second, in points; null where too few texts have it.</param>
/// <param name="Verdict">Whether the first side clearly has more of it or less.</param>
/// <param name="TextsA">Texts of the first side that have it.</param>
/// <param name="TextsB">Texts of the second side that have it.</param>
/// <param name="VoicesA">What opens them, to stand behind the address of Voices.</param>
/// <param name="VoicesB">The same of the second side; null where no address can say it.</param>
sealed record Theme(
    string Kind, string Id, string Name, bool IsExperimental, Estimate? A, Estimate? B, Estimate? Difference, ThemeVerdict Verdict, long TextsA, long TextsB, string VoicesA, string? VoicesB);

/// <summary>What may be said of a difference.</summary>
enum ThemeVerdict
{
    /// <summary>The first side has clearly more.</summary>
    Up,

    /// <summary>The first side has clearly less.</summary>
    Down,

    /// <summary>It may be chance.</summary>
    NoClearChange,

    /// <summary>Too few texts have it to tell.</summary>
    NotEnough,
}
