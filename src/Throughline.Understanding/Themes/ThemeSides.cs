using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Understanding.Metrics;

namespace Throughline.Understanding.Themes;

/// <summary>Two sides to compare: texts of one are none of the other.</summary>
/// <param name="By">What parts them: <c>period</c>, <c>score</c>, <c>source</c>, <c>channel</c>, <c>touchpoint</c>, <c>language</c> or <c>a.ID</c>.</param>
/// <param name="A">The first side.</param>
/// <param name="B">The second side.</param>
/// <param name="NameA">What the first is: a value, a range of answers.</param>
/// <param name="NameB">What the second is; null for all others.</param>
/// <param name="Question">The question, where a score parts them.</param>
sealed record ThemeSides(string By, SignalFilter A, SignalFilter B, string? NameA, string? NameB, Question? Question = null)
{
    const int MostOthers = 200;
    const int Days = 28;

    /// <summary>False where no address can name the second side.</summary>
    public bool BHasAddress { get; init; } = true;

    /// <summary>The filter's days and as many before them; without days the last 28 that have a text. Null where no text has a time.</summary>
    public static ThemeSides? Rising(DuckConnection connection, SignalFilter filter, CatalogueContents catalogue)
    {
        if (WithTime(filter, catalogue) is not { } timed)
        {
            return null;
        }

        var now = filter.Period ?? Newest(connection, timed, catalogue);
        return now is not { } period ? null : new ThemeSides("period", timed with { Period = period }, timed with { Period = period.Before() }, Text(period), Text(period.Before()));
    }

    /// <summary>The filter without sources that give no time; null where that leaves none.</summary>
    public static SignalFilter? WithTime(SignalFilter filter, CatalogueContents catalogue)
    {
        var timeless = catalogue.Sources.Where(source => !source.HasTime).Select(source => source.Id).ToList();
        return (filter.SourceId is { } one ? timeless.Contains(one) : timeless.Count > 0 && catalogue.Sources.All(source => !source.HasTime)) ? null
            : timeless.Count == 0 ? filter : filter with { WithoutSources = [.. filter.WithoutSources.Union(timeless).Order()] };
    }

    /// <summary>The days from the first text that was read to the last; null where there is none.</summary>
    public static Period? All(DuckConnection connection, SignalFilter filter, CatalogueContents catalogue)
    {
        var rows = new SignalWhere(filter, catalogue);
        using var reader = connection.Query(
            $"SELECT min(occurred_at), max(occurred_at) FROM signal SEMI JOIN {ThemeCounts.Read} USING (seq) WHERE {rows.Sql}", rows.With());
        return reader.Read() && !reader.IsNull(0) ? new Period(DateOnly.FromDateTime(reader.GetDateTime(0)), DateOnly.FromDateTime(reader.GetDateTime(1))) : null;
    }

    /// <summary>Answers below and above, by a question.</summary>
    /// <param name="filter">What both sides have in common.</param>
    /// <param name="question">The question.</param>
    /// <param name="a">Answers of the first side, such as <c>0..6</c>; null for those of who is not content.</param>
    /// <param name="b">Answers of the second side; null for those of who is.</param>
    /// <exception cref="BadInputException">The ranges cannot be read, or have answers in common.</exception>
    public static ThemeSides Score(SignalFilter filter, Question question, string? a, string? b)
    {
        var (low, high) = Ends(question);
        var (first, second) = (Range("a", a, question) ?? low, Range("b", b, question) ?? high);
        if (first.From <= second.To && second.From <= first.To)
        {
            throw new BadInputException("b", "The two sides have answers in common. Give ranges such as 0..6 and 9..10.", "bad_range");
        }

        return new ThemeSides("score", With(first), With(second), Text(first), Text(second), question);

        SignalFilter With(ScoreRange range) => filter with { SourceId = question.SourceId, Scores = [.. filter.Scores.Where(score => score.QuestionId != question.Id), range] };
    }

