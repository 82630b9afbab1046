using System.CommandLine;
using System.Globalization;
using Throughline.Stats;

namespace Throughline.Server.Cli;

/// <summary><c>throughline drivers</c>: what moves an outcome, from a CSV file to a JSON file.</summary>
static class DriversVerb
{
    public static Command Create()
    {
        var input = new Option<string>("--in") { Description = "CSV file with a header.", Required = true };
        var outcome = new Option<string>("--outcome") { Description = "Column to explain.", Required = true };
        var drivers = new Option<string>("--drivers") { Description = "Columns that may explain it, separated by commas.", Required = true };
        var output = new Option<string>("--out") { Description = "JSON file to write.", Required = true };
        var command = new Command("drivers", "What moves an outcome: shares, intervals, tiers.") { input, outcome, drivers, output };
        command.SetAction(parsed => Run(
            new DriversRequest(
                parsed.GetValue(input) ?? "", parsed.GetValue(outcome) ?? "", Names(parsed.GetValue(drivers) ?? ""), parsed.GetValue(output) ?? ""),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    /// <returns>0 with the file written, or 2 with one line on <paramref name="stderr"/> and no file.</returns>
    public static int Run(DriversRequest request, TextWriter stdout, TextWriter stderr)
    {
        try
        {
            var columns = NumberColumns.Read(request.In, Columns(request));
            var rows = new DriverRows(
                request.Drivers, [.. columns.Values.Take(request.Drivers.Length).Select(column => column.ToArray())], [.. columns.Values[^1]]);
            var ranking = Drivers.Analyse(rows) switch
            {
                DriverRanking found => found,
                DriverRefusal refusal => throw new InputRefused(Explain(refusal, columns)),
                _ => throw new InvalidOperationException("An answer is a ranking or a refusal."),
            };

            VerbJson.WriteFile(request.Out, DriversFile.Of(request.Outcome, ranking, columns));
            stdout.WriteLine(Tell(ranking, request.Out));
            return 0;
        }
        catch (InputRefused refused)
        {
            stderr.WriteLine($"drivers: {refused.Message}");
            return 2;
        }
    }

    static string[] Columns(DriversRequest request)
    {
        if (request.Drivers.Length == 0)
        {
            throw new InputRefused("no driver is named; give --drivers A,B,C.");
        }

        string[] all = [.. request.Drivers, request.Outcome];
        var twice = all.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? all : throw new InputRefused($"column {twice.Key} is named twice; drivers and outcome are each named once.");
    }

    static string Explain(DriverRefusal refusal, NumberColumns columns)
    {
        var worst = columns.Empty.Index().MaxBy(column => column.Item);
        var hint = refusal.Reason == DriverRefusalReason.TooFewRows && worst.Item > 0
            ? string.Create(CultureInfo.InvariantCulture, $" Column {columns.Names[worst.Index]} is empty in {worst.Item} of {columns.Rows} rows.")
            : "";
        return refusal.Detail + hint;
    }

    static string Tell(DriverRanking ranking, string path)
    {
        var order = ranking.Clarity == RankingClarity.NothingFound
            ? "nothing found beyond chance"
            : string.Join(" > ", ranking.Tiers.Select(tier => $"{{{string.Join(", ", tier.Drivers)}}}"));
        return string.Create(CultureInfo.InvariantCulture, $"{path}: n {ranking.N}, R2 {ranking.R2.Value:0.0000}, {order}");
    }

    static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What the verb is asked: file, column to explain, columns that may explain it, file to write.</summary>
sealed record DriversRequest(string In, string Outcome, string[] Drivers, string Out);
