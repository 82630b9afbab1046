using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Throughline.Platform.Http;

namespace Throughline.Understanding.PlugIn;

/// <summary>
/// Asks the endpoint of one text: a time limit for every attempt, at most three attempts with growing, scattered pauses, an answer of bounded size. No
/// redirect is followed, no proxy asked, no cookie kept; where it may connect to is decided on the address.
/// </summary>
sealed class PlugInClient : IDisposable
{
    /// <summary>Most bytes of an answer that are read.</summary>
    public const int MostBytes = 64 << 10;

    const int MostAttempts = 3;

    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(400), s_longestWait = TimeSpan.FromSeconds(10);
    static readonly TimeSpan s_longestAsked = TimeSpan.FromHours(1);

    readonly TimeProvider _time;
    readonly HttpClient _http;

    public PlugInClient(PlugInNetworks networks, TimeProvider time, FindAddresses? find = null)
    {
        _time = time;
        find ??= Dns.GetHostAddressesAsync;
        Circuit = new Circuit(time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellation) => networks.Rules.ConnectAsync(context, find, cancellation),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16, // KiB
            MaxResponseDrainSize = 0,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Whether the endpoint is left alone just now.</summary>
    public Circuit Circuit { get; }

    /// <summary>Asks.</summary>
    public async Task<PlugInReply> AskAsync(PlugInSettings settings, byte[] body, CancellationToken cancellation)
    {
        var reply = new PlugInReply { Failure = "circuit_open" };
        var requests = 0;
        for (var attempt = 1; Circuit.TryEnter(); attempt++)
        {
            var began = _time.GetTimestamp();
            try
            {
                reply = await OnceAsync(settings, body, cancellation);
            }
            catch
            {
                Circuit.Leave();
                throw;
            }

            reply = reply with { Took = _time.GetElapsedTime(began), Requests = reply.Failure == "no_key" ? requests : ++requests };
            if (!reply.IsOfEndpoint)
            {
                Circuit.Succeed(); // it answered, whatever it said
                return reply;
            }

            var isLast = attempt == MostAttempts || !reply.MayPass || reply.Asked > s_longestWait;
            Circuit.Fail(reply.Asked > s_longestWait ? reply.Asked : null);
            if (isLast)
            {
                return reply;
            }

            var scattered = s_pause * (Math.Pow(2, attempt - 1) * (0.5 + Jitter()));
            await Task.Delay(reply.Asked is { } asked && asked > scattered ? asked : scattered, _time, cancellation);
        }

        return reply;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    async Task<PlugInReply> OnceAsync(PlugInSettings settings, byte[] body, CancellationToken cancellation)
    {
        if (settings.KeyVariable is not null && settings.Key() is null)
        {
            return new PlugInReply { Failure = "no_key", Requests = 0 };
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{settings.Url!.TrimEnd('/')}/chat/completions") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Throughline-PlugIn", "1"));
        if (settings.Key() is { } key)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(settings.TimeoutSeconds), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if ((int)response.StatusCode is not 200)
            {
                return new PlugInReply { Failure = Kind(response.StatusCode), Asked = Asked(response) };
            }

            var (bytes, isWhole) = await ReadAsync(response, either.Token);
            return isWhole ? Understand(bytes) : new PlugInReply { Failure = "too_large" };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PlugInReply { Failure = "timeout" };
        }
        catch (HttpRequestException e)
        {
            return new PlugInReply { Failure = AddressRules.Why(e) };
        }
        catch (IOException)
        {
            return new PlugInReply { Failure = "no_connection" };
        }
    }

    static async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var buffer = new byte[MostBytes + 1];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return (buffer.AsMemory(0, Math.Min(length, MostBytes)), length <= MostBytes);
    }

    /// <summary>What the endpoint's envelope holds; malformed when it is none.</summary>
    static PlugInReply Understand(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 });
            var root = json.RootElement;
            if (root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0
                && choices[0].TryGetProperty("message", out var message) && message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
            {
                var usage = root.TryGetProperty("usage", out var used) && used.ValueKind == JsonValueKind.Object ? used : default;
                return new PlugInReply { Content = content.GetString(), Model = NameOf(root), TokensIn = Tokens(usage, "prompt_tokens"), TokensOut = Tokens(usage, "completion_tokens") };
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // told below
        }

        return new PlugInReply { Failure = "malformed" };
    }

    static string? NameOf(JsonElement root) => root.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String
        && model.GetString() is { Length: >= 1 and <= 100 } name && !name.Any(char.IsControl) ? name : null;

    static long? Tokens(JsonElement usage, string name) => usage.ValueKind == JsonValueKind.Object && usage.TryGetProperty(name, out var tokens) && tokens.ValueKind == JsonValueKind.Number
        && tokens.TryGetInt64(out var count) && count is >= 0 and < 10_000_000 ? count : null;

    static string Kind(HttpStatusCode status) => (int)status switch
    {
        401 or 403 => "key_refused",
        404 => "not_found",
        408 => "timeout",
        429 => "rate_limited",
        >= 300 and < 400 => "redirect",
        >= 500 => "server",
        _ => "status",
    };

    TimeSpan? Asked(HttpResponseMessage response) =>
        (response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date is { } date ? date - _time.GetUtcNow() : null)) is { } asked && asked > TimeSpan.Zero
            ? asked < s_longestAsked ? asked : s_longestAsked
            : null;

    static double Jitter() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1_000) / 1_000.0;
}

/// <summary>What came of asking.</summary>
sealed record PlugInReply
{
    /// <summary>What the model wrote; null when there is a failure.</summary>
    public string? Content { get; init; }

    /// <summary>What the endpoint calls the model; null when it does not say.</summary>
    public string? Model { get; init; }

    /// <summary>Tokens sent; null when it does not say.</summary>
    public long? TokensIn { get; init; }

    /// <summary>Tokens answered; null when it does not say.</summary>
    public long? TokensOut { get; init; }

    /// <summary>Why there is no answer, as a code; null when there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>How long it asks to be left alone; null where it does not say.</summary>
    public TimeSpan? Asked { get; init; }

    /// <summary>How long the last attempt took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Attempts that went out.</summary>
    public int Requests { get; init; }

    /// <summary>True where the endpoint failed, and would for another text.</summary>
    public bool IsOfEndpoint => Failure is not (null or "malformed" or "too_large" or "status");

    /// <summary>True where another attempt may go better.</summary>
    public bool MayPass => Failure is "timeout" or "rate_limited" or "server" or "no_connection";
}
