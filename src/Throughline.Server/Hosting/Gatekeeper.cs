using Throughline.Listening;
using Throughline.Platform.Access;

namespace Throughline.Server.Hosting;

/// <summary>
/// Lets in who is signed in: a session cookie, an administrator token, or the token of this run that verbs on the same folder
/// read from it. Everything under <c>/api</c> is closed otherwise, but the door itself.
/// </summary>
static class Gatekeeper
{
    public const string Cookie = "throughline_session";

    public static void UseGatekeeper(this WebApplication app, Installation installation, string localToken) =>
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                || context.Request.Path.StartsWithSegments("/api/v1/ingest", out var source) && source.HasValue && source != "/counters")
            {
                // Pages, and the doors for events, which ask for a write key themselves.
                await next(context);
                return;
            }

            if (FromAnotherSite(context.Request))
            {
                await Problems.WriteAsync(context, Problems.Of(403, "other_site", "Not from here",
                    "A page of another site may not change anything here. Open Throughline's own page."));
                return;
            }

            var user = FindUser(context, installation, localToken);
            if (user is null && ListeningModule.KeyOf(context.Request) is { } secret && installation.AccessKeys.FindWrite(secret) is not null)
            {
                await Problems.WriteAsync(context, Problems.Of(403, "write_key", "A write key cannot read",
                    "It may send events to its source and nothing else. Use an administrator token: ./throughline keys admin prints one."));
                return;
            }

            if (user is null && !IsDoor(context.Request))
            {
                await Problems.WriteAsync(context, Problems.Of(401, "not_signed_in", "Sign in first",
                    "Open the sign-in link that the server printed, or send an administrator token as a bearer token."));
                return;
            }

            context.Features.Set(user);
            context.Response.Headers.CacheControl = "no-store";
            await next(context);
        });

    /// <summary>The one who asks.</summary>
    public static SignedIn User(this HttpContext context) =>
        context.Features.Get<SignedIn>() ?? throw new InvalidOperationException("The gatekeeper lets nobody in without a user.");

    static SignedIn? FindUser(HttpContext context, Installation installation, string localToken)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            var secret = authorization["Bearer ".Length..].Trim();
            if (System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.UTF8.GetBytes(secret), System.Text.Encoding.UTF8.GetBytes(localToken)))
            {
                return SignedIn.ThisMachine;
            }

            return installation.AccessKeys.Find(secret) is { Kind: "admin" } key
                ? new SignedIn(0, key.Name, ["Engineer"], HasPassword: false)
                : null;
        }

        return context.Request.Cookies[Cookie] is { Length: > 0 } token ? installation.SignIn.Find(token) : null;
    }

    static bool IsDoor(HttpRequest request) =>
        request.Path == "/api/v1/session" && HttpMethods.IsPost(request.Method);

    static bool FromAnotherSite(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
