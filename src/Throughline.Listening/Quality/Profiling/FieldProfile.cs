using Throughline.Contracts;
using Throughline.Stats;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>A share of rows: a complete count, or the estimate from a sample of them.</summary>
/// <param name="Count">Rows that have it, of those that were looked at.</param>
/// <param name="Of">Rows that were looked at.</param>
/// <param name="Estimate">The share among all rows with its interval, 0 to 1, where only a sample was looked at; null when all were.</param>
public sealed record ShareFigure(long Count, long Of, Estimate? Estimate)
{
    /// <summary>The share, complete or with its interval.</summary>
    public static ShareFigure Make(long count, long of, bool complete) => new(count, of, complete || of == 0 ? null : Interval(count, of));

    static Estimate Interval(long count, long of)
    {
        var wilson = Proportion.Wilson(count, of);
        return new Estimate { Value = wilson.Value, Low = wilson.Low, High = wilson.High, N = of, Method = FieldProfile.Method };
    }
}

/// <summary>A count by a word.</summary>
/// <param name="Word">A mask, a kind or a script.</param>
/// <param name="Count">How many.</param>
public sealed record WordCount(string Word, long Count);

/// <summary>What the values of one field look like. No value that was received stands in it, except the ends of the range of a field that is not personal.</summary>
public sealed record FieldProfile
{
    /// <summary>Page of docs/methods.</summary>
    public const string Method = "data-quality";

    /// <summary>Name of the field.</summary>
    public required string Field { get; init; }

    /// <summary>What it is to us, for example <c>attribute</c> or <c>score</c>; <c>column</c> for a column of a file.</summary>
    public required string Use { get; init; }

    /// <summary>What the values seem to be.</summary>
    public required ValueKind Kind { get; init; }

    /// <summary>Share of the filled values that are of that kind, 0 to 1.</summary>
    public required double KindShare { get; init; }

    /// <summary>True when it tells who somebody is, or may: its values are shown only to who may see them, and none is kept here.</summary>
    public required bool Personal { get; init; }

    /// <summary>Filled rows.</summary>
    public required ShareFigure Filled { get; init; }

    /// <summary>Words that stand for nothing, such as "n/a".</summary>
    public required ShareFigure Placeholders { get; init; }

    /// <summary>Values with blanks at an end.</summary>
    public required ShareFigure Untrimmed { get; init; }

    /// <summary>Values with control characters or broken text.</summary>
    public required ShareFigure Broken { get; init; }

    /// <summary>Distinct values among the rows looked at, with the interval of the sketch that counts them; null without values.</summary>
    public Estimate? Distinct { get; init; }

    /// <summary>Shortest value, characters; null without values.</summary>
    public int? Shortest { get; init; }

    /// <summary>Longest value, characters; null without values.</summary>
    public int? Longest { get; init; }

    /// <summary>Mean length, characters; null without values.</summary>
    public double? MeanLength { get; init; }

    /// <summary>Numbers; null where the field is none.</summary>
    public NumberProfile? Numbers { get; init; }

    /// <summary>First day; null where the field holds no days, or is personal.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>Last day; null where the field holds no days, or is personal.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Values by what they seem to be, the most frequent first.</summary>
    public required IReadOnlyList<WordCount> Kinds { get; init; }

    /// <summary>The most frequent masks; A upper case, a lower case, x a letter without case, 9 a digit, + more of the same.</summary>
    public required IReadOnlyList<WordCount> Masks { get; init; }

    /// <summary>Letters by script.</summary>
    public required IReadOnlyList<WordCount> Scripts { get; init; }

    /// <summary>Shift against the profile before, as a population stability index; null when there is too little to tell.</summary>
    public double? Drift { get; init; }

