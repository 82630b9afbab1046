using System.Diagnostics;

namespace Throughline.Tests.House;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task The_usage_of_run_comes_at_once_and_builds_nothing(string asked)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no /bin/bash here.");
        var start = new ProcessStartInfo("/bin/bash", [Checkout.Path("run"), asked]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = "/nowhere"; // neither dotnet nor npm, nor anything else
        using var script = Process.Start(start)!;
        var error = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (script.ExitCode, await error));
        Assert.Contains("--no-demo", said, StringComparison.Ordinal);
    }
}
