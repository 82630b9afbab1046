using System.CommandLine;
using Throughline.Platform.Storage;

namespace Throughline.Server.Cli;

/// <summary>Every engine is also a verb: <c>throughline VERB …</c>. Errors are one line on standard error and exit code 2.</summary>
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
            NpsVerb.Create(),
            DriversVerb.Create(),
            DemoVerb.Create(),
            KeysVerb.Create(),
            RebuildVerb.Create(),
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
        catch (Exception e) when (e is InputRefused or DataFolderInUseException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" "));
            return 2;
        }
    }
}
