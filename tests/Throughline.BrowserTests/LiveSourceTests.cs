using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Throughline.ServerTests;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>A source that listens, from its first key to a replay that is taken back, as a person does it.</summary>
public sealed class LiveSourceTests(Browser browser, LoadedThroughline loaded) : IClassFixture<LoadedThroughline>
{
    static readonly string[] _batch = [.. Enumerable.Range(0, 15).Select(i =>
        $$"""{"type":"track","event":"Order placed","messageId":"m-{{i}}","userId":{{(i % 5 == 0 ? "{}" : "\"u-1\"")}}}""")];

    [Fact]
    public async Task A_key_is_made_a_test_event_arrives_and_held_events_are_mended_replayed_and_taken_back()
    {
        await using var me = await browser.SignInAsync(loaded.Server, new Look("en", false), "/sources");
        await me.Page.GetByLabel("Name of the source").FillAsync("web-shop");
        await me.Page.GetByRole(AriaRole.Button, new() { Name = "Make its key" }).ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByText("The first key of this source"));
        var key = await me.Page.GetByRole(AriaRole.Status).Locator("code").InnerTextAsync();
        await Expect(me.Page.GetByRole(AriaRole.Group, new() { Name = "Snippet for curl" })).ToContainTextAsync(key);
        await me.HasNoBarrierAsync();
        await me.FitsAsync();
        await me.PictureAsync("source-begun");
        await me.GoAsync("/sources");
        await me.Page.GetByRole(AriaRole.Link, new() { Name = "web-shop", Exact = true }).ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByText("Watching"));
        await Expect(me.Page.GetByText("The first key of this source")).ToHaveCountAsync(0);
        await me.Page.GetByLabel("Who uses it").FillAsync("till");
        await me.Page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        await Expect(me.Page.GetByRole(AriaRole.Group, new() { Name = "Snippet for curl" })).ToContainTextAsync("tlw_");
        await me.Page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByText("It arrived."));
        await SendAsync(key);
        await Expect(me.Page.GetByRole(AriaRole.Group, new() { Name = "Live" }).GetByText("Quarantined")).ToHaveCountAsync(3);
        await me.HasNoBarrierAsync();
        await me.FitsAsync();
        await me.PictureAsync("source-live");

        await me.GoAsync("/sources");
        await me.Page.Locator("#quarantine").GetByRole(AriaRole.Row).Filter(new() { HasText = "web-shop" }).GetByRole(AriaRole.Link, new() { Name = "Mend and replay" }).ClickAsync();
        await me.Page.GetByRole(AriaRole.Button, new() { Name = "m-5" }).ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByText("\"Order placed\""));
        await me.Page.GetByLabel("To the value").FillAsync("u-2");
        await me.Page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByText("3 of 3 will pass"));
        await me.HasNoBarrierAsync();
        await me.FitsAsync();
        await me.PictureAsync("quarantine-dry");
        await CountsAsync(13, 3);
        await me.Page.GetByRole(AriaRole.Button, new() { Name = "Replay 3" }).ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByText("3 of 3 passed"));
        await CountsAsync(16, 0);
        await me.PictureAsync("quarantine-replayed-events");
        await me.Page.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).First.ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByText("Taken back; waiting again: 3"));
        await CountsAsync(13, 3);
        await me.PictureAsync("quarantine-undone");
    }

    [Fact]
    public async Task Both_pages_stand_in_Persian_and_on_a_telephone_with_events_in_them()
    {
        var key = await RunningThroughline.ReadAsync(await loaded.Server.Client.PostAsJsonAsync(
            new Uri("/api/v1/keys", UriKind.Relative), new JsonObject { ["kind"] = "write", ["name"] = "first", ["source"] = "tills" }));
        await SendAsync((string)key["secret"]!);
        var source = (await loaded.Server.GetAsync("/api/v1/sources"))["items"]!.AsArray().Single(s => (string?)s!["name"] == "tills")!;
        await using var me = await browser.SignInAsync(loaded.Server, new Look("fa", true), $"/sources/quarantine?source={source["id"]}&reason=missing-identity");
        await me.Page.GetByRole(AriaRole.Button, new() { Name = "m-5" }).ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByText("\"Order placed\""));
        foreach (var (width, path) in new[] { (Visitor.Desk, null), (Visitor.Phone, null), (Visitor.Phone, $"/sources/{source["id"]}"), (Visitor.Desk, $"/sources/{source["id"]}") })
        {
            await me.Page.SetViewportSizeAsync(width, 960);
            if (path is not null)
            {
                await me.GoAsync(path);
                await Visitor.SeesAsync(me.Page.GetByText("first"));
            }

            await me.FitsAsync();
            await me.HasNoBarrierAsync();
            await me.PictureAsync($"{(path is null ? "quarantine" : "source")}-events-{width}");
        }
    }

    async Task SendAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(loaded.Server.Address, "/v1/batch"))
        {
            Content = new StringContent($$"""{"batch":[{{string.Join(',', _batch)}}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var client = loaded.Server.Anonymous();
        using var response = await client.SendAsync(request);
        await RunningThroughline.ReadAsync(response);
    }

    async Task CountsAsync(int stored, int quarantined) => await Eventually.SeeAsync(
        () => loaded.Server.GetAsync("/api/v1/ingest/counters?source=web-shop"),
        counts => (int)counts["stored"]! == stored && (int)counts["quarantined"]! == quarantined);
}
