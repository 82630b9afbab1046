using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Priorities;
using Throughline.Server.Hosting;
using Throughline.Stats;
using Throughline.Tests.Stats;
using static Throughline.Tests.Priorities.SurveyLog;

namespace Throughline.Tests.Priorities;

public sealed class ListPrioritiesTests
{
    static Question[] Four => [Ask("waiting"), Ask("staff"), Ask("food"), Ask("colour")];

    /// <summary>Rows of the outcome and ratings 1 to 5 with the given slopes.</summary>
    static IEnumerable<double?[]> Plant(int n, double[] slopes, double halo = 0, ulong seed = 11, double noise = 1.5)
    {
        var (drivers, outcome) = DriverTables.Invent(n, slopes, halo, seed, noise);
        return Enumerable.Range(0, n).Select(row => (double?[])[outcome[row], .. drivers.Select(d => (double?)d[row])]);
    }

    [Fact]
    public async Task Planted_effects_are_found_in_order_and_what_has_none_is_no_fix()
    {
        using var survey = new SurveyLog(Result(), Four);
        survey.Import(Plant(1200, [0.9, 0.6, 0.3, 0]));
        var answer = await survey.AnswerAsync();
        Assert.Equal((PriorityVerdict.Ranked, false), (answer.Verdict, answer.HardToTellApart));
        Assert.Equal(["waiting", "staff", "food", "colour"], answer.Tiers.Select(survey.Name));
        var clear = answer.PriorityTiers.Where(t => t.Clear).ToArray();
        Assert.Equal(["waiting", "staff", "food"], clear.Select(t => survey.Name(t.Ids)));
        Assert.Equal("colour", survey.Name(Assert.Single(answer.PriorityTiers, t => !t.Clear).Ids));
        Assert.All(answer.Drivers.Zip([0.9, 0.6, 0.3, 0]), x => Assert.InRange(x.Second, x.First.Effect!.Low - 0.03, x.First.Effect.High + 0.03));
        Assert.All(answer.Drivers, d => Assert.Equal(1, d.Rank.Sum(), 9));
        Assert.Equal(("association", RedrawnRows.Rows, 1200L, 0L), (answer.Label, answer.Method.Rows, answer.N, answer.RowsLeftOut));
        var reach = answer.Drivers[0].Reach;
        Assert.Equal((2, 1, 1200L), (reach.Threshold, reach.Step, reach.N));
        Assert.Equal(answer.Drivers[0].Effect!.Value * reach.Share, answer.Drivers[0].Rise!.Value, 12);
        Assert.Equal(new Period(new(2026, 1, 1), new(2026, 4, 10)), answer.Drivers[0].Rise!.Period);
    }

    [Fact]
    public async Task A_pair_that_comes_together_is_tied_and_told_as_one()
    {
        using var survey = new SurveyLog(Result(), Ask("waiting"), Ask("transfers"));
        survey.Import(Plant(600, [0.5, 0.5], halo: 0.93));
        var answer = await survey.AnswerAsync();
        Assert.Equal((PriorityVerdict.Tied, true), (answer.Verdict, answer.HardToTellApart));
        Assert.Equal(2, Assert.Single(answer.Tiers).Count);
        var cluster = Assert.Single(answer.Clusters);
        Assert.True(cluster.StrongestCorrelation > 0.7);
        Assert.Equal(100, cluster.Together.Value, 9);
        Assert.All(cluster.FirstShare.Values, share => Assert.InRange(share, 0.025, 0.975));
        Assert.Equal(cluster.StrongestCorrelation, answer.Halo!.MeanCorrelation, 12);
    }

    [Fact]
    public async Task A_halo_over_several_tiers_is_called_hard_to_tell_apart()
    {
        using var survey = new SurveyLog(Result(), Four);
        survey.Import(Plant(1500, [0.9, 0.5, 0.2, 0.05], halo: 0.7));
        var answer = await survey.AnswerAsync();
        Assert.True(answer.Tiers.Count > 1);
        Assert.Equal((PriorityVerdict.Ranked, true), (answer.Verdict, answer.HardToTellApart));
        Assert.InRange(answer.Halo!.MeanCorrelation, 0.5, 0.8);
    }

