using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Throughline.ServerTests;
using Throughline.Tests;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>2,264 real passengers' reviews of airport lounges, through the browser.</summary>
public sealed class LoungeReviewsTests(Browser browser)
{
    [Fact]
    public async Task Real_reviews_come_in_their_two_scales_are_asked_about_and_their_drivers_are_said_to_be_hard_to_tell_apart()
    {
        var file = SharedFolder.Require("data/first-thread/lounge_reviews.csv");
        await using var server = new RunningThroughline();
        await server.InitializeAsync();
        await using var me = await browser.SignInAsync(server, new Look("en", false), "/sources/import");
        var page = me.Page;

        await page.GetByLabel("Choose a file").SetInputFilesAsync(file);
        var question = await Visitor.SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = "Two scales in “overall_rating”?" }));
        await Expect(question).ToContainTextAsync("please answer");
        await Visitor.SeesAsync(page.GetByText(new Regex("Those beyond stand where “type_traveller” is filled")));
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("set the other answers aside") }).CheckAsync();
        var go = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Import [\\d,]+ rows$") });
        await Expect(go).ToHaveTextAsync("Import 2,264 rows");
        await me.PictureAsync("lounge-01-mapping");
        await go.ClickAsync();
        await Visitor.SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = "2,264 signals stored" }));
        await me.PictureAsync("lounge-02-imported");

        await me.Link("listening:run.toPulse").ClickAsync();
        await Visitor.SeesAsync(page.GetByRole(AriaRole.Link, new() { NameRegex = me.Words.Within("pulse:scores.open") }));
        await me.SettlesAsync();
        await me.FitsAsync();
        await me.PictureAsync("lounge-03-pulse");

        await me.WalkAsync("prioritise");
        await Visitor.SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = "These drivers are hard to tell apart" }).Or(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("These \\d+ drivers cannot be told apart") })));
        await me.SettlesAsync();
        await me.FitsAsync();
        await me.PictureAsync("lounge-04-priorities");

        // The same file again adds nothing.
        await me.GoAsync("/sources/import");
        await page.GetByLabel("Choose a file").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("set the other answers aside") }).CheckAsync();
        await Expect(page.GetByText("are there already")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Import") }).ClickAsync();
        await Visitor.SeesAsync(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing new in this file" }));
        await me.WalkAsync("listen");
        await Expect(me.Row("Lounge reviews").First).ToContainTextAsync("2,264");
        await me.SettlesAsync();
        await me.PictureAsync("lounge-05-sources");
    }
}
