using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Matching.Protection;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;
using Throughline.Profiles.Identity;
using Throughline.Profiles.Reading;

namespace Throughline.Profiles.Protection;

/// <summary>Which joins protection refused, how many, and why.</summary>
static class ReadRefused
{
    const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/identity/refused", Read).WithName("ReadRefusedJoins").WithTags("Identity").ProducesProblem(400).ProducesProblem(404)
        .WithSummary("Joins that the evidence was for and protection refused, of all customers or of one: how many by reason, and the newest");

    static Ok<RefusedList> Read(KeyStore keys, SignalLog log, ProfileDirectory directory, ProfileBook book, string? reason = null, string? profile = null, int take = 100)
    {
        if (take is < 1 or > Most)
        {
            throw new BadInputException("take", $"A list holds 1 to {Most} joins.");
        }

        if (reason is not null && !ProtectionReason.All.Contains(reason))
        {
            throw new BadInputException("reason", $"A reason is one of {string.Join(", ", ProtectionReason.All)}.", "unknown_reason");
        }

        var one = profile is null ? (int?)null : directory.Find(profile) ?? throw ProfileBook.Missing();
        var (newest, counts) = keys.Read(connection => (RefusedJoins.Newest(connection, reason, one, take), RefusedJoins.Counts(connection, one)));
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Customers, catalogue);
        var names = book.List([.. newest.SelectMany(join => new[] { join.LeftProfile, join.RightProfile }).Distinct()], catalogue, asking).ToDictionary(other => other.Id.Number, other => other.Name);
        return TypedResults.Ok(new RefusedList([.. newest.Select(join => RefusedEntry.Of(join, names))], counts.Sum(count => count.Joins), counts));
    }
}

/// <summary>Joins that protection refused and that still are two.</summary>
/// <param name="Items">The newest.</param>
/// <param name="Total">All, for whatever reason.</param>
/// <param name="Reasons">How many by reason.</param>
sealed record RefusedList(IReadOnlyList<RefusedEntry> Items, long Total, IReadOnlyList<RefusedCount> Reasons);

/// <summary>A join that protection refused.</summary>
/// <param name="Left">A record of one side.</param>
/// <param name="Right">A record of the other.</param>
/// <param name="LeftProfile">The profile that it stands in.</param>
/// <param name="LeftName">The name there; null where there is none that may be shown.</param>
/// <param name="RightProfile">The profile of the other.</param>
/// <param name="RightName">The name there.</param>
/// <param name="Reason">Why; a code.</param>
/// <param name="Weight">Evidence for the join, in bits.</param>
/// <param name="At">When it was decided last, UTC.</param>
sealed record RefusedEntry(int Left, int Right, string LeftProfile, string? LeftName, string RightProfile, string? RightName, string Reason, double Weight, DateTime At)
{
    internal static RefusedEntry Of(StandingRefusal join, IReadOnlyDictionary<int, string?> names) => new(join.Left, join.Right,
        new ProfileId(join.LeftProfile).ToString(), names.GetValueOrDefault(join.LeftProfile), new ProfileId(join.RightProfile).ToString(), names.GetValueOrDefault(join.RightProfile),
        join.Reason, join.Weight, join.At);
}
