using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Listening.Collectors;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality;

/// <summary>The quality of one source: what its fields look like.</summary>
static class ReadQuality
{
    static readonly string[] _order = ["record_id", "time", "identifier", "score", "text", "attribute", "touchpoint", "channel", "language", "activity", "kept"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/quality/{source}", ReadAsync)
        .WithName("ReadQuality").WithSummary("What the fields of a source look like: counts, kinds, masks, ranges, shifts; no value that was received");

    static async Task<Ok<QualityProfile>> ReadAsync(
        string source, SignalLog log, KeyStore keys, MappingStore mappings, FollowerPump pump, CancellationToken cancellation)
    {
        var of = NamedSource.Find(log, source);
        var profile = await SourceProfile.ReadAsync(log, keys, of.Id, cancellation);
        var columns = new FieldColumns(mappings.UseOf(of.Id) is { } use ? mappings.Find(use.Name, use.Version) : null);
        var personal = PersonalFields.Of(log.Uses, log.Catalogue.Contents, of.Id);
        var complete = profile.Looked == profile.Rows;
        return TypedResults.Ok(new QualityProfile(new ImportSource(of.Id, of.Name), profile.Rows, profile.Looked, Math.Max(0, log.Head - pump.Watermark("quality_profile")),
            profile.Batches,
            [
                .. profile.Fields.OrderBy(one => Array.IndexOf(_order, one.Name.Use)).ThenBy(one => one.Name.Name, StringComparer.Ordinal)
                    .Select(one => FieldProfile.Of(columns.ColumnOf(one.Name), one.Name.Use, one.Sketch, complete, personal.Contains(one.Name)) with { Drift = one.Drift }),
            ]));
    }
}

/// <summary>What the fields of a source look like.</summary>
/// <param name="Source">The source.</param>
/// <param name="Rows">Rows of it in the log that the profile speaks of.</param>
/// <param name="Looked">Those that were looked at; where fewer than all, shares are estimates.</param>
/// <param name="Behind">Signals of the log that the profile has not come to yet.</param>
/// <param name="Batches">Imports, and days of what arrived, in order of time.</param>
/// <param name="Fields">Its fields.</param>
sealed record QualityProfile(
    ImportSource Source, long Rows, long Looked, long Behind, IReadOnlyList<ProfiledBatch> Batches, IReadOnlyList<FieldProfile> Fields);
