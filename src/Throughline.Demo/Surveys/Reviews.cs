using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>Stars and words in the app store, under a name of the customer's own making.</summary>
internal static class Reviews
{
    public static void Tell(Life life)
    {
        var dice = life.Dice(Strand.Reviews);
        var index = 0;
        foreach (var at in life.Calendar.Moments(dice, 0.03, life.Person.Joined, 6, 24))
        {
            var season = Calendar.December(at) ? Planted.DecemberRating : 0;
            var level = 3.9 + 0.8 * (life.Person.Experience[Planted.App] - Planted.DriverMean);
            Write(life, life.Key("review", index++), at, "app", AfterContact.Five(level + season + dice.Normal()), dice);
        }
    }

    /// <summary>One review.</summary>
    public static void Write(Life life, string key, DateTime at, string topic, int stars, Dice dice) =>
        life.Diary.Write(new Entry(DemoCatalogue.Reviews, SignalKind.Review, key, at)
        {
            Mode = SignalMode.Indirect,
            Who = [new Identifier("reviewer", Numbers.Key(life.Options.Seed, life.Person.Number, 7))],
            Touchpoint = "app_store",
            Channel = "review",
            Scores = [(DemoCatalogue.Stars, stars)],
            Words = Voice.About(dice, life.Person.Speaker, topic, good: stars >= 4),
        });
}
