using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Throughline.ServerTests;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>A person looks for a customer in another script, asks why two records are one, takes that apart and puts it back, and decides pairs in doubt by keyboard.</summary>
public sealed class WhoIsWhoTests(Browser browser) : IAsyncLifetime
{
    const string NotSteady = "Not steady yet: each has passed and each has failed; names are searched a moment after they came, and a page once took too long to open.";

    readonly LoadedThroughline _loaded = new();

    public async ValueTask InitializeAsync()
    {
        await _loaded.Server.InitializeAsync();
        await ImportAsync("club.csv", InventedPeople.Club(), "Club");
        await ImportAsync("desk.csv", InventedPeople.Desk(), "Desk");
        await NamePurposesAsync();
        await Eventually.SeeAsync(() => _loaded.Server.GetAsync("/api/v1/identity"), status => (long)status["behind"]!["records"]! == 0 && (long)status["behind"]!["signals"]! == 0);
    }

    public ValueTask DisposeAsync() => _loaded.DisposeAsync();

    [Theory(Skip = NotSteady)]
    [InlineData("en", false)]
    [InlineData("fa", true)]
    public async Task A_customer_is_found_in_Persian_and_a_join_is_explained_undone_and_put_back(string language, bool dark)
    {
        var me = await _loaded.VisitorAsync(browser, new Look(language, dark));
        await me.GoAsync("/customers");
        await me.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        await me.Page.Keyboard.PressAsync("/");
        await me.Page.Keyboard.TypeAsync(InventedPeople.InPersian);
        await me.Page.Keyboard.PressAsync("Enter");
        await me.SettlesAsync();
        await Visitor.SeesAsync(me.Text("customers:match.alike"));
        await me.PictureAsync("customers-found");
        await me.HasNoBarrierAsync();

        await me.Page.Keyboard.PressAsync("j");
        await me.Page.Keyboard.PressAsync("Enter");
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Heading, new() { Name = InventedPeople.InLatin, Level = 1 }));
        await me.SettlesAsync();
        await Visitor.SeesAsync(me.Heading("identity:link.title"));
        await me.PictureAsync("customer-360");
        await me.HasNoBarrierAsync();
        await me.FitsAsync();

        await me.Button("customers:undo.do").First.ClickAsync();
        var dialog = await Visitor.SeesAsync(me.Dialog("customers:undo.title"));
        await me.HasNoBarrierAsync();
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = me.Words["customers:undo.do"] }).ClickAsync();
        await Visitor.SeesAsync(me.Button("customers:undone.back"));
        Assert.True(await me.Page.EvaluateAsync<bool>("() => document.activeElement?.getAttribute('role') === 'status'"), "The focus follows what was done.");
        await Expect(me.Heading("identity:link.title")).ToHaveCountAsync(0);
        await me.PictureAsync("customer-undone");

        await me.Button("customers:undone.back").First.ClickAsync();
        await Visitor.SeesAsync(me.Heading("identity:link.title"));
        await me.Page.SetViewportSizeAsync(Visitor.Phone, 844);
        await me.FitsAsync();
        await me.PictureAsync("customer-360");
        await me.HasNoBarrierAsync();
        await me.Page.SetViewportSizeAsync(Visitor.Desk, 960);
    }

    [Fact(Skip = NotSteady)]
    public async Task A_pair_in_doubt_is_decided_by_keyboard_and_the_verdict_is_taken_back()
    {
        var me = await _loaded.VisitorAsync(browser, new Look("en", false));
        var waiting = await Eventually.SeeAsync(() => _loaded.Server.GetAsync("/api/v1/identity/reviews"), page => (long)page["total"]! > 0);
        await me.GoAsync("/customers/reviews");
        await Visitor.SeesAsync(me.Heading("identity:reviews.question"));
        await me.SettlesAsync();
        await me.PictureAsync("reviews");
        await me.HasNoBarrierAsync();
        await me.Page.Keyboard.PressAsync("d");
        await Visitor.SeesAsync(me.Button("identity:reviews.takeBack"));
        Assert.Equal(1, (long)(await _loaded.Server.GetAsync("/api/v1/identity/reviews"))["reviewed"]!);
        await me.Page.Keyboard.PressAsync("u");
        await Expect(me.Button("identity:reviews.takeBack")).ToHaveCountAsync(0);
        Assert.Equal((long)waiting["total"]!, (long)(await _loaded.Server.GetAsync("/api/v1/identity/reviews"))["total"]!);
    }

    async Task ImportAsync(string file, string text, string source)
    {
        var upload = (string)(await _loaded.UploadAsync(text, file))["id"]!;
        var suggestion = await _loaded.Server.GetAsync($"/api/v1/uploads/{upload}/suggestion");
        await _loaded.ImportAsync(upload, suggestion["mapping"]!, source);
    }

    /// <summary>Without a purpose nothing of a customer may be shown.</summary>
    async Task NamePurposesAsync()
    {
        var register = await _loaded.Server.GetAsync("/api/v1/register");
        var elements = new JsonArray([.. register["elements"]!.AsArray().Select(one => (JsonNode)new JsonObject { ["source_id"] = (int)one!["source_id"]!, ["kind"] = (string)one["kind"]!, ["name"] = (string)one["name"]! })]);
        var named = await _loaded.Server.Client.PostAsJsonAsync(
            new Uri("/api/v1/register/purposes", UriKind.Relative), new JsonObject { ["elements"] = elements, ["purpose"] = "improve_experience", ["named"] = true, ["why"] = "Test" });
        named.EnsureSuccessStatusCode();
    }
}
