using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

public sealed class ProblemTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    [Theory]
    [InlineData("/api/v1/signals/none", 404, "no_record")]
    [InlineData("/api/v1/profiles/email:x%40y.example", 404, "no_customer")]
    [InlineData("/api/v1/imports/99", 404, "no_import")]
    [InlineData("/api/v1/mappings/none", 404, "no_mapping")]
    [InlineData("/api/v1/voices?from=yesterday", 400, "bad_day")]
    [InlineData("/api/v1/voices?from=2026-02-01&to=2026-01-01", 400, "bad_period")]
    [InlineData("/api/v1/voices?source=lounge", 400, "bad_number")]
    [InlineData("/api/v1/voices?s.1=good", 400, "bad_range")]
    [InlineData("/api/v1/voices?customer=ada", 400, "bad_customer")]
    public async Task What_cannot_be_answered_is_named_by_a_code_that_the_client_has_words_for(string address, int status, string code)
    {
        var response = await server.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((status, code), ((int)response.StatusCode, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]));
    }
}
