using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality;
using Throughline.Listening.Quarantine;
using Throughline.Listening.Uploads;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Imports;

/// <summary>Tries a mapping on the first rows of a file; stores nothing.</summary>
static class PreviewImport
{
    const int Rows = 50_000;
    const int Rejects = 50;
    const int Samples = 10;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/uploads/{id}/preview", Run)
        .WithName("PreviewImport").WithSummary("What a mapping would make of the first rows; nothing is stored");

    static Results<Ok<Preview>, ProblemHttpResult> Run(
        string id, PreviewRequest request, UploadStore uploads, SignalLog log, QualityBook quality, TimeProvider time, CancellationToken cancellation)
    {
        var upload = uploads.Find(id) ?? throw new NotFoundException("That upload is gone; give the file again.", "upload_gone");
        if (MappingCheck.Problems(request.Mapping, upload.File.Columns) is { Count: > 0 } problems)
        {
            return Answers.Unusable(problems);
        }

        var (preview, problem) = Try(upload.File, upload.Digest, request.Mapping, time, cancellation,
            quality.Of(log.Catalogue.Contents.Sources.FirstOrDefault(source => source.Name == request.SourceName)?.Id));
        return preview is null ? Answers.Unusable(problem!) : TypedResults.Ok(preview);
    }

    /// <summary>Reads at most <see cref="Rows"/> rows.</summary>
    internal static (Preview? Preview, FileProblem? Problem) Try(
        TableFile file, string digest, Mapping mapping, TimeProvider time, CancellationToken cancellation, SourceRules? rules = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var compiled = new CompiledMapping(mapping, file.Columns, CatalogueIds.Numbered(mapping), new ReadingOf(digest, now, file.DecimalComma, Rules: rules));
        FutureTimes? future = null;
        var read = new FileRead(file, compiled);
        var repeats = new RepeatCheck(compiled.TimeIsReceipt);
        var (stored, duplicate, conflict) = (0L, 0L, 0L);
        var rejects = new List<Reject>();
        var samples = new List<SampleRow>();
        var whole = true;
        foreach (var batch in read.Batches(cancellation))
        {
            foreach (var signal in batch.Signals)
            {
                future = FutureTimes.With(future, signal, now);
                switch (repeats.See(signal))
                {
                    case Repeat.New:
                        stored++;
                        break;
                    case Repeat.Duplicate:
                        duplicate++;
                        break;
                    default:
                        conflict++;
                        rejects.Add(new(signal.Row ?? 0, 0, null, signal.RecordKey, QuarantineReasons.SameIdOtherContent, "{}"));
                        break;
                }

                if (samples.Count < Samples)
                {
                    samples.Add(Sample(signal, mapping, compiled.TimeIsReceipt));
                }
            }

            rejects.AddRange(batch.Rejects);
            if (batch.RowsRead >= Rows)
            {
                whole = false;
                break;
            }
        }

        if (whole && read.Problem is not null)
        {
            return (null, read.Problem);
        }

        return (new Preview(read.Rows, whole, stored, duplicate, rejects.Count,
            [.. rejects.Take(Rejects).Select(one => new PreviewReject(one.Row, one.Column, one.Value, one.Code, one.Reason, one.WhatToDo))],
            [.. rejects.GroupBy(one => (one.Column, one.Code)).OrderByDescending(group => group.Count())
                .Select(group => new RejectGroup(group.Key.Column, group.Key.Code, group.Count(), group.First().WhatToDo))],
            samples,
            ByColumn(mapping, read.Counts.SetAside), ByColumn(mapping, read.Counts.NotApplicable), future), null);
    }

    static List<ColumnCount> ByColumn(Mapping mapping, IReadOnlyList<long> counts) =>
    [
        .. mapping.Fields.Select((field, i) => new ColumnCount(field.Column, counts[i])).Where(one => one.Count > 0),
    ];

    static SampleRow Sample(Signal signal, Mapping mapping, bool timeIsReceipt)
    {
        var questions = mapping.QuestionsOf(0);
        var attributes = mapping.AttributesOf();
        return new(signal.Row ?? 0, timeIsReceipt ? null : signal.OccurredAt, signal.OccurredDay,
            signal.Identifiers.Count == 0 ? null : signal.Identifiers[0].ToString(), signal.Text,
            [.. signal.Answers.Select(answer => new SampleAnswer(questions[answer.QuestionId - 1].Name, answer.Value))],
            [.. signal.Attributes.Select(value => new SampleAttribute(attributes[value.AttributeId - 1].Name, value.Value))]);
    }
}

/// <summary>The mapping to try.</summary>
/// <param name="Mapping">The mapping.</param>
/// <param name="SourceName">The source that it is for: its recipe and its checks are tried too. Null for none.</param>
sealed record PreviewRequest(Mapping Mapping, string? SourceName = null);

/// <summary>What a mapping would make of the first rows.</summary>
/// <param name="RowsChecked">Rows that were read.</param>
/// <param name="Whole">True when these are all rows of the file.</param>
/// <param name="WouldStore">Rows that would become signals.</param>
/// <param name="WouldDuplicate">Rows that repeat an earlier one of this file; what the log holds is not asked.</param>
/// <param name="WouldHold">Rows that would be held.</param>
/// <param name="Rejects">The first rows that would be held.</param>
/// <param name="RejectGroups">Those rows by column and reason, the most frequent first.</param>
/// <param name="Sample">The first signals.</param>
/// <param name="SetAside">Answers that would be kept beside their row, by column.</param>
/// <param name="NotApplicable">Values that would be no answers, by column.</param>
/// <param name="Future">Records that lie in the future; they would be stored all the same. Null when there are none.</param>
sealed record Preview(
    long RowsChecked, bool Whole, long WouldStore, long? WouldDuplicate, long WouldHold, IReadOnlyList<PreviewReject> Rejects,
    IReadOnlyList<RejectGroup> RejectGroups, IReadOnlyList<SampleRow> Sample, IReadOnlyList<ColumnCount> SetAside,
    IReadOnlyList<ColumnCount> NotApplicable, FutureTimes? Future);

/// <summary>A row that would be held.</summary>
sealed record PreviewReject(long Row, string? Column, string? Value, string Code, string Reason, string WhatToDo);

/// <summary>Rows that would be held for the same reason.</summary>
sealed record RejectGroup(string? Column, string Code, long Count, string WhatToDo);

/// <summary>A signal as it would be.</summary>
sealed record SampleRow(
    long Row, DateTime? OccurredAt, DateOnly? OccurredDay, string? Customer, string? Text, IReadOnlyList<SampleAnswer> Answers, IReadOnlyList<SampleAttribute> Attributes);

/// <summary>An answer by the name of its question.</summary>
sealed record SampleAnswer(string Name, double Value);

/// <summary>An attribute by its name.</summary>
sealed record SampleAttribute(string Name, string Value);

/// <summary>A count by column.</summary>
sealed record ColumnCount(string Column, long Count);
