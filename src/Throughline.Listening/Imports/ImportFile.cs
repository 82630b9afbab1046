using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Sources;
using Throughline.Listening.Uploads;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Imports;

/// <summary>Imports an uploaded file, and says how imports stand.</summary>
static class ImportFile
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/imports", Begin).WithName("BeginImport").WithSummary("Import an uploaded file; the mapping is saved");
        routes.MapGet("/imports", (BackgroundImports imports) => TypedResults.Ok(new ImportList(imports.List())))
            .WithName("ListImports").WithSummary("The newest imports");
        routes.MapGet("/imports/{id:int}", (int id, BackgroundImports imports) => TypedResults.Ok(Get(id, imports)))
            .WithName("ReadImport").WithSummary("How an import stands");
        routes.MapDelete("/imports/{id:int}", CancelAsync).WithName("CancelImport").WithSummary("Stop an import; nothing of it stays");
        routes.MapGet("/imports/{id:int}/events", (int id, BackgroundImports imports, CancellationToken cancellation) =>
            {
                _ = Get(id, imports);
                return TypedResults.ServerSentEvents(imports.WatchAsync(id, cancellation), "import");
            })
            .WithName("WatchImport").WithSummary("How an import stands, as it moves (server-sent events)");
    }

    static Results<Accepted<ImportView>, ProblemHttpResult> Begin(
        ImportRequest request, HttpContext context, UploadStore uploads, MappingStore mappings, BackgroundImports imports, SignalLog log)
    {
        var name = (request.SourceName ?? "").Trim();
        if (name.Length is 0 or > 200)
        {
            throw new BadInputException("source_name", "Give the source a name of at most 200 characters.", "source_name_missing");
        }

        name = SourceNames.Known(name, log.Catalogue.Contents.Sources) ?? name;
        if (log.Catalogue.Contents.Sources.FirstOrDefault(source => source.Name == name)?.Demo == true)
        {
            throw new BadInputException("source_name", "That source belongs to the demo company; choose another name.", "source_name_taken");
        }

        var upload = uploads.Find(request.UploadId) ?? throw new NotFoundException("That upload is gone; give the file again.", "upload_gone");
        if (MappingCheck.Problems(request.Mapping, upload.File.Columns) is { Count: > 0 } problems)
        {
            return Answers.Unusable(problems);
        }

        if (request.Purpose is { Length: > 0 } purpose)
        {
            Purposes.Need(purpose);
        }

        var checks = request.Checks ?? [];
        if (CheckText.Read(string.Join('\n', checks)).Problems is { Count: > 0 } wrong)
        {
            return SourceText.Unusable(wrong, "checks_invalid");
        }

        var user = context.Features.Get<SignedIn>();
        var mapping = mappings.Save(request.Mapping, user?.Name, $"import of {upload.Name}");
        var naming = request.Purpose switch
        {
            "" => null,
            null => new PurposeNaming(MappedElements.Proposed, user?.Name, "proposed"),
            var named => PurposeNaming.Of(named, user, "import"),
        };
        return imports.Begin(upload, mapping, name, request.OpenQuestions ?? [], naming: naming, switchOn: checks.Count == 0 ? null : new SwitchedOn(checks, user?.Name)) is { } begun
            ? TypedResults.Accepted($"/api/v1/imports/{begun.Id}", begun)
            : Answers.Conflict("too_many_imports", $"{BackgroundImports.Most} imports are waiting. Begin this one when some are done.");
    }

    static ImportView Get(int id, BackgroundImports imports) =>
        imports.Find(id) ?? throw new NotFoundException($"There is no import {id}.", "no_import");

    static async Task<Results<Ok<ImportView>, ProblemHttpResult>> CancelAsync(int id, BackgroundImports imports)
    {
        _ = Get(id, imports);
        return await imports.CancelAsync(id)
            ? TypedResults.Ok(Get(id, imports))
            : Answers.Conflict("already_done", "The import had ended already. Remove its source if you do not want it.");
    }
}

/// <summary>What to import, how, and under what name.</summary>
/// <param name="UploadId">The file.</param>
/// <param name="Mapping">The mapping; saved as a new version when it says something new.</param>
/// <param name="SourceName">The source; made if none is called so, be it in other letters.</param>
/// <param name="OpenQuestions">Questions about the file that nobody has answered yet; shown with the source.</param>
/// <param name="Purpose">
/// The purpose that the sender names for what the mapping takes in. Null takes the one that is proposed, and the register says that nobody
/// confirmed it; an empty text names none, and nothing may be used until one is named.
/// </param>
/// <param name="Checks">Lines to add to the checks of the source once the file is in the log; null for none.</param>
sealed record ImportRequest(
    string UploadId, Mapping Mapping, string? SourceName, IReadOnlyList<OpenQuestion>? OpenQuestions = null, string? Purpose = null,
    IReadOnlyList<string>? Checks = null);

/// <summary>Imports, the newest first.</summary>
sealed record ImportList(IReadOnlyList<ImportView> Items);
