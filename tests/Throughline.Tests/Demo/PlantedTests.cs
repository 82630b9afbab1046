using Throughline.Contracts;
using Throughline.Demo;

namespace Throughline.Tests.Demo;

/// <summary>A plain calculation on what was answered finds what is planted.</summary>
public sealed class PlantedTests
{
    static readonly DemoQuestion _recommend = Solvane.Question("relationship", "recommend");
    static readonly DemoQuestion _rating = Solvane.Question("after a contact", "rating");

    static readonly IReadOnlyList<DemoQuestion> _drivers =
        [.. DemoCatalogue.Questions.Where(q => q.Source == _recommend.Source && q.Role == QuestionRole.Driver)];

    [Fact]
    public void Least_squares_finds_the_true_effects_and_their_tiers()
    {
        var rows = Solvane.Told.Heard
            .Where(s => _drivers.All(d => Solvane.Score(s, d) is not null))
            .Select(s => (X: _drivers.Select(d => Solvane.Score(s, d)!.Value).ToArray(), Y: Solvane.Score(s, _recommend)!.Value))
            .ToList();
        Assert.True(rows.Count > 2_000);
        var found = LeastSquares.Fit(rows);
        var truth = Solvane.Told.Company.Truth;
        double Found(string name) => found[_drivers.Select(d => d.Name).ToList().IndexOf(name)];

        Assert.All(truth.Drivers, d => Assert.InRange(Found(d.Question), d.Effect - 0.2, d.Effect + 0.1));
        for (var tier = 1; tier < truth.Tiers.Count; tier++)
        {
            Assert.True(truth.Tiers[tier - 1].Min(Found) > truth.Tiers[tier].Max(Found) + 0.04, $"tier {tier}");
        }

        Assert.InRange(Found("shop_look"), -0.08, 0.08);
    }

    [Fact]
    public void The_staff_look_harmful_alone_and_help_beside_the_wait()
    {
        var confounded = Solvane.Told.Company.Truth.Confounded;
        var staff = _drivers.Single(d => d.Name == confounded.Question);
        var wait = _drivers.Single(d => d.Name == confounded.Because);
        var rows = Solvane.Told.Heard
            .Where(s => Solvane.Score(s, staff) is not null && Solvane.Score(s, wait) is not null)
            .Select(s => (S: Solvane.Score(s, staff)!.Value, W: Solvane.Score(s, wait)!.Value, Y: Solvane.Score(s, _recommend)!.Value))
            .ToList();
        var alone = LeastSquares.Fit([.. rows.Select(r => (new[] { r.S }, r.Y))]);
        var beside = LeastSquares.Fit([.. rows.Select(r => (new[] { r.S, r.W }, r.Y))]);
        Assert.True(alone[0] < -0.1, $"alone {alone[0]}");
        Assert.InRange(beside[0], 0.1, 0.35);
    }

    [Fact]
    public void The_fault_fails_payments_in_its_cell_and_nowhere_else()
    {
        var fault = Solvane.Told.Company.Truth.Fault;
        double Failing(bool cell, bool after)
        {
            var of = Solvane.Told.TopUps.Where(s => InCell(s, fault) == cell && IsAfter(s, fault.From) == after).ToList();
            return of.Count(s => Solvane.Value(s, "outcome") == "failed") / (double)of.Count;
        }

        Assert.InRange(Failing(cell: true, after: true), 0.6, 0.8);
        Assert.InRange(Failing(cell: true, after: false), 0.005, 0.04);
        Assert.InRange(Failing(cell: false, after: true), 0.005, 0.04);
        Assert.InRange(Failing(cell: false, after: false), 0.005, 0.04);
    }

