using Throughline.ServerTests;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>A person labels texts by keyboard, takes one back, and sees what the labels come to.</summary>
public sealed class LabellingTests(Browser browser, LoadedThroughline loaded) : IClassFixture<LoadedThroughline>
{
    const string Detector = "gratitude";

    [Fact]
    public async Task Three_texts_are_labelled_by_keyboard_and_one_is_taken_back()
    {
        var me = await loaded.VisitorAsync(browser, new Look("en", false));
        await me.Page.SetViewportSizeAsync(Visitor.Desk, 960);
        await me.GoAsync($"/labels?detector={Detector}");
        var text = me.Main.Locator("blockquote");
        var first = await (await Visitor.SeesAsync(text)).InnerTextAsync();
        await Expect(me.Text("labels:keys")).ToBeVisibleAsync();
        await me.Page.Keyboard.PressAsync("y");
        await Expect(text).Not.ToHaveTextAsync(first);
        await Expect(me.Main.GetByText("The detector says")).ToBeVisibleAsync(); // afterwards, and not before
        await me.Page.Keyboard.PressAsync("2");
        await me.Page.Keyboard.PressAsync("Space");
        await SeeAsync(3);
        var fourth = await text.InnerTextAsync();
        await me.PictureAsync("labelling");

        await me.Page.Keyboard.PressAsync("z");
        await Expect(text).Not.ToHaveTextAsync(fourth);
        var told = await SeeAsync(2);
        Assert.InRange((int)told["random"]!, 0, 2);
        await Expect(me.Main.Locator("dl dd").First).ToHaveTextAsync("2");
        await me.HasNoBarrierAsync();
    }

    Task<System.Text.Json.Nodes.JsonNode> SeeAsync(int labels) => Eventually.SeeAsync(() => loaded.Server.GetAsync($"/api/v1/labels/{Detector}"), one => (int)one["labels"]! == labels);
}
