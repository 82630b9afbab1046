using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Profiles.Register;

/// <summary>The data-use register: every element with its Origin and Purpose, the stages that are still open, and what was refused.</summary>
static class ReadRegister
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/register", Read).WithName("ReadRegister")
        .WithSummary("Every data element with the stages of its use, and the uses that were refused");

    static Ok<RegisterView> Read(SignalLog log, int? source)
    {
        var contents = log.Catalogue.Contents;
        var entries = log.Uses.Entries().ToLookup(entry => entry.Key);
        List<ElementView> elements =
        [
            .. log.Uses.Elements().Where(one => source is null || one.Key.SourceId == source)
                .Where(one => contents.FindSource(one.Key.SourceId) is not null)
                .Select(one => View(one, contents.FindSource(one.Key.SourceId)!, entries[one.Key])),
        ];
        List<RefusalView> refusals =
        [
            .. log.Uses.Refusals().GroupBy(one => (one.Use, one.Purpose, one.Key)).Select(group => new RefusalView(
                group.Key.Use, group.Key.Purpose, group.Key.Key.SourceId, contents.FindSource(group.Key.Key.SourceId)?.Name, group.Key.Key.Kind,
                group.Key.Key.Name, group.Sum(one => one.Count), group.Max(one => one.Last))).OrderByDescending(one => one.Last),
        ];
        return TypedResults.Ok(new RegisterView(
            elements, Purposes.Shipped, refusals, elements.Count(one => one.Purposes.Count == 0), refusals.Sum(one => one.Count)));
    }

    static ElementView View(DataElement one, Source source, IEnumerable<PurposeEntry> entries)
    {
        List<PurposeView> named =
        [
            .. entries.GroupBy(entry => entry.Purpose).Select(group => group.First()).Where(entry => entry.Named)
                .Select(entry => new PurposeView(entry.Purpose, entry.Why, entry.By, entry.How, entry.At, entry.Confirmed)),
        ];
        List<string> open = [];
        if (one.Permission is null)
        {
            open.Add("origin");
        }

        if (named.Count == 0)
        {
            open.Add("purpose");
        }

        open.AddRange(["outcome", "insight", "destination"]);
        return new ElementView(source.Id, source.Name, source.Demo, one.Key.Kind, one.Key.Name, one.Label, one.Captured, one.Stored, one.Permission,
            one.Regulation, one.Mode, one.Behavioural is { } acts ? acts ? "behavioural" : "attitudinal" : null, one.Solicited, named, open);
    }
}

/// <summary>The register.</summary>
/// <param name="Elements">The elements, by source and kind.</param>
/// <param name="Purposes">The shipped purposes; others may be named.</param>
/// <param name="Refusals">Uses that were refused in the last 31 days, the newest first.</param>
/// <param name="Open">Elements without a purpose: nothing may use them.</param>
/// <param name="Refused">Refusals in the last 31 days.</param>
sealed record RegisterView(
    IReadOnlyList<ElementView> Elements, IReadOnlyList<string> Purposes, IReadOnlyList<RefusalView> Refusals, int Open, long Refused);

/// <summary>A data element.</summary>
/// <param name="SourceId">Its source.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Demo">True for the demo company.</param>
/// <param name="Kind">What it is to us.</param>
/// <param name="Name">Its name in the source.</param>
/// <param name="Label">Words for people; null = its name.</param>
/// <param name="Captured">Origin: how it comes to us.</param>
/// <param name="Stored">Origin: where it is kept.</param>
/// <param name="Permission">Origin: on what ground; null while nobody has said.</param>
/// <param name="Regulation">Origin: rules that it is under; null while nobody has said.</param>
/// <param name="Mode">direct, indirect or inferred.</param>
/// <param name="Tells">behavioural, attitudinal, or null for neither.</param>
/// <param name="Solicited">True when we asked for it.</param>
/// <param name="Purposes">The purposes that are named for it.</param>
/// <param name="Open">Stages that are open: origin, purpose, outcome, insight, destination.</param>
sealed record ElementView(
    int SourceId, string Source, bool Demo, ElementKind Kind, string Name, string? Label, string Captured, string Stored, string? Permission,
    string? Regulation, SignalMode Mode, string? Tells, bool Solicited, IReadOnlyList<PurposeView> Purposes, IReadOnlyList<string> Open);

/// <summary>A purpose that is named for an element.</summary>
/// <param name="Purpose">The purpose.</param>
/// <param name="Why">Why this element, and not a less intrusive one; null when nobody said.</param>
/// <param name="By">Who named it; null when no person did.</param>
/// <param name="How">person, program, import, rerun, command_line, proposed, preset, demo or carried_over.</param>
/// <param name="At">When.</param>
/// <param name="Confirmed">True when a person, or a program with a person's key, said so for this element.</param>
sealed record PurposeView(string Purpose, string? Why, string? By, string How, DateTime At, bool Confirmed);

/// <summary>A use that was refused.</summary>
sealed record RefusalView(
    string Use, string Purpose, int SourceId, string? Source, ElementKind Kind, string Name, long Count, DateTime Last);
