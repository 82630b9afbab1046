using System.Globalization;
using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>Visits to a shop. Who waits long on the phone comes more often.</summary>
internal static class ShopVisits
{
    static readonly string[] _reasons = ["new phone", "advice", "repair", "sim card", "bill", "contract"];

    public static void Tell(Life life)
    {
        var dice = life.Dice(Strand.Shops);
        var often = 0.3 + 0.08 * (Planted.DriverMean - life.Person.Experience[Planted.PhoneWait]);
        var index = 0;
        foreach (var at in life.Calendar.Moments(dice, Math.Max(0.05, often), life.Person.Joined, 9, 19))
        {
            var key = life.Key("visit", index++);
            var queue = dice.Between(0, 9) + (Calendar.December(at) ? dice.Between(0, 6) : 0);
            var level = 4.1 + 0.6 * (life.Person.Experience[Planted.ShopStaff] - Planted.DriverMean) - 0.04 * (queue - 5);
            var contact = new Contact(key, at.AddMinutes(15), Desk.Shop, "shop_visit", "store", "shop_staff", level);
            var asked = AfterContact.Ask(life, contact, 0.6, dice);
            life.Diary.Write(new Entry(DemoCatalogue.Shops, SignalKind.Operation, key, at)
            {
                Who = life.At(Desk.Shop).Identifiers,
                Touchpoint = "shop_visit",
                Channel = "store",
                Facts =
                [
                    (DemoCatalogue.Reason, dice.Pick(_reasons)),
                    (DemoCatalogue.WaitSeconds, (queue * 60 + dice.Below(60)).ToString(CultureInfo.InvariantCulture)),
                    (DemoCatalogue.Asked, asked ? "yes" : "no"),
                ],
            });
        }
    }
}
