using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Throughline.ServerTests;

namespace Throughline.BrowserTests.Sdk;

/// <summary>The browser SDK in a real browser, on a page of another origin under a strict policy.</summary>
public sealed class SdkTests(Browser browser, SdkTests.Server server) : IClassFixture<SdkTests.Server>
{
    public sealed class Server : IAsyncLifetime
    {
        public RunningThroughline Throughline { get; } = new();

        public ValueTask InitializeAsync() => Throughline.InitializeAsync();

        public ValueTask DisposeAsync() => Throughline.DisposeAsync();
    }

    [Fact]
    public async Task Events_arrive_exactly_once_through_lost_answers_and_refusals()
    {
        await using var shop = await OpenAsync("lost-answers");
        await using var visit = await VisitAsync();
        var requests = 0;
        await visit.Page.RouteAsync("**/v1/batch", async route =>
        {
            switch (++requests)
            {
                case 1: // the server has it, the page never hears so
                    await route.FetchAsync();
                    await route.AbortAsync("connectionreset");
                    break;
                case 2:
                    await route.FulfillAsync(new()
                    {
                        Status = 503,
                        Headers = new Dictionary<string, string> { ["Retry-After"] = "1", ["Access-Control-Allow-Origin"] = "*", ["Access-Control-Expose-Headers"] = "Retry-After" },
                    });
                    break;
                case 3:
                    await route.AbortAsync("internetdisconnected");
                    break;
                default:
                    await route.ContinueAsync();
                    break;
            }
        });
        await visit.Page.GotoAsync(shop.Address);
        await visit.Page.EvaluateAsync("() => { for (let i = 0; i < 30; i++) throughline.track('Added', { i }); }");
        await visit.Page.WaitForFunctionAsync("() => throughline.waiting === 0");

        var counters = await CountersAsync("lost-answers");
        Assert.True(requests >= 4, $"{requests} requests");
        Assert.Equal(31, (long)counters["stored"]!);
        Assert.Equal(31, (long)counters["duplicate"]!);
        Assert.Equal(0, (long)counters["quarantined"]! + (long)counters["rejected"]!);
        Assert.Equal(31, (await SignalsAsync("lost-answers")).Select(s => (string)s!["messageId"]!).Distinct().Count());
        visit.HasNoViolation();
    }

    [Fact]
    public async Task What_is_done_just_before_leaving_arrives()
    {
        await using var shop = await OpenAsync("leaving", "data-page=off");
        await using var visit = await VisitAsync();
        await visit.Page.GotoAsync(shop.Address);
        await visit.Page.EvaluateAsync("() => { throughline.track('Last words'); location.href = 'about:blank'; }");
        await Eventually.SeeAsync(() => Task.FromResult(visit.Page.Url), url => url == "about:blank");

        await Eventually.SeeAsync(() => CountersAsync("leaving"), counters => (long)counters["stored"]! > 0);
        var stored = await SignalsAsync("leaving");
        Assert.Equal(["Last words"], stored.Select(s => (string)s!["activity"]!));
        visit.HasNoViolation();
    }

    [Fact]
    public async Task Closing_the_page_sends_what_waits()
    {
        await using var shop = await OpenAsync("closing", "data-page=off");
        await using var visit = await VisitAsync();
        await visit.Page.GotoAsync(shop.Address);
        await visit.Page.EvaluateAsync("() => throughline.track('Closing')");
        await visit.Page.CloseAsync(new() { RunBeforeUnload = true });

        await Eventually.SeeAsync(() => CountersAsync("closing"), counters => (long)counters["stored"]! > 0);
        var stored = await SignalsAsync("closing");
        Assert.Equal(["Closing"], stored.Select(s => (string)s!["activity"]!));
    }

    [Fact]
    public async Task Nothing_is_stored_in_the_browser_before_consent_and_nothing_after_it_is_taken_back()
    {
        await using var shop = await OpenAsync("consent");
        await using var visit = await VisitAsync();
        await visit.Page.GotoAsync(shop.Address);
        await visit.Page.EvaluateAsync("() => { throughline.identify('c-1'); throughline.track('Seen'); return throughline.flush(); }");
        Assert.Equal("0 0 0 ", await KeptAsync(visit.Page));
        Assert.Empty(await visit.Page.Context.CookiesAsync());

        await visit.Page.EvaluateAsync("() => { throughline.consent({ analytics: true }); return throughline.flush(); }");
        Assert.StartsWith("1 0 0 ", await KeptAsync(visit.Page), StringComparison.Ordinal);
        Assert.Empty(await visit.Page.Context.CookiesAsync());

        await visit.Page.EvaluateAsync("() => { throughline.consent({ analytics: false }); return throughline.flush(); }");
        Assert.Equal("0 0 0 ", await KeptAsync(visit.Page));
        visit.HasNoViolation();
    }

