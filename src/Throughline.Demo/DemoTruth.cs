namespace Throughline.Demo;

/// <summary>What is planted in a demo company, so that a test can ask whether it is found, and nothing else.</summary>
public sealed record DemoTruth
{
    /// <summary>Name of the invented company.</summary>
    public required string Company { get; init; }

    /// <summary>True effects on <c>recommend</c>, the strongest first.</summary>
    public required IReadOnlyList<TrueDriver> Drivers { get; init; }

    /// <summary>Names of drivers whose true effects are equal or too near to be told apart, the strongest tier first.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Tiers { get; init; }

    /// <summary>The driver that looks harmful and helps.</summary>
    public required TrueConfounding Confounded { get; init; }

    /// <summary>The process fault.</summary>
    public required TrueFault Fault { get; init; }

    /// <summary>The rise that is no effect.</summary>
    public required TrueSeason Season { get; init; }

    /// <summary>The change that changed nothing.</summary>
    public required TrueNullChange NullChange { get; init; }

    internal static DemoTruth Of(DemoOptions options) => new()
    {
        Company = Planted.Company,
        Drivers = [.. Planted.Drivers.Select(d => new TrueDriver(d.Question.Name, d.Effect)).OrderByDescending(d => d.Effect)],
        Tiers = [["phone_wait"], ["network", "billing", "app"], ["shop_staff", "delivery", "price"], ["shop_look"]],
        Confounded = new TrueConfounding("shop_staff", "phone_wait", Planted.Drivers[Planted.ShopStaff].Effect),
        Fault = new TrueFault(
            Planted.FaultFrom(options), "top_up", "app", "prepaid", Planted.FaultBank, "card", Planted.FaultShare),
        Season = new TrueSeason(12, Planted.DecemberVolume, Planted.DecemberRecommend, Planted.DecemberRating),
        NullChange = new TrueNullChange("chat", "chat_window", Planted.ChatWindowFrom(options)),
    };
}

/// <summary>A driver with its true effect.</summary>
/// <param name="Question">Name of the question.</param>
/// <param name="Effect">Points of recommend (0 to 10) per point of the driver (1 to 5), all others held; 0 is none.
/// Answers are cut to the scale, so that estimates come out a little smaller.</param>
public sealed record TrueDriver(string Question, double Effect);

/// <summary>A driver whose plain correlation has the wrong sign.</summary>
/// <param name="Question">The driver that looks harmful when it is looked at alone.</param>
/// <param name="Because">The driver that stands behind it.</param>
/// <param name="Effect">Its true effect, above 0.</param>
public sealed record TrueConfounding(string Question, string Because, double Effect);

/// <summary>The fault, in the one cell where it strikes.</summary>
/// <param name="From">First day.</param>
/// <param name="Touchpoint">Value of the signals' touchpoint.</param>
/// <param name="Channel">Value of the signals' channel.</param>
/// <param name="Contract">Value of the attribute contract.</param>
/// <param name="Bank">Value of the attribute bank.</param>
/// <param name="Payment">Value of the attribute payment.</param>
/// <param name="ShareFailing">Share of attempts that fail there, 0 to 1; elsewhere 0.02.</param>
public sealed record TrueFault(
    DateOnly From, string Touchpoint, string Channel, string Contract, string Bank, string Payment, double ShareFailing);

/// <summary>A rise in every segment, every year, that nobody caused.</summary>
/// <param name="Month">The month, 1 to 12.</param>
/// <param name="Volume">Factor on the number of contacts (bills, invitations and employees' answers apart).</param>
/// <param name="Recommend">Points added to recommend.</param>
/// <param name="Rating">Points added to ratings after a contact (chats apart) and to stars.</param>
public sealed record TrueSeason(int Month, double Volume, double Recommend, double Rating);

/// <summary>A change with no effect at all.</summary>
/// <param name="Touchpoint">Where.</param>
/// <param name="Attribute">The attribute that tells old from new.</param>
/// <param name="On">First day of the new.</param>
public sealed record TrueNullChange(string Touchpoint, string Attribute, DateOnly On);

/// <summary>The truth about one customer.</summary>
public sealed record CustomerTruth
{
    /// <summary>Identifier of the customer in the register, <c>customer:…</c>.</summary>
    public required string Customer { get; init; }

    /// <summary>Identifiers of all source records of this person, the register's first. Two or more are duplicates.</summary>
    public required IReadOnlyList<string> Records { get; init; }

    /// <summary>Identifier of the first customer of the household: equal for all who live together.</summary>
    public required string Household { get; init; }

    /// <summary>What the customer would answer to recommend on the average, not cut to 0 to 10.</summary>
    public required double Recommend { get; init; }

    /// <summary>True for a customer who will never answer a survey.</summary>
    public required bool NeverAnswers { get; init; }

    /// <summary>Surveys sent to the customer.</summary>
    public required int Asked { get; init; }

    /// <summary>Surveys that the customer answered.</summary>
    public required int Answered { get; init; }
}
