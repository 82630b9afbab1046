using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Listening.Documents;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quarantine;

namespace Throughline.Listening.Transcripts;

/// <summary>A transcript as one row: the customer's turns are its text, all turns stand beside it.</summary>
static class TranscriptTable
{
    const int MostBytes = 200 << 20;

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["conversation", "began_at", "customer_words", "roles", "seconds", "silent_seconds", "handovers", "turns", "line", "problem", "original"];

    /// <summary>What they are used for.</summary>
    public static IReadOnlyList<MappingField> Fields { get; } =
    [
        new() { Column = "began_at", As = FieldUse.Time },
        new() { Column = "customer_words", As = FieldUse.Text },
        new() { Column = "roles", As = FieldUse.Attribute, Name = "roles", Kind = AttributeKind.Descriptive },
        new() { Column = "handovers", As = FieldUse.Attribute, Name = "handovers", Kind = AttributeKind.Behavioural },
    ];

    /// <summary>True for the beginning of a JSON of Amazon Transcribe or Contact Lens.</summary>
    public static bool IsTranscribe(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, 1 << 20)];
        return head.TrimStart(" \t\r\n"u8) is [(byte)'{', ..]
            && (head.IndexOf("\"SpeechSegments\""u8) >= 0 || head.IndexOf("\"ConversationAnalytics\""u8) >= 0
                || (head.IndexOf("\"Transcript\""u8) >= 0 && head.IndexOf("\"Participant"u8) >= 0)
                || (head.IndexOf("\"results\""u8) >= 0 && head.IndexOf("\"transcripts\""u8) >= 0));
    }

    /// <summary>The one row of a file; one with a fault for a file that breaks its format.</summary>
    public static IEnumerable<DocumentRow> Rows(Stream file, string name)
    {
        using var bytes = new MemoryStream();
        Copy(file, bytes);
        var (transcript, problem) = TranscriptReader.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), name);
        if (transcript is null)
        {
            var original = Mail.MailText.Decode(bytes.GetBuffer().AsSpan(0, (int)Math.Min(bytes.Length, 1 << 20)), null);
            yield return new(
                [null, null, null, null, null, null, null, null, problem!.Line.ToString(CultureInfo.InvariantCulture), problem.Message, original],
                problem.Line, QuarantineReasons.NotATranscript);
            yield break;
        }

        var known = transcript.Turns.Count(turn => turn.Role != SpeakerRole.Unknown);
        yield return new(
        [
            transcript.Id, transcript.BeganAt?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), transcript.CustomerWords,
            known == 0 ? "not_assessed" : known < transcript.Turns.Count ? "partly_known" : "known",
            Number(transcript.Turns.Count == 0 ? 0 : transcript.Turns.Max(turn => turn.End)), Number(transcript.Silences().Sum(one => one.End - one.Start)),
            transcript.Handovers().Count.ToString(CultureInfo.InvariantCulture), JsonSerializer.Serialize(transcript.Turns, Mapping.Json),
        ], 1);
    }

    static string Number(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);

    static void Copy(Stream from, MemoryStream to)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            to.Write(buffer, 0, read);
            if (to.Length > MostBytes)
            {
                throw new FileProblemException(FileProblems.TooLarge($"a transcript of more than {MostBytes >> 20} MiB"));
            }
        }
    }
}
