using System.Globalization;
using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>Orders on the web, and the parcel with its promised day.</summary>
internal static class Orders
{
    static readonly string[] _items = ["phone", "router", "sim card", "case", "headphones", "tablet"];
    static readonly int[] _prices = [420, 89, 5, 19, 65, 310];

    public static void Tell(Life life)
    {
        var dice = life.Dice(Strand.Orders);
        var index = 0;
        foreach (var at in life.Calendar.Moments(dice, 0.4, life.Person.Joined, 7, 24))
        {
            var item = dice.Below(_items.Length);
            var promised = DateOnly.FromDateTime(at).AddDays(dice.Between(2, 4));
            life.Diary.Write(new Entry(DemoCatalogue.WebShop, SignalKind.Operation, life.Key("order", index), at)
            {
                Who = life.At(Desk.App).Identifiers,
                Touchpoint = "order",
                Channel = "web",
                Facts =
                [
                    (DemoCatalogue.Item, _items[item]),
                    (DemoCatalogue.Amount, Number(_prices[item])),
                    (DemoCatalogue.PromisedDay, Day(promised)),
                ],
            });
            if (dice.Chance(0.65))
            {
                Deliver(life, index, promised, dice);
            }

            index++;
        }
    }

    static void Deliver(Life life, int index, DateOnly promised, Dice dice)
    {
        var poor = 4.4 - life.Person.Experience[Planted.Delivery];
        var late = dice.Chance(Math.Clamp(poor * 0.25, 0.03, 0.8)) ? 1 + dice.Below(1 + (int)Math.Clamp(poor * 3, 0, 8)) : 0;
        var at = Calendar.At(promised.AddDays(late), 9, 20, dice);
        var key = life.Key("delivery", index);
        var level = late == 0 ? 4.5 : Math.Max(1.4, 3.2 - 0.3 * late);
        var contact = new Contact(key, at, Desk.App, "delivery", "post", "delivery", level);
        // Nobody is asked about a parcel that has not come within the story.
        var asked = life.Calendar.Holds(at) && AfterContact.Ask(life, contact, 0.8, dice);
        life.Diary.Write(new Entry(DemoCatalogue.WebShop, SignalKind.Operation, key, at)
        {
            Who = life.At(Desk.App).Identifiers,
            Touchpoint = "delivery",
            Channel = "post",
            Facts =
            [
                (DemoCatalogue.PromisedDay, Day(promised)),
                (DemoCatalogue.DaysLate, Number(late)),
                (DemoCatalogue.Asked, asked ? "yes" : "no"),
            ],
        });
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
