using System.Text.Json;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Understanding.Voices;

namespace Throughline.Server.Views.Profiles;

/// <summary>How an export is written.</summary>
enum ExportFormat
{
    /// <summary>One document.</summary>
    Json,
    /// <summary>A document a line; <c>part</c> says which.</summary>
    Ndjson,
}

/// <summary>Writes the parts of an export one after the other. A file that was cut off is no document, and has no last line <c>end</c>.</summary>
sealed class ExportFile(Stream to, ExportFormat format, JsonSerializerOptions options)
{
    /// <summary>Signals written.</summary>
    public long Signals { get; private set; }

    public void Begin(ExportHead head)
    {
        to.Write(format == ExportFormat.Json ? "{\"profile\":"u8 : "{\"part\":\"profile\",\"profile\":"u8);
        JsonSerializer.Serialize(to, head, options);
        to.Write(format == ExportFormat.Json ? ",\n\"timeline\":["u8 : "}\n"u8);
    }

    public void Add(ExportedSignal signal)
    {
        to.Write(format == ExportFormat.Ndjson ? "{\"part\":\"signal\",\"signal\":"u8 : Signals == 0 ? "\n"u8 : ",\n"u8);
        JsonSerializer.Serialize(to, signal, options);
        if (format == ExportFormat.Ndjson)
        {
            to.Write("}\n"u8);
        }

        Signals++;
    }

    public void End(ExportEnd end)
    {
        to.Write(format == ExportFormat.Json ? "],\n\"end\":"u8 : "{\"part\":\"end\",\"end\":"u8);
        JsonSerializer.Serialize(to, end, options);
        to.Write("}\n"u8);
    }
}

/// <summary>What is held of a customer beside their signals.</summary>
sealed record ExportHead(
    string Id, DateTime MadeAt, IReadOnlyList<string> FormerIds, string? Name, DateTime? FirstSeen, DateTime? LastSeen, long Signals, IReadOnlyList<string> Languages,
    IReadOnlyList<RecordView> Records, IReadOnlyList<IdentifierView> Identifiers, IReadOnlyList<ValueView> Values, IReadOnlyList<ConsentView> Consents,
    IReadOnlyList<ExportedTie> Relations, IReadOnlyList<ExportedStep> History, IReadOnlyList<ExportedElement> Elements);

/// <summary>A tie to somebody who is not named.</summary>
sealed record ExportedTie(string Type, string? Role, DateOnly? Since, DateOnly? Until, bool Inferred, IReadOnlyList<string> Evidence, double? Probability);

/// <summary>Something that became of the profile; of its records only.</summary>
sealed record ExportedStep(DateTime At, string Kind, string By, string? Why, IReadOnlyList<int> Records, double? Weight);

/// <summary>A field of one of the customer's sources, and what it may be used for.</summary>
sealed record ExportedElement(string Source, string Name, ElementKind Kind, IReadOnlyList<string> Purposes, string? Permission, string? Regulation);

/// <summary>How the file ends.</summary>
/// <param name="Signals">Signals in it.</param>
/// <param name="LeftOut">What is held and not in it, because no purpose is named for it.</param>
sealed record ExportEnd(long Signals, IReadOnlyList<LeftOut> LeftOut);

/// <summary>A signal in words instead of numbers of ours.</summary>
sealed record ExportedSignal(
    string Id, string Source, SignalKind Kind, SignalMode Mode, DateTime? OccurredAt, DateOnly? OccurredDay, DateTime ReceivedAt, string? Channel, string? Touchpoint, string? Activity,
    string? Language, string? Text, string? RecordKey, IReadOnlyList<string> Identifiers, IReadOnlyDictionary<string, double> Answers, IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, JsonElement>? SetAside, IReadOnlyDictionary<string, JsonElement>? Rest, IReadOnlyList<string> Withheld)
{
    public static ExportedSignal Of(WholeSignal whole, CatalogueContents catalogue)
    {
        var (signal, beside) = (whole.Signal, whole.Beside);
        return new ExportedSignal(signal.Id, signal.Source.Name, signal.Kind, signal.Mode, signal.TimeKnown ? signal.OccurredAt : null, signal.OccurredDay, beside.ReceivedAt,
            signal.Channel, signal.Touchpoint, signal.Activity, signal.Language, signal.Text, beside.RecordKey, beside.Identifiers,
            signal.Answers.ToDictionary(one => catalogue.FindQuestion(one.QuestionId)?.Name ?? $"{one.QuestionId}", one => one.Value),
            signal.Attributes.ToDictionary(one => catalogue.FindAttribute(one.AttributeId)?.Name ?? $"{one.AttributeId}", one => one.Value),
            beside.SetAside, beside.Rest, signal.Withheld);
    }
}
