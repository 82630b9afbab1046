using System.Globalization;
using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>Visits to the app and the site: one to three events that came to mean something.</summary>
internal static class AppAndWebVisits
{
    static readonly string[] _events =
        ["usage_viewed", "bill_viewed", "plan_compared", "help_searched", "coverage_checked", "basket_left", "plan_changed"];

    static readonly double[] _weights = [3, 2, 2, 1.5, 1, 1, 0.5];

    public static void Tell(Life life)
    {
        var dice = life.Dice(Strand.Visits);
        var index = 0;
        foreach (var at in life.Calendar.Moments(dice, 0.3, life.Person.Joined, 6, 24))
        {
            var channel = dice.Chance(0.65) ? "app" : "web";
            var count = dice.Between(1, 3);
            for (var i = 0; i < count; i++)
            {
                var weak = life.Person.Experience[Planted.Network] < 2.5 && dice.Chance(0.4);
                var key = string.Create(CultureInfo.InvariantCulture, $"{life.Key("event", index)}-{i}");
                life.Diary.Write(new Entry(DemoCatalogue.AppAndWeb, SignalKind.Event, key, at.AddSeconds(i * 35 + dice.Below(30)))
                {
                    Mode = SignalMode.Inferred,
                    Who = life.At(Desk.App).Identifiers,
                    Touchpoint = channel,
                    Channel = channel,
                    Facts = [(DemoCatalogue.Event, weak ? "outage_reported" : _events[dice.Weighted(_weights)])],
                });
            }

            index++;
        }
    }
}
