namespace Throughline.Stats;

/// <summary>
/// What a driver analysis answers: a <see cref="DriverRanking"/>, or a <see cref="DriverRefusal"/> that says why
/// not.
/// </summary>
public abstract record DriverAnswer
{
    private protected DriverAnswer()
    {
    }
}

/// <summary>Why there is no ranking.</summary>
public enum DriverRefusalReason
{
    /// <summary>Fewer rows than the drivers need.</summary>
    TooFewRows,

    /// <summary>Every row has the same outcome: there is nothing to explain.</summary>
    OutcomeDoesNotVary,

    /// <summary>No driver varies: there is nothing to explain with.</summary>
    NoDriverVaries,
}

/// <summary>The data cannot say which driver matters.</summary>
/// <param name="Reason">Why.</param>
/// <param name="N">Complete rows there are.</param>
/// <param name="Needed">Complete rows that would do, as far as their number is the reason.</param>
/// <param name="Detail">One sentence for a person.</param>
public sealed record DriverRefusal(DriverRefusalReason Reason, long N, long Needed, string Detail) : DriverAnswer;

/// <summary>How far the ranking can be trusted.</summary>
public enum RankingClarity
{
    /// <summary>All drivers together explain no more than chance would: show no ranking.</summary>
    NothingFound,

    /// <summary>Together they matter, but one cannot be told from the next: one tier, no ranking.</summary>
    NotDistinguishable,

    /// <summary>Some tiers stand apart.</summary>
    Tiers,
}

/// <summary>What the shares of R² are made of.</summary>
public enum ImportanceMethod
{
    /// <summary>Average rise of R² over all orders of entry, exact; up to 16 drivers.</summary>
    Lmg,

    /// <summary>Johnson's relative weights; above 16 drivers.</summary>
    RelativeWeights,
}

/// <summary>
/// Drivers of a score with their shares of what is explained, and how surely one stands above another.
/// </summary>
public sealed record DriverRanking : DriverAnswer
{
    /// <summary>Rows used.</summary>
    public required long N { get; init; }

    /// <summary>
    /// Share of the outcome's variance that all drivers explain together, 0 to 1, with its bootstrap interval.
    /// </summary>
    public required Interval R2 { get; init; }

    /// <summary>p value that the drivers explain nothing at all (overall F test), 0 to 1.</summary>
    public required double P { get; init; }

    /// <summary>What the shares are made of.</summary>
    public required ImportanceMethod Method { get; init; }

    /// <summary>Whether a ranking may be shown.</summary>
    public required RankingClarity Clarity { get; init; }

    /// <summary>Every driver, in the order given.</summary>
    public required IReadOnlyList<DriverImportance> Drivers { get; init; }

    /// <summary>Every driver once, highest share first; drivers of one tier cannot be told apart in order.</summary>
    public required IReadOnlyList<DriverTier> Tiers { get; init; }

    /// <summary>Drivers next to each other by share, highest pair first.</summary>
    public required IReadOnlyList<DriverNeighbours> Neighbours { get; init; }

    /// <summary>Drivers so alike that only their joint share means something; empty when there are none.</summary>
    public required IReadOnlyList<DriverTier> Clusters { get; init; }

    /// <summary>
    /// Row i, column j: share of the settings of the other drivers, 0 to 1, in which driver i adds more than driver j.
    /// In the order of <see cref="Drivers"/>; null above 16 drivers.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<double>>? Dominance { get; init; }

    /// <summary>What a reader must know before acting on this.</summary>
    public required IReadOnlyList<DriverWarning> Warnings { get; init; }

    internal DriverDraws Draws { get; init; } = DriverDraws.None;

    /// <summary>One driver by name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public DriverImportance Get(string name) => Drivers[IndexOf(name)];

