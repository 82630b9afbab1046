using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Stats;
using Throughline.Tests.Stats;
using static Throughline.Tests.Priorities.SurveyLog;

namespace Throughline.Tests.Priorities;

public sealed class AskWhatIfTests
{
    static SurveyLog Filled(int n = 1000, bool lowIsGood = false)
    {
        var survey = new SurveyLog(Result(lowIsGood: lowIsGood), Ask("waiting"), Ask("staff"));
        var (drivers, outcome) = DriverTables.Invent(n, [0.9, 0.4], 0.2, 21, 1.5);
        survey.Import(Enumerable.Range(0, n).Select(row => (double?[])
            [lowIsGood ? 10 - outcome[row] : outcome[row], drivers[0][row], drivers[1][row]]));
        return survey;
    }

    [Fact]
    public async Task Moving_nobody_changes_nothing()
    {
        using var survey = Filled();
        var none = await survey.WhatIfAsync(survey.Drivers[0], part: 0);
        Assert.Equal((0, 0, 0, true), (none.Rise!.Value, none.Rise.Low, none.Rise.High, none.Rise.Predicted));
        Assert.Equal((0L, 0L), (none.Moved, none.Spared));
        Assert.Equal(none.Now, none.Then);
        Assert.Equal(20, none.Dots.Count);
        Assert.All(none.Dots, dot => Assert.Equal(0, dot));
        Assert.Equal(none.OutcomeNow.Estimate!.Value, none.OutcomeThen.Estimate!.Value);
    }

    [Fact]
    public async Task Moving_all_who_are_reached_is_the_line_of_the_list()
    {
        using var survey = Filled();
        var line = (await survey.AnswerAsync()).Drivers[0];
        var all = await survey.WhatIfAsync(survey.Drivers[0]);
        Assert.Equal(line.Rise! with { Predicted = true }, all.Rise);
        Assert.Equal(line.Reach.Count, all.Now.Count);
        Assert.Equal(all.OutcomeNow.Estimate!.Value + all.Rise!.Value, all.OutcomeThen.Estimate!.Value, 12);
        Assert.True(all.OutcomeThen.Estimate.Predicted);
        Assert.False(all.OutcomeNow.Estimate.Predicted);
        var half = await survey.WhatIfAsync(survey.Drivers[0], part: 0.5);
        Assert.Equal(all.Rise.Value / 2, half.Rise!.Value, 12);
        Assert.Equal(all.Rise.High / 2, half.Rise.High, 12);
    }

    [Fact]
    public async Task Those_who_move_within_the_reach_are_not_spared()
    {
        using var survey = Filled();
        var all = await survey.WhatIfAsync(survey.Drivers[0], threshold: 2);
        var ones = await survey.WhatIfAsync(survey.Drivers[0], threshold: 1);
        Assert.Equal(all.Now.Count, all.Moved);
        Assert.Equal(ones.Now.Count, all.Then.Count); // who gave 1 gives 2 now, and is still at 2 or below
        Assert.Equal(all.Now.Count - ones.Now.Count, all.Spared);
        var two = await survey.WhatIfAsync(survey.Drivers[0], threshold: 2, step: 2);
        Assert.Equal((0L, two.Now.Count), (two.Then.Count, two.Spared));
        Assert.Equal(2 * all.Rise!.Value, two.Rise!.Value, 12);
    }

    [Fact]
    public async Task What_would_refute_it_is_an_experiment_large_enough_to_see_the_rise()
    {
        using var survey = Filled();
        var effect = (await survey.AnswerAsync()).Drivers[0].Effect!.Value;
        var refute = (await survey.WhatIfAsync(survey.Drivers[0])).Refute;
        Assert.Equal(("experiment_on_half", 0.5), (refute.Code, refute.Share));
        Assert.Equal(effect * 1.96 / 2.8016, refute.AtLeast!.Value, 3);
        var variance = (await survey.StudyAsync()).Rows.Outcome!.Value.Variance;
        var answers = 2 * 2 * variance * Math.Pow((1.959964 + 0.841621) / effect, 2); // textbook: power 0.8, both arms
        Assert.InRange(refute.Answers!.Value, answers - 4, answers + 4);
        var aDay = (await survey.WhatIfAsync(survey.Drivers[0])).Now.Count / 100.0;
        Assert.Equal((long)Math.Ceiling(refute.Answers.Value / aDay), refute.Days);
    }

    [Fact]
    public async Task Where_low_is_good_the_outcome_goes_down()
    {
        using var survey = Filled(lowIsGood: true);
        var all = await survey.WhatIfAsync(survey.Drivers[0]);
        Assert.True(all.Rise!.Low > 0);
        Assert.Equal(all.OutcomeNow.Estimate!.Value - all.Rise.Value, all.OutcomeThen.Estimate!.Value, 12);
    }

    [Fact]
    public async Task A_study_that_is_refused_gives_no_rise_but_its_reason()
    {
        using var survey = Filled(n: 25);
        var answer = await survey.WhatIfAsync(survey.Drivers[0]);
        Assert.Null(answer.Rise);
        Assert.Empty(answer.Dots);
        Assert.Equal(new Shortfall("not_enough_answers", 25, 30), answer.Reason);
        Assert.Equal("nothing_to_test", answer.Refute.Code);
    }

    [Theory]
    [InlineData(2.0, 1.0, 1.5, "part")]
    [InlineData(9.0, 1.0, 1.0, "threshold")]
    [InlineData(5.0, 1.0, 1.0, "step")]
    [InlineData(2.0, 0.0, 1.0, "step")]
    public async Task A_shift_that_leaves_the_scale_is_turned_away_by_name(double threshold, double step, double part, string field)
    {
        using var survey = Filled(n: 100);
        var refused = await Assert.ThrowsAsync<BadInputException>(() => survey.WhatIfAsync(survey.Drivers[0], threshold, step, part));
        Assert.Equal(field, refused.Field);
        Assert.Equal("driver", (await Assert.ThrowsAsync<BadInputException>(() => survey.WhatIfAsync(survey.Outcome))).Field);
    }
}
