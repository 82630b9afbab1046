using System.Text.Json;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>Lines behind each other that are no JSON, among events one a line.</summary>
/// <param name="Raw">Where they lie in the body.</param>
/// <param name="Lines">How many they are, empty ones not counted.</param>
/// <param name="Before">Lines before them that are JSON, from where the looking began.</param>
readonly record struct BrokenLines(Slice Raw, int Lines, int Before)
{
    /// <summary>
    /// The broken lines from a place on; none when the body is not events one a line. It is when events were read before that place, or
    /// when at least half of the lines from there on are objects of their own.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="from">Beginning of the value that could not be read.</param>
    /// <param name="wereRead">True when values were read before it.</param>
    public static List<BrokenLines> Find(ReadOnlySpan<byte> body, int from, bool wereRead)
    {
        var found = new List<BrokenLines>();
        var good = 0;
        var bad = 0;
        for (int at = from, next; at < body.Length; at = next)
        {
            var length = body[at..].IndexOf((byte)'\n');
            next = length < 0 ? body.Length : at + length + 1;
            var line = body[at..next].Trim(" \t\r\n"u8);
            if (line.IsEmpty)
            {
                continue;
            }

            if (IsObject(line))
            {
                good++;
                continue;
            }

            bad++;
            if (found.Count > 0 && found[^1] is var last && last.Before == good)
            {
                found[^1] = last with { Raw = new Slice(last.Raw.Start, next - last.Raw.Start), Lines = last.Lines + 1 };
            }
            else
            {
                found.Add(new BrokenLines(new Slice(at, next - at), 1, good));
            }
        }

        return good > 0 && (wereRead || good >= bad) ? found : [];
    }

    static bool IsObject(ReadOnlySpan<byte> line)
    {
        if (line[0] != '{' || line[^1] != '}')
        {
            return false;
        }

        var reader = new Utf8JsonReader(line, Envelope.Options);
        try
        {
            reader.Read();
            reader.Skip();
            return reader.BytesConsumed == line.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
