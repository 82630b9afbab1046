using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Server.Hosting;

namespace Throughline.Server.Access;

/// <summary>Signing in and out.</summary>
static class SessionRoutes
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/session", Get).WithName("GetSession").WithSummary("Who is signed in, and to what");
        routes.MapPost("/session", Open).WithName("OpenSession").WithSummary("Sign in with a one-time code, or with name and password");
        routes.MapPost("/session/code", (SignIn signIn) => TypedResults.Ok(new SignInCode(signIn.NewCode())))
            .WithName("NewSignInCode").WithSummary("A one-time sign-in for the administrator; earlier ones stop working");
        routes.MapDelete("/session", Close).WithName("CloseSession").WithSummary("Sign out");
        routes.MapPut("/session/password", SetPassword).WithName("SetPassword").WithSummary("Choose a password of at least 10 characters");
    }

    static async Task<Ok<Session>> Get(HttpContext context, SignalLog log, CancellationToken cancellation) =>
        TypedResults.Ok(await Describe(context.User(), log, cancellation));

    static async Task<Results<Ok<Session>, ProblemHttpResult>> Open(
        SignInRequest request, HttpContext context, SignIn signIn, SignalLog log, CancellationToken cancellation)
    {
        var token = request.Code is { Length: > 0 } code
            ? signIn.WithCode(code)
            : signIn.WithPassword(request.Name ?? "", request.Password ?? "");
        if (token is null || signIn.Find(token) is not { } user)
        {
            return TypedResults.Problem(request.Code is null
                ? Problems.Of(401, "wrong_password", "That is not right", "Name and password do not fit, or were wrong ten times in a quarter of an hour. ./throughline keys sign-in prints a new one-time sign-in.")
                : Problems.Of(401, "code_used", "This sign-in link does not work any more", "A link works once, for a day. ./throughline keys sign-in prints a new one."));
        }

        context.Response.Cookies.Append(Gatekeeper.Cookie, token, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = SignIn.SessionLife,
            Path = "/",
        });
        return TypedResults.Ok(await Describe(user, log, cancellation));
    }

    static Ok<Done> Close(HttpContext context, SignIn signIn)
    {
        if (context.Request.Cookies[Gatekeeper.Cookie] is { } token)
        {
            signIn.End(token);
        }

        context.Response.Cookies.Delete(Gatekeeper.Cookie);
        return TypedResults.Ok(new Done(true));
    }

    static Ok<Done> SetPassword(PasswordRequest request, HttpContext context, SignIn signIn)
    {
        if (request.Password.Length < 10)
        {
            throw new BadInputException("password", "A password has at least 10 characters.", "password_too_short");
        }

        if (context.User().Id == 0)
        {
            throw new BadInputException("", "A token has no password. Sign in as a person.");
        }

        signIn.SetPassword(context.User().Id, request.Password, context.Request.Cookies[Gatekeeper.Cookie] ?? "");
        return TypedResults.Ok(new Done(true));
    }

    static async Task<Session> Describe(SignedIn user, SignalLog log, CancellationToken cancellation)
    {
        var to = await log.ReadAsync(c =>
        {
            using var reader = c.Query("SELECT max(received_at) FROM signal");
            return reader.Read() ? reader.GetDateTimeOrNull(0) : null;
        }, cancellation);
        var sources = log.Catalogue.Contents.Sources;
        return new Session(user.Name, user.Roles, user.HasPassword,
            new Workspace(sources.Any(s => s.Demo) ? "Solvane Mobile" : "", sources.Any(s => s.Demo)), to);
    }
}

/// <summary>Who is signed in.</summary>
/// <param name="Name">Name of the user.</param>
/// <param name="Roles">What the user may do.</param>
/// <param name="HasPassword">False while only one-time codes open the door.</param>
/// <param name="Workspace">The company.</param>
/// <param name="DataTo">Receipt of the newest signal; null when there is none.</param>
sealed record Session(string Name, IReadOnlyList<string> Roles, bool HasPassword, Workspace Workspace, DateTime? DataTo);

/// <summary>The company whose data these are.</summary>
/// <param name="Name">Its name; empty when nobody gave one.</param>
/// <param name="Demo">True while data of the demo company are among them.</param>
sealed record Workspace(string Name, bool Demo);

/// <summary>A one-time code, or name and password.</summary>
sealed record SignInRequest(string? Code, string? Name, string? Password);

/// <summary>A one-time code; good for a day.</summary>
sealed record SignInCode(string Code);

/// <summary>A new password.</summary>
sealed record PasswordRequest(string Password);

/// <summary>It was done.</summary>
sealed record Done(bool Ok);
