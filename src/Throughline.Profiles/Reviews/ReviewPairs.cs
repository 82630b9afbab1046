using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;

namespace Throughline.Profiles.Reviews;

/// <summary>The routes of the queue of doubtful pairs: read it, and say of a pair what it is.</summary>
static class ReviewPairs
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/identity/reviews", List).WithName("ListReviews").WithSummary("Pairs of records of which it is not sure whether they are one customer, the worthiest first");
        routes.MapPost("/identity/reviews/{id}", Decide).WithName("DecideReview").WithSummary("Say of a pair whether it is one customer");
    }

    static Ok<ReviewPage> List(ReviewDesk desk, KeyStore keys, SignalLog log, TimeProvider time, string? after = null, int take = 25)
    {
        if (take is < 1 or > 200)
        {
            throw new BadInputException("take", "A page holds 1 to 200 pairs.");
        }

        var (pairs, next) = desk.Page(after, take);
        var contents = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Customers, contents);
        var items = keys.Read(connection =>
        {
            using var sides = new ReviewSides(connection, contents, asking);
            return pairs.Select(pair => new ReviewItem(
                string.Create(CultureInfo.InvariantCulture, $"{pair.Left}-{pair.Right}"), sides.Of(pair.Left), sides.Of(pair.Right), pair.Weight, pair.Probability, pair.Joined,
                pair.Drawn, pair.Worth, pair.Because)).ToList();
        });
        var (total, reviewed, precision) = keys.Read(connection => (ReviewQueue.Total(connection, time.GetUtcNow().UtcDateTime), VerdictBook.Reviewed(connection), VerdictBook.Precision(connection)));
        return TypedResults.Ok(new ReviewPage(items, next, total, reviewed, precision, asking.LeftOut));
    }

    static Ok<ReviewDecided> Decide(string id, ReviewVerdict said, HttpContext context, ReviewDesk desk)
    {
        var parts = id.Split('-');
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var left)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var right))
        {
            throw new NotFoundException("There is no such pair. Read the queue for those that wait.", "no_review");
        }

        if (said.Verdict is not (ReviewTables.Same or ReviewTables.Different or ReviewTables.Later))
        {
            throw new BadInputException("verdict", "A verdict is same, different or later.", "unknown_verdict");
        }

        return TypedResults.Ok(new ReviewDecided(desk.Decide(Math.Min(left, right), Math.Max(left, right), said.Verdict,
            context.Features.Get<SignedIn>()?.Name ?? "a program", GivenReason.Read(said.Why))));
    }
}

/// <summary>A page of the queue.</summary>
/// <param name="Items">Pairs, the worthiest first; every fifth is the next by lot.</param>
/// <param name="Next">Where the next page starts; null on the last.</param>
/// <param name="Total">Pairs that wait.</param>
/// <param name="Reviewed">Pairs that somebody said something of that stands.</param>
/// <param name="Precision">Per cent of the joins near the threshold that are right, by verdicts on those drawn by lot; refused below 10.</param>
/// <param name="LeftOut">What is not shown, because no purpose is named for it.</param>
sealed record ReviewPage(IReadOnlyList<ReviewItem> Items, string? Next, long Total, long Reviewed, Figure Precision, IReadOnlyList<LeftOut> LeftOut);

/// <summary>A pair of records that waits for a look.</summary>
/// <param name="Id">The two record numbers.</param>
/// <param name="Left">The lower record.</param>
/// <param name="Right">The other.</param>
/// <param name="Weight">Evidence in bits that they are one customer.</param>
/// <param name="Probability">The same, 0 to 1.</param>
/// <param name="Joined">True where they stand in one profile now.</param>
/// <param name="Drawn">True where the lot fell on it: such verdicts tell the measured precision.</param>
/// <param name="Worth">What a look is worth, 0 and more; docs/methods/reviews.md.</param>
/// <param name="Because">Stable code of what makes most of the worth.</param>
sealed record ReviewItem(string Id, ReviewSide Left, ReviewSide Right, double Weight, double Probability, bool Joined, bool Drawn, double Worth, string Because);

/// <summary>One side of a pair.</summary>
/// <param name="Record">Number of the record.</param>
/// <param name="Profile">Id of the profile that it stands in.</param>
/// <param name="Source">Name of the source; null when it is gone.</param>
/// <param name="Name">Name of the customer in this record; null when none is known or may be shown.</param>
/// <param name="Signals">Signals of the record.</param>
/// <param name="Values">Values that are compared, the newest first of each field.</param>
sealed record ReviewSide(int Record, string? Profile, string? Source, string? Name, long Signals, IReadOnlyList<ReviewValue> Values);

/// <summary>A value that is compared.</summary>
/// <param name="Field">What it is: first_name, birth_date, email, external_id …</param>
/// <param name="Value">As the source wrote it.</param>
sealed record ReviewValue(string Field, string Value)
{
    public static string CodeOf(Matching.Records.MatchField field) => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.ToString());
}

/// <summary>What somebody says of a pair.</summary>
/// <param name="Verdict">same, different or later.</param>
/// <param name="Why">Why; may be left out.</param>
sealed record ReviewVerdict(string Verdict, string? Why = null);

/// <summary>What became of a verdict.</summary>
/// <param name="Fact">The statement, to name when it is taken back; null for later.</param>
sealed record ReviewDecided(long? Fact);