    /// <summary>The profile of a sketch.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="use">What it is to us.</param>
    /// <param name="sketch">Its sketch.</param>
    /// <param name="complete">True when all rows were looked at.</param>
    /// <param name="personal">True where the register or its kind says that it is personal.</param>
    internal static FieldProfile Of(string name, string use, FieldSketch sketch, bool complete, bool personal)
    {
        var kind = FieldKind.Of(sketch, name);
        var filled = sketch.Filled;
        personal |= kind.Personal;
        ShareFigure Share(long count, long of) => ShareFigure.Make(count, of, complete);
        return new FieldProfile
        {
            Field = name,
            Use = use,
            Kind = kind.Kind,
            KindShare = kind.Share,
            Personal = personal,
            Filled = Share(filled, sketch.Rows),
            Placeholders = Share(sketch.Placeholders, filled),
            Untrimmed = Share(sketch.Untrimmed, filled),
            Broken = Share(sketch.Broken, filled),
            Distinct = filled == 0 ? null : DistinctOf(sketch),
            Shortest = filled == 0 ? null : sketch.Shortest,
            Longest = filled == 0 ? null : sketch.Longest,
            MeanLength = filled == 0 ? null : Math.Round((double)sketch.Characters / filled, 1),
            Numbers = kind.Kind is ValueKind.Number or ValueKind.WholeNumber ? NumberProfile.Of(sketch, personal) : null,
            FirstDay = personal || sketch.FirstDay > sketch.LastDay ? null : sketch.FirstDay,
            LastDay = personal || sketch.FirstDay > sketch.LastDay ? null : sketch.LastDay,
            Kinds = [.. Words(sketch.Kinds, i => Word(((ValueKind)i).ToString()))],
            Masks = [.. sketch.Masks.Top(8).Select(one => new WordCount(one.Mask, one.Count))],
            Scripts = [.. Words(sketch.Scripts, i => Word(((LetterScript)i).ToString()))],
        };
    }

    static Estimate DistinctOf(FieldSketch sketch)
    {
        var count = Math.Min(sketch.Distinct.Count(), sketch.Filled);
        var half = 1.96 * DistinctSketch.StandardError * count;
        half = half < 0.5 ? 0 : half; // so few are told apart one by one
        count = half == 0 ? Math.Round(count) : count;
        return new Estimate
        {
            Value = Math.Round(count),
            Low = Math.Max(1, Math.Floor(count - half)),
            High = Math.Min(sketch.Filled, Math.Ceiling(count + half)),
            N = sketch.Filled,
            Method = Method,
        };
    }

    static IEnumerable<WordCount> Words(long[] counts, Func<int, string> word) =>
        counts.Select((count, i) => new WordCount(word(i), count)).Where(one => one.Count > 0).OrderByDescending(one => one.Count);

    static string Word(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

/// <summary>The numbers of a field. Quantiles are right to 2 % of their value.</summary>
/// <param name="Count">Values that are numbers.</param>
/// <param name="Low">The lowest; null where the field is personal.</param>
/// <param name="High">The highest; null where the field is personal.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Quarter">A quarter of them lie below.</param>
/// <param name="Median">Half of them lie below.</param>
/// <param name="ThreeQuarters">Three quarters of them lie below.</param>
/// <param name="Outliers">Numbers further than three times the middle half's width from its ends (Tukey's far out).</param>
public sealed record NumberProfile(long Count, double? Low, double? High, double Mean, double Quarter, double Median, double ThreeQuarters, long Outliers)
{
    const double FarOut = 3;

    internal static NumberProfile? Of(FieldSketch sketch, bool personal)
    {
        if (Fences(sketch) is not var (low, high) || sketch.Numbers.Quantile(0.5) is not { } median)
        {
            return null;
        }

        return new(sketch.Numbers.Count, personal || double.IsInfinity(sketch.Low) ? null : sketch.Low, personal || double.IsInfinity(sketch.High) ? null : sketch.High,
            sketch.Sum / sketch.Numbers.Count, sketch.Numbers.Quantile(0.25)!.Value, median, sketch.Numbers.Quantile(0.75)!.Value,
            high > low ? sketch.Numbers.Outside(low, high) : 0);
    }

    /// <summary>Tukey's outer fences; null without numbers.</summary>
    internal static (double Low, double High)? Fences(FieldSketch sketch)
    {
        if (sketch.Numbers.Quantile(0.25) is not { } quarter || sketch.Numbers.Quantile(0.75) is not { } three)
        {
            return null;
        }

        return (quarter - (FarOut * (three - quarter)), three + (FarOut * (three - quarter)));
    }
}
