using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>An invented carrier with shops, web, app and a contact centre, told as signals. Pure: no storage, no clock.</summary>
/// <remarks>A customer's story depends on (options without their count, customer number) alone, so that any range can be
/// told by itself, by any thread, and a million customers pass through in the memory of one.</remarks>
public sealed class DemoCompany
{
    readonly Calendar _calendar;

    DemoCompany(DemoOptions options)
    {
        Options = options;
        _calendar = new Calendar(options);
        Truth = DemoTruth.Of(options);
    }

    /// <summary>The options that it was made with.</summary>
    public DemoOptions Options { get; }

    /// <summary>What is planted in it.</summary>
    public DemoTruth Truth { get; }

    /// <summary>Makes the company; nothing is told yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static DemoCompany Create(DemoOptions options) => new(options.Checked());

    /// <summary>All signals, customer by customer (not in order of time), then the employees'. About 15 for each customer.</summary>
    public IEnumerable<Signal> Signals(DemoIds ids) =>
        Customers(ids).SelectMany(story => story.Signals).Concat(EmployeeVoice.Tell(Options, _calendar, ids));

    /// <summary>Every customer's story.</summary>
    public IEnumerable<CustomerStory> Customers(DemoIds ids) => Customers(ids, 0, Options.Customers);

    /// <summary>The stories of some customers; numbers start at 0.</summary>
    public IEnumerable<CustomerStory> Customers(DemoIds ids, int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + (long)count, Options.Customers);
        return Enumerable.Range(first, count).Select(number => Tell(ids, number));
    }

    /// <summary>One customer's story.</summary>
    CustomerStory Tell(DemoIds ids, int number)
    {
        var life = new Life(Options, _calendar, ids, number);
        SignUps.Tell(life);
        ShopVisits.Tell(life);
        Orders.Tell(life);
        Calls.Tell(life);
        Chats.Tell(life);
        TopUps.Tell(life);
        Bills.Tell(life);
        AppAndWebVisits.Tell(life);
        Relationship.Tell(life);
        Reviews.Tell(life);
        return new CustomerStory(life);
    }
}

/// <summary>One customer: what was heard, and what is true.</summary>
public sealed class CustomerStory
{
    internal CustomerStory(Life life)
    {
        Signals = life.Diary.Signals;
        (Relationship, AfterContact) = (life.Relationship, life.AfterContact);
        Truth = new CustomerTruth
        {
            Customer = life.Records[0].Key.ToString(),
            Records = [.. life.Records.Select(record => record.Key.ToString())],
            Household = "customer:" + Numbers.Key(life.Options.Seed, life.Person.Home.First, (int)Desk.Crm),
            Recommend = Math.Round(life.Person.Experience.Recommend, 3),
            NeverAnswers = life.Person.Answering.Never,
            Asked = life.Relationship.Asked + life.AfterContact.Asked,
            Answered = life.Relationship.Answered + life.AfterContact.Answered,
        };
    }

    /// <summary>Signals of all sources, grouped by channel, none after the last day.</summary>
    public IReadOnlyList<Signal> Signals { get; }

    /// <summary>What no source knows.</summary>
    public CustomerTruth Truth { get; }

    internal Reach Relationship { get; }

    internal Reach AfterContact { get; }
}
