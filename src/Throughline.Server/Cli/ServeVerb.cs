using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Throughline.Listening.Mail.Smtp;
using Throughline.Platform.Followers;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;
using Throughline.Server.Flow;
using Throughline.Server.Hosting;
using Throughline.Server.Views;

namespace Throughline.Server.Cli;

/// <summary><c>throughline serve</c>: the program on the web, until Ctrl-C.</summary>
static class ServeVerb
{
    static readonly TimeSpan Opening = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on this machine; 0 takes a free one", DefaultValueFactory = _ => 8080 };
        var listen = new Option<string>("--listen")
        {
            Description = "Address to listen on. Anything but this machine wants a proxy with TLS in front",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        var noDemo = new Option<bool>("--no-demo") { Description = "Do not load the demo company on the first start" };
        var webhooks = new Option<string[]>("--webhooks-to")
        {
            Description = "A private network that webhooks may go to, for example 10.1.0.0/16; again for more",
            DefaultValueFactory = _ => [],
        };
        var plugIn = new Option<string[]>("--plug-in-to")
        {
            Description = "A private network that the plug-in reader may be on, for example 127.0.0.0/8; again for more",
            DefaultValueFactory = _ => [],
        };
        var smtp = new Option<int?>("--smtp") { Description = "Port at which replies by mail are taken in; off without it" };
        var smtpListen = new Option<string>("--smtp-listen") { Description = "Address for replies by mail", DefaultValueFactory = _ => "127.0.0.1" };
        var data = Verbs.DataOption();
        var command = new Command("serve", "Start the server") { port, listen, data, noDemo, webhooks, plugIn, smtp, smtpListen };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(data)!,
            OptionsOf(parsed.GetValue(port), parsed.GetValue(listen)!, parsed.GetValue(webhooks)!) with
            {
                PlugInNetworks = [.. parsed.GetValue(plugIn)!.Select(text => NetworkOf(text, "--plug-in-to"))],
                Smtp = MailDoor(parsed.GetValue(smtp), parsed.GetValue(smtpListen)!),
            },
            demo: !parsed.GetValue(noDemo),
            cancellation));
        return command;
    }

    static ServerOptions OptionsOf(int port, string listen, string[] webhooks) =>
        port is < 0 or > 65_535 ? throw new InputRefused("--port is between 0 and 65535.")
        : IPAddress.TryParse(listen, out var address) ? new ServerOptions { Port = port, Address = address, WebhookNetworks = [.. webhooks.Select(text => NetworkOf(text, "--webhooks-to"))] }
        : throw new InputRefused($"--listen takes an IP address, for example 0.0.0.0; '{listen}' is none.");

    static System.Net.IPNetwork NetworkOf(string text, string option) => System.Net.IPNetwork.TryParse(text, out var network)
        ? network
        : throw new InputRefused($"{option} takes a network such as 10.1.0.0/16; '{text}' is none.");

    static SmtpOptions? MailDoor(int? port, string listen) =>
        port is null ? null
        : port is < 0 or > 65_535 ? throw new InputRefused("--smtp is between 0 and 65535.")
        : IPAddress.TryParse(listen, out var address) ? new SmtpOptions { Port = port.Value, Address = address }
        : throw new InputRefused($"--smtp-listen takes an IP address, for example 0.0.0.0; '{listen}' is none.");

    static async Task<int> RunAsync(string data, ServerOptions options, bool demo, CancellationToken cancellation)
    {
        using var entrance = Enter(options, out var closed);
        using var installation = Installation.Open(data); // a folder that is in use says more than its port
        if (closed is not null)
        {
            throw closed;
        }

        options = options with { Entrance = entrance };
        if (demo && installation.Log.Head == 0 && installation.Log.Catalogue.Contents.Sources.IsEmpty)
        {
            Console.WriteLine("First start: loading the demo company …");
            new DemoLoad(installation.Log, installation.Time).Load(10_000, 1, DemoRoutes.TruthPath(data), null, cancellation);
        }

        // Beside each other: clients forgive a restart only when it is short.
        var preparing = Task.Run(installation.Log.PrepareToReceive, cancellation);
        var localToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var app = ThroughlineServer.Build(installation, options, localToken);
        try
        {
            await preparing;
        }
        catch (IOException e) when (installation.Log.Trouble is not null)
        {
            // What an earlier run left cannot be moved: all can be read, and nothing is taken in until it can.
            await Console.Error.WriteLineAsync($"Events are not taken in yet. {e.Message}");
        }

        try
        {
            await app.StartAsync(cancellation);
        }
        catch (SocketException e)
        {
            throw new InputRefused($"Cannot listen for mail on {options.Smtp!.Address}:{options.Smtp.Port}: {e.Message}.", e);
        }

        var url = app.Urls.First();
        installation.Folder.Announce(new RunningServer(Environment.ProcessId, url, localToken));
        Greet(installation, url);
        if (options.Smtp is not null)
        {
            Console.WriteLine($"Replies by mail are taken in at {app.Services.GetRequiredService<SmtpListener>().Endpoint}");
        }

        using var following = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var followers = FollowAsync(app.Services.GetRequiredService<FollowerPump>(), following.Token);
        var readingAhead = app.Services.GetRequiredService<LandingPage>().ReadAheadAsync(following.Token);
        await app.WaitForShutdownAsync(cancellation);
        await following.CancelAsync();
        await Task.WhenAll(followers, readingAhead).ContinueWith(_ => { }, TaskScheduler.Default);
        return 0;
    }

    /// <summary>Whoever waits for the first page comes first: what is behind the log after a long pause takes every processor for a while.</summary>
    static async Task FollowAsync(FollowerPump pump, CancellationToken cancellation)
    {
        await Task.Delay(Opening, cancellation);
        await pump.RunAsync(cancellation);
    }

    static Entrance? Enter(ServerOptions options, out InputRefused? closed)
    {
        closed = null;
        try
        {
            return Entrance.Open(options.Address, options.Port);
        }
        catch (SocketException e)
        {
            closed = e.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? new InputRefused($"Port {options.Port} is in use. Take another with --port, or 0 for any that is free.")
                : new InputRefused($"Cannot listen on {options.Address}:{options.Port}: {e.Message}.", e);
            return null;
        }
    }

    static void Greet(Installation installation, string url)
    {
        Console.WriteLine($"Throughline is at {url}");
        Console.WriteLine($"Data are in {installation.Folder.Path}");
        Console.WriteLine(installation.SignIn.HasPassword
            ? "Sign in with your password. Lost it? ./throughline keys sign-in prints a one-time sign-in."
            : FirstSignIn(installation, url));
        Console.WriteLine("Ctrl-C stops it.");
    }

    static string FirstSignIn(Installation installation, string url)
    {
        try
        {
            return $"Sign in once with {url}/sign-in#code={installation.SignIn.NewCode()}";
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            return $"A sign-in cannot be made now ({e.Message}). ./throughline keys sign-in prints one later.";
        }
    }
}
