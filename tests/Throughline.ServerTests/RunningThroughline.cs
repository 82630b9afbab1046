using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Throughline.Platform.Followers;
using Throughline.Server;
using Throughline.Server.Hosting;

namespace Throughline.ServerTests;

/// <summary>The whole program on a free port of this machine, on a data folder of its own.</summary>
public sealed class RunningThroughline : IAsyncLifetime
{
    readonly TimeProvider _time;
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-server-");
    readonly CancellationTokenSource _following = new();
    Installation? _installation;
    WebApplication? _app;
    Task _followers = Task.CompletedTask;

    public RunningThroughline() : this(TimeProvider.System)
    {
    }

    /// <summary>The same on another clock.</summary>
    internal RunningThroughline(TimeProvider time) => _time = time;

    internal Installation Installation => _installation!;

    public string Folder => _folder.FullName;

    public IServiceProvider Services => _app!.Services;

    public Uri Address { get; private set; } = null!;

    /// <summary>A client with an administrator token.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _installation = Installation.Open(Folder, _time);
        _app = ThroughlineServer.Build(_installation, new ServerOptions { Port = 0, WebhookNetworks = [IPNetwork.Parse("127.0.0.0/8")], PlugInNetworks = [IPNetwork.Parse("127.0.0.0/8")] }, "local");
        await _app.StartAsync();
        _followers = _app.Services.GetRequiredService<FollowerPump>().RunAsync(_following.Token);
        Address = new Uri(_app.Urls.First());
        Client = Anonymous();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", Installation.AccessKeys.Create("admin", "tests", null).Secret);
    }

    /// <summary>A client that nobody knows, with cookies.</summary>
    public HttpClient Anonymous() => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>A document, which must come with status 200.</summary>
    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await Client.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>The document of an answer, which must have status 200 or 202.</summary>
    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Imports a CSV file through its upload, with the purpose "improve experience"; all of it is in the log when this returns.</summary>
    public async Task ImportAsync(string source, string csv, JsonNode mapping)
    {
        using var body = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(csv));
        var upload = await ReadAsync(await Client.PostAsync(new Uri($"/api/v1/uploads?name={Uri.EscapeDataString(source)}.csv", UriKind.Relative), body));
        using var posted = await Client.PostAsJsonAsync(new Uri("/api/v1/imports", UriKind.Relative),
            new JsonObject { ["upload_id"] = (string)upload["id"]!, ["source_name"] = source, ["purpose"] = "improve_experience", ["mapping"] = mapping });
        var id = (int)(await ReadAsync(posted))["id"]!;
        Assert.Equal("done", (string)(await Eventually.SeeAsync(() => GetAsync($"/api/v1/imports/{id}"), one => (string?)one["finished_at"] is not null))["state"]!);
    }

    /// <summary>Names the purpose "improve experience" for elements of the register, or takes it away.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="named">True to name it.</param>
    /// <param name="elements">Names of the elements; none for all of the source.</param>
    public async Task NamePurposeAsync(string source, bool named, params string[] elements)
    {
        var meant = (await GetAsync("/api/v1/register"))["elements"]!.AsArray()
            .Where(one => (string)one!["source"]! == source && (elements.Length == 0 || elements.Contains((string)one["name"]!)))
            .Select(one => new JsonObject { ["source_id"] = (int)one!["source_id"]!, ["kind"] = (string)one["kind"]!, ["name"] = (string)one["name"]! });
        using var answer = await Client.PostAsJsonAsync(new Uri("/api/v1/register/purposes", UriKind.Relative),
            new JsonObject { ["elements"] = new JsonArray([.. meant]), ["purpose"] = "improve_experience", ["named"] = named });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _following.CancelAsync();
        Client.Dispose();
        await _followers.ContinueWith(_ => { }, TaskScheduler.Default);
        if (_app is not null)
        {
            await _app.StopAsync(); // answers what is being asked
            await _app.DisposeAsync();
        }

        _installation?.Dispose();
        _folder.Delete(recursive: true);
        _following.Dispose();
    }
}
