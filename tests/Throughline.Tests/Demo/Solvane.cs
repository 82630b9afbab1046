using Throughline.Contracts;
using Throughline.Demo;

namespace Throughline.Tests.Demo;

/// <summary>One demo company told once for all tests: what was answered or written, and counts of the rest.</summary>
sealed class Solvane
{
    static readonly Lazy<Solvane> _told = new(() => new Solvane());

    public static readonly DateOnly Until = new(2026, 11, 21);
    public static readonly DemoIds Ids = DemoIds.Numbered();

    Solvane()
    {
        foreach (var story in Company.Customers(Ids))
        {
            Truths.Add(story.Truth);
            (RelationshipAsked, RelationshipAnswered) =
                (RelationshipAsked + story.Relationship.Asked, RelationshipAnswered + story.Relationship.Answered);
            (EveryoneNet, AnsweredNet) =
                (EveryoneNet + story.Relationship.AskedNet, AnsweredNet + story.Relationship.AnsweredNet);
            (ContactsAsked, ContactsAnswered) =
                (ContactsAsked + story.AfterContact.Asked, ContactsAnswered + story.AfterContact.Answered);
            foreach (var signal in story.Signals)
            {
                Keep(signal);
            }
        }
    }

    public static Solvane Told => _told.Value;

    public DemoCompany Company { get; } = DemoCompany.Create(Options(20_000));

    public List<CustomerTruth> Truths { get; } = [];

    /// <summary>Signals with an answer or with words.</summary>
    public List<Signal> Heard { get; } = [];

    public List<Signal> SignUps { get; } = [];

    public List<Signal> TopUps { get; } = [];

    /// <summary>Contacts of customers by (contract, year, month).</summary>
    public Dictionary<(string Contract, int Year, int Month), int> Contacts { get; } = [];

    public int Count { get; private set; }

    public int RelationshipAsked { get; }

    public int RelationshipAnswered { get; }

    public int EveryoneNet { get; }

    public int AnsweredNet { get; }

    public int ContactsAsked { get; }

    public int ContactsAnswered { get; }

    public static DemoOptions Options(int customers, ulong seed = 1) =>
        new() { Customers = customers, Seed = seed, Until = Until };

    public static DemoQuestion Question(string source, string name) =>
        DemoCatalogue.Questions.Single(q => q.Name == name && q.Source.Name.Contains(source, StringComparison.Ordinal));

    public static double? Score(Signal signal, DemoQuestion question)
    {
        var id = Ids[question];
        foreach (var answer in signal.Answers)
        {
            if (answer.QuestionId == id)
            {
                return answer.Value;
            }
        }

        return null;
    }

    public static string? Value(Signal signal, string attribute)
    {
        var id = Ids[DemoCatalogue.Attributes.Single(a => a.Name == attribute)];
        return signal.Attributes.Where(a => a.AttributeId == id).Select(a => a.Value).SingleOrDefault();
    }

    void Keep(Signal signal)
    {
        Count++;
        if (signal.Answers.Count > 0 || signal.Text is not null)
        {
            Heard.Add(signal);
        }

        switch (signal.Touchpoint)
        {
            case "sign_up":
                SignUps.Add(signal);
                break;
            case "top_up" when signal.Kind == SignalKind.Operation:
                TopUps.Add(signal);
                break;
            case "shop_visit" or "order" or "call" when signal.Kind == SignalKind.Operation:
                var key = (Value(signal, "contract")!, signal.OccurredAt.Year, signal.OccurredAt.Month);
                Contacts[key] = Contacts.GetValueOrDefault(key) + 1;
                break;
            default:
                break;
        }
    }
}
