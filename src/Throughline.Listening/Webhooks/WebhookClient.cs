using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Throughline.Listening.Webhooks;

/// <summary>Finds the addresses of a host.</summary>
delegate Task<IPAddress[]> FindAddresses(string host, CancellationToken cancellation);

/// <summary>
/// Sends one message to one address. Whether the address may be reached is decided when the connection is made, on the address that is
/// connected to: a name that leads elsewhere since it was looked at leads nowhere. No redirect is followed, no proxy asked, no cookie kept.
/// </summary>
sealed class WebhookClient : IDisposable
{
    static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);
    static readonly TimeSpan _longestAsked = TimeSpan.FromDays(1);

    readonly AddressRules _rules;
    readonly FindAddresses _find;
    readonly TimeProvider _time;
    readonly HttpClient _http;

    public WebhookClient(AddressRules rules, TimeProvider time, FindAddresses? find = null)
    {
        (_rules, _time) = (rules, time);
        _find = find ?? Dns.GetHostAddressesAsync;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
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
            return Ended(null, Why(e));
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

    static string Why(HttpRequestException e) => e.InnerException switch
    {
        AddressRefusedException => "address_refused",
        AuthenticationException => "tls",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "name_unknown",
        SocketException => "no_connection",
        _ => e.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => "tls",
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError => "no_connection",
            _ => "bad_answer",
        },
    };

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var isSecure = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps;
        var host = context.DnsEndPoint.Host;
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await _find(host, cancellation);
        var open = found.Where(a => _rules.Permits(a, isSecure)).ToArray();
        if (open.Length == 0)
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name leads to no address that may be reached.</summary>
sealed class AddressRefusedException() : IOException("The address is not allowed.");
