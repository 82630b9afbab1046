using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Profiles.Protection;

/// <summary>Which values of identifiers are held to be shared, how many people bear them, and why.</summary>
static class ReadShared
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/identity/shared", Read).WithName("ReadSharedIdentifiers")
        .WithSummary("Values of identifiers that are nobody's own and join nobody: how many people bear them, and why");

    static Ok<SharedList> Read(SharedIdentifiers shared, SignalLog log)
    {
        var contents = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Customers, contents);
        List<SharedEntry> items = [.. shared.Read(contents).Select(one => Entry(one, one.Sources.All(source => asking.Takes(source, Part.Customer))))];
        return TypedResults.Ok(new SharedList(items, items.Count, asking.LeftOut));
    }

    static SharedEntry Entry(SharedIdentifier one, bool mayRead) => new(
        one.Identifier.Namespace, Masked(one.Identifier), mayRead ? one.Identifier.Value : null, one.Reason, one.People, one.Records, one.Limit);

    /// <summary>Enough to tell it by for who knows it: the domain of an address, the end of a number, the beginning of anything else.</summary>
    internal static string Masked(Identifier identifier)
    {
        var value = identifier.Value;
        var at = value.LastIndexOf('@');
        return at > 0 ? $"{value[..1]}…{value[at..]}"
            : value.Length < 5 ? "…"
            : identifier.Namespace == "phone" ? $"…{value[^2..]}"
            : $"{value[..2]}…";
    }
}

/// <summary>Values that are nobody's own.</summary>
/// <param name="Items">Those that the most records bear, at most 500.</param>
/// <param name="Total">How many are listed.</param>
/// <param name="LeftOut">Whose identifiers may not be read, by source; their values are masked.</param>
sealed record SharedList(IReadOnlyList<SharedEntry> Items, int Total, IReadOnlyList<LeftOut> LeftOut);

/// <summary>A value that is nobody's own.</summary>
/// <param name="Kind">Its namespace.</param>
/// <param name="Masked">The value, made unreadable but for a part.</param>
/// <param name="Value">The value; null where the identifiers of one of its sources may not be read.</param>
/// <param name="Reason">Why: blocked_value, role_mailbox, disposable_mailbox or shared_value.</param>
/// <param name="People">Different people known to bear it; counting stops at one more than the limit.</param>
/// <param name="Records">Records that bear it.</param>
/// <param name="Limit">People up to whom a value of this kind is not shared.</param>
sealed record SharedEntry(string Kind, string Masked, string? Value, string Reason, int People, int Records, int Limit);
