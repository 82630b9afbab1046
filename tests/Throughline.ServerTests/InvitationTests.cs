using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>Invitations over HTTP.</summary>
public sealed class InvitationTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static readonly Uri _path = new("/api/v1/invitations", UriKind.Relative);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_is_registered_read_and_forgotten()
    {
        var made = await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(_path, JsonNode.Parse("""
            {"customer":"user:42","survey":"nps-autumn","id":"a-1","host":"acme.example","message_ids":["<m1@acme.example>"],"valid_days":7}
            """), Stop));
        Assert.Matches("^cx\\+a-1\\.[a-z2-7]{20}@acme\\.example$", (string)made["reply_to"]!);
        Assert.Equal(((DateTime)made["created_at"]!).AddDays(7), (DateTime)made["expires_at"]!);
        Assert.Equal((string)made["reply_code"]!, (string)(await server.GetAsync("/api/v1/invitations/a-1"))["reply_code"]!);
        using var others = await server.Client.PostAsJsonAsync(_path, JsonNode.Parse("""{"customer":"user:43","survey":"nps-autumn","id":"a-1"}"""), Stop);
        Assert.Equal(HttpStatusCode.Conflict, others.StatusCode);
        (await server.Client.DeleteAsync(new Uri("/api/v1/invitations/a-1", UriKind.Relative), Stop)).EnsureSuccessStatusCode();
        using var gone = await server.Client.GetAsync(new Uri("/api/v1/invitations/a-1", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var nobody = server.Anonymous();
        using var refused = await nobody.PostAsJsonAsync(_path, JsonNode.Parse("""{"customer":"user:42","survey":"s"}"""), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("""{"customer":"somebody","survey":"s"}""")]
    [InlineData("""{"customer":"user:1","survey":" "}""")]
    [InlineData("""{"customer":"user:1","survey":"s","id":"Not So"}""")]
    [InlineData("""{"customer":"user:1","survey":"s","valid_days":0}""")]
    [InlineData("""{"customer":"user:1","survey":"s","message_ids":["<>"]}""")]
    public async Task One_that_cannot_be_is_refused(string body)
    {
        using var answer = await server.Client.PostAsJsonAsync(_path, JsonNode.Parse(body), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
