namespace Throughline.Demo;

/// <summary>One customer as in truth: what the sources write down about them may differ.</summary>
internal sealed record Person
{
    public required int Number { get; init; }
    public required Home Home { get; init; }
    public required Spelling Given { get; init; }
    public required Spelling Family { get; init; }
    public required DateOnly Birth { get; init; }
    public required DateOnly Joined { get; init; }
    public required bool Prepaid { get; init; }
    public required string Product { get; init; }
    public required string Bank { get; init; }
    public required Experience Experience { get; init; }
    public required Answering Answering { get; init; }

    public string Language => Home.Language;

    public Speaker Speaker => new(Home.Language, Home.Region);

    public string Contract => Prepaid ? "prepaid" : "postpaid";

    public string AgeBand(DateOnly day) => (day.Year - Birth.Year) switch
    {
        < 30 => "18-29",
        < 45 => "30-44",
        < 60 => "45-59",
        _ => "60+",
    };

    public static Person Of(DemoOptions options, int number)
    {
        var home = Home.Of(options, number);
        var dice = new Dice(options.Seed, number, Strand.Person);
        var names = NameBook.Of(home.Language);
        var experience = new Experience(options.Seed, number, home);
        var prepaid = dice.Chance(0.5);
        return new Person
        {
            Number = number,
            Home = home,
            Given = dice.Pick(names.Given),
            Family = home.Seat == 1 && dice.Chance(home.Language is "ar" or "fa" or "zh" ? 0.8 : 0.3)
                ? dice.Pick(names.Family)
                : home.Family,
            Birth = BirthOf(home, options.Until.Year - 19, dice),
            Joined = JoinedOf(options, dice),
            Prepaid = prepaid,
            Product = dice.Chance(0.3) ? "mobile and home" : !prepaid && dice.Chance(0.2) ? "home internet" : "mobile",
            Bank = Places.Banks[dice.Weighted(Places.BankShares)],
            Experience = experience,
            Answering = Answering.Of(options.Seed, number, home.Language, experience),
        };
    }

    // Nobody below 18 has a contract: the child of a young head is a grown relation instead.
    static DateOnly BirthOf(Home home, int latest, Dice dice)
    {
        var year = home.HeadBirthYear + home.Seat switch
        {
            0 => 0,
            1 => dice.Between(-7, 7),
            _ => dice.Between(21, 33),
        };
        year = year > latest ? latest - dice.Below(8) : year;
        return new DateOnly(year, 1, 1).AddDays(dice.Below(365));
    }

    // Seven of ten were customers before the story starts, up to nine years.
    static DateOnly JoinedOf(DemoOptions options, Dice dice)
    {
        var days = options.Until.DayNumber - options.From.DayNumber;
        return dice.Chance(0.7)
            ? options.From.AddDays(-dice.Between(1, 3300))
            : options.From.AddDays(dice.Below(days));
    }
}
