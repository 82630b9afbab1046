using Microsoft.Playwright;
using Throughline.ServerTests;

namespace Throughline.BrowserTests;

/// <summary>A person takes what a profile proposes, sees the scores, breaks a line of the checks, and looks at a field.</summary>
public sealed class QualityPageTests(Browser browser)
{
    [Theory]
    [InlineData("en", false)]
    [InlineData("fa", true)]
    public async Task Checks_are_taken_from_the_profile_and_scores_follow(string language, bool dark)
    {
        var loaded = new LoadedThroughline();
        await loaded.InitializeAsync();
        try
        {
            await Eventually.SeeAsync(() => loaded.Server.GetAsync("/api/v1/quality/1"), page => (long)page["rows"]! > 0 && (long)page["behind"]! == 0);
            await using var me = await browser.SignInAsync(loaded.Server, new Look(language, dark), "/sources/1/quality");
            await Visitor.SeesAsync(me.Heading("quality:scores.none"));
            await me.HasNoBarrierAsync();
            await me.PictureAsync("quality-new");
            await me.Page.GetByRole(AriaRole.Button, new() { NameRegex = me.Words.Within("quality:suggest.takeAll") }).ClickAsync();
            await Visitor.SeesAsync(me.Page.GetByText(me.Words.Within("quality:scores.counted")).First);

            await me.Button("quality:checks.edit").ClickAsync();
            await me.Page.GetByRole(AriaRole.Textbox, new() { NameRegex = me.Words.Within("quality:checks.lines") }).FillAsync("warn nothing reqired");
            await me.Button("quality:save").First.ClickAsync();
            await Visitor.SeesAsync(me.Page.GetByText(me.Words.Within("quality:error.check_unknown")));
            await me.HasNoBarrierAsync();
            await me.Button("quality:checks.close").ClickAsync();

            await me.Button("quality:recipe.open").ClickAsync();
            await me.HasNoBarrierAsync();
            await me.PictureAsync("quality");
            await me.Page.SetViewportSizeAsync(Visitor.Phone, 844);
            await me.FitsAsync();
            await me.PictureAsync("quality-phone");
        }
        finally
        {
            await loaded.DisposeAsync();
        }
    }
}
