using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>
/// The answer to a request that was let in: 200 with counts, and a verdict for every event that is not simply stored. One shape that all
/// clients accept.
/// </summary>
static class IngestAnswer
{
    /// <summary>Writes the answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="arrival">What came, after the log took it.</param>
    /// <param name="everyEvent">True names every event in the results; else those that are not simply stored.</param>
    /// <param name="partial">True says as OpenTelemetry's clients read it, too, how many are held.</param>
    public static Task WriteAsync(HttpContext context, Arrival arrival, bool everyEvent = false, bool partial = false)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, context.TraceIdentifier, arrival, everyEvent, partial);
        }

        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        return context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory).AsTask();
    }

    /// <summary>How many events of an arrival are in quarantine now because of it.</summary>
    public static int Held(Arrival arrival) => arrival.Events.Count(e => e.Verdict == Verdict.Conflict)
        + arrival.Mapped.Count(e => e.Verdict == Verdict.Conflict) + arrival.Held.Count(e => e.Verdict == Verdict.Held);

    /// <summary>What the logs of OpenTelemetry's clients will show.</summary>
    public static string PartialMessage(int held) => $"{held} log records are held in quarantine. See the source's page.";

    static void Write(Utf8JsonWriter json, string requestId, Arrival arrival, bool everyEvent, bool partial)
    {
        var accepted = arrival.Events.Count(e => e.Verdict == Verdict.Stored) + arrival.Mapped.Count(e => e.Verdict == Verdict.Stored);
        var held = Held(arrival);
        json.WriteStartObject();
        json.WriteBoolean("success", true);
        json.WriteNumber("status", 1);
        json.WriteString("requestId", requestId);
        json.WriteNumber("received", arrival.Received);
        json.WriteNumber("accepted", accepted);
        json.WriteNumber("duplicate", arrival.Received - accepted - held - arrival.Rejected);
        json.WriteNumber("quarantined", held);
        json.WriteNumber("rejected", arrival.Rejected);
        if (everyEvent || held > 0 || arrival.Held.Count > 0)
        {
            json.WriteStartObject("results");
            foreach (var one in arrival.Events)
            {
                WriteEvent(json, arrival, one, everyEvent);
            }

            foreach (var one in arrival.Mapped.Where(one => one.Verdict == Verdict.Conflict))
            {
                json.WriteStartObject(one.Signal.RecordKey!);
                WriteProblem(json, one.ConflictId, IngestReasons.Conflict, "", "A record with this id came before with other content. The first stays.");
                json.WriteEndObject();
            }

            foreach (var one in arrival.Held)
            {
                json.WriteStartObject(one.Key.IsEmpty ? one.Where : Encoding.UTF8.GetString(one.Key.Of(arrival.Bytes)));
                WriteProblem(json, one.Id, one.Code, one.Where, one.Detail);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        if (partial)
        {
            json.WriteStartObject("partialSuccess");
            if (held > 0)
            {
                json.WriteString("rejectedLogRecords", held.ToString(System.Globalization.CultureInfo.InvariantCulture));
                json.WriteString("errorMessage", PartialMessage(held));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void WriteEvent(Utf8JsonWriter json, Arrival arrival, in ArrivedEvent one, bool everyEvent)
    {
        var name = one.Verdict == Verdict.Conflict || everyEvent ? Encoding.UTF8.GetString(one.Key.Of(arrival.Bytes)) : null;
        if (one.Verdict == Verdict.Conflict)
        {
            json.WriteStartObject(name!);
            WriteProblem(json, one.ConflictId, IngestReasons.Conflict, "", "An event with this id came before with other content. The first stays.");
            json.WriteEndObject();
        }
        else if (everyEvent)
        {
            json.WriteStartObject(name!);
            json.WriteString("result", (one.Warnings & ~SignalWarnings.PrivacyControl) == SignalWarnings.None ? "ok" : "warning");
            json.WriteEndObject();
        }
    }

    static void WriteProblem(Utf8JsonWriter json, Guid heldAs, string code, string where, string detail)
    {
        json.WriteString("result", "drop");
        json.WriteString("quarantineId", heldAs.ToString());
        json.WriteStartArray("problems");
        json.WriteStartObject();
        json.WriteString("type", $"https://throughline.example/problems/{code}");
        json.WriteString("title", QuarantineTitle(code));
        json.WriteString("pointer", where);
        json.WriteString("detail", detail);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    static string QuarantineTitle(string code) => Quarantine.QuarantineReasons.Find(code).Reason;
}
