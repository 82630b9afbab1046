using System.Text.Json;
using Throughline.Contracts;
using Throughline.Stats;

namespace Throughline.Priorities;

/// <summary>What is asked: an outcome, the drivers that may explain it, and which signals. Null drivers: those the source asks often enough.</summary>
sealed record PriorityQuestion(SignalFilter Filter, Question Outcome, IReadOnlyList<Question>? Drivers);

/// <summary>One finished study of drivers: what was read, what the statistics answered, and what a fix of each driver would touch.</summary>
sealed record DriverStudy
{
    /// <summary>From this share of explained variance on, ratings look like parts of a sum rather than causes of it.</summary>
    const double OfOnePiece = 0.9;

    public required PriorityQuestion Asked { get; init; }

    /// <summary>How the bootstrap was made.</summary>
    public required DriverOptions Options { get; init; }

    /// <summary>The drivers in use, in the order of every list below.</summary>
    public required IReadOnlyList<Question> Drivers { get; init; }

    /// <summary>What each driver is called inside the statistics and in warnings; each once.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required AnswerRows Rows { get; init; }

    /// <summary>The time the answers are from; null when their source carries none.</summary>
    public required Period? Period { get; init; }

    public required DriverAnswer Answer { get; init; }

    public required IReadOnlyList<FixReach> Reaches { get; init; }

    /// <summary>Null when there is no ranking.</summary>
    public required FixRanking? Fixes { get; init; }

    /// <summary>Sums of all complete rows; null when there is none.</summary>
    public required Moments? Moments { get; init; }

    /// <summary>True when blocks were redrawn instead of rows.</summary>
    public required bool InBlocks { get; init; }

    public required IReadOnlyList<PriorityWarning> Warnings { get; init; }

    /// <summary>The statistics of rows that were read.</summary>
    public static DriverStudy Of(
        PriorityQuestion asked,
        IReadOnlyList<Question> drivers,
        AnswerRows rows,
        Period? period,
        IReadOnlyList<PriorityWarning> warnings,
        DriverOptions options,
        CancellationToken cancellation)
    {
        var names = NamesOf(drivers);
        var (answer, moments, inBlocks) = Analyse(names, rows, options, cancellation);
        FixReach[] reaches = [.. drivers.Select((d, i) => ReachOf(rows, i, new Ladder(d).LowRung, new Ladder(d).Step))];
        return new DriverStudy
        {
            Asked = asked,
            Options = options,
            Drivers = drivers,
            Names = names,
            Rows = rows,
            Period = period,
            Answer = answer,
            Reaches = reaches,
            Fixes = answer is DriverRanking ranking ? FixOrder.Of(ranking, reaches, options.Level, options.TierProbability) : null,
            Moments = moments,
            InBlocks = inBlocks,
            Warnings = [.. warnings, .. LeftOut(rows), .. MadeOfDrivers(answer), .. FromStats(answer, names, drivers)],
        };
    }

    /// <summary>Those who answered at or below a turned threshold, moving by a step.</summary>
    public static FixReach ReachOf(AnswerRows rows, int driver, double threshold, double step) =>
        new(rows.Rungs.AtOrBelow(driver, threshold), Math.Max(1, rows.N), step);

    static (DriverAnswer Answer, Moments? Moments, bool InBlocks) Analyse(
        string[] names, AnswerRows rows, DriverOptions options, CancellationToken cancellation)
    {
        if (names.Length == 0)
        {
            return (new DriverRefusal(DriverRefusalReason.NoDriverVaries, rows.N, 0, "There is no driver."), null, false);
        }

        if (rows.ToBlocks(names) is { } blocks)
        {
            return (Stats.Drivers.Analyse(blocks, options, cancellation), blocks.Whole, true);
        }

        if (rows.ToRows(names) is { } kept)
        {
            return (Stats.Drivers.Analyse(kept, options, cancellation), kept.ToMoments(), false);
        }

        var needed = options.RowsNeeded(names.Length);
        return (new DriverRefusal(DriverRefusalReason.TooFewRows, 0, needed, "No signal answers the outcome and all drivers."), null, false);
    }

    static string[] NamesOf(IReadOnlyList<Question> drivers)
    {
        string[] labels = [.. drivers.Select(d => d.Label)];
        return labels.Distinct(StringComparer.Ordinal).Count() == labels.Length ? labels : [.. drivers.Select(d => d.Name)];
    }

    static IEnumerable<PriorityWarning> LeftOut(AnswerRows rows)
    {
        if (rows.N < rows.Answered / 2)
        {
            yield return new PriorityWarning("rows_left_out", null, FormattableString.Invariant(
                $"{rows.Answered - rows.N} of {rows.Answered} signals are left out because a driver is empty; the rest may not speak for them."));
        }
    }

    static IEnumerable<PriorityWarning> MadeOfDrivers(DriverAnswer answer)
    {
        if (answer is DriverRanking { R2.Value: >= OfOnePiece } ranking)
        {
            yield return new PriorityWarning("outcome_made_of_drivers", null, FormattableString.Invariant(
                $"The drivers explain {100 * ranking.R2.Value:0} % of the outcome: it may be worked out from them, and effects then only show how."));
        }
    }

    static IEnumerable<PriorityWarning> FromStats(DriverAnswer answer, IReadOnlyList<string> names, IReadOnlyList<Question> drivers) =>
        answer is not DriverRanking ranking
            ? []
            : ranking.Warnings.Select(w => new PriorityWarning(
                JsonNamingPolicy.SnakeCaseLower.ConvertName(w.Kind.ToString()),
                w.Drivers.Count == 1 ? drivers[IndexOf(names, w.Drivers[0])].Id : null,
                w.Detail));

    static int IndexOf(IReadOnlyList<string> names, string name)
    {
        var at = 0;
        while (names[at] != name)
        {
            at++;
        }

        return at;
    }

    /// <summary>The question behind a name of the statistics.</summary>
    public int IndexOf(string name) => IndexOf(Names, name);
}

/// <summary>What a reader must know before acting.</summary>
/// <param name="Code">Stable word, for example <c>asked_too_rarely</c>, <c>too_many_drivers</c>, <c>rows_left_out</c>, <c>alike</c>, <c>sign_conflict</c>.</param>
/// <param name="QuestionId">The driver it is about; null when it is about several or all.</param>
/// <param name="Detail">A sentence in English, for those who read the interface directly.</param>
/// <param name="RowsLost">Signals that taking the driver in would leave out; null for other codes.</param>
public sealed record PriorityWarning(string Code, int? QuestionId, string Detail, long? RowsLost = null);
