using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Throughline.DuckDb;
using Throughline.Listening.Alerts;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>
/// The way of a request with events, the same for every client: bytes, key, events, log, answer. A reader of a format only says where
/// the events are and what of them is what.
/// </summary>
sealed class Ingest(
    SignalLog log, WriteKeys keys, RateCaps caps, LiveFeed live, Mappings.TouchpointRules touchpoints, Quality.QualityBook quality, SourceHours hours, TimeProvider time)
{
    /// <summary>Handles one request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="format">What the client speaks.</param>
    public async Task HandleAsync(HttpContext context, IngestFormat format)
    {
        Cors.Allow(context);
        if (await ReadAsync(context, format) is not { } body)
        {
            return;
        }

        if (Grant(context, body, format) is not { } grant)
        {
            await IngestProblem.WriteUnknownKeyAsync(context);
            return;
        }

        if (!Cors.IsAllowed(context.Request, grant.Origins))
        {
            await IngestProblem.WriteAsync(context, 403, "origin", "Not from this page", "The key may not be used from pages of this origin.");
            return;
        }

        if (format.Source?.Invoke(context) is { } named && named != grant.Source)
        {
            await IngestProblem.WriteAsync(context, 403, "other_source", "Another source", "The key may not write to this source.");
            return;
        }

        if (format.Vet?.Invoke(context, body, grant) is { } refusal)
        {
            await IngestProblem.WriteAsync(context, refusal.Status, refusal.Code, refusal.Title, refusal.Detail);
            return;
        }

        await TakeAsync(context, format, body, grant);
    }

    /// <summary>The request's bytes as the reader of the format takes them; null when it is answered already, because there are none.</summary>
    public static async Task<RequestBody?> ReadAsync(HttpContext context, IngestFormat format)
    {
        try
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most)
            {
                most.MaxRequestBodySize = null; // the limit of the collectors is told apart, by the bytes that really come
            }

            var body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
            if ((format.Unwrap is null ? body : format.Unwrap(context, body)) is { } unwrapped)
            {
                return unwrapped;
            }

            await IngestProblem.WriteAsync(context, 415, "unreadable", "Nothing that can be read", "The body is nothing that this address can read.");
        }
        catch (TooLargeException e)
        {
            await IngestProblem.WriteAsync(context, 413, "too_large", "The request is too large", $"{e.Message} Send fewer events at once.", e.Limit);
        }
        catch (BadHttpRequestException e)
        {
            await IngestProblem.WriteAsync(context, e.StatusCode, "bad_request", "The request cannot be read", e.Message);
        }

        return null;
    }

    async Task TakeAsync(HttpContext context, IngestFormat format, RequestBody body, WriteGrant grant)
    {
        EventSink sink;
        try
        {
            sink = Events(context, format, body, grant);
        }
        catch (TooLargeException e)
        {
            await IngestProblem.WriteAsync(context, 413, "too_large", "The request is too large", $"{e.Message} Send fewer events at once.", e.Limit);
            return;
        }

        var arrival = sink.Finish();
        if (arrival.Received == 0 && !format.MayBeEmpty && body.Length > 0 && !LooksReadable(body))
        {
            await IngestProblem.WriteAsync(context, 415, "unreadable", "Nothing that can be read", "The body is neither JSON nor packed JSON.");
            return;
        }

        if (!caps.Take(grant, arrival.Received))
        {
            context.Response.Headers.RetryAfter = "1";
            await IngestProblem.WriteAsync(context, 429, "rate", "Too many events", $"The key may send {grant.PerSecond} events a second.", "per_second");
            return;
        }

        try
        {
            ArrivedElements.Note(log, arrival, format.Name);
            await log.ReceiveAsync(arrival, CancellationToken.None);
        }
        catch (Exception e) when (e is DuckException or IOException or InvalidOperationException or Microsoft.Data.Sqlite.SqliteException)
        {
            context.Response.Headers.RetryAfter = "5";
            await IngestProblem.WriteAsync(context, 503, "not_written", "The events could not be written", "Nothing of this request is kept. Send it again with the same ids.");
            return;
        }

        hours.Count(arrival);
        live.Tell(grant.SourceId, arrival);
        await format.AnswerAsync(context, arrival);
        sink.Release(); // not where something went wrong: then the collector finds it
    }

    EventSink Events(HttpContext context, IngestFormat format, RequestBody body, WriteGrant grant)
    {
        var sink = new EventSink(grant.SourceId, format.Name, body, time.GetUtcNow().UtcDateTime, () => SafeHeaders.Of(context.Request))
        {
            Marks = context.Request.Headers["Sec-GPC"] == "1" ? SignalWarnings.PrivacyControl : SignalWarnings.None,
            Touchpoints = touchpoints.Of(grant.SourceId) is { Lines.Count: > 0 } map ? map : null,
            Checks = quality.Of(grant.SourceId)?.Rent(counts: true),
        };
        var envelope = format.List is null ? default : Envelope.Of(body.Span, format.List);
        sink.SentAt = EventTime.Read(body.Span.Slice(envelope.SentAt.Start, envelope.SentAt.Length), envelope.SentAt.Type);
        format.Read(sink, body, envelope, context.Request);
        sink.Checks?.Return();
        return sink;
    }

    /// <summary>What the key of the request lets its bearer do; null when it has no known key.</summary>
    public WriteGrant? Grant(HttpContext context, RequestBody body, IngestFormat format)
    {
        var secret = KeyInRequest.OfHeader(context.Request)
            ?? (format.List is null ? null : KeyInRequest.OfBody(body.Span, Envelope.Of(body.Span, format.List).Key))
            ?? KeyInRequest.OfQuery(context.Request)
            ?? format.Key?.Invoke(context, body);
        return keys.Find(secret);
    }

    static bool LooksReadable(RequestBody body)
    {
        var first = body.Span.IndexOfAnyExcept(" \t\r\n"u8);
        return first < 0 || body.Span[first] is (byte)'{' or (byte)'[';
    }
}

