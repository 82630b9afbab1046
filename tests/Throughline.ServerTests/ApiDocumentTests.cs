using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

public sealed class ApiDocumentTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    [Fact]
    public async Task The_document_that_the_web_client_is_made_from_is_the_one_that_the_server_serves()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Throughline.slnx")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests run outside the checkout.");
        }

        var kept = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(root, "web", "openapi.json")));
        var served = await server.GetAsync("/api/openapi.json");
        Assert.True(JsonNode.DeepEquals(kept, served), "web/openapi.json is stale: ./throughline openapi > web/openapi.json && (cd web && npm run api)");
    }
}
