using System.Globalization;

namespace Throughline.Demo;

/// <summary>One customer within the story: who they are, what is written of them, and how often they were asked.</summary>
internal sealed class Life
{
    public Life(DemoOptions options, Calendar calendar, DemoIds ids, int number)
    {
        Options = options;
        Calendar = calendar;
        Person = Person.Of(options, number);
        Records = RecordKeeping.Of(options.Seed, Person);
        Diary = new Diary(ids, calendar)
        {
            Always =
            [
                (DemoCatalogue.Region, Person.Home.Region),
                (DemoCatalogue.Language, Person.Language),
                (DemoCatalogue.AgeBand, Person.AgeBand(options.Until)),
                (DemoCatalogue.Contract, Person.Contract),
                (DemoCatalogue.Bank, Person.Bank),
            ],
        };
    }

    public DemoOptions Options { get; }

    public Calendar Calendar { get; }

    public Person Person { get; }

    public IReadOnlyList<SourceRecord> Records { get; }

    public Diary Diary { get; }

    /// <summary>What was asked in the relationship survey, and what came back.</summary>
    public Reach Relationship { get; } = new();

    /// <summary>What was asked after contacts, and what came back.</summary>
    public Reach AfterContact { get; } = new();

    /// <summary>The record under which a desk knows this customer: its own, or else the register's.</summary>
    public SourceRecord At(Desk desk)
    {
        for (var i = 1; i < Records.Count; i++)
        {
            if (Records[i].Desk == desk)
            {
                return Records[i];
            }
        }

        return Records[0];
    }

    public Dice Dice(Strand strand) => new(Options.Seed, Person.Number, strand);

    /// <summary>Key of the customer's nth record of some kind: no order can be read from it.</summary>
    public string Key(string kind, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}-{Records[0].Key.Value}-{index}");
}

/// <summary>Counts of one survey: all who were asked, with what they would have said, beside those who said it.</summary>
internal sealed class Reach
{
    public int Asked { get; private set; }

    public int Answered { get; private set; }

    /// <summary>Sums of the deserved scores of all asked and of those who answered.</summary>
    public double AskedSum { get; private set; }

    public double AnsweredSum { get; private set; }

    /// <summary>Promoters less detractors, among all asked and among those who answered; 0 to 10 scales only.</summary>
    public int AskedNet { get; private set; }

    public int AnsweredNet { get; private set; }

    public void Ask(int score)
    {
        Asked++;
        AskedSum += score;
        AskedNet += Net(score);
    }

    public void Answer(int score)
    {
        Answered++;
        AnsweredSum += score;
        AnsweredNet += Net(score);
    }

    public void Add(Reach other)
    {
        Asked += other.Asked;
        Answered += other.Answered;
        AskedSum += other.AskedSum;
        AnsweredSum += other.AnsweredSum;
        AskedNet += other.AskedNet;
        AnsweredNet += other.AnsweredNet;
    }

    static int Net(int score) => score >= 9 ? 1 : score <= 6 ? -1 : 0;
}
