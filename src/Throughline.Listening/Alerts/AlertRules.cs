using Throughline.Stats;

namespace Throughline.Listening.Alerts;

/// <summary>When an alert begins and ends: pure decisions on counts. docs/alerts.md says the same in words.</summary>
static class AlertRules
{
    /// <summary>Events that must have come before a share says anything.</summary>
    public const int LeastEvents = 50;

    /// <summary>Held events below which nobody is told.</summary>
    public const int LeastHeld = 10;

    /// <summary>How far back the events may have come that are looked at as one, hours.</summary>
    public const int LongestWindow = 24;

    /// <summary>How far back it is asked what is usual, hours.</summary>
    public const int Remembered = 28 * 24;

    /// <summary>Refused requests within a day from which on a key is used again and again.</summary>
    public const int LeastRefused = 10;

    /// <summary>A refused key that was not seen for so long is not used any more.</summary>
    public static readonly TimeSpan KeyIsQuiet = TimeSpan.FromHours(3);

    const double Odd = 1e-5; // looked at every minute of every hour: about once in ten years of one source by chance
    const double Usual = 0.05;
    const double LeastRise = 0.005;
    const double LeastFactor = 2;
    const double TooMuch = 0.5;
    const int LeastHoursToJudge = 100;
    const double OftenOdd = 0.1;

    /// <summary>The newest hours that together hold enough events, the newest first; null when a day does not.</summary>
    /// <param name="hours">Counts by hour since 1970.</param>
    /// <param name="now">The hour that runs.</param>
    public static (long From, PartOf Seen)? Window(IReadOnlyDictionary<long, HourCount> hours, long now)
    {
        var seen = new PartOf(0, 0);
        for (var hour = now; hour > now - LongestWindow; hour--)
        {
            seen += hours.TryGetValue(hour, out var one) ? one.Count : default;
            if (seen.Of >= LeastEvents)
            {
                return (hour, seen);
            }
        }

        return null;
    }

    /// <summary>
    /// What is usual before an hour, without what was odd: an incident must not hide the next one. Where a tenth of all hours were odd, that is
    /// how the source is, and they count.
    /// </summary>
    public static UsualShare UsualBefore(IReadOnlyDictionary<long, HourCount> hours, long from)
    {
        var before = hours.Where(one => one.Key < from && one.Value.Count.Of > 0).Select(one => one.Value).ToList();
        var odd = before.Count(one => one.IsOdd);
        var isSo = before.Count >= LeastHoursToJudge && odd >= OftenOdd * before.Count;
        return UsualShare.Of(before.Where(one => isSo || !one.IsOdd).Select(one => one.Count));
    }

    /// <summary>
    /// True when a window has clearly more held events than usual, and enough more to matter. Where hardly anything came before, half of
    /// them held is too much without knowing what is usual.
    /// </summary>
    public static bool Begins(PartOf seen, UsualShare usual) => seen.Part >= LeastHeld && (usual.Events < LeastEvents
        ? seen.Share >= TooMuch
        : seen.Share >= usual.Share + LeastRise && seen.Share >= LeastFactor * usual.Share && usual.ChanceOf(seen) < Odd);

    /// <summary>True when a window could well be a usual one again.</summary>
    public static bool Ends(PartOf seen, UsualShare usual) => usual.Events < LeastEvents ? seen.Share < TooMuch / 2 : usual.ChanceOf(seen) > Usual;
}

/// <summary>What came in an hour.</summary>
/// <param name="Count">Held events of all that are new.</param>
/// <param name="IsOdd">True while an alert was on: such hours do not tell what is usual.</param>
readonly record struct HourCount(PartOf Count, bool IsOdd);
