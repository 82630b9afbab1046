using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>The half-yearly survey about everything: the outcomes, and the drivers with their planted effects.</summary>
internal static class Relationship
{
    const int EveryDays = 182;
    const double DriverNoise = 0.35;

    public static void Tell(Life life)
    {
        var dice = life.Dice(Strand.Relationship);
        var first = life.Options.From.AddDays(dice.Below(EveryDays));
        for (var round = 0; first <= life.Options.Until; first = first.AddDays(EveryDays), round++)
        {
            if (first >= life.Person.Joined.AddDays(30))
            {
                Invite(life, round, first, dice);
            }
        }
    }

    static void Invite(Life life, int round, DateOnly day, Dice dice)
    {
        var at = Calendar.At(day, 8, 18, dice);
        var levels = Levels(life.Person.Experience, dice);
        var season = Calendar.December(at) ? 1 : 0;
        var mind = Mind(levels) + season * Planted.DecemberRecommend + Planted.RecommendNoise * dice.Normal();
        var recommend = (int)Math.Clamp(Math.Floor(mind + 0.5), 0, 10);
        var who = life.At(Desk.Crm).Identifiers;
        life.Diary.Write(new Entry(DemoCatalogue.Relationship, SignalKind.Event, life.Key("invitation", round), at)
        {
            Mode = SignalMode.Inferred,
            Who = who,
            Channel = "email",
            Facts = [(DemoCatalogue.Event, "survey_invited")],
        });
        life.Relationship.Ask(recommend);
        if (!dice.Chance(life.Person.Answering.Relationship(recommend)))
        {
            return;
        }

        var answered = at.AddMinutes(dice.Chance(0.5) ? dice.Between(5, 600) : dice.Between(600, 10_000));
        var response = new Entry(DemoCatalogue.Relationship, SignalKind.Response, life.Key("response", round), answered)
        {
            Who = who,
            Channel = "email",
            Scores = Scores(recommend, mind, levels, dice),
            Facts = [(DemoCatalogue.Product, life.Person.Product)],
            Words = dice.Chance(0.55) ? Words(life, recommend, levels, dice) : null,
        };
        if (life.Diary.Write(response))
        {
            life.Relationship.Answer(recommend);
        }
    }

    // What is answered about a driver is what moves the outcome, so that its effect per point is exactly the planted one.
    static int[] Levels(Experience experience, Dice dice)
    {
        var levels = new int[Planted.Drivers.Count];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = AfterContact.Five(experience[i] + DriverNoise * dice.Normal());
        }

        return levels;
    }

    static double Mind(int[] levels)
    {
        var mind = Planted.RecommendMean;
        for (var i = 0; i < levels.Length; i++)
        {
            mind += Planted.Drivers[i].Effect * (levels[i] - Planted.DriverMean);
        }

        return mind;
    }

    static List<(DemoQuestion, double)> Scores(int recommend, double mind, int[] levels, Dice dice)
    {
        List<(DemoQuestion, double)> scores =
        [
            (DemoCatalogue.Recommend, recommend),
            (DemoCatalogue.Satisfaction, AfterContact.Five(0.5 * mind + 0.1 + 0.45 * dice.Normal())),
            (DemoCatalogue.Effort, AfterContact.Five(5.6 - 0.4 * mind + 0.7 * dice.Normal())),
        ];
        for (var i = 0; i < levels.Length; i++)
        {
            if (dice.Chance(Planted.Drivers[i].Applies))
            {
                scores.Add((Planted.Drivers[i].Question, levels[i]));
            }
        }

        return scores;
    }

    // Promoters tell of what is best, detractors of what is worst, those between of both, weighed by what matters.
    static Verbatim Words(Life life, int recommend, int[] levels, Dice dice)
    {
        var speaker = life.Person.Speaker;
        var best = Pick(levels, level => level - 3, dice);
        var worst = Pick(levels, level => 3.5 - level, dice);
        return (recommend, best, worst) switch
        {
            ( >= 9, { } topic, _) => Voice.About(dice, speaker, topic, good: true),
            ( <= 6, _, { } topic) => Voice.About(dice, speaker, topic, good: false),
            (7 or 8, { } praise, { } blame) when praise != blame => Voice.Both(dice, speaker, praise, blame),
            (7 or 8, { } topic, _) => Voice.About(dice, speaker, topic, good: true),
            _ => Voice.Short(dice, speaker, recommend >= 7),
        };
    }

    static string? Pick(int[] levels, Func<int, double> distance, Dice dice)
    {
        Span<double> weights = stackalloc double[levels.Length];
        var any = false;
        for (var i = 0; i < levels.Length; i++)
        {
            var far = Planted.Drivers[i].Topic is null ? 0 : Math.Max(0, distance(levels[i]));
            weights[i] = far * (0.2 + Planted.Drivers[i].Effect);
            any |= far > 0;
        }

        return any ? Planted.Drivers[dice.Weighted(weights)].Topic : null;
    }
}
