using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Throughline.ServerTests;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>From a file to what to fix first, down to the customers' own words; as a person would click it.</summary>
public sealed class MainThreadTests(Browser browser)
{
    [Theory]
    [InlineData("en", false)]
    [InlineData("fa", true)]
    public async Task A_person_signs_in_imports_a_file_and_reads_from_the_score_down_to_one_customer(string language, bool dark)
    {
        await using var server = new RunningThroughline();
        await server.InitializeAsync();
        await using var me = await browser.VisitAsync(server, new Look(language, dark));
        var page = me.Page;

        // Sign in, and be told what to do first.
        await page.GotoAsync(Browser.OneTimeLink(server));
        await Visitor.SeesAsync(me.Heading("pulse:first.title"));
        Assert.Equal(me.Look.RightToLeft ? "rtl" : "ltr", await page.Locator("html").GetAttributeAsync("dir"));
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        await me.PictureAsync("thread-01-first-run");

        // A file, its suggested mapping, and the question that only a person can answer.
        await me.WalkAsync("listen");
        await Visitor.SeesAsync(me.Heading("listening:empty.title"));
        await page.GetByLabel(me.Words["listening:drop.choose"]).SetInputFilesAsync(InventedReviews.Write(server.Folder));
        await page.WaitForURLAsync(new Regex("upload="));
        var question = await Visitor.SeesAsync(page.GetByRole(AriaRole.Heading, new() { NameRegex = me.Words.Within("listening:ask.mixed_scale.title") }));
        await Expect(question).ToContainTextAsync("overall_rating");
        await Expect(page.GetByText(me.Words.Within("listening:ask.when_filled")).First).ToContainTextAsync("kiosk");
        var go = page.GetByRole(AriaRole.Button, new() { NameRegex = me.Words["listening:preview.import"] });
        await Expect(go).ToBeDisabledAsync();
        await me.PictureAsync("thread-02-mapping");

        // The answer opens the way; what would become of every row is said before anything is written.
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = me.Words.Within("listening:choice.convert") }).CheckAsync();
        await Expect(go).ToBeEnabledAsync();
        await Expect(go).ToContainTextAsync(Digits(language, "600"));
        await Visitor.SeesAsync(page.GetByText("some day in spring"));
        await me.PictureAsync("thread-03-preview");
        await go.ClickAsync();
        await Visitor.SeesAsync(me.Heading("listening:run.done"));
        await Expect(me.Heading("listening:run.done")).ToContainTextAsync(Digits(language, "600"));
        await me.PictureAsync("thread-04-imported");

        // Pulse: the score with its interval and n, and what stands behind it.
        await me.Link("listening:run.toPulse").ClickAsync();
        await page.WaitForURLAsync(new Regex("/pulse"));
        var number = await Visitor.SeesAsync(page.GetByRole(AriaRole.Link, new() { NameRegex = me.Words.Within("pulse:scores.open") }));
        await Visitor.SeesAsync(me.Text("pulse:scores.answers"));
        await Visitor.SeesAsync(me.Main.GetByText(me.Words["ui:estimate.to"]));
        await me.SettlesAsync();
        await me.FitsAsync();
        await me.PictureAsync("thread-05-pulse");
        await number.ClickAsync();
        var drawer = await Visitor.SeesAsync(me.Dialog("view:behind.title"));
        await Visitor.SeesAsync(drawer.GetByText(me.Words["ui:estimate.definition"]));
        await Visitor.SeesAsync(drawer.GetByText(me.Words.Within("view:definition.csat")));
        var records = await Visitor.SeesAsync(drawer.GetByRole(AriaRole.Link, new() { NameRegex = me.Words["view:behind.records"] }));
        await me.PictureAsync("thread-06-drawer");
        var n = Number(await records.InnerTextAsync());
        await records.ClickAsync();
        await page.WaitForURLAsync(new Regex("/voices.*records=all"));
        Assert.Equal(n, Number(await (await Visitor.SeesAsync(me.Text("voices:leadWhole"))).InnerTextAsync()));

        // Priorities: tiers, and what would follow if.
        await me.WalkAsync("prioritise");
        await Visitor.SeesAsync(me.Heading("priorities:title"));
        var slider = await Visitor.SeesAsync(page.GetByRole(AriaRole.Slider));
        var moved = await Visitor.SeesAsync(me.Text("priorities:whatIf.moved"));
        var all = Number(await moved.InnerTextAsync());
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        for (var i = 0; i < 10; i++)
        {
            await page.Keyboard.PressAsync(me.Look.RightToLeft ? "ArrowLeft" : "ArrowRight");
        }

        await Expect(slider).ToHaveAttributeAsync("aria-valuenow", "50");
        await Expect(moved).ToHaveTextAsync(me.Words.Of("priorities:whatIf.moved", ("count", Digits(language, ((all + 1) / 2).ToString(CultureInfo.InvariantCulture)))));
        await me.SettlesAsync();
        await me.FitsAsync();
        await me.PictureAsync("thread-07-priorities");

        // Voices: search in one's own words, walk by keys, open a record, and meet its customer.
        await me.WalkAsync("understand");
        await Visitor.SeesAsync(me.Heading("voices:title"));
        var list = page.GetByRole(AriaRole.Region, new() { NameRegex = me.Words["voices:list"] });
        await page.Keyboard.PressAsync("/");
        var word = language == "fa" ? InventedReviews.PersianWord : InventedReviews.EnglishWord;
        await page.Keyboard.TypeAsync(word);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("q="));
        await Visitor.SeesAsync(me.Text("voices:leadNarrowed"));
        await me.SettlesAsync();
        foreach (var text in await list.Locator("blockquote").AllInnerTextsAsync())
        {
            Assert.Contains(word, text, StringComparison.OrdinalIgnoreCase);
        }

        var rows = list.Locator("[data-row]");
        await page.Locator("body").PressAsync("j");
        await Expect(rows.Nth(0)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Expect(rows.Nth(2)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("o");
        await page.WaitForURLAsync(new Regex("record="));
        var record = page.GetByRole(AriaRole.Complementary, new() { NameRegex = me.Words["voices:record.title"] });
        await Visitor.SeesAsync(record.GetByText(me.Words["voices:record.answers"]));
        await Expect(record).ToContainTextAsync(word);
        await me.SettlesAsync();
        await me.FitsAsync();
        await me.PictureAsync("thread-08-voices");
        var customer = await record.GetByText(new Regex("^guest-\\d+$")).First.InnerTextAsync();
        await record.GetByRole(AriaRole.Link, new() { NameRegex = me.Words["voices:record.timeline"] }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/customers/"));
        await Visitor.SeesAsync(page.GetByRole(AriaRole.Heading, new() { Level = 1 }).Filter(new() { HasText = customer }));
        await Visitor.SeesAsync(me.Heading("customers:timeline.title"));
        await me.SettlesAsync();
        await me.FitsAsync();
        await me.PictureAsync("thread-09-customer");
    }

    /// <summary>Digits as a reader of the language writes them.</summary>
    static string Digits(string language, string digits) =>
        language == "fa" ? string.Concat(digits.Select(digit => (char)('۰' + (digit - '0')))) : digits;

    static int Number(string text)
    {
        var digits = new string([.. Regex.Match(text, @"\d[\d,٬]*").Value.Where(char.IsDigit)]);
        return digits.Aggregate(0, (sum, digit) => sum * 10 + (int)char.GetNumericValue(digit));
    }
}
