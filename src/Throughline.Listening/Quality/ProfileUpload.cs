using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality.Profiling;
using Throughline.Listening.Uploads;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quality;

/// <summary>What every column of an uploaded file looks like before it is imported, and the checks that this proposes. Nothing is stored.</summary>
static class ProfileUpload
{
    /// <summary>So much of a file is read while somebody waits: about two seconds.</summary>
    const long MostBytes = 32 << 20;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/uploads/{id}/profile", Run)
        .WithName("ProfileUpload").WithSummary("What every column of the file looks like, told without a value that stands in it, and the checks that this proposes");

    static Results<Ok<UploadProfile>, ProblemHttpResult> Run(string id, string? source, UploadStore uploads, SignalLog log, QualityBook quality, CancellationToken cancellation)
    {
        var upload = uploads.Find(id) ?? throw new NotFoundException("That upload is gone; give the file again.", "upload_gone");
        var (suggestion, problem) = Suggest.For(upload.File);
        if (suggestion is null)
        {
            return Answers.Unusable(problem!);
        }

        var known = log.Catalogue.Contents.Sources.FirstOrDefault(one => string.Equals(one.Name, source?.Trim(), StringComparison.Ordinal));
        var profile = TableProfile.Of(upload.File, MostBytes, cancellation, suggestion.Mapping);
        List<FieldProfile> fields = [.. profile.Fields.Select(WithoutValues)];
        return TypedResults.Ok(new UploadProfile(profile.Rows, profile.Whole, profile.Faults, fields,
            [.. Suggestions.Of(profile.Fields, 1, quality.Of(known?.Id)).Where(one => one.For == QualityBook.Checks)]));
    }

    /// <summary>Nobody has named a purpose for the file yet, so not even the ends of a range are shown.</summary>
    static FieldProfile WithoutValues(FieldProfile field) =>
        field with { FirstDay = null, LastDay = null, Numbers = field.Numbers is { } numbers ? numbers with { Low = null, High = null } : null };
}

/// <summary>What an uploaded file looks like.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Whole">True when these are all.</param>
/// <param name="Faults">Rows that are no rows; they are in no field.</param>
/// <param name="Fields">One a column, in their order; what each is to us is as the file was read by itself.</param>
/// <param name="Suggestions">Checks that it proposes and that the source does not have yet. They only warn.</param>
sealed record UploadProfile(long Rows, bool Whole, long Faults, IReadOnlyList<FieldProfile> Fields, IReadOnlyList<QualitySuggestion> Suggestions);