    [Fact]
    public async Task With_consent_what_was_done_offline_is_sent_by_the_next_page_once()
    {
        await using var shop = await OpenAsync("offline", "data-page=off");
        await using var visit = await VisitAsync();
        await visit.Page.GotoAsync(shop.Address);
        await visit.Page.EvaluateAsync("() => { throughline.consent({ analytics: true }); return throughline.flush(); }");
        await visit.Page.Context.SetOfflineAsync(true);
        await visit.Page.EvaluateAsync("() => { throughline.track('Offline'); return throughline.flush(); }");
        Assert.Equal(1, await visit.Page.EvaluateAsync<int>("() => throughline.waiting"));
        await visit.Page.CloseAsync();

        await visit.Context.SetOfflineAsync(false);
        var next = await visit.Context.NewPageAsync();
        await next.GotoAsync(shop.Address);
        await next.WaitForFunctionAsync("() => throughline.waiting === 0");
        await Eventually.SeeAsync(() => CountersAsync("offline"), counters => (long)counters["stored"]! > 1);
        var stored = await SignalsAsync("offline");
        Assert.Equal(["Consent Changed", "Offline"], stored.Select(s => (string)s!["activity"]!));
    }

    [Fact]
    public async Task The_script_is_cached_and_open_to_every_site()
    {
        using var client = server.Throughline.Anonymous();
        using var first = await client.GetAsync(new Uri("/sdk/throughline.js", UriKind.Relative));
        Assert.Equal("*", first.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("text/javascript", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromDays(1), first.Headers.CacheControl!.MaxAge);
        var version = first.Headers.ETag!.Tag.Trim('"');
        using var pinned = await client.GetAsync(new Uri($"/sdk/throughline.js?v={version}", UriKind.Relative));
        Assert.Equal(TimeSpan.FromDays(365), pinned.Headers.CacheControl!.MaxAge);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/sdk/throughline.js") { Headers = { IfNoneMatch = { first.Headers.ETag } } };
        Assert.Equal(System.Net.HttpStatusCode.NotModified, (await client.SendAsync(again)).StatusCode);
    }

    Task<ShopPage> OpenAsync(string source, string attributes = "")
    {
        var installation = server.Throughline.Installation;
        installation.Log.Catalogue.DeclareSource(source, hasTime: true);
        var (_, secret) = installation.AccessKeys.Create("write", "shop", source);
        return ShopPage.OpenAsync(server.Throughline.Address, secret, attributes);
    }

    async Task<Visit> VisitAsync()
    {
        var visitor = await browser.VisitAsync(server.Throughline, new Look("en", Dark: false));
        return new Visit(visitor.Page);
    }

    Task<JsonNode> CountersAsync(string source) => server.Throughline.GetAsync($"/api/v1/ingest/counters?source={source}");

    async Task<JsonArray> SignalsAsync(string source) => (await server.Throughline.GetAsync($"/api/v1/signals?source={source}"))["items"]!.AsArray();

    /// <summary>How many things the page has in localStorage, sessionStorage and indexedDB, and its cookies.</summary>
    static Task<string> KeptAsync(IPage page) => page.EvaluateAsync<string>(
        "async () => `${localStorage.length} ${sessionStorage.length} ${(await indexedDB.databases()).length} ${document.cookie}`");

    /// <summary>A customer's browser, which notes every break of the page's policy.</summary>
    sealed class Visit : IAsyncDisposable
    {
        readonly List<string> _violations = [];

        public Visit(IPage page)
        {
            (Page, Context) = (page, page.Context);
            page.Console += (_, message) =>
            {
                if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
                {
                    _violations.Add(message.Text);
                }
            };
            page.PageError += (_, error) => _violations.Add(error);
        }

        public IPage Page { get; }

        public IBrowserContext Context { get; }

        public void HasNoViolation() => Assert.Empty(_violations);

        public ValueTask DisposeAsync() => Context.DisposeAsync();
    }
}
