using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Throughline.Platform.Http;
using Throughline.Platform.Uses;

namespace Throughline.Server.Hosting;

/// <summary>Turns what went wrong into a problem document (RFC 9457). Nothing of the inside and no personal text gets out.</summary>
sealed partial class Problems(ILogger<Problems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var problem = exception switch
        {
            BadInputException bad => BadInput(bad),
            NotFoundException missing => Of(404, missing.Code, "There is no such thing", missing.Message),
            ConflictException conflict => Conflict(conflict),
            UseRefusedException refused => NoPurpose(refused),
            BadHttpRequestException request => Unread(request),
            _ => Of(500, "failed", "Something went wrong on our side", "The server's log has the cause under this request's id. Try again; if it stays, report it with the id."),
        };
        if (problem.Status == 500)
        {
            Failed(context.Request.Method, context.Request.Path, exception);
        }

        problem.Extensions["request_id"] = context.TraceIdentifier;
        await WriteAsync(context, problem, cancellation);
        return true;
    }

    /// <summary>A problem document.</summary>
    public static ProblemDetails Of(int status, string code, string title, string detail) => new()
    {
        Status = status,
        Title = title,
        Detail = detail,
        Type = $"https://throughline.example/problems/{code}",
        Extensions = { ["code"] = code },
    };

    /// <summary>Writes a problem document.</summary>
    public static Task WriteAsync(HttpContext context, ProblemDetails problem, CancellationToken cancellation = default)
    {
        context.Response.StatusCode = problem.Status ?? 500;
        return context.Response.WriteAsJsonAsync(problem, JsonShape.Options, "application/problem+json", cancellation);
    }

    static ProblemDetails NoPurpose(UseRefusedException refused)
    {
        var problem = Of(403, "no_purpose", "No purpose is named for this", refused.Message);
        problem.Extensions["source"] = refused.Key.SourceId;
        problem.Extensions["element"] = refused.Key.Name;
        problem.Extensions["use"] = refused.Use.Name;
        return problem;
    }

    static ProblemDetails Conflict(ConflictException conflict)
    {
        var problem = Of(409, conflict.Code, "Something stands against it", conflict.Message);
        problem.Extensions["facts"] = conflict.Facts;
        return problem;
    }

    static ProblemDetails Unread(BadHttpRequestException request)
    {
        var (field, detail) = RequestWords.Of(request);
        var problem = Of(request.StatusCode, "bad_request", "The request cannot be read", detail);
        problem.Extensions["errors"] = new[] { new { pointer = field, detail } };
        return problem;
    }

    static ProblemDetails BadInput(BadInputException bad)
    {
        var problem = Of(400, bad.Code, "The request is not right", bad.Message);
        problem.Extensions["errors"] = new[] { new { pointer = bad.Field, detail = bad.Message } };
        return problem;
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    partial void Failed(string method, string path, Exception exception);
}
