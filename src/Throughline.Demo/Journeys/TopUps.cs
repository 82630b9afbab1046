using System.Globalization;
using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>Prepaid customers' top-ups, and the fault: from one day on, one bank's cards mostly fail in the app.</summary>
internal static class TopUps
{
    static readonly double[] _channels = [0.78, 0.08, 0.14];
    static readonly string[] _channelNames = ["app", "web", "store"];
    static readonly int[] _amounts = [10, 15, 20, 30];

    public static void Tell(Life life)
    {
        if (!life.Person.Prepaid)
        {
            return;
        }

        var dice = life.Dice(Strand.TopUps);
        var index = 0;
        foreach (var at in life.Calendar.Moments(dice, 3.3, life.Person.Joined, 6, 24))
        {
            var channel = _channelNames[dice.Weighted(_channels)];
            var payment = channel == "store" ? "cash" : dice.Chance(0.9) ? "card" : "wallet";
            TopUp(life, index++, at, channel, payment, dice);
        }
    }

    static void TopUp(Life life, int index, DateTime at, string channel, string payment, Dice dice)
    {
        var hit = Hit(life, at, channel, payment);
        var failed = dice.Chance(hit ? Planted.FaultShare : Planted.OrdinaryFailure);
        var key = life.Key("topup", index);
        var level = failed ? 1.8 : 4.3 + 0.3 * (life.Person.Experience[Planted.App] - Planted.DriverMean);
        var contact = new Contact(key, at, Desk.App, "top_up", channel, failed && hit ? "card_fails" : "top_up", level)
        {
            Facts = [(DemoCatalogue.Payment, payment)],
        };
        var asked = AfterContact.Ask(life, contact, channel == "app" ? 1 : 0, dice);
        var amount = dice.Pick(_amounts);
        Attempt(life, key, at, channel, payment, amount, failed, asked);
        for (var again = 1; failed && again <= 2 && dice.Chance(0.6); again++)
        {
            failed = dice.Chance(hit ? Planted.FaultShare : Planted.OrdinaryFailure);
            at = at.AddSeconds(dice.Between(40, 400));
            Attempt(life, $"{key}-again-{again}", at, channel, payment, amount, failed, asked: false);
        }

        if (failed && hit)
        {
            Complain(life, key, at, dice);
        }
    }

    static bool Hit(Life life, DateTime at, string channel, string payment) =>
        channel == "app" && payment == "card" && life.Person.Bank == Planted.FaultBank
        && DateOnly.FromDateTime(at) >= Planted.FaultFrom(life.Options);

    static void Attempt(
        Life life, string key, DateTime at, string channel, string payment, int amount, bool failed, bool asked) =>
        life.Diary.Write(new Entry(DemoCatalogue.AppAndWeb, SignalKind.Operation, key, at)
        {
            Who = life.At(Desk.App).Identifiers,
            Touchpoint = "top_up",
            Channel = channel,
            Facts =
            [
                (DemoCatalogue.Payment, payment),
                (DemoCatalogue.Amount, amount.ToString(CultureInfo.InvariantCulture)),
                (DemoCatalogue.Outcome, failed ? "failed" : "ok"),
                (DemoCatalogue.Asked, asked ? "yes" : "no"),
            ],
        });

    // No survey is sent about these contacts: the fault shows in the ratings of top-ups and nowhere else.
    static void Complain(Life life, string key, DateTime at, Dice dice)
    {
        var kind = dice.Unit();
        if (kind < 0.2)
        {
            var words = Voice.About(dice, life.Person.Speaker, "card_fails", good: false);
            Chats.Chat(life, key + "-chat", at.AddMinutes(dice.Between(3, 60)), "top_up", words, survey: 0, dice);
        }
        else if (kind < 0.4)
        {
            var opening = DateOnly.FromDateTime(at).AddDays(1);
            Calls.Call(life, key + "-call", Calendar.At(opening, 7, 21, dice), "top_up", survey: 0, dice);
        }
        else if (kind < 0.46)
        {
            Reviews.Write(life, key + "-review", at.AddMinutes(dice.Between(5, 2000)), "card_fails", stars: 1, dice);
        }
    }
}
