using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Throughline.BrowserTests.Sdk;

/// <summary>
/// A page of another site with one script tag, under a policy that allows that script and what it sends, and nothing else: no inline code,
/// no eval, no style.
/// </summary>
sealed class ShopPage : IAsyncDisposable
{
    readonly WebApplication _app;

    ShopPage(WebApplication app, string address) => (_app, Address) = (app, address);

    /// <summary>Where the page is.</summary>
    public string Address { get; }

    public static async Task<ShopPage> OpenAsync(Uri throughline, string key, string attributes = "")
    {
        var origin = throughline.GetLeftPart(UriPartial.Authority);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/{**any}", context =>
        {
            context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; img-src data:; script-src {origin}; connect-src {origin}; require-trusted-types-for 'script'";
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync($"""
                <!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">
                <script src="{origin}/sdk/throughline.js" data-key="{key}" {attributes}></script><h1>Shop</h1></html>
                """);
        });
        await app.StartAsync();
        return new ShopPage(app, app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
