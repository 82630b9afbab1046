namespace Throughline.Stats;

/// <summary>
/// A number that came from a sample, with the limits between which the true one lies (95 % unless the maker was
/// asked for another level) and the number of answers behind it. The currency of this library.
/// </summary>
/// <param name="Value">Point estimate, in the unit of the maker (points, share, scale steps).</param>
/// <param name="Low">Lower limit, same unit, never above <paramref name="Value"/>.</param>
/// <param name="High">Upper limit, same unit, never below <paramref name="Value"/>.</param>
/// <param name="N">Answers used; at least 1. Raw answers, also where a weighted sample counts for fewer.</param>
public readonly record struct Interval(double Value, double Low, double High, long N)
{
    /// <summary>Distance between the limits, same unit, 0 or more.</summary>
    public double Width => High - Low;

    /// <summary>True when 0 lies strictly outside the limits: only then may a difference be called clear.</summary>
    public bool ExcludesZero => Low > 0 || High < 0;

    /// <summary>True when <paramref name="x"/> lies between the limits, limits included.</summary>
    public bool Contains(double x) => Low <= x && x <= High;

    /// <summary>
    /// The same estimate in another unit: share to per cent is <c>Times(100)</c>. A negative factor swaps the
    /// limits.
    /// </summary>
    public Interval Times(double factor) => factor >= 0
        ? new Interval(Value * factor, Low * factor, High * factor, N)
        : new Interval(Value * factor, High * factor, Low * factor, N);
}
