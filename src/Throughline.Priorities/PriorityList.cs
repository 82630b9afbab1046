using Microsoft.AspNetCore.Http;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Stats;

namespace Throughline.Priorities;

/// <summary>What to fix first, for any outcome and filter. The door of this pillar.</summary>
public sealed class PriorityList(SignalLog log)
{
    /// <summary>Most drivers of one study: beyond, the bootstrap takes seconds and no reader can use the list.</summary>
    public const int MostDrivers = 40;

    readonly StudyCache _cache = new();

    /// <summary>How every study is made; tests take fewer draws.</summary>
    internal DriverOptions Options { get; init; } = new();

    /// <summary>
    /// The short form for the landing page: drivers in tiers of what fixing them is worth, at most <paramref name="most"/>
    /// of them, or why there is none.
    /// </summary>
    /// <param name="filter">Which signals.</param>
    /// <param name="outcome">What is to be explained.</param>
    /// <param name="most">Drivers at most.</param>
    /// <param name="cancellation">Stops the reading and the redraws.</param>
    public async Task<TopPriorities> TopAsync(SignalFilter filter, Question outcome, int most = 5, CancellationToken cancellation = default) =>
        TopPriorities.Of(await StudyAsync(new PriorityQuestion(filter, outcome, null), cancellation), most);

    /// <summary>The whole study, from the cache where the log has not moved since.</summary>
    internal async Task<DriverStudy> StudyAsync(PriorityQuestion asked, CancellationToken cancellation)
    {
        var contents = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Priorities, contents);
        asked = asked with { Filter = asking.Choose(asked.Filter with { SourceId = asked.Outcome.SourceId }) };
        foreach (var question in (asked.Drivers ?? []).Prepend(asked.Outcome))
        {
            asking.Require(question.SourceId, Part.Of(question));
        }

        // Asked before the cache: a refusal is a refusal each time, and what is refused is no part of the study.
        var candidates = contents.QuestionsOf(asked.Outcome.SourceId).Where(q => q.Role == QuestionRole.Driver && q.Id != asked.Outcome.Id).ToList();
        var allowed = asked.Drivers is null ? candidates.Where(driver => asking.Takes(driver.SourceId, Part.Of(driver))).ToList() : [];
        var key = StudyCache.KeyOf(asked, log.Head, asked.Drivers is null ? [.. allowed.Select(q => q.Id)] : []);
        if (_cache.Find(key) is { } known)
        {
            return known;
        }

