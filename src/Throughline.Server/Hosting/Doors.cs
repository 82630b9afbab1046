using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Throughline.Server.Hosting;

/// <summary>How connections are held: what a sender may take its time for, and how they end when the program does.</summary>
static class Doors
{
    /// <summary>A request's headers must be there after so long; else the connection is closed.</summary>
    public static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    /// <summary>A connection without a request is closed after so long. Longer than clients keep one open without using it.</summary>
    public static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(130);

    /// <summary>Bytes a second that a body must come with, and an answer be read with, on the average; else the connection is closed.</summary>
    public const double BytesPerSecond = 240;

    /// <summary>So long the rate is not looked at, at the beginning.</summary>
    public static readonly TimeSpan RateAfter = TimeSpan.FromSeconds(5);

    /// <summary>
    /// When the program ends, requests that were begun have so long to come to their end: what is on its way is answered in a fraction of
    /// that, and whoever is cut off sends again. Clients forgive a restart only when it is short.
    /// </summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(400);

    /// <summary>Listens as the options say, within these limits.</summary>
    public static void Listen(this KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 4 << 20;
        kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
        kestrel.Limits.KeepAliveTimeout = IdleFor;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(BytesPerSecond, RateAfter);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(BytesPerSecond, RateAfter);
        var late = new CancellationTokenSource();
        kestrel.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => late.CancelAfter(Farewell));
        kestrel.Listen(options.Entrance?.Endpoint ?? new IPEndPoint(options.Address, options.Port), endpoint => endpoint.Use(next => connection => UntilAsync(next, connection, late.Token)));
    }

    static async Task UntilAsync(ConnectionDelegate next, ConnectionContext connection, CancellationToken late)
    {
        using var cut = late.Register(connection.Abort);
        await next(connection);
    }
}
