using System.Diagnostics;

namespace Throughline.ServerTests;

/// <summary>A clock on which a minute takes a tenth of a second, and that can be set forward: what looks every minute is seen to look.</summary>
sealed class QuickTime(DateTimeOffset start) : TimeProvider
{
    const int Faster = 600;

    readonly long _began = Stopwatch.GetTimestamp();
    long _ahead;

    /// <summary>Sets the clock forward.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    public override DateTimeOffset GetUtcNow() => start + (Stopwatch.GetElapsedTime(_began) * Faster) + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, Quick(dueTime), Quick(period));

    static TimeSpan Quick(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / Faster));
}