        var (drivers, rows, warnings) = await ReadAsync(asked, candidates, allowed, cancellation);
        var period = await log.ReadAsync(c => PeriodOf(c, asked, contents), cancellation);
        var study = DriverStudy.Of(asked, drivers, rows, period, warnings, Options, cancellation);
        _cache.Keep(key, study);
        return study;
    }

    /// <summary>Reads the question that stands in an address: the filter, <c>outcome</c>, and <c>drivers</c> as ids with commas.</summary>
    /// <exception cref="BadInputException">A question that does not exist or does not belong to the outcome's source.</exception>
    internal PriorityQuestion ReadQuestion(IQueryCollection query)
    {
        var contents = log.Catalogue.Contents;
        var filter = FilterQuery.Read(query);
        var outcome = FilterQuery.Number(query, "outcome") is { } id
            ? contents.FindQuestion(id) ?? throw new BadInputException("outcome", $"There is no question {id}.", "unknown_question")
            : FirstOutcome(filter, contents);
        if (filter.SourceId is { } source && source != outcome.SourceId)
        {
            throw new BadInputException("outcome", $"Question {outcome.Id} belongs to source {outcome.SourceId}, not {source}.", "other_source");
        }

        return new PriorityQuestion(filter, outcome, FilterQuery.Text(query, "drivers") is { } named ? ReadDrivers(named, outcome, contents) : null);
    }

    static Question FirstOutcome(SignalFilter filter, CatalogueContents contents)
    {
        Question[] outcomes = [.. contents.Questions.Where(q => q.Role == QuestionRole.Outcome && (filter.SourceId is null || q.SourceId == filter.SourceId))];
        return outcomes.Select(q => q.SourceId).Distinct().Count() switch
        {
            1 => outcomes[0],
            0 => throw new BadInputException("outcome", "No question is an outcome. Name one by its id.", "no_outcome"),
            _ => throw new BadInputException("outcome", "Several sources have an outcome. Name the source or the outcome by its id.", "no_outcome"),
        };
    }

    static List<Question> ReadDrivers(string named, Question outcome, CatalogueContents contents)
    {
        var drivers = new List<Question>();
        foreach (var text in named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            var driver = int.TryParse(text, out var id) ? contents.FindQuestion(id) : null;
            if (driver is null || driver.Id == outcome.Id || driver.SourceId != outcome.SourceId)
            {
                throw new BadInputException(
                    "drivers", $"\"{text}\" cannot be a driver. Name other questions of source {outcome.SourceId} by their ids.", "unknown_question");
            }

            drivers.Add(driver);
        }

        return drivers.Count <= MostDrivers
            ? drivers
            : throw new BadInputException("drivers", $"{drivers.Count} drivers are too many; {MostDrivers} at most.", "too_many_drivers");
    }

    async Task<(IReadOnlyList<Question>, AnswerRows, IReadOnlyList<PriorityWarning>)> ReadAsync(
        PriorityQuestion asked, IReadOnlyList<Question> candidates, IReadOnlyList<Question> allowed, CancellationToken cancellation)
    {
        var warnings = new List<PriorityWarning>();
        var drivers = asked.Drivers ?? Candidates(candidates, allowed, warnings);
        var rows = await AnswerRows.ReadAsync(log, asked.Filter, asked.Outcome, drivers, cancellation);
        if (asked.Drivers is null)
        {
            // All are tried at once, since as a rule all are asked of everybody; only otherwise is there a second scan.
            Question[] often = [.. drivers.Where((_, i) => 2 * rows.Empty[i] <= rows.Answered)];
            if (often.Length < drivers.Count)
            {
                warnings.AddRange(drivers.Select((d, i) => (Driver: d, Lost: rows.Empty[i])).Where(x => !often.Contains(x.Driver)).Select(x =>
                    new PriorityWarning("asked_too_rarely", x.Driver.Id, FormattableString.Invariant(
                        $"{x.Driver.Label} is empty in {x.Lost} of {rows.Answered} signals and is not used; using it would lose them."), x.Lost)));
                (drivers, rows) = (often, await AnswerRows.ReadAsync(log, asked.Filter, asked.Outcome, often, cancellation));
            }
        }

        return (drivers, rows, warnings);
    }

    static Question[] Candidates(IReadOnlyList<Question> candidates, IReadOnlyList<Question> allowed, List<PriorityWarning> warnings)
    {
        warnings.AddRange(candidates.Except(allowed).Select(q =>
            new PriorityWarning("no_purpose", q.Id, $"No purpose is named for {q.Label}, so it is not used. Name it in the register.")));
        Question[] all = [.. allowed];
        if (all.Length > MostDrivers)
        {
            warnings.Add(new PriorityWarning(
                "too_many_drivers", null, $"The source asks {all.Length} questions that may be drivers; the first {MostDrivers} are used. Name others to use them."));
        }

        return all.Length > MostDrivers ? all[..MostDrivers] : all;
    }

    static Period? PeriodOf(DuckConnection connection, PriorityQuestion asked, CatalogueContents contents)
    {
        if (contents.FindSource(asked.Outcome.SourceId) is not { HasTime: true } source)
        {
            return null;
        }

        using var reader = connection.Query("SELECT min(occurred_at), max(occurred_at) FROM signal WHERE source_id = $source", ("source", source.Id));
        if (!reader.Read() || reader.IsNull(0))
        {
            return asked.Filter.Period;
        }

        var (first, last) = (DateOnly.FromDateTime(reader.GetDateTime(0)), DateOnly.FromDateTime(reader.GetDateTime(1)));
        if (asked.Filter.Period is not { } period || period.To < first || period.From > last)
        {
            return asked.Filter.Period ?? new Period(first, last);
        }

        // An open end of the filter ends where the data do.
        return new Period(period.From > first ? period.From : first, period.To < last ? period.To : last);
    }
}
