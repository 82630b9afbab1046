using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Platform.Access;
using Throughline.Platform.Facts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;
using Throughline.Profiles.Consents;
using Throughline.Profiles.Reading;
using Throughline.Profiles.Timelines;
using Throughline.Server.Hosting;
using Throughline.Understanding.Voices;

namespace Throughline.Server.Views.Profiles;

/// <summary>
/// Everything that is held of one customer, to be handed to them: one file, written as it is read, so that it takes no more memory for a
/// hundred thousand signals than for one page of them. That it was made is a fact of the profile before the first byte goes out.
/// </summary>
sealed class ProfileExport(
    SignalLog log, KeyStore keys, FactLog facts, ProfileReader reader, ProfileBook book, ProfileTimeline timeline, ConsentLedger consents, TimeProvider time)
{
    /// <summary>Kind of the fact.</summary>
    public const string Exported = "profile_exported";

    static readonly JsonSerializerOptions _readable = new(JsonShape.Options) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/profiles/{id}/export", (
                string id, string? format, ProfileExport export, HttpContext context, CancellationToken cancellation) =>
            export.HandleAsync(ProfileRoutes.Key(id), FormatOf(format), context.Features.Get<SignedIn>()?.Name ?? "a program", cancellation))
        .WithName("ExportProfile").WithTags("Profiles").Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblem(403).ProducesProblem(404)
        .WithSummary("Everything that is held of one customer as a file: values with source, time and purposes, consents, ties, identity history, and every signal. "
            + "format is json (one document, the default) or ndjson (a line for each part). What has no purpose is left out and named.");

    async Task<PushStreamHttpResult> HandleAsync(string key, ExportFormat format, string by, CancellationToken cancellation)
    {
        var asking = log.Uses.Ask(Use.Access, log.Catalogue.Contents);
        try
        {
            var profile = await reader.GetAsync(key, asking, cancellation);
            var head = Head(profile);
            keys.Write(connection =>
            {
                using var writer = facts.Write(connection);
                writer.Add(Exported, by, JsonSerializer.Serialize(new { format }, JsonShape.Options), profile.Id);
            });
            List<TimelineRecord> records = [.. book.Records(book.Find(profile.Id, asking) ?? throw ProfileBook.Missing(), asking).Select(record => new TimelineRecord(record.SourceId, record.Customer))];
            var (type, ending) = format == ExportFormat.Json ? ("application/json", "json") : ("application/x-ndjson", "ndjson");
            return TypedResults.Stream(body => WriteAsync(body, head, records, format, asking, cancellation), type, $"{profile.Id}.{ending}");
        }
        catch
        {
            asking.Dispose();
            throw;
        }
    }

    async Task WriteAsync(Stream body, ExportHead head, List<TimelineRecord> records, ExportFormat format, Asking asking, CancellationToken cancellation)
    {
        using var asked = asking;
        var catalogue = log.Catalogue.Contents;
        var page = new MemoryStream();
        var file = new ExportFile(page, format, _readable);
        file.Begin(head);
        await foreach (var signals in timeline.ReadAllAsync(records, asking, cancellation))
        {
            foreach (var signal in signals)
            {
                file.Add(ExportedSignal.Of(signal, catalogue));
            }

            await FlushAsync();
        }

        file.End(new ExportEnd(file.Signals, asking.LeftOut));
        await FlushAsync();

        async Task FlushAsync()
        {
            await body.WriteAsync(page.GetBuffer().AsMemory(0, (int)page.Length), cancellation);
            await body.FlushAsync(cancellation);
            page.SetLength(0);
        }
    }

    /// <summary>The profile as its customer may read it: nobody else's id, name or record is in it.</summary>
    ExportHead Head(ProfileView profile)
    {
        var own = profile.Records.Select(record => record.Id).ToHashSet();
        var sources = profile.Records.Select(record => record.SourceId).ToHashSet();
        var names = profile.Records.DistinctBy(record => record.SourceId).ToDictionary(record => record.SourceId, record => record.Source);
        return new ExportHead(profile.Id, time.GetUtcNow().UtcDateTime, profile.FormerIds, profile.Name, profile.FirstSeen, profile.LastSeen, profile.Signals, profile.Languages,
            profile.Records, profile.Identifiers, profile.Values,
            [.. profile.Identifiers.SelectMany(one => consents.Of(one.Identifier)).OrderByDescending(one => one.At)
                .Select(one => new ConsentView(one.Purpose, one.Given, one.At, one.Subject, one.Kind, one.Evidence))],
            [.. profile.Relations.Select(tie => new ExportedTie(tie.Type, tie.Role, tie.Since, tie.Until, tie.Inferred, tie.Evidence, tie.Probability))],
            [.. profile.History.Select(one => new ExportedStep(one.At, one.Kind, one.By, one.Why, [.. one.Records.Where(own.Contains)], one.Weight))],
            [.. log.Uses.Elements().Where(one => sources.Contains(one.Key.SourceId))
                .Select(one => new ExportedElement(names[one.Key.SourceId], one.Key.Name, one.Key.Kind, log.Uses.PurposesOf(one.Key), one.Permission, one.Regulation))]);
    }

    static ExportFormat FormatOf(string? format) => format switch
    {
        null or "" or "json" => ExportFormat.Json,
        "ndjson" => ExportFormat.Ndjson,
        _ => throw new BadInputException("format", "The file is json or ndjson."),
    };
}
