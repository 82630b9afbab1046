using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Throughline.Stats;

namespace Throughline.Server.Cli;

/// <summary>
/// <c>throughline nps PROMOTERS PASSIVES DETRACTORS</c>: the score and its four intervals as one JSON object.
/// </summary>
static class NpsVerb
{
    const double Level = 0.95;
    const long Most = 1_000_000_000_000_000; // beyond, a count is no longer an exact double

    public static Command Create()
    {
        var counts = new Argument<string[]>("COUNTS")
        {
            HelpName = "PROMOTERS PASSIVES DETRACTORS",
            Description = "How many answered 9 or 10, 7 or 8, and 0 to 6.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("nps", "Net Promoter Score with its intervals, from three counts.") { counts };
        command.SetAction(parsed => Run(
            parsed.GetValue(counts) ?? [], parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    /// <returns>0, or 2 with one line on <paramref name="stderr"/>.</returns>
    public static int Run(string[] args, TextWriter stdout, TextWriter stderr)
    {
        try
        {
            stdout.WriteLine(JsonSerializer.Serialize(Describe(Parse(args)), VerbJson.OneLine));
            return 0;
        }
        catch (InputRefused refused)
        {
            stderr.WriteLine($"nps: {refused.Message}");
            return 2;
        }
    }

    static NpsCounts Parse(string[] args)
    {
        string[] names = ["promoters", "passives", "detractors"];
        if (args.Length != names.Length)
        {
            throw new InputRefused($"{args.Length} counts given; three are needed: promoters, passives, detractors.");
        }

        var counts = new long[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (!long.TryParse(args[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out counts[i]) || counts[i] < 0 || counts[i] > Most)
            {
                throw new InputRefused($"{names[i]} is '{args[i]}'; a whole number from 0 to {Most} is needed.");
            }
        }

        return counts.Sum() > 0
            ? new NpsCounts(counts[0], counts[1], counts[2])
            : throw new InputRefused("all three counts are 0; a score needs at least one answer.");
    }

    static NpsLine Describe(NpsCounts counts)
    {
        var shown = NpsIntervals.MoverWilson(counts, Level);
        static double[] Limits(Interval interval) => [interval.Low, interval.High];
        return new NpsLine(
            counts.Promoters,
            counts.Passives,
            counts.Detractors,
            counts.N,
            counts.Points,
            Level,
            "mover_wilson",
            shown.Low,
            shown.High,
            new NpsLimits(
                Limits(NpsIntervals.Wald(counts, Level)),
                Limits(NpsIntervals.AdjustedWald(counts, Level)),
                Limits(NpsIntervals.Score(counts, Level)),
                Limits(shown)));
    }

    sealed record NpsLine(
        long Promoters, long Passives, long Detractors, long N, double Nps, double Level, string Method, double Low, double High, NpsLimits Intervals);

    sealed record NpsLimits(
        double[] Wald,
        [property: System.Text.Json.Serialization.JsonPropertyName("adjusted_wald_3")] double[] AdjustedWald,
        double[] ScoreTango,
        double[] MoverWilson);
}
