using Microsoft.Extensions.FileProviders;

namespace Throughline.Server.Hosting;

/// <summary>
/// Serves the built web client from <c>wwwroot</c> beside the program, or from the folder that <c>THROUGHLINE_WEB</c> names; every
/// address of the client is the one page.
/// </summary>
static class WebClient
{
    const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    static bool IsBuilt => File.Exists(Path.Combine(Folder, "index.html"));

    static string Folder =>
        Environment.GetEnvironmentVariable("THROUGHLINE_WEB") ?? Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Serves the files. Stands before routing, so that the one page's address does not hide them.</summary>
    public static void UseWebFiles(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return next(context);
        });
        if (IsBuilt)
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(Path.GetFullPath(Folder)),
                OnPrepareResponse = served => served.Context.Response.Headers.CacheControl =
                    served.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
            });
        }

        app.UseRouting();
    }

    /// <summary>The one page, for every address that is nothing else.</summary>
    public static void MapWebPage(this WebApplication app) => app.MapFallback("{*path}", async context =>
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            await Problems.WriteAsync(context, Problems.Of(404, "not_found", "There is no such thing",
                "No part of the API has this address. See /api/openapi.json."));
            return;
        }

        if (context.Request.Path.StartsWithSegments("/assets") || !IsBuilt)
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync(IsBuilt
                ? "This file is not part of the running version. Reload the page."
                : "The web client is not built. Run ./run, or: cd web && npm ci && npm run build");
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.SendFileAsync(Path.GetFullPath(Path.Combine(Folder, "index.html")));
    });
}
