using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Throughline.Platform.Http;

/// <summary>Finds the addresses of a host.</summary>
public delegate Task<IPAddress[]> FindAddresses(string host, CancellationToken cancellation);

/// <summary>The name leads to no address that may be reached.</summary>
public sealed class AddressRefusedException() : IOException("The address is not allowed.");

/// <summary>
/// Where the program itself may connect to, for a webhook or a plug-in reader: public addresses over TLS. Addresses of this machine, of private
/// networks and of the cloud's own services are refused, unless whoever starts the server allows a network.
/// </summary>
public sealed class AddressRules(IReadOnlyList<IPNetwork> allowed)
{
    // IANA special-purpose registries of IPv4 and IPv6; what is not globally reachable, and what is not unicast.
    static readonly IPNetwork[] _closed4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    static readonly IPNetwork[] _closed6 = [.. new[] { "2001::/23", "2001:db8::/32", "3fff::/20" }.Select(IPNetwork.Parse)];
    static readonly IPNetwork _open6 = IPNetwork.Parse("2000::/3");
    static readonly IPNetwork _sixToFour = IPNetwork.Parse("2002::/16");
    static readonly IPNetwork _nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>True when some network beside the public one is allowed; only there is plain HTTP.</summary>
    public bool HasAllowed => allowed.Count > 0;

    /// <summary>True when a connection to this address may be made.</summary>
    /// <param name="address">As resolved, at the moment of connecting.</param>
    /// <param name="isSecure">True for TLS.</param>
    public bool Permits(IPAddress address, bool isSecure)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(n => n.Contains(plain)) || (isSecure && IsPublic(plain));
    }

    /// <summary>
    /// Connects where that is allowed, decided on the address that is connected to: a name that leads elsewhere since it was looked at leads
    /// nowhere. For <see cref="SocketsHttpHandler.ConnectCallback"/>.
    /// </summary>
    /// <exception cref="AddressRefusedException">The name leads to no address that may be reached.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, FindAddresses find, CancellationToken cancellation)
    {
        var isSecure = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps;
        var host = context.DnsEndPoint.Host;
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await find(host, cancellation);
        var open = found.Where(a => Permits(a, isSecure)).ToArray();
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

    /// <summary>Why a request was not answered, as a code.</summary>
    public static string Why(HttpRequestException e) => e.InnerException switch
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

    /// <summary>True for an address that is reachable from everywhere.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !_closed4.Any(n => n.Contains(address));
        }

        // These carry an address of IPv4 inside: what counts is where it leads.
        var bytes = address.GetAddressBytes();
        if (_sixToFour.Contains(address))
        {
            return IsPublic(new IPAddress(bytes.AsSpan(2, 4)));
        }

        return _nat64.Contains(address) ? IsPublic(new IPAddress(bytes.AsSpan(12, 4))) : _open6.Contains(address) && !_closed6.Any(n => n.Contains(address));
    }
}
