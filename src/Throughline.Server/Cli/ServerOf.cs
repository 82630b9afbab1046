using System.Security.Cryptography;
using Throughline.Platform.Storage;
using Throughline.Server.Hosting;

namespace Throughline.Server.Cli;

/// <summary>The server that holds a data folder: the one that runs already, or one of the verb's own on a free port.</summary>
sealed class ServerOf : IAsyncDisposable
{
    readonly Installation? _installation;
    readonly WebApplication? _app;

    ServerOf(HttpClient client, Installation? installation = null, WebApplication? app = null)
    {
        Client = client;
        _installation = installation;
        _app = app;
    }

    /// <summary>A client that may do everything.</summary>
    public HttpClient Client { get; }

    /// <summary>Finds or starts it.</summary>
    /// <exception cref="DataFolderInUseException">Another verb holds the folder.</exception>
    public static async Task<ServerOf> FolderAsync(string data, CancellationToken cancellation)
    {
        Installation installation;
        try
        {
            installation = Installation.Open(data);
        }
        catch (DataFolderInUseException inUse) when (inUse.Server is { } running)
        {
            return new ServerOf(LocalClient.To(running));
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var app = ThroughlineServer.Build(installation, new ServerOptions { Port = 0 }, token);
        await app.StartAsync(cancellation);
        return new ServerOf(LocalClient.To(new RunningServer(Environment.ProcessId, app.Urls.First(), token)), installation, app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _installation?.Dispose();
    }
}
