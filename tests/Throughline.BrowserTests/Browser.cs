using Throughline.Tests.House;
using Microsoft.Playwright;
using Throughline.BrowserTests;
using Throughline.ServerTests;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Throughline.BrowserTests;

/// <summary>One Chromium for all tests. It shows the web client that was built last.</summary>
public sealed class Browser : IAsyncLifetime
{
    IPlaywright? _playwright;
    IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        UseBuilt("THROUGHLINE_WEB", "index.html", "web", "dist");
        UseBuilt("THROUGHLINE_SDK", "throughline.js", "sdk", "js", "dist");
        var chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(chromium))
        {
            throw new InvalidOperationException($"There is no Chromium at {chromium}. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.");
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A page that nobody is signed in on, of a person with this language, these colours and this width of screen.</summary>
    public async Task<Visitor> VisitAsync(RunningThroughline server, Look look, int width = Visitor.Desk)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 960 },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = look.Language,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
        });
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        return new Visitor(await context.NewPageAsync(), look);
    }

    /// <summary>The same after signing in by a one-time link, on the page at this path.</summary>
    public async Task<Visitor> SignInAsync(RunningThroughline server, Look look, string path = "/", int width = Visitor.Desk)
    {
        var visitor = await VisitAsync(server, look, width);
        await visitor.Page.GotoAsync(OneTimeLink(server));
        await visitor.Page.WaitForURLAsync(address => !address.Contains("sign-in", StringComparison.Ordinal));
        if (path != "/")
        {
            await visitor.GoAsync(path);
        }

        return visitor;
    }

    /// <summary>The link that the program prints at its first start.</summary>
    public static string OneTimeLink(RunningThroughline server) => $"/sign-in#code={server.Installation.SignIn.NewCode()}";

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    static void UseBuilt(string variable, string file, params string[] place)
    {
        var folder = Environment.GetEnvironmentVariable(variable) ?? Checkout.Path(place);
        if (!File.Exists(Path.Combine(folder, file)))
        {
            throw new InvalidOperationException($"{file} is not built in {folder}. Run there: npm ci && npm run build");
        }

        Environment.SetEnvironmentVariable(variable, folder);
    }
}
