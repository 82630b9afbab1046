using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Throughline.Matching;
using Throughline.Matching.Households;

namespace Throughline.Server.Cli;

/// <summary><c>throughline resolve</c>: which records of a file, or across two, are about one customer.</summary>
static class ResolveVerb
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "One file of records, or two with --link", Arity = new ArgumentArity(1, 2) };
        var link = new Option<bool>("--link") { Description = "Join records across the two files" };
        var map = new Option<string?>("--map") { Description = "Which column is what: id=COL,first_name=COL,custom:NAME=COL; guessed without it" };
        var clusters = new Option<string>("--out") { Description = "CSV file to write: record_id,profile_id", Required = true };
        var pairs = new Option<string?>("--pairs") { Description = "CSV file to write: left_id,right_id,probability,weight" };
        var report = new Option<string?>("--report") { Description = "JSON file to write: what was found and how sure it is" };
        var households = new Option<string?>("--households") { Description = "CSV file to write: record_id,profile_id,household_id; who seems to live together" };
        var precision = new Option<double>("--precision")
        {
            Description = "Least expected share of joined pairs that are right; higher joins less",
            DefaultValueFactory = _ => new ResolveOptions().TargetPrecision,
        };
        var command = new Command("resolve", "Which records are about one customer") { files, link, map, clusters, pairs, report, precision, households };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            new ResolveRequest(
                parsed.GetValue(files)!, parsed.GetValue(link), parsed.GetValue(map), parsed.GetValue(clusters)!, parsed.GetValue(pairs), parsed.GetValue(report), parsed.GetValue(precision),
                parsed.GetValue(households)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellation)));
        return command;
    }

    /// <returns>0 with the files written, or 2 with one line on <paramref name="stderr"/> and no file.</returns>
    public static int Run(ResolveRequest request, TextWriter stdout, TextWriter stderr, CancellationToken cancellation = default)
    {
        // Between two steps what the last one needed goes: nothing else runs in this process that would wait meanwhile.
        void Told(string line)
        {
            stderr.WriteLine(line);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        var clock = Stopwatch.StartNew();
        try
        {
            Check(request);
            var input = ResolveInput.Read(request.Files, request.Map, cancellation);
            Told(string.Create(CultureInfo.InvariantCulture, $"{input.Ids.Count:N0} records read; {input.Map}"));
            var found = Resolver.Resolve(input.Table, new ResolveOptions { TargetPrecision = request.Precision }, Told, cancellation);
            using var outputs = new WholeFiles();
            ResolveFiles.WriteClusters(outputs.Open(request.Out), input.Ids, found);
            if (request.Pairs is { } pairs)
            {
                ResolveFiles.WritePairs(outputs.Open(pairs), input.Ids, found);
            }

            var homes = request.Households is null ? null : HouseholdFinder.Find(input.Table, found.ProfileOf, new HouseholdOptions(), cancellation);
            if (homes is not null)
            {
                ResolveFiles.WriteHouseholds(outputs.Open(request.Households!), input.Ids, found, homes);
                stderr.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{homes.Households:N0} households of two or more, the largest of {homes.Largest} profiles"));
            }

            if (request.Report is { } report)
            {
                ResolveFiles.WriteReport(outputs.Open(report), found, homes, clock.Elapsed);
            }

            outputs.Keep();
            stdout.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Out}: {input.Ids.Count} records, {found.Profiles} profiles, the largest of {found.Largest} records"));
            return 0;
        }
        catch (Exception failure) when (failure is InputRefused or IOException or UnauthorizedAccessException)
        {
            stderr.WriteLine($"resolve: {failure.Message.ReplaceLineEndings(" ")}");
            return 2;
        }
    }

    static void Check(ResolveRequest request)
    {
        if (request.Link != request.Files.Length > 1)
        {
            throw new InputRefused(request.Link ? "--link needs two files." : "two files are joined with --link; without it give one.");
        }

        if (request.Precision is not (> 0 and < 1))
        {
            throw new InputRefused("--precision lies between 0 and 1, both left out.");
        }
    }
}

/// <summary>What the verb is asked.</summary>
sealed record ResolveRequest(string[] Files, bool Link, string? Map, string Out, string? Pairs, string? Report, double Precision = 0.85, string? Households = null);
