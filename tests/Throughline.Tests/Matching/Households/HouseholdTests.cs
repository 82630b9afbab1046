using Throughline.Matching.Households;

namespace Throughline.Tests.Matching.Households;

public sealed class HouseholdTests
{
    static readonly DateOnly s_today = new(2026, 11, 22);

    [Fact]
    public void One_address_and_one_surname_are_one_household()
    {
        var street = new Street().WithTown(300, 1);
        var (a, b, c) = (Adler("Ada"), Adler("Ben"), street.Add("Cem", "Yurt", "1971-05-05", "Amselgasse", "4", post: "55119", town: "ort"));
        var found = street.Find(s_today);
        Assert.Equal(found.HouseholdOf[a], found.HouseholdOf[b]);
        Assert.NotEqual(found.HouseholdOf[a], found.HouseholdOf[c]);
        var tie = Assert.Single(found.Ties, tie => tie.Left == a && tie.Right == b);
        Assert.Equal(["same_address", "same_surname"], tie.Evidence);
        Assert.InRange(tie.Probability, 0.9, 1);

        int Adler(string first) => street.Add(first, "Adler", "1970-05-05", "Amselgasse", "3", post: "55118", town: "ort");
    }

    [Fact]
    public void Two_doors_of_one_house_are_two_households()
    {
        var street = new Street().WithTown(300, 2);
        var a = street.Add("Ada", "Adler", "1970-05-05", "Amselgasse", "3", "flat 1", "55118", "ort");
        var b = street.Add("Ben", "Adler", "1972-05-05", "Amselgasse", "3", "flat 1", "55118", "ort");
        var c = street.Add("Cem", "Yurt", "1971-05-05", "Amselgasse", "3", "flat 2", "55118", "ort");
        var found = street.Find(s_today);
        Assert.Equal(found.HouseholdOf[a], found.HouseholdOf[b]);
        Assert.NotEqual(found.HouseholdOf[a], found.HouseholdOf[c]);
    }

    [Fact]
    public void Sixty_people_of_one_home_are_no_household_though_the_home_has_one_phone()
    {
        var street = new Street().WithTown(300, 3);
        var home = Enumerable.Range(0, 60).Select(i => street.Add($"f{i}", $"Resident{(char)('a' + i % 26)}{i}x", $"19{20 + i % 30}-05-05", "Heimweg", "1", post: "55000", town: "ort", phone: "0301234567")).ToArray();
        var (he, she) = (street.Add("Otto", "Zwetschke", "1931-01-04", "Heimweg", "1", post: "55000", phone: "0307654321"),
            street.Add("Olga", "Zwetschke", "1933-03-04", "Heimweg", "1", post: "55000", phone: "0307654321"));
        var found = street.Find(s_today);
        Assert.Equal(60, home.Select(person => found.HouseholdOf[person]).Distinct().Count());
        Assert.Equal(found.HouseholdOf[he], found.HouseholdOf[she]);
    }

    [Fact]
    public void A_phone_of_a_desk_brings_nobody_together()
    {
        var street = new Street().WithTown(300, 4);
        var callers = Enumerable.Range(0, 40).Select(i => street.Add($"f{i}", $"Caller{(char)('a' + i % 26)}{i}", phone: "08001234567")).ToArray();
        var found = street.Find(s_today);
        Assert.Equal(40, callers.Select(person => found.HouseholdOf[person]).Distinct().Count());
    }

    [Fact]
    public void Who_shares_a_number_and_nothing_else_is_perhaps_of_one_household_and_nobodys_partner()
    {
        var street = new Street();
        for (var i = 0; i < 60; i++)
        {
            street.Add($"f{i}", $"Kunde{(char)('a' + i % 26)}{i}", $"19{50 + i % 40}-05-05", phone: $"0172{1000000 + i}");
        }

        var (a, b) = (street.Add("Ada", "Morgenstern", "1970-05-05", phone: "0301112223"), street.Add("Ben", "Zwetschke", "1972-05-05", phone: "0301112223"));
        Assert.All(street.Find(s_today).Ties, tie => Assert.Equal((a, b, true, null), (tie.Left, tie.Right, tie.Probability <= 0.6 + 1e-9, tie.Role)));
    }

    [Fact]
    public void Who_shares_a_number_and_a_surname_is_likelier_of_one_household_but_nobodys_partner_without_a_place()
    {
        var street = new Street().WithTown(300, 8);
        var (a, b) = (street.Add("Ada", "Morgenstern", "1970-05-05", phone: "0301112223"), street.Add("Ben", "Morgenstern", "1972-05-05", phone: "0301112223"));
        var tie = Assert.Single(street.Find(s_today).Ties, tie => tie.Left == a && tie.Right == b);
        Assert.True(tie.Probability > 0.6, $"{tie.Probability}");
        Assert.Null(tie.Role);
    }

