using System.CommandLine;
using Throughline.Platform.Followers;
using Throughline.Server.Hosting;

namespace Throughline.Server.Cli;

/// <summary><c>throughline rebuild</c>: empties what follows the log and builds it again from the first signal.</summary>
static class RebuildVerb
{
    public static Command Create()
    {
        var data = Verbs.DataOption();
        var command = new Command("rebuild", "Build everything that follows the log again from the log") { data };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var installation = Installation.Open(parsed.GetValue(data)!);
            await using var app = ThroughlineServer.Build(installation, new ServerOptions { Port = 0 }, "");
            var followers = app.Services.GetRequiredService<FollowerPump>();
            followers.Rebuild();
            await followers.CatchUpAsync(cancellation);
            Console.WriteLine(FormattableString.Invariant($"Rebuilt from {installation.Log.Head:N0} signals"));
            return 0;
        });
        return command;
    }
}