    [Fact]
    public async Task A_driver_that_lowers_the_outcome_is_marked_and_never_proposed()
    {
        using var survey = new SurveyLog(Result(min: -20, max: 20), Ask("waiting"), Ask("calls"));
        survey.Import(Plant(1500, [0.6, -0.6]));
        var answer = await survey.AnswerAsync();
        Assert.Equal([false, true], answer.Drivers.Select(d => d.Negative));
        Assert.Equal("waiting", survey.Name(answer.PriorityTiers.SelectMany(t => t.Ids)));
    }

    [Fact]
    public async Task Where_low_is_good_a_step_for_the_better_goes_down()
    {
        using var survey = new SurveyLog(Result(min: 0, max: 10), Ask("effort", 1, 7, Metric.Ces, lowIsGood: true));
        survey.Import(Plant(800, [0.7]).Select(row => (double?[])[row[0], 8 - row[1]]));
        var driver = Assert.Single((await survey.AnswerAsync()).Drivers);
        Assert.InRange(driver.Effect!.Value, 0.6, 0.8);
        Assert.True(driver.Correlation > 0);
        Assert.Equal(6, driver.Reach.Threshold); // 6 or 7 of 1 to 7, where 7 is the greatest effort
        Assert.Equal(await survey.Log.ReadAsync(c => c.Scalar<long>($"SELECT count(*) FROM signal WHERE {SignalWhere.Column(survey.Drivers[0])} >= 6")), driver.Reach.Count);
    }

    [Fact]
    public async Task Yes_and_no_may_explain_and_be_explained()
    {
        using var survey = new SurveyLog(Result("recommended", 0, 1, Metric.Share), Ask("on_time", 0, 1, Metric.Share), Ask("staff"));
        survey.Import(Plant(2000, [0.5, 0.1]).Select(row => (double?[])[row[0] > 1.8 ? 1 : 0, row[1] > 3 ? 1 : 0, row[2]]));
        var answer = await survey.AnswerAsync();
        Assert.Equal(PriorityUnit.PercentagePoints, answer.Unit);
        var onTime = answer.Drivers[0];
        Assert.Equal(0, onTime.Reach.Threshold);
        Assert.InRange(onTime.Effect!.Value, 5, 100);
        Assert.Equal(onTime.Effect.Value * onTime.Reach.Share, onTime.Rise!.Value, 9);
    }

    [Fact]
    public async Task What_is_left_out_is_counted_and_laid_at_the_empty_drivers()
    {
        using var survey = new SurveyLog(Result(), Four);
        survey.Import(Plant(500, [0.9, 0.6, 0.3, 0]).Select((row, i) => (double?[])
            [i % 10 == 9 ? null : row[0], i % 10 == 0 ? null : row[1], i % 10 < 2 ? null : row[2], row[3], i % 10 < 7 ? null : row[4]]));
        var answer = await survey.AnswerAsync();
        Assert.Equal((350L, 100L), (answer.N, answer.RowsLeftOut)); // of 450 with an outcome
        Assert.Equal([("staff", 100L), ("waiting", 50L)], answer.LeftOutBecause.Select(e => (survey.Name([e.QuestionId]), e.Empty)));
        var rare = Assert.Single(answer.Warnings, w => w.Code == "asked_too_rarely");
        Assert.Equal((survey.Drivers[3].Id, 350L), (rare.QuestionId, rare.RowsLost));
        Assert.Equal(3, answer.Drivers.Count);
        var named = await survey.AnswerAsync($"drivers={survey.Drivers[3].Id},{survey.Drivers[0].Id}");
        Assert.Equal(["colour", "waiting"], named.Drivers.Select(d => d.Question.Name));
        Assert.Equal((100L, 350L), (named.N, named.RowsLeftOut));
        Assert.Contains(named.Warnings, w => w.Code == "rows_left_out");
    }

