using System.Buffers;
using System.Text.Json;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>Goes through the events of a body, one after the other; what is no JSON any more is held as one.</summary>
static class EventWalk
{
    static readonly SearchValues<byte> _nothing = SearchValues.Create(" \t\r\n,]}"u8);

    /// <summary>Takes one event; the reader stands on its first token and must end on its last.</summary>
    public delegate void Take(ref Utf8JsonReader reader, string where);

    /// <summary>One event, a list of events, events one a line, or an object with a list of events in it.</summary>
    /// <param name="sink">Where the events go.</param>
    /// <param name="body">The body.</param>
    /// <param name="list">Name of the member that lists the events.</param>
    /// <param name="hasList">True when the body is an object with that list.</param>
    /// <param name="take">Takes one event.</param>
    /// <exception cref="TooLargeException">There are more events than one request may bring.</exception>
    public static void Through(EventSink sink, ReadOnlySpan<byte> body, string list, bool hasList, Take take)
    {
        var count = 0;
        var unread = 0;
        var where = "";
        var reader = new Utf8JsonReader(body, Envelope.Options);
        try
        {
            while (reader.Read())
            {
                if (hasList)
                {
                    GoTo(ref reader, list);
                }

                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    where = count == 0 ? "" : $"/{count}"; // lines of JSON are values behind each other
                    unread = (int)reader.TokenStartIndex;
                    One(ref reader, where, take, ref count);
                    unread = (int)reader.BytesConsumed;
                    continue;
                }

                unread = (int)reader.BytesConsumed;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    where = hasList ? $"/{list}/{count}" : $"/{count}";
                    unread = (int)reader.TokenStartIndex;
                    One(ref reader, where, take, ref count);
                    unread = (int)reader.BytesConsumed;
                }

                if (hasList)
                {
                    return;
                }
            }
        }
        catch (JsonException e)
        {
            if (body[unread..].IndexOfAnyExcept(_nothing) >= 0)
            {
                sink.Hold(IngestReasons.NotJson, where, $"From byte {reader.BytesConsumed} on the body is no JSON: {e.Message.Split(". ")[0]}.",
                    new Slice(unread, body.Length - unread), default);
            }
        }
    }

    /// <summary>Goes to the list within the object that the reader stands on; false when there is none.</summary>
    public static bool GoTo(ref Utf8JsonReader reader, string list)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(list);
            reader.Read();
            if (found && reader.TokenType == JsonTokenType.StartArray)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    static void One(ref Utf8JsonReader reader, string where, Take take, ref int count)
    {
        if (++count > IngestLimits.Events)
        {
            throw new TooLargeException("events", IngestLimits.Events);
        }

        take(ref reader, where);
    }
}
