using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Throughline.ServerTests;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>What a view says when it has nothing to show: what is so, why, and what can be done now.</summary>
public sealed class StatesTests(Browser browser, LoadedThroughline loaded) : IClassFixture<LoadedThroughline>
{
    static readonly Look English = new("en", false);

    [Fact]
    public async Task Before_anything_is_heard_every_view_says_what_to_do_first()
    {
        await using var server = new RunningThroughline();
        await server.InitializeAsync();
        await using var me = await browser.SignInAsync(server, English);
        foreach (var (path, title, next) in new[]
        {
            ("/pulse", "Nothing has been heard yet", "Import a file"),
            ("/voices", "No voices yet", "Import a file"),
            ("/customers", "No customers yet", "Import a file"),
            ("/priorities", "Nothing to rank yet", "Import a file"),
        })
        {
            await me.GoAsync(path);
            await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Heading, new() { Name = title }));
            await me.PictureAsync("empty" + path.Replace('/', '-'));
            await me.Main.GetByRole(AriaRole.Link, new() { Name = next }).ClickAsync();
            await me.Page.WaitForURLAsync(new Regex("/sources"));
            await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Heading, new() { Name = "Nobody has been listened to yet" }));
        }

        await me.HasNoBarrierAsync();
        await me.PictureAsync("empty-sources");
    }

    [Fact]
    public async Task A_filter_that_leaves_nothing_is_named_and_lifted_alone()
    {
        await using var me = await browser.SignInAsync(loaded.Server, English, "/voices?q=umbrella&language=en");
        var heading = me.Heading("view:nothing.title");
        await Visitor.SeesAsync(heading);
        await me.Button("ui:state.lift").Filter(new() { HasText = "umbrella" }).ClickAsync();
        await me.Page.WaitForURLAsync(new Regex("voices\\?language=en$"));
        await Expect(heading).ToHaveCountAsync(0);
        await Visitor.SeesAsync(me.Text("voices:leadNarrowed"));

        await me.GoAsync("/pulse?from=2019-01-01&to=2019-02-01");
        await Visitor.SeesAsync(heading);
        await me.Button("view:nothing.days").ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Link, new() { NameRegex = me.Words.Within("pulse:scores.open") }));
        Assert.DoesNotContain("2019", me.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_told_and_asked_again_with_the_filters_kept()
    {
        await using var me = await browser.SignInAsync(loaded.Server, English, "/sources");
        await me.Page.RouteAsync("**/api/v1/pulse*", route => route.AbortAsync());
        await me.GoAsync("/pulse?language=en");
        await Visitor.SeesAsync(me.Heading("ui:state.unreachable"));
        Assert.EndsWith("/pulse?language=en", me.Page.Url, StringComparison.Ordinal);
        await me.PictureAsync("state-unreachable");

        await me.Page.UnrouteAsync("**/api/v1/pulse*");
        await me.Button("ui:state.retry").ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Link, new() { NameRegex = me.Words.Within("pulse:scores.open") }));
        Assert.Contains("language=en", me.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_the_server_is_told_in_its_own_words()
    {
        await using var me = await browser.SignInAsync(loaded.Server, English, "/sources");
        await me.Page.RouteAsync("**/api/v1/voices*", route => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/problem+json",
            Body = """{"type":"about:blank","title":"The log is being rebuilt","status":503,"code":"busy","detail":"It takes a minute."}""",
        }));
        await me.GoAsync("/voices?q=tea");
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Heading, new() { Name = "The log is being rebuilt" }));
        await Visitor.SeesAsync(me.Page.GetByText("It takes a minute."));
        await me.HasNoBarrierAsync();
        await me.PictureAsync("state-failure");
    }

    [Fact]
    public async Task Held_rows_stand_with_their_reason_and_come_in_once_the_mapping_is_mended()
    {
        // The file says "none" where nobody answered, and its mapping does not know that yet.
        var rows = string.Concat(Enumerable.Range(0, 132).Select(i =>
            $"M{i},2026-03-{(i % 27) + 1:D2},guest-{i % 9},{(i < 120 ? $"{(i % 5) + 1}" : "none")},number {i} said that it was as good as number {i * 7}\n"));
        var upload = (string)(await loaded.UploadAsync("review_id,date,guest,overall_rating,comment\n" + rows, "march.csv"))["id"]!;
        var mapping = (await loaded.Server.GetAsync($"/api/v1/uploads/{upload}/suggestion"))["mapping"]!.DeepClone();
        mapping["fields"]!.AsArray().Single(field => (string?)field!["column"] == "overall_rating")!["not_applicable"] = null;
        await loaded.ImportAsync(upload, mapping, "Monthly");

        await using var me = await browser.SignInAsync(loaded.Server, English, "/sources");
        await me.Page.GetByRole(AriaRole.Row).GetByRole(AriaRole.Link, new() { Name = "Monthly" }).ClickAsync();
        var quarantine = me.Page.Locator("#quarantine");
        await Visitor.SeesAsync(quarantine.GetByRole(AriaRole.Heading, new() { Name = "Quarantine of Monthly: 12 rows held" }));
        await Expect(quarantine.GetByRole(AriaRole.Row).Filter(new() { HasText = "overall_rating" })).ToContainTextAsync("none");
        await quarantine.GetByRole(AriaRole.Button, new() { Name = "Rows" }).ClickAsync();
        await Visitor.SeesAsync(quarantine.GetByText(new Regex("\"M120\"")));

        // With the mapping as it is, nothing would change; mended, all would come in; nothing is written before that is asked for.
        await quarantine.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        var replay = quarantine.GetByRole(AriaRole.Button, new() { NameRegex = me.Words["listening:replay.do"] });
        await Visitor.SeesAsync(quarantine.GetByText(me.Words.Within("listening:replay.nothing")));
        await Expect(replay).ToBeDisabledAsync();
        await me.PictureAsync("quarantine-nothing-yet");
        await me.HasNoBarrierAsync();
        await quarantine.GetByRole(AriaRole.Button, new() { Name = "“none” is no answer" }).ClickAsync();
        await Expect(replay).ToHaveTextAsync("Replay 12 rows");
        await Expect(replay).ToBeEnabledAsync();
        await Expect(me.Row("Monthly").First).ToContainTextAsync("120");
        await me.PictureAsync("quarantine-mended");
        await replay.ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Heading, new() { Name = "Quarantine of Monthly: 0 rows held" }));
        await Expect(me.Row("Monthly").First).ToContainTextAsync("version 2");
        await me.PictureAsync("quarantine-replayed");
    }

    [Fact]
    public async Task A_one_time_link_works_once_and_a_second_use_says_so()
    {
        var link = Browser.OneTimeLink(loaded.Server);
        await using var first = await browser.VisitAsync(loaded.Server, English);
        await first.GoAsync(link);
        await first.Page.WaitForURLAsync(new Regex("/pulse"));
        await using var second = await browser.VisitAsync(loaded.Server, new Look("fa", true));
        await second.GoAsync("/priorities");
        await second.Page.WaitForURLAsync(new Regex("/sign-in"));
        await second.GoAsync(link);
        await Visitor.SeesAsync(second.Page.GetByRole(AriaRole.Alert).GetByText(second.Words["signIn.spent"]));
        await second.HasNoBarrierAsync();
        await second.PictureAsync("sign-in-spent");
    }

    [Fact]
    public async Task The_language_is_changed_in_place_and_turns_the_page_round()
    {
        await using var me = await browser.SignInAsync(loaded.Server, English, "/pulse");
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Link, new() { NameRegex = me.Words.Within("pulse:scores.open") }));
        await me.Page.GetByRole(AriaRole.Button, new() { NameRegex = me.Words.Within("shell.language") }).ClickAsync();
        await me.Page.GetByRole(AriaRole.Menuitem, new() { Name = "فارسی" }).ClickAsync();
        await Expect(me.Page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await Visitor.SeesAsync(me.Main.GetByText(new Regex("[۰-۹]+٪")));
        await me.Page.ReloadAsync();
        await Expect(me.Page.Locator("html")).ToHaveAttributeAsync("lang", "fa");
    }
}
