using System.Net;
using System.Net.Sockets;

namespace Throughline.Listening.Webhooks;

/// <summary>
/// Where a webhook may go: public addresses over TLS. Addresses of this machine, of private networks and of the cloud's own services are
/// refused, unless whoever starts the server allows a network.
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
