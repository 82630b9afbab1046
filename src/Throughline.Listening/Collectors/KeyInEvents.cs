using System.Text;
using System.Text.Json;

namespace Throughline.Listening.Collectors;

/// <summary>Looks for a key in the first event, where the libraries of some clients have it.</summary>
static class KeyInEvents
{
    /// <summary>The first of some members that is a text; null when there is none.</summary>
    /// <param name="body">One event, a list of events, or an object with a list of events.</param>
    /// <param name="list">Name of that list.</param>
    /// <param name="members">Members of the event, as <see cref="EventScan"/> names them.</param>
    public static string? First(ReadOnlySpan<byte> body, string list, params string[] members)
    {
        var reader = new Utf8JsonReader(body, Envelope.Options);
        try
        {
            var hasList = Envelope.Of(body, Encoding.UTF8.GetBytes(list)).HasList;
            if (!reader.Read() || (hasList && !EventWalk.GoTo(ref reader, list)) || (reader.TokenType == JsonTokenType.StartArray && !reader.Read()))
            {
                return null;
            }

            var scan = new EventScan(members);
            scan.Read(ref reader);
            for (var i = 0; i < members.Length; i++)
            {
                if (KeyInRequest.OfBody(body, scan[i]) is { Length: > 0 } key)
                {
                    return key;
                }
            }
        }
        catch (JsonException)
        {
            // What is broken has no key.
        }

        return null;
    }
}
