using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>Every record of the customer, when it was written: the register's at the start, others later.</summary>
internal static class SignUps
{
    static readonly (DemoSource Source, string Channel)[] _desks =
    [
        (DemoCatalogue.Records, "register"), (DemoCatalogue.Shops, "store"),
        (DemoCatalogue.AppAndWeb, "app"), (DemoCatalogue.ContactCentre, "phone"),
    ];

    public static void Tell(Life life)
    {
        var dice = life.Dice(Strand.Person);
        var start = life.Person.Joined > life.Options.From ? life.Person.Joined : life.Options.From;
        foreach (var record in life.Records)
        {
            var (source, channel) = _desks[(int)record.Desk];
            var day = record.Desk == Desk.Crm ? start : start.AddDays(dice.Below(Math.Min(20, life.Options.Until.DayNumber - start.DayNumber + 1)));
            life.Diary.Write(new Entry(source, SignalKind.Operation, "record-" + record.Key.Value, Calendar.At(day, 7, 20, dice))
            {
                Who = record.Identifiers,
                Touchpoint = "sign_up",
                Channel = channel,
                Facts =
                [
                    (DemoCatalogue.Name, record.Full),
                    (DemoCatalogue.GivenName, record.Given),
                    (DemoCatalogue.FamilyName, record.Family),
                    (DemoCatalogue.BirthDate, record.Birth),
                    (DemoCatalogue.Email, record.Email),
                    (DemoCatalogue.Phone, record.Phone),
                    (DemoCatalogue.Street, record.WithAddress ? life.Person.Home.Street : null),
                    (DemoCatalogue.Postcode, record.WithAddress ? life.Person.Home.Postcode : null),
                    (DemoCatalogue.Product, record.Desk == Desk.Crm ? life.Person.Product : null),
                ],
            });
        }
    }
}
