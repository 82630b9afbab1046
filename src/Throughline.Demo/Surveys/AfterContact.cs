using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>A contact about which the customer may be asked.</summary>
/// <param name="Key">Key of the contact's own record.</param>
/// <param name="At">When it ended, UTC.</param>
/// <param name="Desk">Under which record it stands.</param>
/// <param name="Touchpoint">Where it was.</param>
/// <param name="Channel">By which medium.</param>
/// <param name="Topic">Section of the phrase books that speaks of it.</param>
/// <param name="Level">How good it was, near 1 to 5.</param>
internal sealed record Contact(string Key, DateTime At, Desk Desk, string Touchpoint, string Channel, string Topic, double Level)
{
    public bool? Resolved { get; init; }
    public bool Seasonal { get; init; } = true;
    public IReadOnlyList<(DemoAttributeName, string?)> Facts { get; init; } = [];
}

/// <summary>The short survey after a contact. Few are answered, and not by everyone alike.</summary>
internal static class AfterContact
{
    const double Noise = 0.75;

    /// <summary>Asks with the given chance; true when the customer was asked.</summary>
    public static bool Ask(Life life, Contact contact, double chance, Dice dice)
    {
        var asked = dice.Chance(chance);
        var season = contact.Seasonal && Calendar.December(contact.At) ? Planted.DecemberRating : 0;
        var rating = Five(contact.Level + season + Noise * dice.Normal());
        var answers = dice.Chance(life.Person.Answering.AfterContact(rating));
        var at = contact.At.AddMinutes(dice.Chance(0.6) ? dice.Between(2, 90) : dice.Between(90, 4000));
        if (!asked)
        {
            return false;
        }

        life.AfterContact.Ask(rating);
        if (answers && life.Diary.Write(Response(life, contact, rating, at, dice)))
        {
            life.AfterContact.Answer(rating);
        }

        return true;
    }

    static Entry Response(Life life, Contact contact, int rating, DateTime at, Dice dice)
    {
        List<(DemoQuestion, double)> scores =
        [
            (DemoCatalogue.Rating, rating),
            (DemoCatalogue.Ease, Five(rating + 0.1 + 0.8 * dice.Normal())),
            (DemoCatalogue.Speed, Five(0.6 * rating + 1.4 + 0.9 * dice.Normal())),
        ];
        if (contact.Resolved is { } resolved)
        {
            scores.Add((DemoCatalogue.Resolved, resolved ? 1 : 0));
        }

        return new Entry(DemoCatalogue.AfterContact, SignalKind.Response, contact.Key + "-s", at)
        {
            Who = life.At(contact.Desk).Identifiers,
            Touchpoint = contact.Touchpoint,
            Channel = contact.Channel,
            Scores = scores,
            Facts = contact.Facts,
            Words = dice.Chance(rating is 1 or 2 or 5 ? 0.6 : 0.35) ? Words(life, contact, rating, dice) : null,
        };
    }

    static Verbatim Words(Life life, Contact contact, int rating, Dice dice)
    {
        if (rating == 3 && dice.Chance(0.5))
        {
            return Voice.Short(dice, life.Person.Speaker, good: dice.Chance(0.5));
        }

        var good = rating >= 4 || (rating == 3 && dice.Chance(0.3));
        // Whoever is content all the same speaks of topping up, not of the card that failed.
        var topic = good && contact.Topic == "card_fails" ? "top_up" : contact.Topic;
        return Voice.About(dice, life.Person.Speaker, topic, good);
    }

    public static int Five(double level) => (int)Math.Clamp(Math.Floor(level + 0.5), 1, 5);
}
