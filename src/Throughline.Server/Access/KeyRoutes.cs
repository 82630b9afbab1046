using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Access;
using Throughline.Platform.Http;

namespace Throughline.Server.Access;

/// <summary>Keys for programs.</summary>
static class KeyRoutes
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/keys", (AccessKeys keys) => TypedResults.Ok(new KeyList(keys.List())))
            .WithName("ListKeys").WithSummary("All keys, without their secrets");
        routes.MapPost("/keys", Create).WithName("CreateKey").WithSummary("A new key; its secret is shown in this answer and never again");
        routes.MapDelete("/keys/{id:int}", Revoke).WithName("RevokeKey").WithSummary("Stop a key for good");
    }

    static Ok<NewKey> Create(KeyRequest request, AccessKeys keys)
    {
        if (request.Kind is not ("write" or "admin"))
        {
            throw new BadInputException("kind", "A key is \"write\" or \"admin\".");
        }

        if (string.IsNullOrWhiteSpace(request.Name))
        {
            throw new BadInputException("name", "Give the key a name that says who uses it.", "key_name_missing");
        }

        var (id, secret) = keys.Create(request.Kind, request.Name.Trim(), request.Source);
        return TypedResults.Ok(new NewKey(id, secret));
    }

    static Ok<Done> Revoke(int id, AccessKeys keys) => keys.Revoke(id)
        ? TypedResults.Ok(new Done(true))
        : throw new NotFoundException($"There is no key {id}.", "no_key");
}

/// <summary>All keys.</summary>
sealed record KeyList(IReadOnlyList<AccessKey> Items);

/// <summary>What the new key shall be.</summary>
/// <param name="Kind"><c>write</c> or <c>admin</c>.</param>
/// <param name="Name">Who or what will use it.</param>
/// <param name="Source">For a write key: the only source it may write to.</param>
sealed record KeyRequest(string Kind, string Name, string? Source);

/// <summary>A key with its secret.</summary>
sealed record NewKey(int Id, string Secret);
