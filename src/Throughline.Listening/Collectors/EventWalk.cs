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
        if (Walk(body, list, hasList, take, 0, []) is not { } end)
        {
            return;
        }

        List<BrokenLines> broken = end.IsInList ? [] : BrokenLines.Find(body, end.Unread, end.Read > 0);
        if (broken.Count == 0)
        {
            HoldRest(sink, body, end);
            return;
        }

        var before = 0;
        foreach (var lines in broken)
        {
            sink.Hold(IngestReasons.NotJson, At(end.Read + lines.Before + before), $"{lines.Lines} {(lines.Lines == 1 ? "line is" : "lines are")} no JSON.", lines.Raw, default);
            before += lines.Lines;
        }

        // A copy with what was read or held as blanks: what is left lies where it lay.
        var rest = ArrayPool<byte>.Shared.Rent(body.Length);
        try
        {
            body.CopyTo(rest);
            rest.AsSpan(0, end.Unread).Fill((byte)' ');
            broken.ForEach(lines => rest.AsSpan(lines.Raw.Start, lines.Raw.Length).Fill((byte)' '));
            if (Walk(rest.AsSpan(0, body.Length), list, false, take, end.Read, broken) is { } later)
            {
                HoldRest(sink, body, later);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rest);
        }
    }

    /// <summary>Goes as far as the body is JSON; null when that is to its end.</summary>
    static End? Walk(ReadOnlySpan<byte> body, string list, bool hasList, Take take, int before, List<BrokenLines> leftOut)
    {
        var end = new End { Read = before, At = "", Why = "" };
        var passed = 0; // of what was left out
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
                    for (; passed < leftOut.Count && leftOut[passed].Raw.Start < reader.TokenStartIndex; passed++)
                    {
                        end.LeftOut += leftOut[passed].Lines;
                    }

                    One(ref reader, At(end.Read + end.LeftOut), take, ref end); // lines of JSON are values behind each other
                    continue;
                }

                end.Unread = (int)reader.BytesConsumed;
                end.IsInList = true;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    One(ref reader, hasList ? $"/{list}/{end.Read}" : $"/{end.Read}", take, ref end);
                }

                end.IsInList = false;
                if (hasList)
                {
                    return null;
                }
            }

            return null;
        }
        catch (JsonException e)
        {
            end.At = end.IsInList && hasList ? $"/{list}/{end.Read}" : At(end.Read + end.LeftOut);
            end.Why = $"From byte {reader.BytesConsumed} on the body is no JSON: {e.Message.Split(". ")[0]}.";
            return end;
        }
    }

    static void HoldRest(EventSink sink, ReadOnlySpan<byte> body, End end)
    {
        if (body[end.Unread..].IndexOfAnyExcept(_nothing) >= 0)
        {
            sink.Hold(IngestReasons.NotJson, end.At, end.Why, new Slice(end.Unread, body.Length - end.Unread), default);
        }
    }

    static string At(int number) => number == 0 ? "" : $"/{number}";

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

    static void One(ref Utf8JsonReader reader, string where, Take take, ref End end)
    {
        if (end.Read + end.LeftOut >= IngestLimits.Events)
        {
            throw new TooLargeException("events", IngestLimits.Events);
        }

        end.Unread = (int)reader.TokenStartIndex;
        take(ref reader, where);
        end.Unread = (int)reader.BytesConsumed;
        end.Read++;
    }

    /// <summary>Where the body stopped being JSON.</summary>
    struct End
    {
        /// <summary>Events read before.</summary>
        public int Read;

        /// <summary>Lines before that were held.</summary>
        public int LeftOut;

        /// <summary>Beginning of what was not read.</summary>
        public int Unread;

        /// <summary>True within a list, whose end is not known then.</summary>
        public bool IsInList;

        /// <summary>What of it could not be read, as a pointer.</summary>
        public string At;

        /// <summary>Why, for people.</summary>
        public string Why;
    }
}