    [Fact]
    public async Task Rows_and_blocks_have_the_same_point_values()
    {
        using var survey = new SurveyLog(Result(), Four);
        var planted = Plant(12_000, [0.9, 0.6, 0.3, 0], halo: 0.4).ToArray();
        survey.Import(planted);
        var study = await survey.StudyAsync();
        Assert.True(study.InBlocks);
        var inBlocks = (DriverRanking)study.Answer;
        var where = new SignalWhere(new SignalFilter { SourceId = survey.Source.Id }, survey.Log.Catalogue.Contents);
        Task<AnswerRows> PartAsync(long after, long last, int mostKept) =>
            survey.Log.ReadAsync(c => AnswerRows.Read(c, where, survey.Outcome, survey.Drivers, (after, last), mostKept));
        var kept = await PartAsync(0, 12_000, 20_000);
        foreach (var (most, inBlocksToo) in ((int, bool)[])[(20_000, false), (10_000, true), (7_500, true), (100, true)])
        {
            var halves = await PartAsync(0, 7_000, most);
            halves.Add(await PartAsync(7_000, 12_000, most), most);
            Assert.Equal(inBlocksToo, halves.ToBlocks(study.Names) is not null);
            var again = (DriverRanking)(halves.ToBlocks(study.Names) is { } blocks ? DriverTables.Ask(blocks, survey.List.Options) : DriverTables.Ask(halves.ToRows(study.Names)!, survey.List.Options));
            Assert.Equal(inBlocks.R2.Value, again.R2.Value, 10);
            Assert.Equal((kept.Answered, kept.N), (halves.Answered, halves.N));
            Assert.Equal(kept.Outcome!.Value.Variance, halves.Outcome!.Value.Variance, 8);
            Assert.All(Enumerable.Range(0, 5), c => Assert.Equal(kept.Rungs.AtOrBelow(c, 3), halves.Rungs.AtOrBelow(c, 3)));
        }

        var rows = (DriverRanking)DriverTables.Ask(kept.ToRows(study.Names)!, new DriverOptions { Draws = 300 });
        var direct = DriverTables.Rank(
            [.. Enumerable.Range(1, 4).Select(c => planted.Select(row => row[c]!.Value).ToArray())],
            [.. planted.Select(row => row[0]!.Value)],
            new DriverOptions { Draws = 300 },
            [.. study.Names]);
        foreach (var other in (DriverRanking[])[rows, direct])
        {
            Assert.Equal(other.R2.Value, inBlocks.R2.Value, 10);
            foreach (var (a, b) in other.Drivers.Zip(inBlocks.Drivers))
            {
                Assert.Equal(a.Share.Value, b.Share.Value, 8);
                Assert.Equal(a.Slope!.Value.Value, b.Slope!.Value.Value, 10);
                Assert.Equal(a.Performance!.Value, b.Performance!.Value, 8);
                Assert.InRange(b.Slope.Value.Width / a.Slope.Value.Width, 0.8, 1.25);
            }
        }

        Assert.All(Enumerable.Range(0, 5), c => Assert.Equal(kept.Rungs.AtOrBelow(c, 2), study.Rows.Rungs.AtOrBelow(c, 2)));
        Assert.Equal(planted.Count(row => row[1] <= 2), study.Reaches[0].Reached);
    }

    [Fact]
    public async Task A_filter_narrows_the_study()
    {
        using var survey = new SurveyLog(Result(), Four);
        survey.Import(Plant(400, [0.9, 0.6, 0.3, 0]), airline: "blue");
        survey.Import(Plant(300, [0, 0.3, 0.9, 0], seed: 3), airline: "red");
        var red = await survey.AnswerAsync($"a.{survey.Airline}=red");
        Assert.Equal((300L, "food"), (red.N, survey.Name(red.Tiers[0])));
        Assert.Equal(700, (await survey.AnswerAsync()).N);
        var early = await survey.AnswerAsync("to=2026-01-10");
        Assert.Equal((70L, new Period(new(2026, 1, 1), new(2026, 1, 10))), (early.N, early.Drivers[0].Share.Period!.Value));
    }

    [Fact]
    public async Task What_the_data_cannot_say_is_refused_with_its_reason()
    {
        async Task<PriorityAnswer> RefusedAsync(string code, IEnumerable<double?[]> rows)
        {
            using var survey = new SurveyLog(Result(), Ask("waiting"), Ask("staff"));
            survey.Import(rows);
            var answer = await survey.AnswerAsync();
            Assert.Equal((PriorityVerdict.Refused, code), (answer.Verdict, answer.Reason?.Code));
            Assert.Empty(answer.Drivers);
            Assert.Empty(answer.Tiers);
            Assert.Empty(answer.PriorityTiers);
            return answer;
        }

        Assert.Equal((29L, 30L), await RefusedAsync("not_enough_answers", Plant(29, [0.9, 0.6])) is { Reason: { } few } ? (few.Have, few.Need) : default);
        await RefusedAsync("not_enough_answers", []);
        await RefusedAsync("constant", Plant(100, [0.9, 0.6]).Select(row => (double?[])[5, row[1], row[2]]));
        await RefusedAsync("constant_drivers", Plant(100, [0.9, 0.6]).Select(row => (double?[])[row[0], 3, 4]));
        await RefusedAsync("nothing_found", Plant(100, [0, 0], seed: 4));
        var twins = await RefusedAsync("singular", Plant(100, [0.9, 0.6]).Select(row => (double?[])[row[0], row[1], row[1]]));
        Assert.Equal(2, Assert.Single(twins.Clusters).Questions.Count);
    }