    [Fact]
    public void An_account_that_two_share_is_evidence_and_is_named()
    {
        var street = new Street().WithTown(300, 5);
        for (var i = 0; i < 30; i++)
        {
            street.Add("x", $"Kunde{(char)('a' + i % 26)}{i}", account: $"card{i}", phone: $"0172{1000000 + i}");
            street.Add("y", $"Partner{(char)('a' + i % 26)}{i}", account: $"card{i}", phone: $"0172{1000000 + i}");
        }

        var tie = street.Find(s_today).Ties.First(tie => tie.Evidence.Contains("same_account"));
        Assert.Equal(["same_phone", "same_account"], tie.Evidence);
    }

    [Fact]
    public void Parents_children_and_partners_are_guessed_and_never_certain()
    {
        var street = new Street().WithTown(300, 6);
        var (mother, father) = (Adler("Ada", "1975-05-05"), Adler("Ben", "1973-05-05"));
        var (son, daughter) = (Adler("Cem", "2004-05-05"), Adler("Dora", "2012-05-05"));
        var found = street.Find(s_today);
        Assert.Equal(HouseholdRole.Partner, Role(mother, father));
        Assert.Equal(HouseholdRole.Parent, Role(mother, son));
        Assert.Equal(HouseholdRole.Parent, Role(father, daughter));
        Assert.Equal(HouseholdRole.Sibling, Role(son, daughter));
        Assert.All(found.Ties, tie => Assert.True(tie.RoleProbability is null or (> 0.49 and <= 0.95)));

        HouseholdRole? Role(int left, int right) => found.Ties.Single(tie => tie.Left == left && tie.Right == right).Role;

        int Adler(string first, string born) => street.Add(first, "Adler", born, "Amselgasse", "3", post: "55118", town: "ort");
    }

    [Fact]
    public void One_first_name_and_one_birth_date_are_perhaps_one_person_and_no_partners()
    {
        var street = new Street().WithTown(300, 7);
        street.Add("Ada", "Adler", "1970-05-05", "Amselgasse", "3", post: "55118", phone: "0301112223");
        street.Add("Ada", "Adler", "1970-05-05", "Amselgasse", "3", post: "55118", phone: "0301112223");
        Assert.Equal(HouseholdRole.PossiblySame, street.Find(s_today).Ties[^1].Role);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_rows_is_no_evidence_and_bytes_are_the_same_again(int seed)
    {
        var street = new Street().WithTown(400, seed);
        var (once, again) = (street.Find(), street.Find());
        Assert.Equal(once.HouseholdOf, again.HouseholdOf);
        Assert.Equal(once.Ties.Select(tie => (tie.Left, tie.Right, tie.Weight)), again.Ties.Select(tie => (tie.Left, tie.Right, tie.Weight)));
        var order = Enumerable.Range(0, street.PersonOf.Count).ToArray();
        new Random(seed).Shuffle(order);
        var shuffled = street.Find(order: order);
        Assert.Equal(once.HouseholdOf, shuffled.HouseholdOf);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Households_part_the_persons_and_keep_to_their_bound(int seed)
    {
        List<int> truth = [];
        var street = new Street().WithTown(1_000, seed, truth);
        var found = street.Find();
        Assert.Equal(street.Persons, found.HouseholdOf.Length);
        Assert.True(found.Largest <= new HouseholdOptions().Most);
        Assert.Equal(found.HouseholdOf.CountBy(household => household).Sum(count => (long)count.Value * (count.Value - 1) / 2), found.Ties.Count);
        Assert.All(found.Ties, tie => Assert.Equal(found.HouseholdOf[tie.Left], found.HouseholdOf[tie.Right]));
        var score = MateScore.Of(truth, street.PersonOf, found.HouseholdOf);
        Assert.True(score is { Precision: > 0.95, F1: > 0.8 }, score.ToString());
    }

    [Fact]
    public void Nobody_and_nothing_shared_are_households_of_one()
    {
        Assert.Empty(new Street().Find().HouseholdOf);
        var street = new Street();
        street.Add("Ada", "");
        street.Add("Ben", "");
        var found = street.Find();
        Assert.Equal([0, 1], found.HouseholdOf);
        Assert.Null(found.EstimatedPrecision);
        Assert.Equal(0, found.Households);
    }
}
