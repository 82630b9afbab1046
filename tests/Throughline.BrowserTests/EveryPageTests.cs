using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>Every page, in two languages and both colours: open to everyone, no wider than the screen, in one language only.</summary>
public sealed class EveryPageTests(Browser browser, LoadedThroughline loaded) : IClassFixture<LoadedThroughline>
{
    static readonly (string Name, string Path)[] Pages =
    [
        ("pulse", "/pulse"),
        ("pulse-compared", "/pulse?from=2026-01-01&to=2026-06-30"),
        ("number", "/pulse?behind=1"),
        ("priorities", "/priorities"),
        ("voices", "/voices?q=saffron"),
        ("themes", "/themes"),
        ("theme", "/themes?theme=detector:negative"),
        ("topics", "/topics"),
        ("detectors", "/detectors"),
        ("models", "/detectors/models"),
        ("labels", "/labels?detector=anger"),
        ("customers", "/customers"),
        ("customer", "/customers/guest:guest-007"),
        ("reviews", "/customers/reviews"),
        ("identity", "/customers/identity"),
        ("erasures", "/customers/erasures"),
        ("register", "/register"),
        ("sources", "/sources"),
        ("import", "/sources/import"),
        ("mapping", "/sources/import?upload={upload}"),
        ("quarantine", "/sources/quarantine"),
        ("imported", "/sources/import?import=1"),
        ("source", "/sources/1"),
        ("quality", "/sources/1/quality"),
        ("settings", "/settings"),
        ("nothing-matches", "/pulse?q=umbrella"),
        ("design", "/design"),
        ("sign-in", "/sign-in"),
    ];

    public static TheoryData<string, string> EveryPageInTwoLanguages()
    {
        var all = new TheoryData<string, string>();
        foreach (var language in new[] { "en", "fa" })
        {
            foreach (var (name, _) in Pages)
            {
                all.Add(name, language);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(EveryPageInTwoLanguages))]
    public async Task A_page_has_no_serious_barrier_fits_a_desk_and_a_telephone_and_speaks_one_language(string name, string language)
    {
        var me = await OpenAsync(name, new Look(language, false));
        await me.PictureAsync(name);
        await me.HasNoBarrierAsync();
        await me.FitsAsync();
        await SpeaksOneLanguageAsync(me);

        await me.TurnLightsAsync(dark: true);
        await me.PictureAsync(name);
        await me.Page.SetViewportSizeAsync(Visitor.Phone, 844);
        await me.FitsAsync();
        await me.PictureAsync(name);
        await me.HasNoBarrierAsync();
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("zh")]
    public async Task The_main_pages_speak_Arabic_and_Chinese_as_well(string language)
    {
        foreach (var name in new[] { "pulse", "priorities", "voices", "themes", "topics", "customer", "identity", "mapping", "quality" })
        {
            var me = await OpenAsync(name, new Look(language, false));
            await me.PictureAsync(name);
            await me.FitsAsync();
            await SpeaksOneLanguageAsync(me);
        }
    }

    async Task<Visitor> OpenAsync(string name, Look look)
    {
        var me = await loaded.VisitorAsync(browser, look);
        await me.TurnLightsAsync(look.Dark);
        await me.Page.SetViewportSizeAsync(Visitor.Desk, 960);
        await me.GoAsync(Pages.Single(page => page.Name == name).Path.Replace("{upload}", loaded.Upload, StringComparison.Ordinal));
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Heading));
        await me.SettlesAsync();
        if (name != "design")
        {
            await Expect(me.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        }

        await Expect(me.Page.Locator("html")).ToHaveAttributeAsync("dir", look.RightToLeft ? "rtl" : "ltr");
        await Expect(me.Page.Locator("html")).ToHaveAttributeAsync("lang", look.Language);
        return me;
    }

    /// <summary>No message of the English client stands on a page of another language, and no name of a message in its place.</summary>
    static async Task SpeaksOneLanguageAsync(Visitor me)
    {
        var names = Messages.Names();
        var own = Messages.Texts(me.Look.Language);
        var foreign = me.Look.Language == "en" ? [] : Messages.Texts("en").Where(text => text.Length > 3 && text != "English" && !own.Contains(text)).ToHashSet();
        var wrong = (await me.ShownTextsAsync()).Where(text => foreign.Contains(text) || names.Contains(text)).Distinct().ToList();
        Assert.True(wrong.Count == 0, $"{me.Page.Url} in {me.Look.Language} says: {string.Join(", ", wrong)}");
    }
}
