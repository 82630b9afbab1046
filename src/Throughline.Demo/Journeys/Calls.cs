using System.Globalization;
using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>Calls to the contact centre: the wait, the transfers, and whether it was resolved.</summary>
internal static class Calls
{
    static readonly Dictionary<string, string> _lines = new()
    {
        ["en"] = "Contact centre, English line",
        ["ar"] = "Contact centre, Arabic line",
        ["fa"] = "Contact centre, Persian line",
        ["zh"] = "Contact centre, Chinese line",
    };

    static readonly string[] _reasons = ["billing", "network", "contract", "delivery", "app", "roaming", "moving house"];

    public static void Tell(Life life)
    {
        var dice = life.Dice(Strand.Calls);
        var index = 0;
        foreach (var at in life.Calendar.Moments(dice, 0.48, life.Person.Joined, 7, 21))
        {
            Call(life, life.Key("call", index++), at, dice.Pick(_reasons), survey: 0.7, dice);
        }
    }

    /// <summary>One call; asked about with the chance <paramref name="survey"/>.</summary>
    public static void Call(Life life, string key, DateTime at, string reason, double survey, Dice dice)
    {
        var trouble = Math.Max(0, 5.2 - life.Person.Experience[Planted.PhoneWait]);
        var minutes = trouble * trouble * (0.6 + dice.Unit()) * (Calendar.December(at) ? 1.2 : 1);
        var transfers = dice.Chance(0.12 * trouble) ? 1 + dice.Below(2) : 0;
        var resolved = dice.Chance(0.9 - 0.07 * trouble - 0.15 * transfers);
        var level = 4.5 - 0.13 * minutes - 0.3 * transfers - (resolved ? 0 : 0.7);
        var contact = new Contact(key, at.AddMinutes(minutes + 6), Desk.Phone, "call", "phone", "phone_wait", level) { Resolved = resolved };
        var asked = AfterContact.Ask(life, contact, survey, dice);
        life.Diary.Write(new Entry(DemoCatalogue.ContactCentre, SignalKind.Operation, key, at)
        {
            Who = life.At(Desk.Phone).Identifiers,
            Touchpoint = "call",
            Channel = "phone",
            Facts =
            [
                (DemoCatalogue.Reason, reason),
                (DemoCatalogue.Team, _lines[life.Person.Language]),
                (DemoCatalogue.WaitSeconds, ((int)(minutes * 60)).ToString(CultureInfo.InvariantCulture)),
                (DemoCatalogue.Transfers, transfers.ToString(CultureInfo.InvariantCulture)),
                (DemoCatalogue.Outcome, resolved ? "resolved" : "open"),
                (DemoCatalogue.Asked, asked ? "yes" : "no"),
            ],
        });
    }
}