    internal int IndexOf(string name)
    {
        for (var i = 0; i < Drivers.Count; i++)
        {
            if (Drivers[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"No driver is called {name}.", nameof(name));
    }
}

/// <summary>One driver. Null stands where the data cannot say; it is never 0.</summary>
public sealed record DriverImportance
{
    /// <summary>Its name as given.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Its share of what is explained, per cent (0 to 100, all drivers sum to 100), with its bootstrap interval.
    /// </summary>
    public required Interval Share { get; init; }

    /// <summary>LMG in units of R²; all drivers sum to R². Null above 16 drivers.</summary>
    public required double? Lmg { get; init; }

    /// <summary>Johnson's relative weight in units of R²; all drivers sum to R².</summary>
    public required double RelativeWeight { get; init; }

    /// <summary>
    /// Standard deviations of the outcome per standard deviation of the driver, the others held. Null when the
    /// driver is constant or a combination of others.
    /// </summary>
    public required double? StandardBeta { get; init; }

    /// <summary>Correlation with the outcome, -1 to 1. Null for a constant driver.</summary>
    public required double? ZeroOrderR { get; init; }

    /// <summary>Variance inflation, 1 or more. Null as for <see cref="StandardBeta"/>.</summary>
    public required double? Vif { get; init; }

    /// <summary>
    /// Where the mean stands between the lowest and the highest value given, 0 to 100. Null for a constant driver.
    /// </summary>
    public required double? Performance { get; init; }

    /// <summary>
    /// Change of the outcome per unit of the driver, the others held, with its bootstrap interval. Association, not
    /// cause. Null as for <see cref="StandardBeta"/>.
    /// </summary>
    public required Interval? Slope { get; init; }

    /// <summary>Effect size of the step ceiling (must-have), 0 to 1. Null when rows were not at hand.</summary>
    public required double? CeilingEffect { get; init; }

    /// <summary>Share of draws in which this driver took place 1, 2, .. p; sums to 1.</summary>
    public required IReadOnlyList<double> PlaceProbabilities { get; init; }

    /// <summary>
    /// True when the slope points clearly against the plain correlation: the others stand in for this driver, read
    /// neither as advice.
    /// </summary>
    public required bool SignConflict { get; init; }
}

/// <summary>Drivers that belong together, with their joint share in per cent and its interval.</summary>
/// <param name="Drivers">Names, highest share first.</param>
/// <param name="Share">Sum of their shares, per cent.</param>
public sealed record DriverTier(IReadOnlyList<string> Drivers, Interval Share);

/// <summary>Two drivers next to each other by share.</summary>
/// <param name="Higher">The one with the higher share.</param>
/// <param name="Lower">The one with the lower share.</param>
/// <param name="Probability">Share of the draws in which the higher one is really higher, 0 to 1.</param>
public sealed record DriverNeighbours(string Higher, string Lower, double Probability);

/// <summary>Kinds of warning; the names are those of the output files in snake case.</summary>
public enum DriverWarningKind
{
    /// <summary>The column has one value only.</summary>
    Constant,

    /// <summary>Drivers move together so closely that only their joint share means something.</summary>
    Alike,

    /// <summary>A driver is an exact combination of others: its slope cannot be told.</summary>
    Combination,

    /// <summary>The slope points against the plain correlation.</summary>
    SignConflict,

    /// <summary>All drivers together explain no more than chance.</summary>
    NothingFound,

    /// <summary>The drivers of the first tier (or all of them: no ranking) cannot be told apart in order.</summary>
    NotDistinguishable,

    /// <summary>More than 16 drivers: relative weights instead of LMG.</summary>
    ManyDrivers,

    /// <summary>Rows were left out because a cell is empty, more than one would expect.</summary>
    RowsLeftOut,
}

/// <summary>What a reader must know before acting.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Drivers">The drivers it is about; may be empty.</param>
/// <param name="Detail">One or two sentences for a person.</param>
public sealed record DriverWarning(DriverWarningKind Kind, IReadOnlyList<string> Drivers, string Detail);
