using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Stats;

namespace Throughline.Priorities;

/// <summary>If this driver rose by a step for a part of those it reaches: what would the outcome be, and what would refute it?</summary>
static class AskWhatIf
{
    /// <summary>Smallest difference that is clear, as a part of the true one, so that 80 of 100 experiments see it: 1.96 / (1.96 + 0.84).</summary>
    const double ClearPart = 0.6996;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/priorities/what-if", HandleAsync)
        .WithName("AskWhatIf")
        .WithSummary("What the outcome would be if a driver rose")
        .WithDescription("Takes what /priorities takes, and driver (a question id), threshold, step (both on the question's scale) and part (0 to 1 of those reached, default 1).");

    static async Task<Ok<WhatIfAnswer>> HandleAsync(HttpRequest request, PriorityList list, CancellationToken cancellation)
    {
        var query = request.Query;
        var id = FilterQuery.Number(query, "driver") ?? throw new BadInputException("driver", "Name the driver by its question id.");
        var study = await list.StudyAsync(list.ReadQuestion(query), cancellation);
        return TypedResults.Ok(Answer(
            study, id, FilterQuery.Real(query, "threshold"), FilterQuery.Real(query, "step"), FilterQuery.Real(query, "part") ?? 1));
    }

    /// <summary>From the study and the slider to what is shown. Pure.</summary>
    /// <exception cref="BadInputException">A driver that is not in the study, or a shift that leaves the scale.</exception>
    public static WhatIfAnswer Answer(DriverStudy study, int driverId, double? threshold, double? step, double part)
    {
        var at = Enumerable.Range(0, study.Drivers.Count).FirstOrDefault(i => study.Drivers[i].Id == driverId, -1);
        if (at < 0)
        {
            throw new BadInputException("driver", $"Question {driverId} is not among the drivers of this study.", "unknown_question");
        }

        var driver = study.Drivers[at];
        var ladder = new Ladder(driver);
        var low = threshold is { } asked ? ladder.Turn(asked) : ladder.LowRung;
        var move = step ?? ladder.Step;
        Require(driver, low, move, part);

        var reach = DriverStudy.ReachOf(study.Rows, at, low, move);
        var leave = reach.Reached - study.Rows.Rungs.AtOrBelow(at, low - move);
        var spared = (long)Math.Round(part * leave);
        var shift = Shift(study, at, reach, part);
        var now = OutcomeNow(study);
        return new WhatIfAnswer
        {
            Driver = driver,
            Outcome = study.Asked.Outcome,
            Unit = Reading.Unit(study.Asked.Outcome),
            Threshold = ladder.Turn(low),
            Step = move,
            Part = part,
            Now = new Reached(reach.Share, reach.Reached),
            Then = new Reached((double)(reach.Reached - spared) / reach.N, reach.Reached - spared),
            Moved = (long)Math.Round(part * reach.Reached),
            Spared = spared,
            Rise = shift is null ? null : Reading.InUnit(study, shift.Rise, predicted: true),
            Reason = shift is null ? Reading.Refusal(study) ?? new Shortfall("singular", null, null) : null,
            OutcomeNow = now,
            OutcomeThen = shift is null ? Figure.Refused("no_effect") : OutcomeThen(study, now, shift.Rise),
            Dots = shift is null ? [] : [.. shift.Dots.Select(dot => dot * Reading.Factor(study.Asked.Outcome))],
            Refute = Refute(study, at, reach),
        };
    }

    static void Require(Question driver, double low, double move, double part)
    {
        if (!(part >= 0 && part <= 1))
        {
            throw new BadInputException("part", "The part lies between 0 and 1.");
        }

        if (!driver.Scale.Holds(low))
        {
            throw new BadInputException("threshold", $"The threshold lies on the scale, {driver.Scale.Min} to {driver.Scale.Max}.");
        }

        if (!(move > 0) || low + move > driver.Scale.Max + 1e-9)
        {
            throw new BadInputException("step", "The step is above 0 and stays on the scale for everyone reached.");
        }
    }

    static FixShift? Shift(DriverStudy study, int at, FixReach reach, double part) =>
        Reading.Refusal(study) is null && study is { Answer: DriverRanking ranking, Fixes: { } fixes }
            ? FixOrder.Shift(ranking, study.Names[at], reach, part, fixes.Multiplier)
            : null;

    /// <summary>The mean of the outcome's answers on its own scale; of yes/no outcomes the share of yes, per cent.</summary>
    static Figure OutcomeNow(DriverStudy study)
    {
        var (outcome, rows) = (study.Asked.Outcome, study.Rows);
        if (rows.Outcome is not { } turned)
        {
            return Figure.TooFew(0, 1);
        }

        if (outcome.Metric == Metric.Share)
        {
            var below = rows.Rungs.AtOrBelow(study.Drivers.Count, outcome.Scale.Min);
            var yes = outcome.Scale.LowIsGood ? below : rows.N - below;
            return Figure.Of(Reading.Give(study, Proportion.Wilson(yes, rows.N).Times(100), "proportions"));
        }

        var sample = turned with { Mean = new Ladder(outcome).Turn(turned.Mean) };
        return Means.Student(sample, study.Options.Level, (outcome.Scale.Min, outcome.Scale.Max)) is { } mean
            ? Figure.Of(Reading.Give(study, mean, "means"))
            : Figure.Refused("no_spread");
    }

