using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Throughline.Listening.Mail.Smtp;

/// <summary>Listens for replies by mail while the program runs, with a bounded number of connections.</summary>
public sealed partial class SmtpListener : IHostedService, IDisposable
{
    readonly SmtpOptions _options;
    readonly SmtpIntake _intake;
    readonly TimeProvider _time;
    readonly ILogger<SmtpListener> _logger;
    readonly SemaphoreSlim _places;
    readonly CancellationTokenSource _closing = new();
    TcpListener? _listener;
    Task _accepting = Task.CompletedTask;

    internal SmtpListener(SmtpOptions options, SmtpIntake intake, TimeProvider time, ILogger<SmtpListener> logger)
    {
        (_options, _intake, _time, _logger) = (options, intake, time, logger);
        _places = new SemaphoreSlim(options.MostConnections);
    }

    /// <summary>Where it listens; null before the start.</summary>
    public IPEndPoint? Endpoint => _listener?.LocalEndpoint as IPEndPoint;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The port is taken or may not be used.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener = new TcpListener(_options.Address, _options.Port);
        _listener.Start();
        _accepting = Task.Run(AcceptAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Takes no more connections and lets those that are writing end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _closing.CancelAsync();
        _listener?.Stop();
        await _accepting;
        for (var i = 0; i < _options.MostConnections; i++)
        {
            await _places.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Closes the port.</summary>
    public void Dispose()
    {
        _listener?.Dispose();
        _closing.Dispose();
        _places.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var client = await _listener!.AcceptTcpClientAsync(_closing.Token);
                if (await _places.WaitAsync(TimeSpan.Zero))
                {
                    _ = ServeAsync(client);
                }
                else
                {
                    await RefuseAsync(client);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
            {
                // The port closes, or a peer left before it was served.
            }
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            using (var longest = new CancellationTokenSource(_options.Longest, _time))
            using (var both = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, longest.Token))
            {
                await using var stream = client.GetStream();
                await new SmtpSession(stream, _options, _intake.TakeAsync, _time).RunAsync(both.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // The peer left or was silent too long; nothing was acknowledged that is not on disk.
        }
#pragma warning disable CA1031 // one connection must not end the others
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failed(failure.GetType().Name);
        }
        finally
        {
            _places.Release();
        }
    }

    static async Task RefuseAsync(TcpClient client)
    {
        using (client)
        {
            await client.GetStream().WriteAsync("421 4.3.2 Too many connections, come again\r\n"u8.ToArray());
        }
    }

    [LoggerMessage(LogLevel.Error, "A mail connection failed: {Kind}")]
    partial void Failed(string kind);
}
