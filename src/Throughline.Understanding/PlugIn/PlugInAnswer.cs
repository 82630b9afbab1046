using System.Text.Json;
using Throughline.Language.Detecting;
using Throughline.Language.Normal;

namespace Throughline.Understanding.PlugIn;

/// <summary>What the model says of a text and a detector, as far as it can be shown.</summary>
/// <param name="Detector">The detector.</param>
/// <param name="State">present or absent; not_assessed where it says present and shows no words for it.</param>
/// <param name="IsSaid">What it says itself, whatever the threshold.</param>
/// <param name="Probability">0 to 1; null where it gives none.</param>
/// <param name="Spans">The places that say so, as it gave them.</param>
readonly record struct DetectorAnswer(string Detector, DetectionState State, bool IsSaid, double? Probability, IReadOnlyList<SourceRange> Spans);

/// <summary>The answers to one text.</summary>
/// <param name="Answers">One for each detector that was asked for.</param>
/// <param name="Dropped">Spans that are not in the text word for word.</param>
/// <param name="NoEvidence">Answers that say present and show no words of the text.</param>
sealed record PlugInAnswer(IReadOnlyList<DetectorAnswer> Answers, int Dropped, int NoEvidence)
{
    const int MostSpans = 20;

    static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 6, AllowDuplicateProperties = false };

    /// <summary>Reads what a model wrote; null when it is not exactly what was asked for.</summary>
    /// <param name="content">What it wrote.</param>
    /// <param name="sent">The text as it was sent.</param>
    /// <param name="asked">The detectors that it was asked for.</param>
    public static PlugInAnswer? Read(string content, string sent, IReadOnlyList<ChosenDetector> asked)
    {
        try
        {
            using var json = JsonDocument.Parse(content, s_strict);
            return Read(json.RootElement, sent, asked);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null; // a string with half a character
        }
    }

    static PlugInAnswer? Read(JsonElement root, string sent, IReadOnlyList<ChosenDetector> asked)
    {
        if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().Any(member => member.Name != "answers")
            || !root.TryGetProperty("answers", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != asked.Count)
        {
            return null;
        }

        var (answers, dropped, none) = (new List<DetectorAnswer>(), 0, 0);
        foreach (var one in list.EnumerateArray())
        {
            if (!IsWhole(one) || asked.FirstOrDefault(chosen => chosen.Id == one.GetProperty("detector").GetString()) is not { } detector || answers.Exists(answer => answer.Detector == detector.Id))
            {
                return null;
            }

            double? probability = one.TryGetProperty("probability", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;
            var said = one.GetProperty("present").GetBoolean();
            var spans = new List<SourceRange>();
            foreach (var span in one.GetProperty("spans").EnumerateArray())
            {
                if (Find(sent, span.GetString()!, spans) is { } found)
                {
                    spans.Add(found);
                }
                else
                {
                    dropped++;
                }
            }

            var state = StateOf(said, probability, detector.Threshold, spans.Count > 0);
            none += state == DetectionState.NotAssessed ? 1 : 0;
            answers.Add(new DetectorAnswer(detector.Id, state, said, probability, spans));
        }

        return new PlugInAnswer(answers, dropped, none);
    }

    /// <summary>Present needs words; a probability, where there is one, is held against the threshold.</summary>
    public static DetectionState StateOf(bool said, double? probability, double threshold, bool hasWords) =>
        !(probability is { } p ? p >= threshold : said) ? DetectionState.Absent : hasWords ? DetectionState.Present : DetectionState.NotAssessed;

    /// <summary>True for an entry with exactly the members that were asked for, each of its kind.</summary>
    static bool IsWhole(JsonElement one) =>
        one.ValueKind == JsonValueKind.Object
        && one.EnumerateObject().All(member => member.Name is "detector" or "present" or "probability" or "spans")
        && one.TryGetProperty("detector", out var detector) && detector.ValueKind == JsonValueKind.String
        && one.TryGetProperty("present", out var present) && present.ValueKind is JsonValueKind.True or JsonValueKind.False
        && one.TryGetProperty("spans", out var spans) && spans.ValueKind == JsonValueKind.Array && spans.GetArrayLength() <= MostSpans
        && spans.EnumerateArray().All(span => span.ValueKind == JsonValueKind.String)
        && (!one.TryGetProperty("probability", out var number) || number.ValueKind == JsonValueKind.Null
            || (number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var value) && value is >= 0 and <= 1));

    /// <summary>Where the words stand in the text, letter by letter; null when they do not, or hold no letter that was sent.</summary>
    static SourceRange? Find(string sent, string words, List<SourceRange> taken)
    {
        if (!words.Any(char.IsLetterOrDigit) && !words.Any(char.IsSurrogate))
        {
            return null;
        }

        for (var at = sent.IndexOf(words, StringComparison.Ordinal); at >= 0; at = sent.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            if (!taken.Exists(one => one.Start < at + words.Length && at < one.End))
            {
                return NormalText.Whole(sent, new SourceRange(at, at + words.Length));
            }
        }

        return null; // not there, or shown already
    }
}
