using System.Text.Json.Serialization;

namespace Throughline.Contracts;

/// <summary>A number that came from a sample or a model. No such number is shown without its interval, n, period and method.</summary>
public sealed record Estimate
{
    /// <summary>The point value, in the unit of its metric (points, per cent, or the scale of the question).</summary>
    public required double Value { get; init; }

    /// <summary>Lower end of the interval at <see cref="Level"/>.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the interval at <see cref="Level"/>.</summary>
    public required double High { get; init; }

    /// <summary>Number of answers (or rows) behind it; at least 1.</summary>
    public required long N { get; init; }

    /// <summary>The time it speaks of; null when its records carry no time.</summary>
    public Period? Period { get; init; }

    /// <summary>Name of the page in docs/methods, for example <c>nps</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Confidence level of the interval, between 0 and 1.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>True when worked out by a model, false when said by customers. The two are never mixed.</summary>
    public bool Predicted { get; init; }

    /// <summary>True when the interval leaves out 0: only then may a difference be coloured or called a change.</summary>
    public bool ExcludesZero => Low > 0 || High < 0;
}

/// <summary>What stands where a number is asked for: the estimate, or the reason why there is none. Exactly one of the two.</summary>
public sealed record Figure
{
    /// <summary>The estimate; null when it is refused.</summary>
    public Estimate? Estimate { get; init; }

    /// <summary>Why there is no number; null when there is one.</summary>
    public Shortfall? Shortfall { get; init; }

    /// <summary>A figure that is a number.</summary>
    public static Figure Of(Estimate estimate) => new() { Estimate = estimate };

    /// <summary>A figure refused: there are fewer answers than the floor.</summary>
    public static Figure TooFew(long have, long need) =>
        new() { Shortfall = new Shortfall("not_enough_answers", have, need) };

    /// <summary>A figure refused for another reason, by its code.</summary>
    public static Figure Refused(string code) => new() { Shortfall = new Shortfall(code, null, null) };
}

/// <summary>Reason why a number is not given.</summary>
/// <param name="Code">Stable word that the client translates, for example <c>not_enough_answers</c>.</param>
/// <param name="Have">What there is; null when counting is not the point.</param>
/// <param name="Need">What it would take; null when counting is not the point.</param>
public sealed record Shortfall(string Code, long? Have, long? Need);

/// <summary>Days from <see cref="From"/> to <see cref="To"/>, both included, in UTC.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, not before the first.</param>
public readonly record struct Period(DateOnly From, DateOnly To)
{
    /// <summary>Number of days, at least 1.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The period of the same length that ends the day before this one starts.</summary>
    public Period Before() => new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>First instant, UTC.</summary>
    [JsonIgnore]
    public DateTime Start => From.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>First instant after it, UTC.</summary>
    [JsonIgnore]
    public DateTime End => To.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
