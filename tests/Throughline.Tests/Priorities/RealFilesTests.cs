using System.Globalization;
using Throughline.Contracts;
using Throughline.Stats;
using Throughline.Tests.Stats;
using static Throughline.Tests.Priorities.SurveyLog;

namespace Throughline.Tests.Priorities;

/// <summary>Real passengers' ratings through the whole path: log, SQL, statistics, answer.</summary>
public sealed class RealFilesTests(ITestOutputHelper output)
{
    static readonly string[] s_lounge =
    [
        "comfort_rating", "cleanliness_rating", "bar_beverages_rating", "catering_rating", "washrooms_rating",
        "wifi_connectivity_rating", "staff_service_rating",
    ];

    [Fact]
    public async Task Seat_ratings_give_the_golden_shares_from_the_log_to_the_answer()
    {
        using var survey = new SurveyLog(
            Result("overall_rating", 1, 10), [.. DriverTables.Seat.Select(name => Ask(name, name == "viewing_tv_rating" ? 0 : 1))]);
        survey.Import(Read("data/statistics/skytrax_seat.csv", ["overall_rating", .. DriverTables.Seat], (_, value) => value));
        var answer = await survey.AnswerAsync();
        Show(survey, answer);
        var golden = Golden.Read("drivers_skytrax_seat.json");
        Assert.Equal(golden.GetProperty("n").GetInt64(), answer.N);
        Golden.Close(golden.GetProperty("r2").GetDouble(), answer.R2!.Value, 1e-8, "r2");
        foreach (var expected in golden.GetProperty("drivers").EnumerateArray())
        {
            var driver = answer.Drivers.Single(d => d.Question.Name == expected.GetProperty("name").GetString());
            void Same(string member, double? actual) =>
                Golden.Close(expected.GetProperty(member).GetDouble(), actual ?? double.NaN, 1e-8, $"{driver.Question.Name} {member}");
            Same("lmg_pct", driver.Share.Value);
            Same("relative_weight_pct", driver.RelativeWeightPct);
            Same("std_beta", driver.StdBeta);
            Same("zero_order_r", driver.Correlation);
            Same("vif", driver.Vif);
            Same("performance_pct", driver.PerformancePct);
        }

        Assert.Equal(
            ["seat_legroom_rating seat_width_rating seat_recline_rating", "aisle_space_rating", "viewing_tv_rating"],
            answer.Tiers.Select(survey.Name));
        Assert.Equal(29, answer.RowsLeftOut);
    }

    [Fact]
    public async Task Legroom_width_and_recline_share_the_first_tier_also_when_zero_is_not_answered()
    {
        using var survey = new SurveyLog(Result("overall_rating", 1, 10), [.. DriverTables.Seat.Select(name => Ask(name))]);
        survey.Import(Read("data/statistics/skytrax_seat.csv", ["overall_rating", .. DriverTables.Seat], (_, value) => value > 0 ? value : null));
        var study = await survey.StudyAsync();
        var answer = Throughline.Priorities.ListPriorities.Answer(study);
        Show(survey, answer);
        output.WriteLine(string.Join("; ", ((DriverRanking)study.Answer).Neighbours.Select(x => $"{x.Higher} > {x.Lower}: {x.Probability:F4}")));
        Assert.Equal((1184L, 73L), (answer.N, answer.RowsLeftOut));
        Assert.All(["seat_legroom_rating", "seat_width_rating", "seat_recline_rating"], name => Assert.Contains(name, survey.Name(answer.Tiers[0]), StringComparison.Ordinal));
        Assert.Equal("viewing_tv_rating", survey.Name(answer.Tiers[^1]));
    }

    [Theory]
    [InlineData("overall_rating")]
    [InlineData("recommended")]
    public async Task Lounge_ratings_move_together_and_the_answer_says_so(string outcome)
    {
        using var survey = new SurveyLog(
            outcome == "recommended" ? Result(outcome, 0, 1, Metric.Share) : Result(outcome, 1, 5), [.. s_lounge.Select(name => Ask(name))]);
        survey.Import(Read("data/first-thread/lounge_reviews.csv", [outcome, .. s_lounge], (column, value) =>
            (column == "recommended" || value > 0) && value <= 5 ? value : null));
        var answer = await survey.AnswerAsync();
        Show(survey, answer);
        Assert.NotNull(answer.Halo);
        Assert.True(answer.HardToTellApart);
    }

    static IEnumerable<double?[]> Read(string file, string[] columns, Func<string, double, double?> keep)
    {
        var records = Records(File.ReadAllText(SharedFolder.Require(file)));
        int[] wanted = [.. columns.Select(c => records[0].IndexOf(c))];
        return records.Skip(1).Select(cells => wanted
            .Select((at, i) => cells[at].Length > 0 ? keep(columns[i], double.Parse(cells[at], CultureInfo.InvariantCulture)) : null)
            .ToArray());
    }

    static List<List<string>> Records(string csv)
    {
        List<List<string>> records = [[]];
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var c in csv)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || c is not (',' or '\n'))
            {
                cell.Append(c);
            }
            else
            {
                records[^1].Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (c == '\n')
                {
                    records.Add([]);
                }
            }
        }

        return [.. records.Where(r => r.Count > 0)];
    }

    void Show(SurveyLog survey, Throughline.Priorities.PriorityAnswer a)
    {
        output.WriteLine(FormattableString.Invariant($"n {a.N} left out {a.RowsLeftOut} r2 {a.R2:F4} {a.Verdict} hard {a.HardToTellApart} halo {a.Halo?.MeanCorrelation:F3} strongest {a.Halo?.StrongestCorrelation:F3}"));
        foreach (var d in a.Drivers)
        {
            output.WriteLine(FormattableString.Invariant($"{d.Question.Name,-26} share {d.Share.Value:F1} [{d.Share.Low:F1} {d.Share.High:F1}] beta {d.StdBeta:F3} r {d.Correlation:F3} vif {d.Vif:F2} effect {d.Effect?.Value:F3} [{d.Effect?.Low:F3} {d.Effect?.High:F3}] reach {d.Reach.Share:F3} rise {d.Rise?.Value:F3} [{d.Rise?.Low:F3} {d.Rise?.High:F3}] rank {string.Join(' ', d.Rank.Select(r => r.ToString("F2", CultureInfo.InvariantCulture)))}"));
        }

        output.WriteLine("tiers " + string.Join(" | ", a.Tiers.Select(survey.Name)));
        output.WriteLine("fixes " + string.Join(" | ", a.PriorityTiers.Select(t => survey.Name(t.Ids) + (t.Clear ? "" : " (not clear)"))));
        output.WriteLine("clusters " + string.Join(" | ", a.Clusters.Select(c => survey.Name(c.Questions) + FormattableString.Invariant($" {c.StrongestCorrelation:F3} together {c.Together.Value:F1} first {string.Join(',', c.FirstShare.Values)}"))));
        output.WriteLine("left out " + string.Join(", ", a.LeftOutBecause.Select(e => survey.Name([e.QuestionId]) + " " + e.Empty)));
        output.WriteLine("warnings " + string.Join(" / ", a.Warnings.Select(w => w.Code + ": " + w.Detail)));
    }
}
