using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Understanding.Voices;

namespace Throughline.Server.Views;

/// <summary>Customers as the log names them: one by identifier, not yet joined across identifiers.</summary>
static class Customers
{
    const int MostRows = 200;

    // Employees are no customers, and what they say is shown in groups only.
    internal static readonly string Named = $"customer IS NOT NULL AND kind <> {(int)SignalKind.Employee}";

    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/customers", async Task<Ok<CustomersPage>> (
                string? q, string? after, int? take, SignalLog log, CancellationToken cancellation) =>
                TypedResults.Ok(await ListAsync(log, q, after, take ?? 50, cancellation)))
            .WithName("ListCustomers").WithTags("Customers")
            .WithSummary("Lists customers by number of signals; q is a part of any identifier, in any namespace.");
        routes.MapGet("/customers/{key}", async Task<Ok<CustomerRecord>> (
                string key, CustomerReader reader, CancellationToken cancellation) =>
                TypedResults.Ok(await reader.GetAsync(Key(key), cancellation)))
            .WithName("GetCustomer").WithTags("Customers").ProducesProblem(404)
            .WithSummary("What we hold about one customer, each value with its source, and the first page of the timeline.");
        routes.MapGet("/customers/{key}/timeline", async Task<Ok<VerbatimPage>> (
                string key, string? after, int? take, CustomerReader reader, CancellationToken cancellation) =>
                TypedResults.Ok(await reader.TimelineAsync(Key(key), string.IsNullOrEmpty(after) ? null : after, take ?? 50, cancellation)))
            .WithName("ListCustomerTimeline").WithTags("Customers")
            .WithSummary("One customer's signals from every channel, the newest first.");
    }

    /// <summary>A page of customers, those with most signals first; read anew for every page.</summary>
    internal static async Task<CustomersPage> ListAsync(SignalLog log, string? part, string? after, int take, CancellationToken cancellation)
    {
        if (take is < 1 or > MostRows)
        {
            throw new BadInputException("take", $"A page holds 1 to {MostRows} customers.");
        }

        var place = string.IsNullOrEmpty(after) ? null : Place.Read(after);
        var contents = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Customers, contents);
        var without = contents.Sources.Where(s => !asking.Takes(s.Id, Part.Customer)).Select(s => s.Id).ToList();
        var named = without.Count == 0 ? Named : $"{Named} AND source_id NOT IN ({string.Join(", ", without)})";
        return await log.ReadAsync(connection =>
        {
            using var oneMoment = connection.Begin();
            var (top, total, more) = Top(connection, named, part, place, take);
            var items = Describe(connection, named, top, contents);
            return new CustomersPage(items, more ? new Place(top[^1].Signals, top[^1].Key).ToString() : null, total, asking.LeftOut);
        }, cancellation);
    }

    static (List<(string Key, long Signals)> Top, long Total, bool More) Top(
        DuckConnection connection, string which, string? part, Place? place, int take)
    {
        List<(string Name, object? Value)> parameters = [];
        var search = "";
        if (!string.IsNullOrWhiteSpace(part))
        {
            // The other identifiers stand in the log as a JSON array of texts.
            parameters.Add(("part", part.Trim().ToLowerInvariant()));
            parameters.Add(("inside", JsonSerializer.Serialize(part.Trim())[1..^1].ToLowerInvariant()));
            search = " AND (contains(lower(customer), $part) OR contains(lower(identifiers), $inside))";
        }

        var beyond = "";
        if (place is not null)
        {
            parameters.Add(("signals", place.Signals));
            parameters.Add(("key", place.Key));
            beyond = "WHERE signals < $signals OR (signals = $signals AND customer > $key)";
        }

        var top = new List<(string, long)>(take);
        var total = 0L;
        using var reader = connection.Query(string.Create(CultureInfo.InvariantCulture, $"""
            WITH named AS (
                SELECT customer, count(*) AS signals FROM signal WHERE {which}{search} GROUP BY customer)
            SELECT customer, signals, (SELECT count(*) FROM named) FROM named {beyond}
            ORDER BY signals DESC, customer LIMIT {take + 1}
            """), [.. parameters]);
        while (reader.Read())
        {
            total = reader.GetInt64(2);
            if (top.Count == take)
            {
                return (top, total, true);
            }

            top.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return (top, total, false);
    }

    static IReadOnlyList<CustomerEntry> Describe(
        DuckConnection connection, string which, List<(string Key, long Signals)> top, CatalogueContents contents)
    {
        if (top.Count == 0)
        {
            return [];
        }

        var known = new Dictionary<string, (long Signals, long Texts, DateTime LastSeen, long[] Sources)>(StringComparer.Ordinal);
        using var reader = connection.Query($"""
            SELECT customer, count(*), count_if(has_text), max(occurred_at), list(DISTINCT source_id)
            FROM signal WHERE {which} AND customer IN ({string.Join(", ", top.Select((_, i) => $"$c{i}"))})
            GROUP BY customer
            """, [.. top.Select((c, i) => ($"c{i}", (object?)c.Key))]);
        while (reader.Read())
        {
            known[reader.GetString(0)] = (reader.GetInt64(1), reader.GetInt64(2), reader.GetDateTime(3), reader.GetInt64s(4));
        }

        return
        [
            .. top.Where(c => known.ContainsKey(c.Key)).Select(c => (c.Key, Seen: known[c.Key])).Select(c => new CustomerEntry(
                c.Key, c.Seen.Signals, c.Seen.Texts, c.Seen.LastSeen,
                [.. c.Seen.Sources.Order().Select(s => contents.FindSource((int)s)?.Name ?? "")])),
        ];
    }

    /// <summary>The server leaves an encoded slash of the path as it is; an identifier may hold one.</summary>
    static Identifier Key(string key) => Identifier.Parse(key.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException("key", "A customer is namespace:value, for example email:x@y.example.", "bad_customer");

    /// <summary>The last customer of a page.</summary>
    sealed record Place(long Signals, string Key)
    {
        public override string ToString() => Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(Signals.ToString(CultureInfo.InvariantCulture) + ";" + Key));

        public static Place Read(string text)
        {
            try
            {
                var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(';', 2);
                if (parts.Length == 2)
                {
                    return new Place(long.Parse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture), parts[1]);
                }
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                // Falls through to the one message for all of it.
            }

            throw new BadInputException("after", "This is no place in this list. Ask for the first page again.", "bad_page");
        }
    }
}

/// <summary>One page of customers.</summary>
/// <param name="Items">The customers, those with most signals first.</param>
/// <param name="Next">Where the next page starts; null on the last page.</param>
/// <param name="Total">Customers found, on all pages together.</param>
/// <param name="LeftOut">Sources whose identifiers have no purpose, so that nobody is listed by them.</param>
sealed record CustomersPage(IReadOnlyList<CustomerEntry> Items, string? Next, long Total, IReadOnlyList<LeftOut> LeftOut);

/// <summary>A customer in a list.</summary>
/// <param name="Key">Strongest identifier, <c>namespace:value</c>.</param>
/// <param name="Signals">Signals that name it as the strongest identifier.</param>
/// <param name="Texts">Signals with words among all of the customer's.</param>
/// <param name="LastSeen">Time of the latest signal, UTC.</param>
/// <param name="Sources">Names of the sources heard from.</param>
sealed record CustomerEntry(string Key, long Signals, long Texts, DateTime LastSeen, IReadOnlyList<string> Sources);
