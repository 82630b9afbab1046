using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Listening.Collectors;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality.Checks;

/// <summary>What the two texts of a source, its checks and its recipe, have in common over HTTP: versions, and lines that cannot be used.</summary>
static class SourceText
{
    /// <summary>Adds the list of a text's versions.</summary>
    /// <returns>The route, to be named.</returns>
    public static RouteHandlerBuilder MapVersions(IEndpointRouteBuilder routes, string path, string kind) => routes.MapGet(path, (string source, SignalLog log, KeyStore keys) =>
        TypedResults.Ok(new TextHistory(keys.Read(connection => CheckStore.Versions(connection, NamedSource.Find(log, source).Id, kind)))));

    /// <summary>422: lines cannot be used, each with its line and its field.</summary>
    public static ProblemHttpResult Unusable(IReadOnlyList<CheckProblem> problems, string code) => TypedResults.Problem(
        detail: $"Line {problems[0].Line}: {problems[0].Detail}", statusCode: 422, title: "The file cannot be used", type: $"https://throughline.example/problems/{code}",
        extensions: new Dictionary<string, object?> { ["code"] = code, ["errors"] = problems });
}

/// <summary>Versions, the newest first.</summary>
sealed record TextHistory(IReadOnlyList<SavedText> Versions);

/// <summary>What to save or to try.</summary>
/// <param name="Text">The file.</param>
/// <param name="Note">Why; null when nobody says.</param>
sealed record SaveText(string? Text, string? Note = null);
