namespace Throughline.Listening.Webhooks;

/// <summary>When a delivery that failed is tried again: soon, then later and later, for three days.</summary>
static class Backoff
{
    /// <summary>How long a delivery is tried, from its first attempt.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(3);

    static readonly double[] _minutes = [5 / 60d, 0.5, 2, 10, 30, 60, 120, 240, 480, 720, 960];

    /// <summary>Time until the next attempt; null when there is none any more.</summary>
    /// <param name="tries">Attempts so far, at least 1.</param>
    /// <param name="age">Time since the first attempt.</param>
    /// <param name="chance">0 to 1: spreads the attempts of many deliveries over ±20 %.</param>
    /// <param name="asked">What the receiver asked for with Retry-After; it can only lengthen the wait.</param>
    public static TimeSpan? Next(int tries, TimeSpan age, double chance, TimeSpan? asked)
    {
        if (age >= Life)
        {
            return null;
        }

        var wait = TimeSpan.FromMinutes(_minutes[Math.Min(tries, _minutes.Length) - 1] * (0.8 + (0.4 * chance)));
        wait = asked > wait ? asked.Value : wait;
        return wait < Life - age ? wait : Life - age; // the last attempt is at the very end
    }
}
