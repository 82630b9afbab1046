using System.Globalization;
using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>Bills of contract customers. Only a bill whose amount differs from the month before is told of.</summary>
internal static class Bills
{
    public static void Tell(Life life)
    {
        if (life.Person.Prepaid)
        {
            return;
        }

        var dice = life.Dice(Strand.Bills);
        var usual = life.Person.Product == "mobile" ? dice.Between(12, 35) : dice.Between(35, 70);
        var index = 0;
        foreach (var at in life.Calendar.Moments(dice, 1.5, life.Person.Joined, 3, 5, seasonal: false))
        {
            var amount = usual + dice.Between(-3, 14) + dice.Below(100) / 100m;
            life.Diary.Write(new Entry(DemoCatalogue.Billing, SignalKind.Operation, life.Key("bill", index++), at)
            {
                Who = life.At(Desk.Crm).Identifiers,
                Touchpoint = "bill",
                Channel = "email",
                Facts = [(DemoCatalogue.Amount, amount.ToString("0.00", CultureInfo.InvariantCulture))],
            });
        }
    }
}
