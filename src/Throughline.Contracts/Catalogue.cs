namespace Throughline.Contracts;

/// <summary>A system of origin, for example one survey or one shop's tills.</summary>
/// <param name="Id">Small number, given once, never reused.</param>
/// <param name="Name">Name that people gave it; unique in the workspace.</param>
/// <param name="HasTime">False when its records carry no time of their own: then no trend and no period is shown for it.</param>
/// <param name="Demo">True for a source of the demo company.</param>
public sealed record Source(int Id, string Name, bool HasTime = true, bool Demo = false);

/// <summary>One scored item of a source.</summary>
public sealed record Question
{
    /// <summary>Small number, given once, never reused.</summary>
    public required int Id { get; init; }

    /// <summary>The source that asks it.</summary>
    public required int SourceId { get; init; }

    /// <summary>Name in the source, unique there.</summary>
    public required string Name { get; init; }

    /// <summary>Words for people.</summary>
    public required string Label { get; init; }

    /// <summary>The scale that its answers are stored on.</summary>
    public required Scale Scale { get; init; }

    /// <summary>The metric that sums it up.</summary>
    public required Metric Metric { get; init; }

    /// <summary>Whether it is a result to explain or one of the things that may explain it.</summary>
    public QuestionRole Role { get; init; } = QuestionRole.Driver;
}

/// <summary>Closed range of a question's answers.</summary>
/// <param name="Min">Worst answer.</param>
/// <param name="Max">Best answer; above <paramref name="Min"/>.</param>
/// <param name="LowIsGood">True where the lowest answer is the best, as with effort.</param>
public readonly record struct Scale(double Min, double Max, bool LowIsGood = false)
{
    /// <summary>True when the value lies on the scale, ends included.</summary>
    public bool Holds(double value) => value >= Min && value <= Max;
}

/// <summary>How answers become one number.</summary>
public enum Metric
{
    /// <summary>Arithmetic mean on the question's scale.</summary>
    Mean = 0,
    /// <summary>Net Promoter Score, -100 to 100; needs the scale 0 to 10.</summary>
    Nps = 1,
    /// <summary>Share of answers in the top two boxes of the scale (the top one of a three-point scale), 0 to 100.</summary>
    Csat = 2,
    /// <summary>Customer effort: mean on the question's scale.</summary>
    Ces = 3,
    /// <summary>Share of yes among yes and no, 0 to 100.</summary>
    Share = 4,
}

/// <summary>Part of a question in an analysis of drivers.</summary>
public enum QuestionRole
{
    /// <summary>May explain an outcome.</summary>
    Driver = 0,
    /// <summary>A result to be explained.</summary>
    Outcome = 1,
    /// <summary>Kept, counted, but in no analysis of drivers.</summary>
    Aside = 2,
}

/// <summary>The four kinds of customer data.</summary>
public enum AttributeKind
{
    /// <summary>Who the customer is.</summary>
    Identity = 0,
    /// <summary>What is true of the customer or the occasion.</summary>
    Descriptive = 1,
    /// <summary>What the customer thinks.</summary>
    Attitudinal = 2,
    /// <summary>What the customer does.</summary>
    Behavioural = 3,
}

/// <summary>A named value that signals may carry; the same name means the same attribute in every source.</summary>
/// <param name="Id">Small number, given once, never reused.</param>
/// <param name="Name">Name, unique.</param>
/// <param name="Kind">Which of the four kinds of customer data it is.</param>
public sealed record AttributeName(int Id, string Name, AttributeKind Kind);