    [Fact]
    public async Task A_source_without_drivers_has_no_list()
    {
        using var survey = new SurveyLog(Result(), Ask("comment_length", role: QuestionRole.Aside));
        survey.Import(Plant(100, [0.5]));
        Assert.Equal("no_drivers", (await survey.AnswerAsync()).Reason?.Code);
    }

    [Fact]
    public async Task An_outcome_that_is_its_drivers_is_warned_of()
    {
        using var survey = new SurveyLog(Result(), Ask("waiting"), Ask("staff"));
        survey.Import(Plant(300, [0.5, 0.5], noise: 0.1));
        Assert.Contains((await survey.AnswerAsync()).Warnings, w => w.Code == "outcome_made_of_drivers");
    }

    [Fact]
    public async Task Questions_that_do_not_fit_are_turned_away_by_name()
    {
        using var survey = new SurveyLog(Result(), Four);
        survey.Import(Plant(100, [0.9, 0.6, 0.3, 0]));
        foreach (var (query, field) in ((string, string)[])
            [("outcome=999", "outcome"), ("drivers=999", "drivers"), ("drivers=x", "drivers"), ($"drivers={survey.Outcome.Id}", "drivers")])
        {
            Assert.Equal(field, (await Assert.ThrowsAsync<BadInputException>(() => survey.AnswerAsync(query))).Field);
        }
    }

    [Fact]
    public async Task A_study_is_kept_until_the_log_moves()
    {
        using var survey = new SurveyLog(Result(), Four);
        survey.Import(Plant(200, [0.9, 0.6, 0.3, 0]));
        var first = await survey.StudyAsync();
        Assert.Same(first, await survey.StudyAsync());
        Assert.NotSame(first, await survey.StudyAsync($"drivers={survey.Drivers[0].Id}"));
        survey.Import(Plant(10, [0.9, 0.6, 0.3, 0]));
        Assert.Equal(210, (await survey.StudyAsync()).Rows.N);
    }

    [Fact]
    public async Task The_short_form_shows_the_first_few_of_the_same_list()
    {
        using var survey = new SurveyLog(Result(), Four);
        survey.Import(Plant(1200, [0.9, 0.6, 0.3, 0]));
        var answer = await survey.AnswerAsync();
        var top = await survey.List.TopAsync(new SignalFilter(), survey.Outcome, 2, TestContext.Current.CancellationToken);
        Assert.Equal(["waiting", "staff"], top.Tiers.SelectMany(t => t.Drivers).Select(d => d.Question.Name));
        Assert.Equal(answer.Drivers[0].Rise, top.Tiers[0].Drivers[0].Rise);
        Assert.Equal((4, 1200L, PriorityVerdict.Ranked), (top.Drivers, top.N, top.Verdict));
    }

    [Fact]
    public async Task The_document_has_the_names_of_the_contract()
    {
        using var survey = new SurveyLog(Result(), Four);
        survey.Import(Plant(300, [0.9, 0.6, 0.3, 0], halo: 0.9));
        var json = JsonSerializer.SerializeToElement(await survey.AnswerAsync(), JsonShape.Options);
        foreach (var name in (string[])
            ["outcome", "n", "rows_left_out", "left_out_because", "r2", "verdict", "reason", "drivers", "tiers", "priority_tiers", "clusters", "warnings", "method", "label", "unit", "halo", "hard_to_tell_apart"])
        {
            Assert.True(json.TryGetProperty(name, out _), name);
        }

        foreach (var name in (string[])
            ["question", "share", "relative_weight_pct", "std_beta", "correlation", "vif", "performance_pct", "negative", "effect", "reach", "rise", "rank"])
        {
            Assert.True(json.GetProperty("drivers")[0].TryGetProperty(name, out _), name);
        }

        Assert.Equal("lmg", json.GetProperty("method").GetProperty("name").GetString());
        Assert.Equal("rows", json.GetProperty("method").GetProperty("rows").GetString());
        Assert.Equal("scale", json.GetProperty("unit").GetString());
        var first = json.GetProperty("clusters")[0];
        Assert.True(first.GetProperty("first_share").TryGetProperty(first.GetProperty("questions")[0].ToString(), out _));
    }
}
