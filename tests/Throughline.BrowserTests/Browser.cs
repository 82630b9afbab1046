using Microsoft.Playwright;
using Throughline.ServerTests;

namespace Throughline.BrowserTests;

/// <summary>One Chromium for all tests, and the whole program behind it.</summary>
public sealed class Browser : IAsyncLifetime
{
    IPlaywright? _playwright;
    IBrowser? _browser;

    public RunningThroughline Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A signed-in page of a person with this language and these colours.</summary>
    public async Task<IPage> OpenAsync(string path, string language = "en", bool dark = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Server.Address.ToString(),
            ViewportSize = new ViewportSize { Width = 1440, Height = 960 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        page.PageError += (_, error) => Errors.Add(error);
        await page.GotoAsync($"/sign-in#code={Server.Installation.SignIn.NewCode()}");
        await page.WaitForURLAsync(address => !address.Contains("sign-in", StringComparison.Ordinal));
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Errors that any page threw; must stay empty.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Keeps a picture of the page when <c>SCREENSHOTS</c> names a folder.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Server.DisposeAsync();
    }
}
