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

    [Theory]
    [InlineData("POST", "/api/v1/quarantine/replay", """{"ids":["x"]}""", "ids[0]")]
    [InlineData("POST", "/api/v1/quarantine/replay", """{"dryRun":"yes"}""", "dryRun")]
    [InlineData("POST", "/api/v1/quarantine/replay", "[1]", "")]
    [InlineData("POST", "/api/v1/quarantine/replay", "{oops", "")]
    [InlineData("POST", "/api/v1/quarantine/replay", "", "")]
    [InlineData("POST", "/api/v1/identity/reviews/1-2", "{}", "verdict")]
    [InlineData("PUT", "/api/v1/mappings/x", """{"mapping":{"name":3}}""", "mapping.name")]
    [InlineData("PUT", "/api/v1/identity/policies", """{"policies":[{"namespace":"email","limit":"many"}]}""", "policies[0].limit")]
    [InlineData("GET", "/api/v1/identity/reviews?take=many", "", "take")]
    [InlineData("GET", "/api/v1/profiles/p1/links?left=x&right=2", "", "left")]
    [InlineData("GET", "/api/v1/profiles/p1/links?left=1", "", "right")]
    public async Task A_request_that_cannot_be_read_is_answered_in_words_of_its_sender(string method, string path, string body, string field)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = method == "GET" ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((400, field), ((int)response.StatusCode, (string?)problem["errors"]![0]!["pointer"]));
        Assert.All([problem["title"]!, problem["detail"]!, problem["errors"]![0]!["detail"]!], words => Assert.DoesNotMatch(
            "System|\\.NET|Json[A-Z]|Path:|LineNumber|parameter|Nullable|Int32|deserializ|converted|\\w+(Choice|Verdict|Request|Patch)\\b", (string)words!));
    }
}
