using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Throughline.Platform.Http;

namespace Throughline.Listening.Webhooks;

/// <summary>
/// Sends one message to one address. Whether the address may be reached is decided when the connection is made, on the address that is
/// connected to: a name that leads elsewhere since it was looked at leads nowhere. No redirect is followed, no proxy asked, no cookie kept.
/// </summary>
sealed class WebhookClient : IDisposable
{
    static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);
    static readonly TimeSpan _longestAsked = TimeSpan.FromDays(1);

    readonly TimeProvider _time;
    readonly HttpClient _http;

    public WebhookClient(AddressRules rules, TimeProvider time, FindAddresses? find = null)
    {
        _time = time;
        find ??= Dns.GetHostAddressesAsync;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellation) => rules.ConnectAsync(context, find, cancellation),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16, // KiB
            MaxResponseDrainSize = 0,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Makes one attempt.</summary>
    public async Task<DeliveryAttempt> SendAsync(string url, string id, byte[] body, IReadOnlyList<string> secrets, CancellationToken cancellation)
    {
        var at = _time.GetUtcNow();
        var began = Stopwatch.GetTimestamp();
        DeliveryAttempt Ended(int? status, string? failure, TimeSpan? asked = null) => new(at.UtcDateTime, Stopwatch.GetElapsedTime(began), status, failure, asked);
        if (secrets.Count == 0)
        {
            return Ended(null, "no_secret");
        }

        using var request = Request(url, id, at.ToUnixTimeSeconds(), body, secrets);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_patience);
        try
        {
            // What it says beside the status is of no use to us, and might be anything.
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var status = (int)response.StatusCode;
            return Ended(status, status switch { >= 200 and < 300 => null, >= 300 and < 400 => "redirect", 410 => "gone", _ => "status" }, Asked(response));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Ended(null, "timeout");
        }
        catch (HttpRequestException e)
        {
            return Ended(null, AddressRules.Why(e));
        }
    }

    public void Dispose() => _http.Dispose();

    static HttpRequestMessage Request(string url, string id, long timestamp, byte[] body, IReadOnlyList<string> secrets)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Throughline-Webhooks", "1"));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Sign(secrets, id, timestamp, body));
        return request;
    }

    static TimeSpan? Asked(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter?.Delta is { } asked
            ? asked < _longestAsked ? asked : _longestAsked
            : null;
}
