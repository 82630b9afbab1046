using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Matching.Protection;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Protection;

/// <summary>Which joins protection refused, how many, and why.</summary>
static class ReadRefused
{
    const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/identity/refused", Read).WithName("ReadRefusedJoins").WithTags("Identity").ProducesProblem(400)
        .WithSummary("Joins that the evidence was for and protection refused: how many by reason, and the newest");

    static Ok<RefusedList> Read(KeyStore keys, string? reason = null, int take = 100)
    {
        if (take is < 1 or > Most)
        {
            throw new BadInputException("take", $"A list holds 1 to {Most} joins.");
        }

        return reason is not null && !ProtectionReason.All.Contains(reason)
            ? throw new BadInputException("reason", $"A reason is one of {string.Join(", ", ProtectionReason.All)}.", "unknown_reason")
            : TypedResults.Ok(keys.Read(connection =>
            {
                var counts = RefusedJoins.Counts(connection);
                return new RefusedList(RefusedJoins.Newest(connection, reason, take), counts.Sum(count => count.Joins), counts);
            }));
    }
}

/// <summary>Joins that protection refused and that still are two.</summary>
/// <param name="Items">The newest.</param>
/// <param name="Total">All, for whatever reason.</param>
/// <param name="Reasons">How many by reason.</param>
sealed record RefusedList(IReadOnlyList<RefusedEntry> Items, long Total, IReadOnlyList<RefusedCount> Reasons);
