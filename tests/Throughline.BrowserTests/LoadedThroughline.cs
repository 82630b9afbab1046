using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.ServerTests;

namespace Throughline.BrowserTests;

/// <summary>The whole program with the invented reviews in it, loaded once for all tests of a class.</summary>
public sealed class LoadedThroughline : IAsyncLifetime
{
    readonly Dictionary<Look, Visitor> _visitors = [];

    public RunningThroughline Server { get; } = new();

    /// <summary>An upload of the same file, at which the mapping step can be looked at.</summary>
    public string Upload { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        Upload = (string)(await UploadAsync(InventedReviews.Text(), InventedReviews.FileName))["id"]!;
        var suggestion = await Server.GetAsync($"/api/v1/uploads/{Upload}/suggestion");
        await ImportAsync(Upload, suggestion["mapping"]!, InventedReviews.Source);
    }

    /// <summary>A signed-in person with this look, the same for all tests: a sign-in and a warm cache are had once.</summary>
    internal async Task<Visitor> VisitorAsync(Browser browser, Look look) =>
        _visitors.TryGetValue(look, out var found) ? found : _visitors[look] = await browser.SignInAsync(Server, look);

    public async Task<JsonNode> UploadAsync(string text, string name)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        body.Headers.ContentType = new("text/csv");
        return await RunningThroughline.ReadAsync(await Server.Client.PostAsync(new Uri($"/api/v1/uploads?name={name}", UriKind.Relative), body));
    }

    /// <summary>Imports an upload and waits for its end, which must be good.</summary>
    public async Task ImportAsync(string upload, JsonNode mapping, string source)
    {
        var begun = await RunningThroughline.ReadAsync(await Server.Client.PostAsJsonAsync(
            new Uri("/api/v1/imports", UriKind.Relative),
            new JsonObject { ["upload_id"] = upload, ["mapping"] = mapping.DeepClone(), ["source_name"] = source }));
        var import = await Eventually.SeeAsync(() => Server.GetAsync($"/api/v1/imports/{begun["id"]}"), one => (string?)one["finished_at"] is not null);
        Assert.Equal("done", (string?)import["state"]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors.Values)
        {
            await visitor.DisposeAsync();
        }

        await Server.DisposeAsync();
    }
}
