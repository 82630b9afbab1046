using System.Globalization;
using System.Text.Json;

namespace Throughline.Listening.Transcripts;

/// <summary>
/// JSON of Amazon Transcribe: post-call analytics (<c>SpeechSegments</c>), Contact Lens and Call Analytics (<c>Transcript</c>), and plain
/// transcription (<c>results</c>). Only words, times and roles are taken: loudness is not read and foreign judgements of feeling are not ours.
/// </summary>
static class TranscribeJson
{
    /// <summary>The turns; null with a problem.</summary>
    public static (Transcript? Transcript, TranscriptProblem? Problem) Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
            var root = document.RootElement;
            return Member(root, "SpeechSegments") is { ValueKind: JsonValueKind.Array } segments ? (OfSegments(root, segments), null)
                : Member(root, "Transcript") is { ValueKind: JsonValueKind.Array } turns ? (OfContactLens(root, turns), null)
                : Member(root, "results") is { ValueKind: JsonValueKind.Object } results ? (OfItems(root, results), null)
                : (null, new(1, "the JSON holds neither SpeechSegments nor Transcript nor results"));
        }
        catch (JsonException e)
        {
            return (null, new((int)Math.Min(int.MaxValue - 1, e.LineNumber ?? 0) + 1, "the JSON ends early or is broken here"));
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            return (null, new(1, "a time or a text in it is missing or of another kind"));
        }
    }

    static Transcript OfSegments(JsonElement root, JsonElement segments)
    {
        var analytics = Member(root, "ConversationAnalytics");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in Each(analytics is { } known ? Member(known, "SpeakerLabels") : null))
        {
            if (Text(label, "Speaker") is { } speaker && Text(label, "DisplayText") is { } shown)
            {
                labels[speaker] = shown;
            }
        }

        var turns = segments.EnumerateArray().Select(segment =>
        {
            var speaker = Text(segment, "SegmentSpeaker");
            var name = speaker is not null && labels.TryGetValue(speaker, out var shown) ? shown : speaker;
            return new Turn(Seconds(segment, "SegmentStartTime"), Seconds(segment, "SegmentEndTime"), name, Speakers.RoleOf(name),
                Text(segment, "OriginalText") ?? Text(segment, "DisplayText") ?? "");
        }).ToList();
        return new(turns)
        {
            BeganAt = Time(analytics is { } one ? Text(one, "ConversationTime") : null),
            Id = analytics is { } guid && Text(guid, "GUID") is { Length: > 0 } id && id != "None" ? id : null,
        };
    }

    static Transcript OfContactLens(JsonElement root, JsonElement list)
    {
        var roles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var participant in Each(Member(root, "Participants")))
        {
            if (Text(participant, "ParticipantId") is { } id && Text(participant, "ParticipantRole") is { } role)
            {
                roles[id] = role;
            }
        }

        var turns = list.EnumerateArray().Select(turn =>
        {
            var id = Text(turn, "ParticipantId");
            var role = Text(turn, "ParticipantRole") ?? (id is not null ? roles.GetValueOrDefault(id) : null);
            return new Turn(Seconds(turn, "BeginOffsetMillis", 1000), Seconds(turn, "EndOffsetMillis", 1000), id ?? role,
                role is null ? Speakers.RoleOf(id) : Speakers.RoleOf(role), Text(turn, "Content") ?? "");
        }).ToList();
        return new(turns) { Id = Member(root, "CustomerMetadata") is { } metadata ? Text(metadata, "ContactId") : Text(root, "JobName") };
    }

    /// <summary>Plain transcription: words one by one, each with its speaker.</summary>
    static Transcript OfItems(JsonElement root, JsonElement results)
    {
        if (Member(results, "audio_segments") is { ValueKind: JsonValueKind.Array } segments)
        {
            return new([.. segments.EnumerateArray().Select(one => new Turn(Seconds(one, "start_time"), Seconds(one, "end_time"),
                Text(one, "speaker_label"), Speakers.RoleOf(Text(one, "speaker_label")), Text(one, "transcript") ?? ""))])
            {
                Id = Text(root, "jobName"),
            };
        }

        var speakers = SpeakersByTime(results);
        var turns = new List<Turn>();
        foreach (var item in Each(Member(results, "items")))
        {
            var word = Each(Member(item, "alternatives")).Select(one => Text(one, "content")).FirstOrDefault() ?? "";
            if (Text(item, "type") == "punctuation" || Text(item, "start_time") is not { } start)
            {
                if (turns.Count > 0)
                {
                    turns[^1] = turns[^1] with { Text = turns[^1].Text + word };
                }

                continue;
            }

            var speaker = Text(item, "speaker_label") ?? speakers.GetValueOrDefault(start);
            var end = Seconds(item, "end_time");
            if (turns.Count > 0 && turns[^1].Speaker == speaker)
            {
                turns[^1] = turns[^1] with { End = end, Text = $"{turns[^1].Text} {word}" };
            }
            else
            {
                turns.Add(new(Seconds(item, "start_time"), end, speaker, Speakers.RoleOf(speaker), word));
            }
        }

        return new(turns) { Id = Text(root, "jobName") };
    }

    static Dictionary<string, string> SpeakersByTime(JsonElement results)
    {
        var speakers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var segment in Each(Member(results, "speaker_labels") is { } labels ? Member(labels, "segments") : null))
        {
            foreach (var item in Each(Member(segment, "items")))
            {
                if (Text(item, "start_time") is { } start && Text(item, "speaker_label") is { } speaker)
                {
                    speakers[start] = speaker;
                }
            }
        }

        return speakers;
    }

    static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    static JsonElement.ArrayEnumerator Each(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    static string? Text(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    static double Seconds(JsonElement element, string name, int parts = 1)
    {
        var value = double.Parse(Text(element, name) ?? throw new FormatException($"{name} is missing."), NumberStyles.Float, CultureInfo.InvariantCulture) / parts;
        return double.IsFinite(value) ? value : throw new FormatException($"{name} is no time.");
    }

    static DateTime? Time(string? text) => DateTime.TryParse(text, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && time.Year is > 1970 and < 2200 ? time : null;
}
