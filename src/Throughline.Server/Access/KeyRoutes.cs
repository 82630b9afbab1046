using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Listening.Collectors;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Server.Access;

/// <summary>Keys for programs.</summary>
static partial class KeyRoutes
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/keys", (AccessKeys keys) => TypedResults.Ok(new KeyList(keys.List())))
            .WithName("ListKeys").WithSummary("All keys, without their secrets");
        routes.MapPost("/keys", Create).WithName("CreateKey").WithSummary("A new key; its secret is shown in this answer and never again");
        routes.MapPost("/keys/{id:int}/rotate", Rotate).WithName("RotateKey").WithSummary("A new key in place of one, which goes on working for a while");
        routes.MapDelete("/keys/{id:int}", Revoke).WithName("RevokeKey").WithSummary("Stop a key for good");
    }

    /// <summary>Makes the key, and the source of a write key when it is new.</summary>
    /// <exception cref="BadInputException">A member cannot be used.</exception>
    public static NewKey Make(KeyRequest request, AccessKeys keys, SignalLog log, SignedIn? who)
    {
        if (request.Kind is not ("write" or "admin"))
        {
            throw new BadInputException("kind", "A key is \"write\" or \"admin\".");
        }

        if (string.IsNullOrWhiteSpace(request.Name))
        {
            throw new BadInputException("name", "Give the key a name that says who uses it.", "key_name_missing");
        }

        if (request.PerSecond is <= 0)
        {
            throw new BadInputException("per_second", "A cap is 1 event a second or more.");
        }

        if (request.Origins?.FirstOrDefault(o => !Uri.TryCreate(o, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != o) is { } bad)
        {
            throw new BadInputException("origins", $"\"{bad}\" is no origin. Write it as https://www.example.com, without a path.");
        }

        var purpose = request.Purpose is { Length: > 0 } given ? Purposes.Need(given) : null;
        if (request.Kind == "write")
        {
            var source = DeclareSource(request.Source, log);
            if (purpose is not null)
            {
                EventPurpose.Name(log, source, PurposeNaming.Of(purpose, who, "person"));
            }
        }

        var (id, secret) = keys.Create(request.Kind, request.Name.Trim(), request.Kind == "write" ? request.Source : null, request.Origins, request.PerSecond);
        return new NewKey(id, secret);
    }

    static Source DeclareSource(string? name, SignalLog log)
    {
        if (log.Catalogue.Contents.Sources.FirstOrDefault(s => s.Name == name) is { } there)
        {
            return there;
        }

        if (name is null || !SourceName().IsMatch(name))
        {
            throw new BadInputException("source", "Name the source with 1 to 64 small letters, digits and hyphens, for example web-shop.");
        }

        return log.Catalogue.DeclareSource(name, hasTime: true);
    }

    [System.Text.RegularExpressions.GeneratedRegex("^[a-z0-9-]{1,64}$")]
    private static partial System.Text.RegularExpressions.Regex SourceName();

    static Ok<NewKey> Create(KeyRequest request, HttpContext context, AccessKeys keys, SignalLog log) =>
        TypedResults.Ok(Make(request, keys, log, context.Features.Get<SignedIn>()));

    static Ok<NewKey> Rotate(int id, RotateRequest request, AccessKeys keys) =>
        request.OverlapHours is < 0 or > 24 * 90
            ? throw new BadInputException("overlap_hours", "The old key goes on for 0 hours to 90 days.")
            : keys.Rotate(id, TimeSpan.FromHours(request.OverlapHours)) is { } made
                ? TypedResults.Ok(new NewKey(made.Id, made.Secret))
                : throw new NotFoundException($"There is no write key {id} that still works.");

    static Ok<Done> Revoke(int id, AccessKeys keys) => keys.Revoke(id)
        ? TypedResults.Ok(new Done(true))
        : throw new NotFoundException($"There is no key {id}.", "no_key");
}

/// <summary>All keys.</summary>
sealed record KeyList(IReadOnlyList<AccessKey> Items);

/// <summary>What the new key shall be.</summary>
/// <param name="Kind"><c>write</c> or <c>admin</c>.</param>
/// <param name="Name">Who or what will use it.</param>
/// <param name="Source">For a write key: the only source it may write to; made when it is new.</param>
/// <param name="Origins">For a write key: web pages it may be used from; none for all.</param>
/// <param name="PerSecond">For a write key: most events a second; null for no cap.</param>
/// <param name="Purpose">
/// For a write key: the purpose that the sender names for the source's events, where they have none in the register yet. Null or empty names none: the events
/// are stored, and nothing may use them until somebody names one.
/// </param>
sealed record KeyRequest(string Kind, string Name, string? Source, IReadOnlyList<string>? Origins = null, int? PerSecond = null, string? Purpose = null);

/// <summary>How the old key ends.</summary>
/// <param name="OverlapHours">Hours that it goes on working.</param>
sealed record RotateRequest(int OverlapHours);

/// <summary>A key with its secret.</summary>
sealed record NewKey(int Id, string Secret);
