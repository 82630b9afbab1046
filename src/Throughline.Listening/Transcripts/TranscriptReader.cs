using System.Text;
using System.Text.Unicode;
using Throughline.Listening.Files;

namespace Throughline.Listening.Transcripts;

/// <summary>Reads transcripts. A file that breaks its format is refused as a whole with the line; nothing of it is used.</summary>
public static class TranscriptReader
{
    /// <summary>Reads a file; exactly one of the two is given. Never throws for what stands in it.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name; <c>.vtt</c> and <c>.srt</c> decide, otherwise the first letters do.</param>
    public static (Transcript? Transcript, TranscriptProblem? Problem) Read(ReadOnlySpan<byte> bytes, string? name = null)
    {
        var text = Decode(bytes);
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, new(1, "the file is empty"));
        }

        var (turns, problem) = FormatOf(text, name) switch
        {
            TranscriptFormat.Json => TranscribeJson.Read(text),
            TranscriptFormat.WebVtt => VttCues.Read(Lines(text)),
            _ => SrtCues.Read(Lines(text)),
        };
        return problem is null ? (turns! with { Turns = Speakers.Named(turns.Turns) }, null) : (null, problem);
    }

    /// <summary>What a text is, by its first letters and its name.</summary>
    public static TranscriptFormat FormatOf(string text, string? name)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 1_000)).TrimStart();
        return start is ['{' or '[', ..] ? TranscriptFormat.Json
            : start.StartsWith("WEBVTT", StringComparison.Ordinal) || (name ?? "").EndsWith(".vtt", StringComparison.OrdinalIgnoreCase) ? TranscriptFormat.WebVtt
            : TranscriptFormat.Srt;
    }

    static string Decode(ReadOnlySpan<byte> bytes)
    {
        var encoding = bytes.StartsWith("\uFEFF"u8) || (Utf8.IsValid(bytes) && !bytes.Contains((byte)0))
            ? TextEncoding.Utf8
            : EncodingGuess.Of(bytes[..(Math.Min(bytes.Length, 1 << 20) & ~1)], []) ?? TextEncoding.Utf8;
        return encoding.Codec().GetString(bytes).TrimStart('\uFEFF');
    }

    static string[] Lines(string text) => text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
}

/// <summary>Reads the words of a cue: tags go, entities are read.</summary>
static class CueText
{
    /// <summary>Cuts the words of a cue by the voice that speaks; without voices there is one piece with no name.</summary>
    public static List<(string? Voice, string Words)> Read(string payload)
    {
        var pieces = new List<(string? Voice, string Words)>();
        var words = new StringBuilder();
        string? voice = null;
        for (var i = 0; i < payload.Length; i++)
        {
            if (payload[i] == '<' && Tag(payload, i) is (var end and > 0, var content))
            {
                if (content.StartsWith('v') && content.AsSpan(1) is [] or [' ' or '\t' or '.' or '\n', ..])
                {
                    Close();
                    voice = Voice(content);
                }
                else if (content.StartsWith("/v", StringComparison.Ordinal))
                {
                    Close();
                    voice = null;
                }

                i = end;
            }
            else if (payload[i] == '&' && Entity(payload, i) is (var after and > 0, var letter))
            {
                words.Append(letter);
                i = after;
            }
            else
            {
                words.Append(payload[i]);
            }
        }

        Close();
        return pieces.Count == 0 ? [(null, "")] : pieces;

        void Close()
        {
            var said = Tidy(words);
            words.Clear();
            if (said.Length == 0)
            {
                return;
            }

            if (pieces.Count > 0 && pieces[^1].Voice == voice)
            {
                pieces[^1] = (voice, $"{pieces[^1].Words} {said}");
            }
            else
            {
                pieces.Add((voice, said));
            }
        }
    }

    static string Tidy(StringBuilder words) => string.Join('\n',
        words.ToString().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    /// <summary>A tag is a letter, a slash or a time after the angle; anything else is what was said.</summary>
    static (int End, string Content) Tag(string text, int at)
    {
        if (at + 1 >= text.Length || !(char.IsAsciiLetterOrDigit(text[at + 1]) || text[at + 1] == '/'))
        {
            return (0, "");
        }

        var end = text.IndexOf('>', at, Math.Min(text.Length - at, 500));
        return end < 0 ? (0, "") : (end, text[(at + 1)..end]);
    }

    static string? Voice(string content)
    {
        var blank = content.AsSpan().IndexOfAny(" \t\n");
        var name = blank < 0 ? "" : System.Net.WebUtility.HtmlDecode(content[(blank + 1)..]).Trim();
        return name.Length == 0 ? null : name;
    }

    static (int End, string Letter) Entity(string text, int at)
    {
        var end = text.IndexOf(';', at, Math.Min(text.Length - at, 12));
        if (end < 0)
        {
            return (0, "");
        }

        var entity = text[at..(end + 1)];
        var letter = entity is "&lrm;" or "&rlm;" ? "" : System.Net.WebUtility.HtmlDecode(entity);
        return letter == entity ? (0, "") : (end, letter);
    }
}
