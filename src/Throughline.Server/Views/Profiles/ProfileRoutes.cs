using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Profiles.Reading;
using Throughline.Profiles.Search;
using Throughline.Understanding.Voices;

namespace Throughline.Server.Views.Profiles;

/// <summary>Customers: all of them or those a search finds, one as far as it may be seen, and one's timeline.</summary>
static class ProfileRoutes
{
    const int MostRows = 200;

    public static void MapProfileViews(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/profiles", (string? q, string? after, int? take, SignalLog log, ProfileSearch search, ProfileBook book) =>
                TypedResults.Ok(List(log, search, book, q, after, take ?? 50)))
            .WithName("ListProfiles").WithTags("Profiles")
            .WithSummary("Lists customers, those with most signals first; q finds by identifier or by a name in any script.");
        routes.MapGet("/profiles/{id}", async Task<Ok<ProfileView>> (string id, ProfileReader reader, CancellationToken cancellation) =>
                TypedResults.Ok(await reader.GetAsync(Key(id), cancellation)))
            .WithName("GetProfile").WithTags("Profiles").ProducesProblem(404)
            .WithSummary("What we hold about one customer, by id (a former one leads to the present) or by identifier: each value with why it is the one.");
        routes.MapGet("/profiles/{id}/timeline", async Task<Ok<VerbatimPage>> (
                string id, string? after, int? take, ProfileTimeline timeline, CancellationToken cancellation) =>
                TypedResults.Ok(await timeline.ListAsync(Key(id), string.IsNullOrEmpty(after) ? null : after, take ?? 50, cancellation)))
            .WithName("ListProfileTimeline").WithTags("Profiles").ProducesProblem(404)
            .WithSummary("One customer's signals from every channel, the newest first.");
        ProfileExport.Map(routes);
    }

    /// <summary>The server leaves an encoded slash of the path as it is; an identifier may hold one.</summary>
    public static string Key(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    static ProfilePage List(SignalLog log, ProfileSearch search, ProfileBook book, string? text, string? after, int take)
    {
        if (take is < 1 or > MostRows)
        {
            throw new BadInputException("take", $"A page holds 1 to {MostRows} customers.");
        }

        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Customers, catalogue);
        var place = string.IsNullOrEmpty(after) ? null : Place(after);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var hits = search.Find(text, catalogue, asking);
            var from = (int)Math.Clamp(place?.First ?? 0, 0, hits.Count);
            var page = hits.Skip(from).Take(take).ToList();
            var found = page.ToDictionary(hit => hit.Profile, hit => new ProfileMatch(hit.By, hit.Value, hit.Score));
            return new ProfilePage(Entries(book.List([.. page.Select(hit => hit.Profile)], catalogue, asking), found, catalogue),
                from + take < hits.Count ? Place(from + take, 0) : null, hits.Count, asking.LeftOut, search.Behind(byName: true));
        }

        var (all, total) = search.List(place is { } last ? (last.First, (int)last.Second) : null, take + 1, catalogue, asking);
        return new ProfilePage(Entries(book.List([.. all.Take(take).Select(one => one.Profile)], catalogue, asking), null, catalogue),
            all.Count > take ? Place(all[take - 1].Signals, all[take - 1].Profile) : null, total, asking.LeftOut, search.Behind(byName: false));
    }

    static IReadOnlyList<ProfileEntry> Entries(IReadOnlyList<ListedProfile> profiles, Dictionary<int, ProfileMatch>? found, CatalogueContents catalogue) =>
    [
        .. profiles.Select(profile => new ProfileEntry(profile.Id.ToString(), profile.Name, profile.Identifiers, profile.Records.Count,
            profile.Records.Sum(record => record.Signals), profile.Records.Sum(record => record.Texts), profile.Records.Max(record => record.LastSeen),
            [.. profile.Records.Select(record => record.SourceId).Distinct().Select(source => catalogue.FindSource(source)?.Name).OfType<string>()],
            found?.GetValueOrDefault(profile.Id.Number))),
    ];

    static string Place(long first, long second) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{first};{second}")));

    /// <exception cref="BadInputException">It is no place in a list.</exception>
    static (long First, long Second)? Place(string text)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(';');
            if (parts.Length == 2)
            {
                return (long.Parse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture), int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture));
            }
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            // Falls through to the one message for all of it.
        }

        throw new BadInputException("after", "This is no place in this list. Ask for the first page again.", "bad_page");
    }
}
