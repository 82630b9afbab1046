namespace Throughline.Demo;

/// <summary>When things happen: month by month, a little more in December.</summary>
internal sealed class Calendar(DemoOptions options)
{
    const double DaysInMonth = 30.4375;

    readonly DateTime _end = options.Until.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>False for a moment after the last day of the story: then it has not been heard yet.</summary>
    public bool Holds(DateTime at) => at < _end;

    public static bool December(DateTime at) => at.Month == 12;

    /// <summary>Moments of one customer's own doing.</summary>
    /// <param name="dice">Chance.</param>
    /// <param name="perYear">How many in an ordinary year, at most 10.</param>
    /// <param name="since">First day; the story's start when it is earlier.</param>
    /// <param name="opens">First hour of the day, UTC.</param>
    /// <param name="closes">Hour after the last.</param>
    /// <param name="seasonal">False for what December does not change.</param>
    public IReadOnlyList<DateTime> Moments(
        Dice dice, double perYear, DateOnly since, int opens, int closes, bool seasonal = true)
    {
        List<DateTime> moments = [];
        var first = since > options.From ? since : options.From;
        while (first <= options.Until)
        {
            var next = new DateOnly(first.Year, first.Month, 1).AddMonths(1);
            var days = Math.Min(next.DayNumber, options.Until.DayNumber + 1) - first.DayNumber;
            var weight = seasonal && first.Month == 12 ? Planted.DecemberVolume : 1;
            // Two trials a month: enough for at most ten a year, and cheaper than a Poisson draw.
            var chance = perYear / 12 * weight * days / DaysInMonth / 2;
            for (var trial = 0; trial < 2; trial++)
            {
                if (dice.Chance(chance))
                {
                    moments.Add(At(first.AddDays(dice.Below(days)), opens, closes, dice));
                }
            }

            first = next;
        }

        return moments;
    }

    /// <summary>A second of a day between two hours.</summary>
    public static DateTime At(DateOnly day, int opens, int closes, Dice dice) =>
        day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddSeconds(dice.Between(opens * 3600, closes * 3600 - 1));
}
