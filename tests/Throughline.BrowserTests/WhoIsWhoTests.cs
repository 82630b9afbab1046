using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Throughline.ServerTests;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>A person looks for a customer in another script, asks why two records are one, takes that apart and puts it back, and decides pairs in doubt by keyboard.</summary>
public sealed class WhoIsWhoTests(Browser browser) : IAsyncLifetime
{
    readonly LoadedThroughline _loaded = new();

    public async ValueTask InitializeAsync()
    {
        await _loaded.Server.InitializeAsync();
        await ImportAsync("club.csv", InventedPeople.Club(), "Club");
        await ImportAsync("desk.csv", InventedPeople.Desk(), "Desk");
        await NamePurposesAsync();
        await Eventually.SeeAsync(() => _loaded.Server.GetAsync("/api/v1/identity"), status => (long)status["behind"]!["records"]! == 0 && (long)status["behind"]!["signals"]! == 0);
        await Eventually.SeeAsync(() => _loaded.Server.GetAsync($"/api/v1/profiles?q={Uri.EscapeDataString(InventedPeople.InLatin)}"), page => (long)page["behind"]! == 0);
    }

    public ValueTask DisposeAsync() => _loaded.DisposeAsync();

    [Theory]
    [InlineData("en", false)]
    [InlineData("fa", true)]
    public async Task A_customer_is_found_in_Persian_and_a_join_is_explained_undone_and_put_back(string language, bool dark)
    {
        var me = await _loaded.VisitorAsync(browser, new Look(language, dark));
        await me.GoAsync("/customers");
        await me.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();

        // What is typed while the rows arrive stays in the box.
        await me.Page.Keyboard.PressAsync("/");
        var box = me.Page.GetByRole(AriaRole.Searchbox, new() { NameRegex = me.Words["customers:searchLong"] });
        await Expect(box).ToBeFocusedAsync();
        await me.SettlesAsync();
        await Expect(box).ToBeFocusedAsync();
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
        await Expect(me.Page.Locator("[role=status]:focus")).ToHaveCountAsync(1); // the focus follows what was done
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

    [Fact]
    public async Task A_pair_in_doubt_is_decided_by_keyboard_and_the_verdict_is_taken_back()
    {
        var me = await _loaded.VisitorAsync(browser, new Look("en", false));
        var waiting = await Eventually.SeeAsync(() => _loaded.Server.GetAsync("/api/v1/identity/reviews"), page => (long)page["total"]! > 0);
        await me.GoAsync("/customers/reviews");
        await Visitor.SeesAsync(me.Heading("identity:reviews.question"));
        await LooksRightAsync(me, "reviews");
        await me.Page.Keyboard.PressAsync("d");
        await Visitor.SeesAsync(me.Button("identity:reviews.takeBack"));
        Assert.Equal(1, (long)(await _loaded.Server.GetAsync("/api/v1/identity/reviews"))["reviewed"]!);
        await me.Page.Keyboard.PressAsync("u");
        await Expect(me.Button("identity:reviews.takeBack")).ToHaveCountAsync(0);
        Assert.Equal((long)waiting["total"]!, (long)(await _loaded.Server.GetAsync("/api/v1/identity/reviews"))["total"]!);
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("fa", true)]
    public async Task Values_policies_and_an_erasure_with_its_proof_have_no_barrier(string language, bool dark)
    {
        var me = await _loaded.VisitorAsync(browser, new Look(language, dark));
        var id = (string)(await _loaded.Server.GetAsync($"/api/v1/profiles?q={Uri.EscapeDataString(InventedPeople.InLatin)}"))["items"]![0]!["id"]!;
        await me.GoAsync($"/customers/{id}");
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Heading, new() { Name = InventedPeople.InLatin, Level = 1 }));
        await me.SettlesAsync();
        await me.Main.GetByRole(AriaRole.Button, new() { Name = "Leila", Exact = true }).ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Heading, new() { NameRegex = me.Words.Within("ui:provenance.title") }));
        await me.PictureAsync("customer-value");
        await me.HasNoBarrierAsync();
        await me.Page.Keyboard.PressAsync("Escape");

        await me.Button("customers:erase.look").ClickAsync();
        var dialog = await Visitor.SeesAsync(me.Dialog("customers:erase.title"));
        await Visitor.SeesAsync(dialog.GetByRole(AriaRole.Table));
        await me.PictureAsync("erasure-forecast");
        await me.HasNoBarrierAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { NameRegex = me.Words.Within("customers:erase.why") }).FillAsync("asked for");
        await dialog.GetByRole(AriaRole.Textbox, new() { NameRegex = me.Words.Within("customers:erase.confirm") }).FillAsync(id);
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = me.Words["customers:erase.do"] }).ClickAsync();
        await me.Page.WaitForURLAsync(new Regex("/customers/erasures"));
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Table));
        await LooksRightAsync(me, "erasures");

        await me.GoAsync("/customers/identity");
        await Visitor.SeesAsync(me.Heading("identity:model.title"));
        await LooksRightAsync(me, "identity");
        await me.Page.Locator("#policies").GetByRole(AriaRole.Button).First.ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Dialog));
        await me.PictureAsync("policy");
        await me.HasNoBarrierAsync();
    }

    /// <summary>No barrier, no wider than a desk and a telephone.</summary>
    static async Task LooksRightAsync(Visitor me, string name)
    {
        await me.SettlesAsync();
        await me.PictureAsync(name);
        await me.HasNoBarrierAsync();
        await me.FitsAsync();
        await me.Page.SetViewportSizeAsync(Visitor.Phone, 844);
        await me.FitsAsync();
        await me.PictureAsync(name);
        await me.HasNoBarrierAsync();
        await me.Page.SetViewportSizeAsync(Visitor.Desk, 960);
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
