using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>A source that the demo company needs; its name is unique.</summary>
public sealed record DemoSource(string Name)
{
    internal int Place { get; init; }
}

/// <summary>A question that the demo company asks.</summary>
/// <param name="Source">The source that asks it.</param>
/// <param name="Name">Unique within the source.</param>
/// <param name="Label">Words for people.</param>
/// <param name="Scale">Range of its answers.</param>
/// <param name="Metric">How it is summed up.</param>
/// <param name="Role">Its part in an analysis of drivers.</param>
public sealed record DemoQuestion(
    DemoSource Source, string Name, string Label, Scale Scale, Metric Metric, QuestionRole Role)
{
    internal int Place { get; init; }
}

/// <summary>An attribute that the demo company's signals carry; its name is unique.</summary>
public sealed record DemoAttributeName(string Name, AttributeKind Kind)
{
    internal int Place { get; init; }
}

/// <summary>Everything that must have an id before the demo company can speak, in the order in which to register it.</summary>
public static class DemoCatalogue
{
    static readonly List<DemoSource> _sources = [];
    static readonly List<DemoQuestion> _questions = [];
    static readonly List<DemoAttributeName> _attributes = [];
    static readonly Scale _five = new(1, 5);

    internal static readonly DemoSource
        Records = Source("Solvane customer records"),
        Shops = Source("Solvane shops"),
        AppAndWeb = Source("Solvane app and web"),
        ContactCentre = Source("Solvane contact centre"),
        WebShop = Source("Solvane web shop"),
        Billing = Source("Solvane billing"),
        Relationship = Source("Solvane relationship survey"),
        AfterContact = Source("Solvane survey after a contact"),
        Reviews = Source("Solvane app reviews"),
        Employees = Source("Solvane employees' voice");

    internal static readonly DemoQuestion
        Recommend = Question(Relationship, "recommend", "How likely are you to recommend Solvane?",
            new Scale(0, 10), Metric.Nps, QuestionRole.Outcome),
        Satisfaction = Question(Relationship, "satisfaction", "How satisfied are you overall?",
            _five, Metric.Csat, QuestionRole.Outcome),
        Effort = Question(Relationship, "effort", "How much effort does it take to get things done with Solvane?",
            new Scale(1, 5, LowIsGood: true), Metric.Ces, QuestionRole.Outcome),
        PhoneWait = Driver("phone_wait", "Waiting time on the phone"),
        Network = Driver("network", "Network quality"),
        Bill = Driver("billing", "Correct, clear bills"),
        App = Driver("app", "The app"),
        Delivery = Driver("delivery", "Delivery on the promised day"),
        Price = Driver("price", "Price"),
        ShopStaff = Driver("shop_staff", "Staff in the shop"),
        ShopLook = Driver("shop_look", "Look of the shops"),
        Rating = Question(AfterContact, "rating", "How satisfied are you with this contact?",
            _five, Metric.Csat, QuestionRole.Outcome),
        Ease = Question(AfterContact, "ease", "How easy was it?", _five, Metric.Mean, QuestionRole.Driver),
        Speed = Question(AfterContact, "speed", "Was it quick enough?", _five, Metric.Mean, QuestionRole.Driver),
        Resolved = Question(AfterContact, "resolved", "Was your request resolved?",
            new Scale(0, 1), Metric.Share, QuestionRole.Driver),
        Stars = Question(Reviews, "stars", "Stars", _five, Metric.Csat, QuestionRole.Outcome),
        MaySettle = Question(Employees, "may_settle", "I may settle what a customer needs on the spot",
            _five, Metric.Mean, QuestionRole.Aside),
        SystemsHelp = Question(Employees, "systems_help", "Our systems help me to help",
            _five, Metric.Mean, QuestionRole.Aside);

    internal static readonly DemoAttributeName
        Name = Attribute("name", AttributeKind.Identity),
        GivenName = Attribute("given_name", AttributeKind.Identity),
        FamilyName = Attribute("family_name", AttributeKind.Identity),
        BirthDate = Attribute("birth_date", AttributeKind.Identity),
        Email = Attribute("email", AttributeKind.Identity),
        Phone = Attribute("phone", AttributeKind.Identity),
        Street = Attribute("street", AttributeKind.Identity),
        Postcode = Attribute("postcode", AttributeKind.Identity),
        Region = Attribute("region", AttributeKind.Descriptive),
        Language = Attribute("language", AttributeKind.Descriptive),
        AgeBand = Attribute("age_band", AttributeKind.Descriptive),
        Contract = Attribute("contract", AttributeKind.Descriptive),
        Product = Attribute("product", AttributeKind.Descriptive),
        Bank = Attribute("bank", AttributeKind.Descriptive),
        Reason = Attribute("reason", AttributeKind.Descriptive),
        Item = Attribute("item", AttributeKind.Descriptive),
        Payment = Attribute("payment", AttributeKind.Descriptive),
        Outcome = Attribute("outcome", AttributeKind.Descriptive),
        Amount = Attribute("amount", AttributeKind.Descriptive),
        PromisedDay = Attribute("promised_day", AttributeKind.Descriptive),
        DaysLate = Attribute("days_late", AttributeKind.Descriptive),
        ChatWindow = Attribute("chat_window", AttributeKind.Descriptive),
        Team = Attribute("team", AttributeKind.Descriptive),
        Asked = Attribute("survey_asked", AttributeKind.Descriptive),
        Event = Attribute("event", AttributeKind.Behavioural),
        WaitSeconds = Attribute("wait_seconds", AttributeKind.Behavioural),
        Transfers = Attribute("transfers", AttributeKind.Behavioural);

    /// <summary>All sources.</summary>
    public static IReadOnlyList<DemoSource> Sources => _sources;

    /// <summary>All questions.</summary>
    public static IReadOnlyList<DemoQuestion> Questions => _questions;

    /// <summary>All attributes.</summary>
    public static IReadOnlyList<DemoAttributeName> Attributes => _attributes;

    static DemoSource Source(string name) => Add(_sources, new(name) { Place = _sources.Count });

    static DemoQuestion Driver(string name, string label) =>
        Question(Relationship, name, label, _five, Metric.Mean, QuestionRole.Driver);

    static DemoQuestion Question(
        DemoSource source, string name, string label, Scale scale, Metric metric, QuestionRole role) =>
        Add(_questions, new(source, name, label, scale, metric, role) { Place = _questions.Count });

    static DemoAttributeName Attribute(string name, AttributeKind kind) =>
        Add(_attributes, new(name, kind) { Place = _attributes.Count });

    static T Add<T>(List<T> list, T item)
    {
        list.Add(item);
        return item;
    }
}