    [Fact]
    public void The_fault_drops_the_rating_in_its_cell_and_nowhere_else()
    {
        var fault = Solvane.Told.Company.Truth.Fault;
        var rated = Rated("top_up").Where(s => s.OccurredAt.Month != 12).ToList();
        List<double> Ratings(bool cell, bool after) =>
            [.. rated.Where(s => InCell(s, fault) == cell && IsAfter(s, fault.From) == after).Select(s => Solvane.Score(s, _rating)!.Value)];

        Assert.True(Ratings(cell: true, after: true).Count >= 30);
        Assert.True(Difference(Ratings(true, true), Ratings(true, false)).High < -1);
        var elsewhere = Difference(Ratings(false, true), Ratings(false, false));
        Assert.True(elsewhere.Low < 0.15 && elsewhere.High > -0.15, $"{elsewhere}");
        foreach (var touchpoint in new[] { "call", "chat", "shop_visit", "delivery" })
        {
            var others = Rated(touchpoint).Where(s => s.OccurredAt.Month != 12).ToList();
            var (low, high) = Difference(
                [.. others.Where(s => IsAfter(s, fault.From)).Select(s => Solvane.Score(s, _rating)!.Value)],
                [.. others.Where(s => !IsAfter(s, fault.From)).Select(s => Solvane.Score(s, _rating)!.Value)]);
            Assert.True(low < 0.15 && high > -0.15, $"{touchpoint} {low} {high}");
        }
    }

    [Fact]
    public void The_fault_is_told_in_words_only_once_it_is_there()
    {
        var fault = Solvane.Told.Company.Truth.Fault;
        var names = Places.Languages.Select(Places.FaultBankIn).ToList();
        var told = Solvane.Told.Heard.Where(s => s.Text is { } t && names.Any(n => t.Contains(n, StringComparison.Ordinal))).ToList();
        Assert.True(told.Count >= 20, $"{told.Count}");
        Assert.All(told, s => Assert.True(IsAfter(s, fault.From)));
    }

    [Theory]
    [InlineData("prepaid")]
    [InlineData("postpaid")]
    public void December_brings_more_contacts_in_each_segment_each_year(string contract)
    {
        foreach (var year in new[] { 2024, 2025 })
        {
            double Month(int month) => Solvane.Told.Contacts[(contract, year, month)] / (double)DateTime.DaysInMonth(year, month);
            Assert.InRange(Month(12) / ((Month(10) + Month(11)) / 2), 1.15, 1.75);
        }
    }

    [Theory]
    [InlineData("prepaid")]
    [InlineData("postpaid")]
    public void December_brings_kinder_answers_in_each_segment_each_year(string contract)
    {
        var rows = Solvane.Told.Heard
            .Where(s => Solvane.Score(s, _recommend) is not null && Solvane.Value(s, "contract") == contract)
            .Select(s => (s.OccurredAt, Y: Solvane.Score(s, _recommend)!.Value))
            .ToList();
        var ordinary = rows.Where(r => r.OccurredAt.Month != 12).Average(r => r.Y);
        foreach (var year in new[] { 2024, 2025 })
        {
            // An answer from the first days of the month may be to an invitation of November.
            var december = rows.Where(r => r.OccurredAt.Year == year && r.OccurredAt is { Month: 12, Day: > 3 }).Average(r => r.Y);
            Assert.True(december > ordinary + 0.1, $"{year}: {december} over {ordinary}");
        }
    }

    [Fact]
    public void The_new_chat_window_changed_nothing()
    {
        var change = Solvane.Told.Company.Truth.NullChange;
        var chats = Rated(change.Touchpoint).ToList();
        List<double> Of(string window) =>
            [.. chats.Where(s => Solvane.Value(s, change.Attribute) == window).Select(s => Solvane.Score(s, _rating)!.Value)];

        Assert.True(Of("new").Count > 50 && Of("old").Count > 200);
        var (low, high) = Difference(Of("new"), Of("old"));
        Assert.True(low < 0.05 && high > -0.05, $"{low} {high}");
    }

    static IEnumerable<Signal> Rated(string touchpoint) =>
        Solvane.Told.Heard.Where(s => s.Touchpoint == touchpoint && Solvane.Score(s, _rating) is not null);

    static bool IsAfter(Signal signal, DateOnly from) => DateOnly.FromDateTime(signal.OccurredAt) >= from;

    static bool InCell(Signal s, TrueFault fault) =>
        s.Channel == fault.Channel && Solvane.Value(s, "bank") == fault.Bank && Solvane.Value(s, "payment") == fault.Payment;

    // Welch, 99.9 %: many looks, one company.
    static (double Low, double High) Difference(List<double> a, List<double> b)
    {
        double Variance(List<double> x) => x.Sum(v => (v - x.Average()) * (v - x.Average())) / (x.Count - 1);
        var wide = 3.29 * Math.Sqrt(Variance(a) / a.Count + Variance(b) / b.Count);
        var difference = a.Average() - b.Average();
        return (difference - wide, difference + wide);
    }
}
