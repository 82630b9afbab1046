namespace Throughline.Tests.Demo;

public sealed class PopulationTests
{
    [Fact]
    public void About_a_quarter_of_the_customers_stand_in_several_records()
    {
        var truths = Solvane.Told.Truths;
        Assert.InRange(truths.Count(t => t.Records.Count > 1) / (double)truths.Count, 0.22, 0.32);
        Assert.Contains(truths, t => t.Records.Count == 4);
    }

    [Fact]
    public void Every_record_of_the_truth_is_on_the_log_once_and_no_other()
    {
        var written = Solvane.Told.SignUps.Select(s => s.Identifiers[0].ToString()).Order(StringComparer.Ordinal);
        var truth = Solvane.Told.Truths.SelectMany(t => t.Records).Order(StringComparer.Ordinal);
        Assert.Equal(truth, written);
    }

    [Fact]
    public void Duplicates_differ_and_share_enough_to_be_found()
    {
        var people = Solvane.Told.SignUps.ToDictionary(s => s.Identifiers[0].ToString());
        string[] fields = ["name", "birth_date", "email", "phone"];
        var pairs = Solvane.Told.Truths.Where(t => t.Records.Count > 1)
            .Select(t => (A: people[t.Records[0]], B: people[t.Records[1]]))
            .ToList();
        double Share(string field) => pairs.Count(p => Same(p.A, p.B, field)) / (double)pairs.Count;

        Assert.InRange(Share("name"), 0.15, 0.6);
        Assert.InRange(Share("birth_date"), 0.5, 0.8);
        Assert.InRange(Share("email"), 0.15, 0.6);
        Assert.InRange(Share("phone"), 0.3, 0.7);
        Assert.InRange(pairs.Count(p => !fields.Any(f => Same(p.A, p.B, f))) / (double)pairs.Count, 0, 0.1);
        Assert.Contains(pairs, p => Script(p.A) != Script(p.B));
    }

    [Fact]
    public void A_mail_address_belongs_to_one_person()
    {
        var owners = Solvane.Told.Truths.SelectMany(t => t.Records.Select(r => (r, t.Customer))).ToDictionary(p => p.r, p => p.Customer);
        Assert.All(
            Solvane.Told.SignUps.Where(s => Solvane.Value(s, "email") is not null).GroupBy(s => Solvane.Value(s, "email")),
            same => Assert.Single(same.Select(s => owners[s.Identifiers[0].ToString()]).Distinct()));
    }

    [Fact]
    public void Households_live_at_one_address_and_share_a_landline()
    {
        var people = Solvane.Told.SignUps.ToDictionary(s => s.Identifiers[0].ToString());
        var homes = Solvane.Told.Truths.GroupBy(t => t.Household).Where(h => h.Count() > 1).ToList();
        Assert.InRange(homes.Sum(h => h.Count()) / (double)Solvane.Told.Truths.Count, 0.5, 0.85);
        Assert.All(homes, h => Assert.Single(h.Select(t => Solvane.Value(people[t.Customer], "street")).Distinct()));
        Assert.Contains(homes, h => h
            .Select(t => Solvane.Value(people[t.Customer], "phone"))
            .GroupBy(p => p).Any(p => p.Count() > 1));
    }

    static bool Same(Contracts.Signal a, Contracts.Signal b, string field) =>
        Solvane.Value(a, field) is { } value && value == Solvane.Value(b, field);

    static bool Script(Contracts.Signal s) => Solvane.Value(s, "given_name")!.All(c => c < 0x250);
}
