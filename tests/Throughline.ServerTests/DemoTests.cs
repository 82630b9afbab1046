using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

public sealed class DemoTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    [Fact]
    public async Task The_demo_company_comes_speaks_and_goes_without_a_trace()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.GetAsync(new Uri("/api/v1/pulse", UriKind.Relative))).StatusCode);
        var loaded = await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(
            new Uri("/api/v1/demo", UriKind.Relative), new { customers = 1500, seed = 7 }));
        Assert.True((long)loaded["signals"]! > 10_000);
        Assert.True(File.Exists(Path.Combine(server.Folder, "truth.json")));

        var catalogue = await server.GetAsync("/api/v1/catalogue");
        Assert.Equal(["ar", "en", "fa", "zh"], catalogue["languages"]!.AsArray().Select(l => (string)l!["value"]!).Order());
        Assert.NotNull(catalogue["default_view"]);

        var pulse = await server.GetAsync("/api/v1/pulse");
        foreach (var score in pulse["scores"]!.AsArray())
        {
            AssertFigure(score!["now"]!);
        }

        Assert.True((bool)(await server.GetAsync("/api/v1/session"))["workspace"]!["demo"]!);

        await RunningThroughline.ReadAsync(await server.Client.DeleteAsync(new Uri("/api/v1/demo", UriKind.Relative)));
        Assert.Empty((await server.GetAsync("/api/v1/catalogue"))["sources"]!.AsArray());
        Assert.Equal(0, await server.Installation.Log.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM signal")));
        Assert.False(File.Exists(Path.Combine(server.Folder, "truth.json")));
    }

    /// <summary>A figure is an estimate inside its interval with n, or a reason; never both, never neither.</summary>
    internal static void AssertFigure(JsonNode figure)
    {
        var estimate = figure["estimate"];
        Assert.NotEqual(estimate is null, figure["shortfall"] is null);
        if (estimate is not null)
        {
            Assert.InRange((double)estimate["value"]!, (double)estimate["low"]!, (double)estimate["high"]!);
            Assert.True((long)estimate["n"]! >= 30);
            Assert.NotEmpty((string)estimate["method"]!);
        }
    }
}
