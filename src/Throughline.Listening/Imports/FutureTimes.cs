using Throughline.Contracts;

namespace Throughline.Listening.Imports;

/// <summary>Records whose time lies after the moment of reading: a typing error, or times of another zone than the mapping says.</summary>
/// <param name="Count">How many; at least 1.</param>
/// <param name="Row">Row of the first of them, counted from 0 without the header.</param>
/// <param name="At">Its time, UTC.</param>
/// <param name="Day">Its day, where the source wrote a day without a clock; null otherwise.</param>
public sealed record FutureTimes(long Count, long Row, DateTime At, DateOnly? Day)
{
    /// <summary>What was found so far, with one more record looked at; null while none lies in the future.</summary>
    public static FutureTimes? With(FutureTimes? before, Signal signal, DateTime now) =>
        signal.OccurredAt <= now ? before
        : before is null ? new(1, signal.Row ?? 0, signal.OccurredAt, signal.OccurredDay)
        : before with { Count = before.Count + 1 };
}
