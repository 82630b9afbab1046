using Microsoft.AspNetCore.Http;

namespace Throughline.Listening.Collectors;

/// <summary>
/// Lets pages of other sites send events: every answer names the origin, errors too, and a preflight gets every header it asks for by
/// name, because <c>*</c> does not cover <c>authorization</c>.
/// </summary>
static class Cors
{
    /// <summary>Adds what an answer to a page needs.</summary>
    public static void Allow(HttpContext context)
    {
        if (context.Request.Headers.Origin.ToString() is { Length: > 0 } origin)
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.AccessControlAllowCredentials = "true";
            context.Response.Headers.AccessControlExposeHeaders = "Retry-After"; // else a page cannot see it
            context.Response.Headers.Vary = "Origin";
        }
    }

    /// <summary>Answers a preflight. It carries no key.</summary>
    public static Task PreflightAsync(HttpContext context)
    {
        Allow(context);
        context.Response.Headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        if (context.Request.Headers.AccessControlRequestHeaders.ToString() is { Length: > 0 } asked)
        {
            context.Response.Headers.AccessControlAllowHeaders = asked;
        }

        context.Response.Headers.AccessControlMaxAge = "3600";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>True when the key may be used from the page that asks; a request without an origin comes from a program.</summary>
    public static bool IsAllowed(HttpRequest request, IReadOnlyList<string> origins) =>
        origins.Count == 0 || request.Headers.Origin.ToString() is not { Length: > 0 } origin || origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
