using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>Every page, in two languages and both colours: open to everyone, no wider than the screen, in one language only.</summary>
public sealed class EveryPageTests(Browser browser, LoadedThroughline loaded) : IClassFixture<LoadedThroughline>
{
    static readonly string[] Levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    static readonly (string Name, string Path)[] Pages =
    [
        ("pulse", "/pulse"),
        ("pulse-compared", "/pulse?from=2026-01-01&to=2026-06-30"),
        ("number", "/pulse?behind=1"),
        ("priorities", "/priorities"),
        ("voices", "/voices?q=saffron"),
        ("customers", "/customers"),
        ("customer", "/customers/customer:guest-007"),
        ("sources", "/sources"),
        ("import", "/sources/import"),
        ("mapping", "/sources/import?upload={upload}&file=tea_house_reviews.csv"),
        ("settings", "/settings"),
        ("nothing-matches", "/pulse?q=umbrella"),
        ("design", "/design"),
        ("sign-in", "/sign-in"),
    ];

    public static TheoryData<string, Look> EveryPageInEveryLook()
    {
        var all = new TheoryData<string, Look>();
        foreach (var look in new Look[] { new("en", false), new("en", true), new("fa", false), new("fa", true) })
        {
            foreach (var (name, _) in Pages)
            {
                all.Add(name, look);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(EveryPageInEveryLook))]
    public async Task A_page_has_no_serious_barrier_and_fits_a_desk_and_a_telephone(string name, Look look)
    {
        var me = await loaded.VisitorAsync(browser, look);
        await me.Page.SetViewportSizeAsync(Visitor.Desk, 960);
        await me.GoAsync(Pages.Single(page => page.Name == name).Path.Replace("{upload}", loaded.Upload, StringComparison.Ordinal));
        await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Heading));
        await me.SettlesAsync();

        await Expect(me.Page.Locator("html")).ToHaveAttributeAsync("dir", look.RightToLeft ? "rtl" : "ltr");
        await Expect(me.Page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", look.Dark ? "dark" : "light");
        await me.PictureAsync(name);
        var found = await me.Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Levels] },
            ResultTypes = [ResultType.Violations],
        });
        var serious = found.Violations.Where(one => one.Impact is "serious" or "critical").ToList();
        Assert.True(serious.Count == 0, string.Join('\n', serious.SelectMany(Tell)));
        await me.FitsAsync();
        await me.Page.SetViewportSizeAsync(Visitor.Phone, 844);
        await me.FitsAsync();
        await me.PictureAsync(name);
    }

    [Theory]
    [InlineData("fa")]
    [InlineData("ar")]
    [InlineData("zh")]
    public async Task A_page_speaks_one_language_and_never_shows_the_name_of_a_message(string language)
    {
        var me = await loaded.VisitorAsync(browser, new Look(language, false));
        await me.Page.SetViewportSizeAsync(Visitor.Desk, 960);
        var english = Messages.Texts("en").Where(text => text.Length > 3 && !Messages.Texts(language).Contains(text)).ToHashSet();
        var names = Messages.Names();
        var wrong = new List<string>();
        foreach (var (name, path) in Pages)
        {
            await me.GoAsync(path.Replace("{upload}", loaded.Upload, StringComparison.Ordinal));
            await Visitor.SeesAsync(me.Page.GetByRole(AriaRole.Heading));
            await me.SettlesAsync();
            var shown = await me.Page.EvaluateAsync<string[]>("""
                () => {
                  const texts = [];
                  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  while (walk.nextNode()) {
                    const text = walk.currentNode.textContent.trim();
                    if (text !== '' && !walk.currentNode.parentElement.closest('blockquote, pre, [lang=en]')) texts.push(text);
                  }
                  for (const e of document.querySelectorAll('[aria-label], [title], [placeholder]'))
                    for (const a of ['aria-label', 'title', 'placeholder']) if (e.hasAttribute(a)) texts.push(e.getAttribute(a));
                  return texts;
                }
                """);
            wrong.AddRange(shown.Where(text => english.Contains(text) || names.Contains(text)).Distinct().Select(text => $"{name}: {text}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static IEnumerable<string> Tell(AxeResultItem rule) =>
        rule.Nodes.Select(node => $"{rule.Impact} {rule.Id}: {rule.Help}\n    {Shorten(node.Html)}\n    {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}");

    static string Shorten(string html) => html.Length > 240 ? Regex.Replace(html, @"\s+", " ")[..240] + " …" : html;
}
