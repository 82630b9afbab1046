using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;

namespace Throughline.Listening;

/// <summary>Problem documents (RFC 9457) of this pillar.</summary>
static class Answers
{
    /// <summary>422: the file cannot be used as a whole.</summary>
    public static ProblemHttpResult Unusable(FileProblem problem) => TypedResults.Problem(
        detail: $"{problem.Message} {problem.WhatToDo}", statusCode: 422, title: "The file cannot be used",
        type: $"https://throughline.example/problems/{problem.Code}",
        extensions: new Dictionary<string, object?>
        {
            ["code"] = problem.Code,
            ["row"] = problem.Row,
            ["line"] = problem.Line,
            ["what_to_do"] = problem.WhatToDo,
        });

    /// <summary>422: the mapping has problems, each with its pointer.</summary>
    public static ProblemHttpResult Unusable(IReadOnlyList<MappingProblem> problems) => TypedResults.Problem(
        detail: problems[0].Detail, statusCode: 422, title: "The mapping cannot be used",
        type: "https://throughline.example/problems/mapping_invalid",
        extensions: new Dictionary<string, object?> { ["code"] = "mapping_invalid", ["errors"] = problems });

    /// <summary>409: it cannot be done now.</summary>
    public static ProblemHttpResult Conflict(string code, string detail) => TypedResults.Problem(
        detail: detail, statusCode: 409, title: "Not now", type: $"https://throughline.example/problems/{code}",
        extensions: new Dictionary<string, object?> { ["code"] = code });
}
