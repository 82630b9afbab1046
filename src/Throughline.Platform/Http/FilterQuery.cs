using System.Globalization;
using Microsoft.AspNetCore.Http;
using Throughline.Contracts;

namespace Throughline.Platform.Http;

/// <summary>
/// Reads the filter that stands in an address: <c>source from to channel touchpoint language detector read_in a.ID s.QID customer text q</c>.
/// </summary>
public static class FilterQuery
{
    // Nothing that is read lies outside; with it a day has days before and after it that can be compared.
    const int FirstYear = 1900;
    const int LastYear = 2999;

    /// <summary>The filter.</summary>
    /// <exception cref="BadInputException">A member cannot be read; it is named.</exception>
    public static SignalFilter Read(IQueryCollection query) => new()
    {
        SourceId = Number(query, "source"),
        Period = ReadPeriod(query, "from", "to"),
        Channels = Texts(query, "channel"),
        Touchpoints = Texts(query, "touchpoint"),
        Languages = Texts(query, "language"),
        Detectors = Texts(query, "detector"),
        ReadIn = Texts(query, "read_in"),
        Topics = [.. Texts(query, "topic").Select(text => Id("topic", text))],
        Attributes =
        [
            .. query.Where(p => p.Key.StartsWith("a.", StringComparison.Ordinal))
                .Select(p => new AttributeChoice(Id(p.Key), [.. p.Value.Select(v => v ?? "")])),
        ],
        Scores =
        [
            .. query.Where(p => p.Key.StartsWith("s.", StringComparison.Ordinal))
                .SelectMany(p => p.Value.Select(v => Range(p.Key, v ?? ""))),
        ],
        Customer = Text(query, "customer") is { } key
            ? Identifier.Parse(key) ?? throw new BadInputException("customer", "A customer is namespace:value, for example email:x@y.example.", "bad_customer")
            : null,
        WithText = Text(query, "text") is "1" or "true",
        Words = Text(query, "q"),
    };

    /// <summary>Two days that make a period; null when neither is there. One alone is completed by the other end of time.</summary>
    public static Period? ReadPeriod(IQueryCollection query, string from, string to)
    {
        var first = Day(query, from);
        var last = Day(query, to);
        if (first is null && last is null)
        {
            return null;
        }

        var period = new Period(first ?? new DateOnly(FirstYear, 1, 1), last ?? new DateOnly(LastYear, 12, 31));
        return period.From <= period.To ? period : throw new BadInputException(to, $"The period ends ({last}) before it starts ({first}).", "bad_period");
    }

    /// <summary>A text; null when it is missing or empty.</summary>
    public static string? Text(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var value) && !string.IsNullOrEmpty(value) ? value.ToString() : null;

    /// <summary>All texts of one name.</summary>
    public static IReadOnlyList<string> Texts(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) ? [.. values.Select(v => v ?? "")] : [];

    /// <summary>A whole number; null when it is missing.</summary>
    public static int? Number(IQueryCollection query, string name) => Text(query, name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new BadInputException(name, $"\"{text}\" is not a whole number.", "bad_number");

    /// <summary>A number; null when it is missing.</summary>
    public static double? Real(IQueryCollection query, string name) => Text(query, name) is not { } text
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new BadInputException(name, $"\"{text}\" is not a number.", "bad_number");

    static DateOnly? Day(IQueryCollection query, string name) => Text(query, name) is not { } text
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= FirstYear and <= LastYear
            ? day
            : throw new BadInputException(name, $"\"{text}\" is not a day between {FirstYear} and {LastYear}. Write it as 2026-11-21.", "bad_day");

    static int Id(string key) => Id(key, key[2..]);

    static int Id(string field, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new BadInputException(field, $"\"{text}\" is not an id.", "bad_number");

    static ScoreRange Range(string key, string text)
    {
        var ends = text.Split("..");
        return ends.Length is 1 or 2
            && double.TryParse(ends[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var from)
            && double.TryParse(ends[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var to)
                ? new ScoreRange(Id(key), from, to)
                : throw new BadInputException(key, $"\"{text}\" is not a range. Write 1..2, or one value.", "bad_range");
    }
}

/// <summary>Input from outside that cannot be used; becomes a problem document (RFC 9457) with status 400.</summary>
/// <param name="field">The member that is wrong.</param>
/// <param name="detail">What is wrong and what to do.</param>
/// <param name="code">Stable word for the client.</param>
public sealed class BadInputException(string field, string detail, string code = "bad_input") : Exception(detail)
{
    /// <summary>The member that is wrong.</summary>
    public string Field { get; } = field;

    /// <summary>Stable word for the client.</summary>
    public string Code { get; } = code;
}

/// <summary>What is asked for does not exist; becomes a problem document with status 404.</summary>
/// <param name="detail">What there is not, and what to do.</param>
/// <param name="code">Stable word for the client, which says it in the reader's language.</param>
public sealed class NotFoundException(string detail, string code = "not_found") : Exception(detail)
{
    /// <summary>Stable word for the client.</summary>
    public string Code { get; } = code;
}