    /// <summary>One value against another, or against all others.</summary>
    /// <exception cref="BadInputException">There is nothing of that name to compare by, or the values are no two.</exception>
    public static ThemeSides Value(DuckConnection connection, SignalFilter filter, string by, string a, string? b, CatalogueContents catalogue)
    {
        if (a == b)
        {
            throw new BadInputException("b", "Both sides are one. Name two values, or one to compare with all others.", "bad_sides");
        }

        if (by == "source")
        {
            var (one, other) = (Source("a", a, catalogue), b is null ? (int?)null : Source("b", b, catalogue));
            return new ThemeSides(by, filter with { SourceId = one },
                other is null ? filter with { SourceId = null, WithoutSources = [.. filter.WithoutSources.Append(one).Distinct().Order()] } : filter with { SourceId = other }, a, b)
            {
                BHasAddress = other is not null,
            };
        }

        var split = Split.Parse(by, catalogue);
        if (split.IsTime)
        {
            throw new BadInputException("by", $"\"{by}\" is no group. Take period, score, source, channel, touchpoint, language or a.ID.");
        }

        var (all, rest) = b is null ? Others(connection, filter, split, a, catalogue) : ([b], true);
        return new ThemeSides(by, Choose(filter, by, [a]), Choose(filter, by, all), a, b) { BHasAddress = rest };
    }

    /// <summary>The values beside one; false with them where there are more than an address holds.</summary>
    static (IReadOnlyList<string> Values, bool AreAll) Others(DuckConnection connection, SignalFilter filter, Split split, string a, CatalogueContents catalogue)
    {
        var rows = new SignalWhere(Choose(filter, split.Name, []) with { WithText = true }, catalogue);
        var others = new List<string>();
        using var reader = connection.Query(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT coalesce({split.Sql}, '') AS value FROM signal WHERE {rows.Sql} AND value <> $not_this GROUP BY value ORDER BY count(*) DESC, value LIMIT {MostOthers + 1}
            """), rows.With(("not_this", a)));
        while (reader.Read())
        {
            others.Add(reader.GetString(0));
        }

        return others.Count > MostOthers
            ? throw new BadInputException("b", $"More than {MostOthers} other values. Name one to compare with.", "bad_sides")
            : others.Count == 0 ? (["\u0001"], false) : (others, true); // nothing has that value: the side is empty
    }

    static SignalFilter Choose(SignalFilter filter, string by, IReadOnlyList<string> values) => by switch
    {
        "channel" => filter with { Channels = values },
        "touchpoint" => filter with { Touchpoints = values },
        "language" => filter with { Languages = values },
        _ => filter with { Attributes = [.. filter.Attributes.Where(choice => choice.AttributeId != Attribute(by)), .. values.Count == 0 ? [] : new[] { new AttributeChoice(Attribute(by), values) }] },
    };

    static int Attribute(string by) => int.Parse(by.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture);

    static int Source(string field, string text, CatalogueContents catalogue) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && catalogue.FindSource(id) is not null
            ? id
            : throw new BadInputException(field, $"\"{text}\" is no source. Give its id.", "bad_sides");

    static Period? Newest(DuckConnection connection, SignalFilter filter, CatalogueContents catalogue)
    {
        var rows = new SignalWhere(filter, catalogue);
        using var reader = connection.Query($"SELECT max(occurred_at) FROM signal SEMI JOIN {ThemeCounts.Read} USING (seq) WHERE {rows.Sql}", rows.With());
        return reader.Read() && !reader.IsNull(0) && DateOnly.FromDateTime(reader.GetDateTime(0)) is var last ? new Period(last.AddDays(1 - Days), last) : null;
    }

    /// <summary>Who is not content, and who is: detractors and promoters of an NPS; else the two boxes at either end, one of a scale of up to four.</summary>
    static (ScoreRange Low, ScoreRange High) Ends(Question question)
    {
        var (min, max) = (question.Scale.Min, question.Scale.Max);
        if (question.Metric == Metric.Nps)
        {
            return (new ScoreRange(question.Id, min, 6), new ScoreRange(question.Id, 9, max));
        }

        var step = question.Metric == Metric.Share || max - min < 4 ? 0 : 1;
        var (bottom, top) = (new ScoreRange(question.Id, min, min + step), new ScoreRange(question.Id, max - step, max));
        return question.Scale.LowIsGood ? (top, bottom) : (bottom, top);
    }

    static ScoreRange? Range(string field, string? text, Question question)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var ends = text.Split("..");
        return ends.Length is 1 or 2 && double.TryParse(ends[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var from)
            && double.TryParse(ends[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var to) && from <= to
            ? new ScoreRange(question.Id, from, to)
            : throw new BadInputException(field, $"\"{text}\" is not a range. Write 0..6, or one value.", "bad_range");
    }

    static string Text(ScoreRange range) => string.Create(CultureInfo.InvariantCulture, $"{range.From}..{range.To}");

    static string Text(Period period) => string.Create(CultureInfo.InvariantCulture, $"{period.From:yyyy-MM-dd}..{period.To:yyyy-MM-dd}");
}
