using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Throughline.ServerTests;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>A person looks at the columns of a file before it is imported, and switches checks on by keyboard; they hold when the file is in.</summary>
public sealed class FileProfileTests(Browser browser, LoadedThroughline loaded) : IClassFixture<LoadedThroughline>
{
    [Theory]
    [InlineData("en", false, "Desk one")]
    [InlineData("fa", true, "Desk two")]
    public async Task Columns_are_told_without_a_value_and_a_check_is_switched_on_with_the_import(string language, bool dark, string source)
    {
        var me = await loaded.VisitorAsync(browser, new Look(language, dark));
        var upload = (string)(await loaded.UploadAsync(InventedPeople.Desk(), "desk.csv"))["id"]!;
        await me.GoAsync($"/sources/import?upload={upload}");
        var table = await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Table, new() { NameRegex = me.Words["listening:profile.title"] }));
        await me.SettlesAsync();
        await Visitor.SeesAsync(table.GetByText(me.Words.Within("quality:kind.phone")));
        Assert.DoesNotContain("Marandi", await table.InnerTextAsync(), StringComparison.Ordinal);
        await me.HasNoBarrierAsync();

        var check = table.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex("first_name.* required") });
        await check.FocusAsync();
        await me.Page.Keyboard.PressAsync("Space");
        await Expect(check).ToBeCheckedAsync();
        await Visitor.SeesAsync(me.Text("listening:profile.on"));
        await me.PictureAsync("file-profile");
        await me.Page.SetViewportSizeAsync(Visitor.Phone, 844);
        await me.FitsAsync();
        await me.PictureAsync("file-profile");
        await me.HasNoBarrierAsync();
        await me.Page.SetViewportSizeAsync(Visitor.Desk, 960);

        await me.Page.GetByRole(AriaRole.Textbox, new() { NameRegex = me.Words.Within("listening:wizard.sourceName") }).FillAsync(source);
        var button = me.Button("listening:preview.import");
        await Expect(button).ToBeEnabledAsync();
        var answer = await me.Page.RunAndWaitForResponseAsync(() => button.ClickAsync(), one => one.Request.Method == "POST" && one.Url.EndsWith("/api/v1/imports", StringComparison.Ordinal));
        Assert.True(answer.Status == 202, await answer.TextAsync());
        var import = (int)JsonNode.Parse(await answer.TextAsync())!["id"]!;
        await Eventually.SeeAsync(() => loaded.Server.GetAsync($"/api/v1/imports/{import}"), one => (string?)one["state"] == "done");
        var page = await Eventually.SeeAsync(() => loaded.Server.GetAsync($"/api/v1/quality/{Uri.EscapeDataString(source)}"), one => one["checks"]!.AsArray().Count == 1 && (long)one["behind"]! == 0);
        Assert.Equal("warn", (string)page["checks"]![0]!["action"]!);
        Assert.True((long)page["checks"]![0]!["asked"]! > 0);
    }
}
