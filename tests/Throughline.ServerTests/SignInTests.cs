using System.Net;
using System.Net.Http.Json;

namespace Throughline.ServerTests;

public sealed class SignInTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static readonly Uri _session = new("/api/v1/session", UriKind.Relative);

    [Fact]
    public async Task A_one_time_link_opens_a_session_once()
    {
        using var person = server.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.GetAsync(_session)).StatusCode);
        var code = server.Installation.SignIn.NewCode();
        var opened = await RunningThroughline.ReadAsync(await person.PostAsJsonAsync(_session, new { code }));
        Assert.Equal("admin", (string?)opened["name"]);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(_session)).StatusCode);
        using var another = server.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await another.PostAsJsonAsync(_session, new { code })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await person.DeleteAsync(_session)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.GetAsync(_session)).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/catalogue")]
    [InlineData("/api/v1/pulse")]
    [InlineData("/api/v1/keys")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/v1/nothing")]
    public async Task Nothing_of_the_api_is_open_to_a_stranger(string path)
    {
        using var stranger = server.Anonymous();
        var response = await stranger.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_page_of_another_site_may_change_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/keys", UriKind.Relative))
        {
            Content = JsonContent.Create(new { kind = "admin", name = "x" }),
        };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_foreign_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/health", UriKind.Relative));
        request.Headers.Host = "attacker.example";
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_key_is_shown_once_works_and_can_be_revoked()
    {
        var made = await RunningThroughline.ReadAsync(await server.Client.PostAsJsonAsync(
            new Uri("/api/v1/keys", UriKind.Relative), new { kind = "admin", name = "robot" }));
        using var robot = server.Anonymous();
        robot.DefaultRequestHeaders.Authorization = new("Bearer", (string?)made["secret"]);
        Assert.Equal(HttpStatusCode.OK, (await robot.GetAsync(_session)).StatusCode);
        var list = await server.GetAsync("/api/v1/keys");
        Assert.DoesNotContain((string)made["secret"]!, list.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.DeleteAsync(new Uri($"/api/v1/keys/{made["id"]}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await robot.GetAsync(_session)).StatusCode);
    }
}