    /// <summary>Now plus the rise; the two errors are all but independent, so their lengths add up as squares.</summary>
    static Figure OutcomeThen(DriverStudy study, Figure now, Interval rise)
    {
        if (now.Estimate is not { } from)
        {
            return now;
        }

        var outcome = study.Asked.Outcome;
        var change = rise.Times((outcome.Scale.LowIsGood ? -1 : 1) * Reading.Factor(outcome));
        var value = from.Value + change.Value;
        var then = new Interval(
            value,
            value - double.Hypot(from.Value - from.Low, change.Value - change.Low),
            value + double.Hypot(from.High - from.Value, change.High - change.Value),
            rise.N);
        return Figure.Of(Reading.Give(study, then, Reading.Method, predicted: true));
    }

    /// <summary>An experiment among those reached: half of them are moved, half are not, and the halves are compared.</summary>
    static Refutation Refute(DriverStudy study, int at, FixReach reach)
    {
        if (Reading.Refusal(study) is not null
            || study is not { Answer: DriverRanking ranking, Rows.Outcome: { } outcome }
            || !(ranking.Drivers[at].Slope?.Value * reach.Step is { } effect && effect > 0))
        {
            return new Refutation("nothing_to_test", null, null, null, null);
        }

        var clear = ClearPart * effect;
        var answers = 2 * AnswersNeeded.For(clear, 2 * outcome.Variance, study.Options.Level);
        double? aDay = study.Period is { } period ? (double)reach.Reached / period.Days : null;
        return new Refutation(
            "experiment_on_half", 0.5, answers, aDay > 0 ? (long)Math.Ceiling(answers / aDay.Value) : null, clear * Reading.Factor(study.Asked.Outcome));
    }
}

/// <summary>One shift of one driver. An association carried forward, not a promise.</summary>
public sealed record WhatIfAnswer
{
    /// <summary>The driver that moves.</summary>
    public required Question Driver { get; init; }

    /// <summary>The outcome that follows.</summary>
    public required Question Outcome { get; init; }

    /// <summary>Unit of rise and dots.</summary>
    public required PriorityUnit Unit { get; init; }

    /// <summary>Reached are those who answered the driver at this value or worse, on its own scale.</summary>
    public required double Threshold { get; init; }

    /// <summary>How far each of them moves for the better, in units of the driver's scale.</summary>
    public required double Step { get; init; }

    /// <summary>Part of those reached that moves, 0 to 1.</summary>
    public required double Part { get; init; }

    /// <summary>Those reached, as it is.</summary>
    public required Reached Now { get; init; }

    /// <summary>Those still at the threshold or worse after the move.</summary>
    public required Reached Then { get; init; }

    /// <summary>How many move.</summary>
    public required long Moved { get; init; }

    /// <summary>How many leave the reach: now minus then. Some who move stay within it.</summary>
    public required long Spared { get; init; }

    /// <summary>Expected change of the mean outcome of everyone, for the better; predicted. Null with a reason.</summary>
    public required Estimate? Rise { get; init; }

    /// <summary>Why there is no rise; null when there is one.</summary>
    public required Shortfall? Reason { get; init; }

    /// <summary>The outcome as answered by the rows of the study: mean on its scale, or per cent of yes.</summary>
    public required Figure OutcomeNow { get; init; }

    /// <summary>The outcome after the move; predicted. Its limits may pass the ends of the scale when the shift is far.</summary>
    public required Figure OutcomeThen { get; init; }

    /// <summary>Twenty equally likely rises, ascending; empty without a rise.</summary>
    public required IReadOnlyList<double> Dots { get; init; }

    /// <summary>What would refute the claim.</summary>
    public required Refutation Refute { get; init; }

    /// <summary>Always <c>association</c>.</summary>
    public string Label { get; } = Reading.Label;
}

/// <summary>Rows at the threshold or worse.</summary>
/// <param name="Share">Share of all rows, 0 to 1.</param>
/// <param name="Count">How many.</param>
public sealed record Reached(double Share, long Count);

/// <summary>An experiment that the claim must survive.</summary>
/// <param name="Code">experiment_on_half, or nothing_to_test when no rise is claimed.</param>
/// <param name="Share">Share of those reached that is moved in the experiment.</param>
/// <param name="Answers">Answers of those reached, both halves together, that show the claimed effect in 80 of 100 experiments.</param>
/// <param name="Days">Days until so many answers at the pace of the period; null without times.</param>
/// <param name="AtLeast">If the moved half does not answer at least so much better than the other (unit of the outcome), the claim is refuted.</param>
public sealed record Refutation(string Code, double? Share, long? Answers, long? Days, double? AtLeast);
