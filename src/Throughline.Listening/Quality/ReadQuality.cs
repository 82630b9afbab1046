using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Listening.Collectors;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Quality.Profiling;
using Throughline.Listening.Quality.Scores;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality;

/// <summary>The quality of one source: scores, checks, what its fields look like, and what they propose. Shows no value that was received.</summary>
sealed class QualityReader(SignalLog log, KeyStore keys, MappingStore mappings, QualityBook book, FollowerPump pump, TimeProvider time)
{
    static readonly string[] _order = ["record_id", "time", "identifier", "score", "text", "attribute", "touchpoint", "channel", "language", "activity", "kept"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/quality/{source}", async (string source, QualityReader reader, SignalLog log, CancellationToken cancellation) =>
            TypedResults.Ok(await reader.ReadAsync(NamedSource.Find(log, source), cancellation)))
        .WithName("ReadQuality").WithSummary("Scores, checks and profiles of a source, and what they propose; no value that was received");

    /// <summary>The names that a source uses for its fields.</summary>
    public FieldColumns ColumnsOf(int sourceId) => new(mappings.UseOf(sourceId) is { } use ? mappings.Find(use.Name, use.Version) : null);

    /// <summary>The profile of a source and how its checks went.</summary>
    public async Task<(SourceProfile Profile, SourceQuality Quality)> LookAsync(Source of, CancellationToken cancellation)
    {
        var profile = await SourceProfile.ReadAsync(log, keys, of.Id, cancellation);
        return (profile, await SourceQuality.ReadAsync(log, keys, book.Of(of.Id), of.Id, profile, ColumnsOf(of.Id), time.GetUtcNow().UtcDateTime, cancellation));
    }

    public async Task<QualityPage> ReadAsync(Source of, CancellationToken cancellation)
    {
        book.Keep();
        var (rules, columns) = (book.Of(of.Id), ColumnsOf(of.Id));
        var behind = Math.Max(0, log.Head - pump.Watermark("quality_profile")); // before the figures are read: they may know more than this says, never less
        var (profile, quality) = await LookAsync(of, cancellation);
        var personal = PersonalFields.Of(log.Uses, log.Catalogue.Contents, of.Id);
        var complete = profile.Looked == profile.Rows;
        List<FieldProfile> fields =
        [
            .. profile.Fields.OrderBy(one => Array.IndexOf(_order, one.Name.Use)).ThenBy(one => one.Name.Name, StringComparer.Ordinal)
                .Select(one => FieldProfile.Of(columns.ColumnOf(one.Name), one.Name.Use, one.Sketch, complete, personal.Contains(one.Name)) with { Drift = one.Drift }),
        ];
        var (checks, recipe) = keys.Read(connection => (CheckStore.Newest(connection, of.Id, QualityBook.Checks), CheckStore.Newest(connection, of.Id, QualityBook.Recipe)));
        return new QualityPage(new ImportSource(of.Id, of.Name), mappings.UseOf(of.Id) is not null, profile.Rows, profile.Looked, behind, profile.Batches,
            QualityScores.Of([.. quality.Days]), QualityScores.ByDay([.. quality.Days]),
            [.. (rules?.Checks ?? []).Select(one => CheckView.Of(one, quality.Sums.GetValueOrDefault(one.Line.Key)))],
            fields, Suggestions.Of(fields, profile.Batches.Count, rules), checks, recipe);
    }
}

/// <summary>The quality of one source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Mapped">True when a mapping reads it: then it may have a recipe.</param>
/// <param name="Rows">Rows of it in the log that the profile speaks of.</param>
/// <param name="Looked">Those that were looked at; where fewer than all, shares are estimates.</param>
/// <param name="Behind">Signals of the log that the profile has not come to yet.</param>
/// <param name="Batches">Imports, and days of what arrived, in order of time.</param>
/// <param name="Scores">All together first, then each dimension that has checks.</param>
/// <param name="Days">The same by the day on which rows came.</param>
/// <param name="Checks">The checks in the order of their file, each with how it went.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Suggestions">Lines that the profile proposes.</param>
/// <param name="ChecksFile">The file of checks; null while there is none.</param>
/// <param name="RecipeFile">The recipe; null while there is none.</param>
sealed record QualityPage(
    ImportSource Source, bool Mapped, long Rows, long Looked, long Behind, IReadOnlyList<ProfiledBatch> Batches, IReadOnlyList<QualityScore> Scores, IReadOnlyList<DayScores> Days,
    IReadOnlyList<CheckView> Checks, IReadOnlyList<FieldProfile> Fields, IReadOnlyList<QualitySuggestion> Suggestions, SavedText? ChecksFile, SavedText? RecipeFile);

/// <summary>A check and how it went.</summary>
/// <param name="Key">What is asked of what.</param>
/// <param name="Line">Line of the file.</param>
/// <param name="Action">What happens to a row that does not keep it.</param>
/// <param name="Field">The field; <c>*</c> for the source as a whole.</param>
/// <param name="Check">Word of the check.</param>
/// <param name="Arguments">What follows it.</param>
/// <param name="Dimension">The side of quality that it speaks of.</param>
/// <param name="OfSource">True when it asks all rows together; then asked and failed count batches.</param>
/// <param name="Reason">Reason under which a row is held; null for a check of all rows together.</param>
/// <param name="Asked">Asked, of a sample as many as all would be.</param>
/// <param name="Failed">Not kept, with what is held and what was turned away.</param>
/// <param name="Share">Share that did not keep it, with its interval where only a sample was asked; null when all were, or nothing.</param>
/// <param name="Held">Rows that it holds.</param>
/// <param name="Turned">Rows that it turned away.</param>
/// <param name="Passes">Of a check of all rows together whether it is kept now; null otherwise, or with too little to judge by.</param>
/// <param name="Figure">The figure that such a check looked at, in its own unit.</param>
sealed record CheckView(
    string Key, int Line, CheckAction Action, string Field, string Check, string Arguments, QualityDimension Dimension, bool OfSource, string? Reason,
    long Asked, long Failed, Estimate? Share, long Held, long Turned, bool? Passes, double? Figure)
{
    internal static CheckView Of(Check one, CheckSum? sum)
    {
        var line = one.Line;
        return new(line.Key, line.Line, line.Action, line.Field, line.Check, line.Arguments, one.Kind.Dimension, one.Kind.OfSource, one.Kind.Code,
            (long)Math.Round(sum?.Asked ?? 0), (long)Math.Round(sum?.Failed ?? 0), sum is { Variance: > 0, Asked: > 0 } ? Interval(sum) : null,
            sum?.Held ?? 0, sum?.Turned ?? 0, sum?.Verdict?.Passes, sum?.Verdict?.Figure);
    }

    static Estimate Interval(CheckSum sum)
    {
        var (share, half) = (sum.Failed / sum.Asked, 1.96 * Math.Sqrt(sum.Variance) / sum.Asked);
        return new Estimate { Value = share, Low = Math.Max(0, share - half), High = Math.Min(1, share + half), N = Math.Max(1, (long)sum.Asked), Method = FieldProfile.Method };
    }
}
