namespace Throughline.Language.Detecting;

/// <summary>
/// What matches of patterns are worth together: P = 1 - (1 - 0.02) (1 - w1) (1 - w2) ..., where w is 0.9 for a strong, 0.65 for a plain and 0.35 for a weak line. A line counts once,
/// matches that overlap count as the strongest of them. So more never means less, one plain line is enough (0.66), one weak line is not (0.36), two different weak ones are (0.59).
/// The numbers order and are not measured shares: a detector that has patterns alone is experimental.
/// </summary>
static class HitRule
{
    /// <summary>From which probability on a detector of patterns is present.</summary>
    public const double Threshold = 0.5;

    /// <summary>What is left to be said where nothing is found.</summary>
    public const double Nothing = 0.02;

    const double Most = 0.99;

    /// <summary>What a line is worth.</summary>
    public static double Of(PatternKind kind) => kind switch { PatternKind.Strong => 0.9, PatternKind.Plain => 0.65, PatternKind.Weak => 0.35, _ => 0 };

    /// <summary>The probability that goes with what is left.</summary>
    /// <param name="left">The product of (1 - w).</param>
    public static double Probability(double left) => Math.Min(Most, 1 - ((1 - Nothing) * left));
}
