using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Mail;
using Throughline.Listening.Mappings;
using Throughline.Listening.Transcripts;
using Throughline.Listening.Xes;

namespace Throughline.Listening.Documents;

/// <summary>Files that are no tables and are read as one: which they are, their columns, their rows and their mapping.</summary>
static class Document
{
    /// <summary>Says which document a file is by its first bytes and, where they do not tell, by its name; null for none.</summary>
    public static FileFormat? Recognise(ReadOnlySpan<byte> head, string name)
    {
        var bare = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        var start = head.TrimStart("\uFEFF"u8);
        return Path.GetExtension(bare).ToLowerInvariant() switch
        {
            ".eml" or ".mbox" => FileFormat.Mail,
            ".vtt" or ".srt" => FileFormat.Transcript,
            ".xes" => FileFormat.Xes,
            ".json" when TranscriptTable.IsTranscribe(start) => FileFormat.Transcript,
            _ when start.StartsWith("WEBVTT"u8) => FileFormat.Transcript,
            _ when XesTable.LooksLikeXes(start) => FileFormat.Xes,
            _ => null,
        };
    }

    /// <summary>The names of the columns.</summary>
    public static (IReadOnlyList<string> Columns, FileProblem? Problem) Columns(FileFormat format, Func<Stream> open) => format switch
    {
        FileFormat.Mail => (MailTable.Columns, null),
        FileFormat.Transcript => (TranscriptTable.Columns, null),
        _ => XesTable.Look(open),
    };

    /// <summary>The rows.</summary>
    public static TableReader Open(TableFile file, Stream stream, Stream underneath)
    {
        var rows = file.Format switch
        {
            FileFormat.Mail => MailTable.Rows(stream, file.Name),
            FileFormat.Transcript => TranscriptTable.Rows(stream, file.Name),
            _ => XesTable.Rows(stream, file.Columns),
        };
        return new DocumentTable(rows, underneath, file.Columns.Count) { Columns = file.Columns };
    }

    /// <summary>How such a file is mapped: its columns are ours, so nothing has to be guessed; null for a table.</summary>
    public static Mapping? MappingOf(TableFile file, string name, bool hasTime) => file.Format switch
    {
        FileFormat.Mail => new Mapping { Name = name, Kind = SignalKind.Message, Channel = "email", Fields = MailTable.Fields },
        FileFormat.Transcript => new Mapping
        {
            Name = name,
            Kind = SignalKind.Transcript,
            Channel = "phone",
            Fields = [.. TranscriptTable.Fields.Where(field => hasTime || field.As != FieldUse.Time)],
        },
        FileFormat.Xes => new Mapping { Name = name, Kind = SignalKind.Event, Mode = SignalMode.Inferred, Fields = XesTable.Fields(file.Columns) },
        _ => null,
    };
}
