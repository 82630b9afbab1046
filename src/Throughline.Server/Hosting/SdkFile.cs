using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Throughline.Server.Hosting;

/// <summary>
/// Serves the browser SDK to pages of every site, from the folder that <c>THROUGHLINE_SDK</c> names or from <c>wwwroot/sdk</c> beside the
/// program. For a year when the address says by hash which version is meant, for a day otherwise.
/// </summary>
static class SdkFile
{
    const string Name = "throughline.js";

    static string Folder => Environment.GetEnvironmentVariable("THROUGHLINE_SDK") ?? Path.Combine(AppContext.BaseDirectory, "wwwroot", "sdk");

    public static void MapSdk(this IEndpointRouteBuilder root)
    {
        var built = new Lazy<Script?>(Load);
        root.MapMethods($"/sdk/{Name}", ["GET", "HEAD"], context => AnswerAsync(context, built.Value)).ExcludeFromDescription();
    }

    static Task AnswerAsync(HttpContext context, Script? script)
    {
        var response = context.Response;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (script is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return response.WriteAsync("The browser SDK is not built. Run ./run, or: cd sdk/js && npm ci && npm run build");
        }

        response.Headers.CacheControl = context.Request.Query["v"] == script.Version
            ? "public, max-age=31536000, immutable"
            : "public, max-age=86400, stale-while-revalidate=604800";
        response.Headers.ETag = $"\"{script.Version}\"";
        response.Headers.Vary = "Accept-Encoding";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == $"\"{script.Version}\""))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var packed = context.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "gzip" && e.Quality is null or > 0);
        var bytes = packed ? script.Packed : script.Plain;
        if (packed)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        response.ContentType = "text/javascript; charset=utf-8";
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes).AsTask();
    }

    static Script? Load()
    {
        var path = Path.Combine(Folder, Name);
        if (!File.Exists(path))
        {
            return null;
        }

        var plain = File.ReadAllBytes(path);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return new Script(plain, packed.ToArray(), Convert.ToHexStringLower(SHA256.HashData(plain))[..12]);
    }

    /// <param name="Plain">As built.</param>
    /// <param name="Packed">The same as gzip.</param>
    /// <param name="Version">First 12 digits of its SHA-256.</param>
    sealed record Script(byte[] Plain, byte[] Packed, string Version);
}
