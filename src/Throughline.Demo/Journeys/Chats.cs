using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>Chats, with the customer's first words. The new window changed its looks and nothing else.</summary>
internal static class Chats
{
    public static void Tell(Life life)
    {
        var dice = life.Dice(Strand.Chats);
        var index = 0;
        foreach (var at in life.Calendar.Moments(dice, 0.25, life.Person.Joined, 6, 24))
        {
            var worst = Planted.Drivers[life.Person.Experience.Worst].Topic!;
            var question = dice.Chance(0.6);
            var words = question
                ? Voice.Question(dice, life.Person.Speaker)
                : Voice.About(dice, life.Person.Speaker, worst, good: false);
            Chat(life, life.Key("chat", index++), at, question ? "question" : worst, words, survey: 0.7, dice);
        }
    }

    /// <summary>One chat; asked about with the chance <paramref name="survey"/>.</summary>
    public static void Chat(Life life, string key, DateTime at, string reason, Verbatim words, double survey, Dice dice)
    {
        var resolved = dice.Chance(0.72);
        var window = DateOnly.FromDateTime(at) >= Planted.ChatWindowFrom(life.Options) ? "new" : "old";
        var contact = new Contact(key, at.AddMinutes(12), Desk.App, "chat", "chat", "chat", resolved ? 4.2 : 2.6)
        {
            Resolved = resolved,
            Seasonal = false,
            Facts = [(DemoCatalogue.ChatWindow, window)],
        };
        var asked = AfterContact.Ask(life, contact, survey, dice);
        life.Diary.Write(new Entry(DemoCatalogue.ContactCentre, SignalKind.Message, key, at)
        {
            Who = life.At(Desk.App).Identifiers,
            Touchpoint = "chat",
            Channel = "chat",
            Words = words,
            Facts =
            [
                (DemoCatalogue.Reason, reason),
                (DemoCatalogue.ChatWindow, window),
                (DemoCatalogue.Outcome, resolved ? "resolved" : "open"),
                (DemoCatalogue.Asked, asked ? "yes" : "no"),
            ],
        });
    }
}