/// <summary>One kind of client: where its events are, and what it wants to hear.</summary>
sealed class IngestFormat
{
    /// <summary>Name of the format; part of ids that are derived, and kept with what is held. One name is one way of reading.</summary>
    public required string Name { get; init; }

    /// <summary>Member of the body that lists the events; null when the body is no JSON object of that kind.</summary>
    public byte[]? List { get; init; }

    /// <summary>Reads the events.</summary>
    public required ReadEvents Read { get; init; }

    /// <summary>Reads one event that was held, alone in the body, where that is not as a request with this one event. Null when it is.</summary>
    public ReadEvents? Again { get; init; }

    /// <summary>Writes the answer.</summary>
    public Func<HttpContext, Arrival, Task> AnswerAsync { get; init; } = (context, arrival) => IngestAnswer.WriteAsync(context, arrival);

    /// <summary>
    /// Turns the bytes into the JSON that the reader takes, when the client sends something else: a form, a query, headers, protobuf.
    /// Null when it cannot.
    /// </summary>
    public Func<HttpContext, RequestBody, RequestBody?>? Unwrap { get; init; }

    /// <summary>Looks for the key where only this format has it.</summary>
    public Func<HttpContext, RequestBody, string?>? Key { get; init; }

    /// <summary>The source that the address names; null when it names none.</summary>
    public Func<HttpContext, string?>? Source { get; init; }

    /// <summary>Looks whether the request may come in, beyond its key; null when it may.</summary>
    public Func<HttpContext, RequestBody, WriteGrant, IngestRefusal?>? Vet { get; init; }

    /// <summary>True when a body without events is none of its errors.</summary>
    public bool MayBeEmpty { get; init; }
}

/// <summary>Why a request is not let in.</summary>
sealed record IngestRefusal(int Status, string Code, string Title, string Detail);

/// <summary>The formats of all collectors by their names, so that what is held can be read again by the reader that it came to.</summary>
sealed class IngestFormats
{
    readonly ConcurrentDictionary<string, IngestFormat> _formats = new(StringComparer.Ordinal);

    /// <summary>Adds a format; two that read differently have different names.</summary>
    public void Add(IngestFormat format) => _formats[format.Name] = format;

    /// <summary>The format of that name; null when there is none.</summary>
    public IngestFormat? Find(string? name) => name is null ? null : _formats.GetValueOrDefault(name);
}

/// <summary>Reads the events of a request into the sink.</summary>
delegate void ReadEvents(EventSink sink, RequestBody body, Envelope envelope, HttpRequest request);

/// <summary>What went wrong with a whole request, as a problem document (RFC 9457) that says whether sending again can help.</summary>
static class IngestProblem
{
    public static Task WriteUnknownKeyAsync(HttpContext context) => WriteAsync(context, 401, "unknown_key", "The write key is unknown",
        "Give a key of this installation: as Basic user name, as Bearer, or as writeKey. A revoked key is unknown.");

    public static Task WriteAsync(HttpContext context, int status, string code, string title, string detail, string? limit = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            type = $"https://throughline.example/problems/{code}",
            title,
            status,
            detail,
            code,
            retryable = status is 429 or 503,
            requestId = context.TraceIdentifier,
            limit,
        }));
    }
}

/// <summary>The headers of a request as they are kept with a held event: without keys, cookies and addresses.</summary>
static class SafeHeaders
{
    static readonly HashSet<string> _kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Encoding", "Content-Length", "User-Agent", "Origin", "X-Retry-Count", "PostHog-Attempt", "PostHog-Request-Id",
        "PostHog-Sdk-Info", "PostHog-Request-Timestamp", "Sec-GPC", "ce-id", "ce-source", "ce-type", "ce-specversion", "ce-time", "ce-subject",
    };

    /// <summary>As a JSON object; <c>:path</c> is the address without its query, which tells how the event is to be read.</summary>
    public static string Of(HttpRequest request) => JsonSerializer.Serialize(
        request.Headers.Where(h => _kept.Contains(h.Key)).ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString())
            .Append(new(":path", request.Path)).ToDictionary());
}
