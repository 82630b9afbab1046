using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Listening.Mappings.Presets;
using Throughline.Listening.Sources;
using Throughline.Listening.Uploads;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Mappings;

/// <summary>Suggests how an uploaded file is to be read, or tries a saved mapping on it.</summary>
static class SuggestMapping
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/uploads/{id}/suggestion", Run)
        .WithName("SuggestMapping").WithSummary("A mapping for the file, and the questions that only a person can answer");

    static Results<Ok<SuggestionView>, ProblemHttpResult> Run(string id, string? mapping, UploadStore uploads, MappingStore mappings, SignalLog log)
    {
        var upload = uploads.Find(id) ?? throw new NotFoundException("That upload is gone; give the file again.", "upload_gone");
        var saved = mappings.List().Select(one => mappings.Find(one.Name)!).ToList();
        var chosen = mapping is null ? null : saved.Find(one => one.Name == mapping);
        var preset = mapping is null ? PresetShelf.Of(upload.File) : chosen is null ? PresetShelf.Find(mapping) : null;
        if (mapping is not null && chosen is null && preset is null)
        {
            throw new NotFoundException($"There is no mapping and no preset {mapping}.", "no_mapping");
        }

        if (preset is not null && PresetShelf.Lacking(preset, upload.File) is { Count: > 0 } lacking)
        {
            return Answers.Unusable([new MappingProblem("/fields", $"The file is not what the preset {preset.Name} reads: it has no column {string.Join(", ", lacking)}.")]);
        }

        var (suggestion, problem) = Suggest.For(upload.File, preset: preset);
        if (suggestion is null)
        {
            return Answers.Unusable(problem!);
        }

        return TypedResults.Ok(new SuggestionView(
            chosen ?? suggestion.Mapping,
            chosen is null ? suggestion.Questions : [],
            [.. saved.Select(one => new SavedFit(one.Name, one.Version, MappingCheck.Problems(one, upload.File.Columns).Count == 0))],
            new PreviewRows(upload.File.Columns, suggestion.Rows),
            suggestion.Profile, suggestion.RowsSampled, suggestion.RowsCounted, preset is null ? null : new PresetEntry(preset),
            SourceNames.OfFile(upload.Name, log.Catalogue.Contents.Sources)));
    }
}

/// <summary>A suggested mapping.</summary>
/// <param name="Mapping">The mapping, with the suggested answer of every question in it; or the saved one that was asked for.</param>
/// <param name="Questions">What a person should decide; the blocking ones first.</param>
/// <param name="Saved">Saved mappings, and whether this file has their columns.</param>
/// <param name="Preview">The first rows as they stand in the file.</param>
/// <param name="Profile">What each column looks like.</param>
/// <param name="RowsSampled">Rows that this rests on.</param>
/// <param name="Rows">Rows of the file; null when it was too large to be counted.</param>
/// <param name="Preset">The shipped preset that the mapping was made with, because the file is of its kind; null for none.</param>
/// <param name="SourceName">The source that the file goes to unless a person says otherwise: the known one of its name, else a new name.</param>
sealed record SuggestionView(
    Mapping Mapping, IReadOnlyList<OpenQuestion> Questions, IReadOnlyList<SavedFit> Saved, PreviewRows Preview,
    IReadOnlyList<ColumnProfile> Profile, int RowsSampled, long? Rows, PresetEntry? Preset, string SourceName);

/// <summary>A saved mapping and whether it fits.</summary>
sealed record SavedFit(string Name, int Version, bool Fits);

/// <summary>Rows as they stand in the file.</summary>
sealed record PreviewRows(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
