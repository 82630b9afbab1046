using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using Throughline.ServerTests;

namespace Throughline.BrowserTests;

/// <summary>A person takes the topics that are offered, sees what sets the unhappy apart, and reads the words that say so; then edits the topics.</summary>
public sealed class ThemesPageTests(Browser browser)
{
    [Theory]
    [InlineData("en", false)]
    [InlineData("fa", true)]
    public async Task From_a_theme_it_is_one_click_to_the_words_that_say_so(string language, bool dark)
    {
        var loaded = new LoadedThroughline();
        await loaded.InitializeAsync();
        try
        {
            await Eventually.SeeAsync(() => loaded.Server.GetAsync("/api/v1/understanding/reading"), reading => (long)reading["behind"]! == 0);
            await using var me = await browser.SignInAsync(loaded.Server, new Look(language, dark), "/topics");
            await Visitor.SeesAsync(me.Heading("topics:starter.title"));
            await me.HasNoBarrierAsync();
            await me.PictureAsync("topics-none");
            await me.Page.GetByRole(AriaRole.Button, new() { NameRegex = me.Words.Within("topics:starter.adopt") }).ClickAsync();
            await Visitor.SeesAsync(me.Page.Locator("table [data-row]"));
            await Eventually.SeeAsync(() => loaded.Server.GetAsync("/api/v1/topics"), topics => (string)topics["reading"]!["state"]! == "idle" && (int)topics["reading"]!["shown"]! == 1);

            await me.Link("voices:tabs.themes").First.ClickAsync();
            await me.Page.WaitForURLAsync(new Regex("/themes"));
            var bar = me.Page.Locator("td a[data-side='a']").First;
            await Visitor.SeesAsync(bar);
            await me.SettlesAsync();
            await me.HasNoBarrierAsync();
            await me.PictureAsync("themes-topics");
            await bar.ClickAsync();
            await me.Page.WaitForURLAsync(new Regex("/voices\\?.*(topic|detector)="));
            await Visitor.SeesAsync(me.Page.Locator("blockquote mark"));
            await me.SettlesAsync();
            Assert.True(await me.Page.Locator("blockquote mark").CountAsync() > 0);
            await me.PictureAsync("voices-of-a-theme");

            await me.Link("voices:tabs.topics").First.ClickAsync();
            await me.Page.GetByRole(AriaRole.Button, new() { NameRegex = me.Words.Within("topics:tree.changeOf") }).First.ClickAsync();
            await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Dialog));
            await me.HasNoBarrierAsync();
            await me.PictureAsync("topic-edited");
            await me.Page.GetByRole(AriaRole.Textbox, new() { NameRegex = me.Words.Within("topics:edit.name") }).First.FillAsync("Tea and cups");
            await me.Button("topics:edit.doChange").ClickAsync();
            await Expect(me.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
            await me.Button("topics:reading.retag").ClickAsync();
            await Eventually.SeeAsync(() => loaded.Server.GetAsync("/api/v1/topics"), topics => (int)topics["reading"]!["shown"]! == 2);
            await Visitor.SeesAsync(me.Page.GetByText(me.Words.Within("topics:changed.title")));
            await me.Button("topics:suggest.find").ClickAsync();
            await Visitor.SeesAsync(me.Page.GetByText(me.Words.Within("topics:suggest.lookedAt")));
            await me.SettlesAsync();
            await me.HasNoBarrierAsync();
            await me.PictureAsync("topics-edited");
            await me.Page.SetViewportSizeAsync(Visitor.Phone, 844);
            await me.FitsAsync();
            await me.PictureAsync("topics-edited-phone");
            await me.GoAsync("/themes");
            await Visitor.SeesAsync(me.Page.Locator("td a[data-side='a']"));
            await me.SettlesAsync();
            await me.FitsAsync();
            await me.PictureAsync("themes-phone");
        }
        finally
        {
            await loaded.DisposeAsync();
        }
    }
}
