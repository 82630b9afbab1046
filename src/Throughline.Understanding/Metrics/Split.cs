using System.Globalization;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Metrics;

/// <summary>What answers are split by: a fixed part of every signal, an attribute, or a grain of time.</summary>
/// <param name="Name">As it stands in the address: <c>channel</c>, <c>a.7</c>, <c>month</c>.</param>
/// <param name="Sql">Expression on the table <c>signal</c>: a text, NULL where it is not given, or the first instant of a stretch of time.</param>
/// <param name="IsTime">True for a grain of time; its groups are named by their first days, which sort as text.</param>
/// <param name="Part">What must have a purpose; null for a grain of time.</param>
public sealed record Split(string Name, string Sql, bool IsTime = false, Part? Part = null)
{
    /// <summary>The grains of time, from fine to coarse.</summary>
    public static readonly IReadOnlyList<string> Grains = ["day", "week", "month", "quarter", "year"];

    /// <summary>Reads a split.</summary>
    /// <exception cref="BadInputException">There is no such split.</exception>
    public static Split Parse(string name, CatalogueContents catalogue)
    {
        if (name is "channel" or "touchpoint" or "language")
        {
            return new Split(name, name, Part: name switch { "channel" => Platform.Uses.Part.Channel, "touchpoint" => Platform.Uses.Part.Touchpoint, _ => Platform.Uses.Part.Language });
        }

        if (Grains.Contains(name))
        {
            return new Split(name, $"date_trunc('{name}', occurred_at)", IsTime: true);
        }

        return name.StartsWith("a.", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && catalogue.FindAttribute(id) is { } attribute
                ? Of(attribute)
                : throw new BadInputException("by", $"\"{name}\" cannot be split by. Take channel, touchpoint, language, a.ID or a grain of time.");
    }

    /// <summary>By an attribute.</summary>
    public static Split Of(AttributeName attribute)
    {
        var part = Platform.Uses.Part.Of(attribute);
        return new(part.By, SignalWhere.Column(attribute), Part: part);
    }

    /// <summary>Goes on only when what is split by may be used in the source.</summary>
    /// <exception cref="UseRefusedException">It may not.</exception>
    public Split AskedOf(Asking asking, int source)
    {
        if (Part is { } part)
        {
            asking.Require(source, part);
        }

        return this;
    }

    /// <summary>The grain that cuts a period into about 8 to 40 points.</summary>
    public static string GrainFor(Period period) => period.Days switch
    {
        <= 35 => "day",
        <= 280 => "week",
        <= 1200 => "month",
        <= 3650 => "quarter",
        _ => "year",
    };

    /// <summary>First day of the stretch that a day lies in; weeks start on Monday.</summary>
    public static DateOnly FirstDay(string grain, DateOnly day) => grain switch
    {
        "day" => day,
        "week" => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        "month" => new DateOnly(day.Year, day.Month, 1),
        "quarter" => new DateOnly(day.Year, day.Month - ((day.Month - 1) % 3), 1),
        _ => new DateOnly(day.Year, 1, 1),
    };

    /// <summary>Last day of a grain that starts on a day.</summary>
    public static DateOnly LastDay(string grain, DateOnly first) => grain switch
    {
        "day" => first,
        "week" => first.AddDays(6),
        "month" => first.AddMonths(1).AddDays(-1),
        "quarter" => first.AddMonths(3).AddDays(-1),
        _ => first.AddYears(1).AddDays(-1),
    };
}
