using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Listening.Collectors;
using Throughline.Listening.Files;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Uploads;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Quality.Recipes;

/// <summary>
/// The recipe of a source: tried on real rows, saved in versions, taken back by saving the version before. It holds for what comes from now on;
/// running the source's mapping over its history carries it out there too.
/// </summary>
static class ChangeRecipe
{
    const int MostRows = 20_000;
    const int MostExamples = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        SourceText.MapVersions(routes, "/quality/{source}/recipe", QualityBook.Recipe)
            .WithName("ListRecipeVersions").WithSummary("The versions of a source's recipe, the newest first");
        routes.MapPut("/quality/{source}/recipe", Save).WithName("SaveRecipe").WithSummary("Save the recipe of a source as its next version; it holds for what comes from now on");
        routes.MapPost("/quality/{source}/recipe/try", Try).WithName("TryRecipe").WithSummary("What a recipe would change in the newest rows of a source, with examples; nothing is saved");
        routes.MapGet("/quality/{source}/clusters", ClustersAsync).WithName("ListValueClusters").WithSummary("Values of a field that may be ways of writing one");
    }

    static Results<Ok<SavedText>, ProblemHttpResult> Save(string source, SaveText request, HttpContext context, SignalLog log, QualityBook book, MappingStore mappings)
    {
        var of = NamedSource.Find(log, source);
        var text = request.Text ?? throw new BadInputException("text", "Give the recipe, one step a line; an empty text for none.");
        if (RecipeText.Read(text).Problems is { Count: > 0 } problems)
        {
            return SourceText.Unusable(problems, "recipe_invalid");
        }

        return mappings.UseOf(of.Id) is null
            ? Answers.Conflict("no_mapping_yet", "The events of this source are kept as they are sent, without a mapping; a recipe cleans what a mapping reads.")
            : TypedResults.Ok(book.Save(of.Id, QualityBook.Recipe, text, context.Features.Get<SignedIn>()?.Name, request.Note));
    }

    static Results<Ok<RecipeTried>, ProblemHttpResult> Try(
        string source, SaveText request, SignalLog log, ImportStore imports, UploadStore uploads, QualityReader reader, CancellationToken cancellation)
    {
        var of = NamedSource.Find(log, source);
        var (steps, problems) = RecipeText.Read(request.Text ?? "");
        if (problems.Count > 0)
        {
            return SourceText.Unusable(problems, "recipe_invalid");
        }

        var file = imports.InLog(of.Id).Reverse().Select(import => uploads.FindFile(import.Digest)).FirstOrDefault(upload => upload is not null);
        var (columns, contents) = (reader.ColumnsOf(of.Id), log.Catalogue.Contents);
        using var asking = log.Uses.Ask(QualityPart.Use, contents);
        var shown = steps.Select(step => step.Field).Distinct(StringComparer.Ordinal).Where(field => asking.Takes(of.Id, QualityPart.Of(columns.FieldOf(field), of.Id, contents))).ToHashSet(StringComparer.Ordinal);
        return file is null
            ? Answers.Conflict("no_files", "No file of this source is in the data folder, so there is nothing to try it on; what arrives from now on is cleaned.")
            : TypedResults.Ok(TryOn(file.File, steps, shown, asking.LeftOut, cancellation));
    }

    static RecipeTried TryOn(TableFile file, IReadOnlyList<RecipeStep> steps, HashSet<string> shown, IReadOnlyList<LeftOut> leftOut, CancellationToken cancellation)
    {
        var changed = new Dictionary<string, long>(StringComparer.Ordinal);
        var (examples, rows, of) = (new List<CleanedValue>(), 0L, new HashSet<(string, string)>());
        using var table = file.Open();
        var recipe = CleanedRow.Of(steps, file.Columns);
        while (recipe is not null && rows < MostRows && table.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            rows++;
            var clean = recipe.Clean(table);
            foreach (var column in clean.Changed)
            {
                var field = table.Columns[column];
                changed[field] = changed.GetValueOrDefault(field) + 1;
                if (examples.Count < MostExamples && shown.Contains(field) && of.Add((field, table.Text(column))))
                {
                    examples.Add(new CleanedValue(field, ShownValue.Cut(table.Text(column)), ShownValue.Cut(clean.Text(column))));
                }
            }
        }

        return new RecipeTried(file.Name, rows, [.. changed.Select(one => new FieldCount(one.Key, one.Value))],
            [.. steps.Select(step => step.Field).Distinct(StringComparer.Ordinal).Where(field => !file.Columns.Contains(field))], examples, leftOut);
    }

    static async Task<Ok<ValueClusterList>> ClustersAsync(string source, string field, string by, SignalLog log, QualityReader reader, CancellationToken cancellation)
    {
        var way = Enum.TryParse<ClusterBy>(by, ignoreCase: true, out var read) && Enum.IsDefined(read) ? read
            : throw new BadInputException("by", "Values are gathered by fingerprint, ngram or sound.");
        var of = NamedSource.Find(log, source);
        var (columns, contents) = (reader.ColumnsOf(of.Id), log.Catalogue.Contents);
        using var asking = log.Uses.Ask(QualityPart.Use, contents);
        asking.Require(of.Id, QualityPart.Of(columns.FieldOf(field), of.Id, contents));
        var (counts, rows) = await ReadValues.CountAsync(log, of, columns, field, cancellation);
        return TypedResults.Ok(new ValueClusterList(field, way, ValueClusters.Of(field, counts, way), counts.Count, rows));
    }
}

/// <summary>What a recipe would change.</summary>
/// <param name="File">The file of the source that it was tried on, the newest.</param>
/// <param name="Rows">Its first rows that were looked at.</param>
/// <param name="Changed">Values that would change, by field.</param>
/// <param name="Unknown">Fields of the recipe that the file does not have.</param>
/// <param name="Examples">Different values before and after, at most 20.</param>
/// <param name="LeftOut">Fields of which no example may be shown.</param>
sealed record RecipeTried(string File, long Rows, IReadOnlyList<FieldCount> Changed, IReadOnlyList<string> Unknown, IReadOnlyList<CleanedValue> Examples, IReadOnlyList<LeftOut> LeftOut);

/// <summary>A count by field.</summary>
sealed record FieldCount(string Field, long Count);

/// <summary>A value before and after.</summary>
sealed record CleanedValue(string Field, string Before, string After);

/// <summary>Values that may be ways of writing one.</summary>
/// <param name="Field">The field.</param>
/// <param name="By">How they were found.</param>
/// <param name="Clusters">Those of the most rows first, at most 100.</param>
/// <param name="Distinct">Distinct values among the rows.</param>
/// <param name="Rows">The newest rows that were looked at.</param>
sealed record ValueClusterList(string Field, ClusterBy By, IReadOnlyList<ValueCluster> Clusters, long Distinct, long Rows);
