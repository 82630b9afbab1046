namespace Throughline.Stats;

/// <summary>Which way a change points, once its interval is looked at.</summary>
public enum ChangeDirection
{
    /// <summary>The interval contains 0: say "no clear change" and colour nothing.</summary>
    NotClear,

    /// <summary>The whole interval lies above 0.</summary>
    Rise,

    /// <summary>The whole interval lies below 0.</summary>
    Fall,
}

/// <summary>
/// A difference between two periods or two groups: the second minus the first, in the unit of the metric.
/// </summary>
/// <param name="Difference">The difference with its interval; its N is the answers of both sides together.</param>
/// <param name="P">Two-sided p value, 0 to 1, that belongs to this very interval: below 1 - level exactly when 0 is
/// outside.</param>
/// <param name="Before">Answers of the first side.</param>
/// <param name="After">Answers of the second side.</param>
public readonly record struct Change(Interval Difference, double P, long Before, long After)
{
    /// <summary>Rise or fall only when the interval excludes 0.</summary>
    public ChangeDirection Direction =>
        Difference.Low > 0 ? ChangeDirection.Rise : Difference.High < 0 ? ChangeDirection.Fall : ChangeDirection.NotClear;

    /// <summary>True when the interval excludes 0.</summary>
    public bool IsClear => Difference.ExcludesZero;
}
