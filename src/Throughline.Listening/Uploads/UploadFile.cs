using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Listening.Files;
using Throughline.Platform.Http;

namespace Throughline.Listening.Uploads;

/// <summary>Takes a file in and says what it is.</summary>
static class UploadFile
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/uploads", RunAsync)
        .WithName("UploadFile").WithSummary("Give a file as the raw body; it is told by its bytes what it is");

    static async Task<Results<Ok<UploadView>, ProblemHttpResult>> RunAsync(
        string name, Stream body, HttpContext context, UploadStore uploads, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 255)
        {
            throw new BadInputException("name", "Give the file's name, at most 255 characters.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Limits.UploadBytes;
        }

        var (upload, problem) = await uploads.AddAsync(body, Path.GetFileName(name.Trim()), cancellation);
        return upload is null ? Answers.Unusable(problem!) : TypedResults.Ok(UploadView.Of(upload));
    }
}

/// <summary>What an uploaded file is.</summary>
sealed record UploadView(
    string Id, string Name, string Digest, long Bytes, FileFormat Format, string? Encoding, string? Delimiter, bool Header,
    IReadOnlyList<string> Columns, int RowsSampled, string? Sheet, bool Gzip, IReadOnlyList<FileWarning> Warnings)
{
    public static UploadView Of(Upload upload) => new(
        upload.Id, upload.Name, upload.Digest, upload.File.Bytes, upload.File.Format, upload.File.Encoding?.Name(),
        upload.File.Dialect?.Delimiter?.ToString(), upload.File.Header, upload.File.Columns, upload.RowsSampled,
        upload.File.Sheet, upload.File.Gzip, upload.File.Warnings);
}
