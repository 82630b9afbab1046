using System.Globalization;
using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>How the sources come to hold several records of one person.</summary>
/// <remarks>Everyone has a record in the customer register. Some were written down a second time by a shop, by the app or
/// by the contact centre; what they do there then stands under that other record.</remarks>
internal static class RecordKeeping
{
    static readonly string[] _namespaces = ["customer", "shop_card", "app_account", "caller"];
    static readonly double[] _writtenAgain = [1, 0.10, 0.12, 0.08];
    static readonly string[] _mailHosts = ["post.example", "mail.example", "letterbox.example", "inbox.example"];

    /// <summary>The records of a person, the register's first. All are truly the same person.</summary>
    public static IReadOnlyList<SourceRecord> Of(ulong seed, Person person)
    {
        var dice = new Dice(seed, person.Number, Strand.Records);
        var records = new List<SourceRecord>(1);
        var nativeFirst = person.Language != "en" && dice.Chance(0.5);
        for (var desk = Desk.Crm; desk <= Desk.Phone; desk++)
        {
            if (dice.Chance(_writtenAgain[(int)desk]))
            {
                var native = desk == Desk.Crm ? nativeFirst : nativeFirst != dice.Chance(0.45) && person.Language != "en";
                records.Add(Write(seed, person, desk, native, dice));
            }
        }

        return records;
    }

    static SourceRecord Write(ulong seed, Person person, Desk desk, bool native, Dice dice)
    {
        var slip = desk == Desk.Crm ? 0.03 : 0.2;
        var given = Slips.Name(native ? person.Given.Native : Latin(person.Given, desk, dice), slip, dice);
        var family = Slips.Name(native ? person.Family.Native : Latin(person.Family, desk, dice), slip, dice);
        var phone = PhoneFor(person, desk, dice);
        var email = EmailFor(person, desk, dice);
        return new SourceRecord
        {
            Desk = desk,
            Key = new Identifier(_namespaces[(int)desk], Numbers.Key(seed, person.Number, (int)desk)),
            Given = given,
            Family = family,
            Full = native && person.Language == "zh" ? family + given : given + " " + family,
            Birth = BirthFor(person, desk, dice),
            // A record that holds no way to reach the person is of no use to a shop.
            Email = email ?? (phone is null ? Mail(person, '.', 7) : null),
            Phone = phone,
            WithAddress = desk == Desk.Crm || dice.Chance(0.4),
        };
    }

    static string Latin(Spelling name, Desk desk, Dice dice) =>
        desk == Desk.Crm || dice.Chance(0.55) ? name.Latin[0] : dice.Pick(name.Latin);

    static string? BirthFor(Person person, Desk desk, Dice dice)
    {
        var (missing, wrong) = desk == Desk.Crm ? (0.02, 0.3) : (0.25, 1.0);
        var birth = person.Birth;
        var kind = dice.Unit();
        if (dice.Chance(missing))
        {
            return null;
        }

        var written = kind < 0.05 * wrong && birth.Day <= 12 ? new DateOnly(birth.Year, birth.Day, birth.Month)
            : kind < 0.09 * wrong ? new DateOnly(birth.Year, 1, 1)
            : kind < 0.12 * wrong ? birth.AddYears(dice.Chance(0.5) ? 1 : -1)
            : birth;
        return written.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    // Households share the landline: the same phone is not the same person.
    static string? PhoneFor(Person person, Desk desk, Dice dice)
    {
        var kind = dice.Unit();
        return desk switch
        {
            Desk.Crm => kind < 0.08 ? person.Home.Landline : Numbers.Mobile(person.Number),
            Desk.Phone => kind < 0.3 ? person.Home.Landline : kind < 0.5 ? Numbers.OtherMobile(person.Number) : Numbers.Mobile(person.Number),
            _ => kind < 0.25 ? null : kind < 0.4 ? Numbers.OtherMobile(person.Number) : Numbers.Mobile(person.Number),
        };
    }

    static string? EmailFor(Person person, Desk desk, Dice dice)
    {
        var kind = dice.Unit();
        return desk switch
        {
            Desk.Crm => kind < 0.1 ? null : Mail(person, '.', 7),
            Desk.Phone => kind < 0.6 ? null : Mail(person, '.', 7),
            _ => kind < 0.15 ? null : kind < 0.55 ? Mail(person, '_', 11) : Slips.Mail(Mail(person, '.', 7), 0.08, dice),
        };
    }

    static string Mail(Person person, char dot, int step) =>
        Slug(person.Given.Latin[0]) + dot + Slug(person.Family.Latin[0]) + Numbers.Digits(person.Number, step)
        + "@" + _mailHosts[(person.Number + step) % _mailHosts.Length];

    static string Slug(string name) =>
        string.Concat(name.ToLowerInvariant().Replace('ü', 'u').Where(c => c is >= 'a' and <= 'z'));
}
