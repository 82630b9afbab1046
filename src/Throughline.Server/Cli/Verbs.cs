using System.CommandLine;
using Throughline.Platform.Storage;

namespace Throughline.Server.Cli;

/// <summary>
/// Every engine is also a verb: <c>throughline VERB …</c>. An error is one line on standard error; the exit code is 2 for what was given
/// and cannot be used, 1 for what went wrong in here, 130 for what a person stopped. THROUGHLINE_TRACE=1 adds where it happened.
/// </summary>
static class Verbs
{
    /// <summary>What all verbs on a data folder understand.</summary>
    public static Option<string> DataOption() => new("--data")
    {
        Description = "Folder that holds everything; made where it is missing",
        DefaultValueFactory = _ => "./data",
    };

    /// <summary>Runs one verb; its exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Throughline: the quality of customer experience, and what to fix first")
        {
            ServeVerb.Create(),
            ImportVerb.Create(),
            ProfileVerb.Create(),
            NpsVerb.Create(),
            DriversVerb.Create(),
            NamesVerb.Create(),
            ResolveVerb.Create(),
            TextVerb.Create(),
            DemoVerb.Create(),
            KeysVerb.Create(),
            MailVerb.Create(),
            TranscriptVerb.Create(),
            RebuildVerb.Create(),
            EraseVerb.Create(),
            OpenApiVerb.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"{parsed.Errors[0].Message} Say throughline --help for what there is.");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, stop.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 130;
        }
        catch (Exception e) when (e is InputRefused or IOException or UnauthorizedAccessException or InvalidDataException or HttpRequestException)
        {
            return await TellAsync(e, e.Message, 2);
        }
#pragma warning disable CA1031 // the edge of the program: whoever called gets one line, not a stack
        catch (Exception e)
#pragma warning restore CA1031
        {
            return await TellAsync(e, $"Throughline could not go on: {e.GetType().Name}: {e.Message}{(Traced ? "" : " Say THROUGHLINE_TRACE=1 before the command to see where.")}", 1);
        }
    }

    static bool Traced => Environment.GetEnvironmentVariable("THROUGHLINE_TRACE") == "1";

    static async Task<int> TellAsync(Exception e, string line, int exit)
    {
        await Console.Error.WriteLineAsync(line.ReplaceLineEndings(" "));
        if (Traced)
        {
            await Console.Error.WriteLineAsync(e.ToString());
        }

        return exit;
    }
}
