using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Throughline.BrowserTests;

/// <summary>A person at a page, who finds things by the words on them.</summary>
public sealed class Visitor : IAsyncDisposable
{
    /// <summary>Width of a screen on a desk, in CSS pixels.</summary>
    public const int Desk = 1440;

    /// <summary>Width of a telephone, in CSS pixels.</summary>
    public const int Phone = 390;

    const float Patience = 60_000; // milliseconds; two cores may be shared with other servers
    static readonly string[] Levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    readonly List<string> _errors = [];

    internal Visitor(IPage page, Look look)
    {
        (Page, Look, Words) = (page, look, new Words(look.Language));
        page.SetDefaultTimeout(Patience);
        page.PageError += (_, error) => _errors.Add(error);
        SetDefaultExpectTimeout(Patience);
    }

    public IPage Page { get; }

    public Look Look { get; private set; }

    public Words Words { get; }

    public ILocator Main => Page.GetByRole(AriaRole.Main);

    public ILocator Button(string key) => Page.GetByRole(AriaRole.Button, new() { NameRegex = Words[key] });

    public ILocator Link(string key) => Page.GetByRole(AriaRole.Link, new() { NameRegex = Words[key] });

    public ILocator Heading(string key) => Page.GetByRole(AriaRole.Heading, new() { NameRegex = Words[key] });

    public ILocator Dialog(string key) => Page.GetByRole(AriaRole.Dialog, new() { NameRegex = Words[key] });

    public ILocator Text(string key) => Page.GetByText(Words[key]);

    /// <summary>A row of a table that holds these words.</summary>
    public ILocator Row(string words) => Page.GetByRole(AriaRole.Row).Filter(new() { HasText = words });

    /// <summary>Waits until something is on the page, and gives it back.</summary>
    public static async Task<ILocator> SeesAsync(ILocator something)
    {
        await Expect(something.First).ToBeVisibleAsync();
        return something.First;
    }

    public Task GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Walks to a view by its station in the head of the page.</summary>
    public async Task WalkAsync(string verb)
    {
        var station = Page.GetByRole(AriaRole.Navigation, new() { NameRegex = Words["shell.main"] }).GetByRole(AriaRole.Link, new() { NameRegex = Words[$"verbs.{verb}"] });
        await station.ClickAsync();
        await Page.WaitForURLAsync(new System.Text.RegularExpressions.Regex(verb switch
        {
            "pulse" => "/pulse",
            "listen" => "/sources",
            "understand" => "/voices",
            _ => "/priorities",
        }));
    }

    /// <summary>Waits until nothing is being fetched and no placeholder is left.</summary>
    public async Task SettlesAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        if (!Page.Url.EndsWith("/design", StringComparison.Ordinal)) // shows placeholders for good
        {
            await Expect(Page.Locator("[data-stage]")).ToHaveCountAsync(0);
        }

        await Page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
    }

    /// <summary>The page must not be wider than its window: only tables and drawings scroll, inside their cards.</summary>
    public async Task FitsAsync()
    {
        var (wide, culprits) = await MeasureAsync();
        Assert.True(wide <= 0, $"{Page.Url} is {wide} pixels wider than its window of {Page.ViewportSize?.Width} ({Look}): {culprits}");
    }

    /// <summary>Changes the colours of the system, and waits until the page follows.</summary>
    public async Task TurnLightsAsync(bool dark)
    {
        if (Look.Dark != dark)
        {
            Look = Look with { Dark = dark };
            await Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", dark ? "dark" : "light");
        }
    }

    /// <summary>Every text of the page outside what customers wrote, and every label and hint.</summary>
    public Task<string[]> ShownTextsAsync() => Page.EvaluateAsync<string[]>("""
        () => {
          const texts = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const text = walk.currentNode.textContent.trim();
            if (text !== '' && !walk.currentNode.parentElement.closest('blockquote, pre, script, option, [lang=en], [translate=no]')) texts.push(text);
          }
          for (const name of ['aria-label', 'title', 'placeholder'])
            for (const e of document.querySelectorAll(`[${name}]`)) texts.push(e.getAttribute(name));
          return texts;
        }
        """);

    /// <summary>No violation of WCAG 2.2, levels A and AA, that axe finds and calls serious or critical.</summary>
    public async Task HasNoBarrierAsync()
    {
        var found = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Levels] },
            ResultTypes = [ResultType.Violations],
        });
        var serious = found.Violations.Where(one => one.Impact is "serious" or "critical").ToList();
        Assert.True(serious.Count == 0, $"{Page.Url}, {Look}, {Page.ViewportSize?.Width} wide\n{string.Join('\n', serious.SelectMany(Tell))}");
    }

    /// <summary>Keeps a picture of the whole page when <c>SCREENSHOTS</c> names a folder.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            var narrow = Page.ViewportSize?.Width == Phone ? ".phone" : "";
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.{Look}{narrow}.png"), FullPage = true });
        }
    }

    /// <summary>Closes the page. Errors that it threw fail the test.</summary>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        Assert.True(_errors.Count == 0, "The page threw: " + string.Join("; ", _errors.Distinct()));
    }

    static IEnumerable<string> Tell(AxeResultItem rule) =>
        rule.Nodes.Select(node => $"{rule.Impact} {rule.Id}: {rule.Help}\n    {Shorten(node.Html)}\n    {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}");

    static string Shorten(string html) => html.Length > 240 ? html[..240] + " …" : html;

    async Task<(int Wide, string Culprits)> MeasureAsync()
    {
        var told = await Page.EvaluateAsync<string[]>("""
            () => {
              const width = document.documentElement.clientWidth;
              const over = document.documentElement.scrollWidth - width;
              if (over <= 0) return ['0', ''];
              const out = [...document.querySelectorAll('body *')].filter((e) => {
                const box = e.getBoundingClientRect();
                return box.width > 0 && (box.right > width + 0.5 || box.left < -0.5) && !e.closest('.sr');
              });
              return [String(over), out.slice(0, 6).map((e) => `${e.tagName.toLowerCase()}.${e.className?.baseVal ?? e.className} “${(e.textContent ?? '').slice(0, 30)}”`).join(', ')];
            }
            """);
        return (int.Parse(told[0], System.Globalization.CultureInfo.InvariantCulture), told[1]);
    }
}
