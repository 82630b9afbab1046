using System.Net;

namespace Throughline.Listening.Mail.Smtp;

/// <summary>How replies by mail are taken in. Off unless a port is given.</summary>
public sealed record SmtpOptions
{
    /// <summary>Port; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Address; default this machine alone, behind a mail server.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Name of the source that replies are stored under. Default <c>mail-replies</c>.</summary>
    public string Source { get; init; } = "mail-replies";

    /// <summary>Largest message, bytes. Default 10 MiB.</summary>
    public int MostBytes { get; init; } = 10 << 20;

    /// <summary>Most connections at once; one more is told to come again. Default 32.</summary>
    public int MostConnections { get; init; } = 32;

    /// <summary>How long a peer may be silent. Default one minute.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a connection may last. Default ten minutes.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(10);
}
