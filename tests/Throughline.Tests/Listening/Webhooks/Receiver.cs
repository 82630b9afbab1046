using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Throughline.Tests.Listening.Webhooks;

/// <summary>Another system on this machine: keeps what it is told, and answers as it is asked to.</summary>
sealed class Receiver : IAsyncDisposable
{
    readonly WebApplication _app;
    int _now;
    int _most;

    Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Told> Heard { get; } = new();

    /// <summary>Answers by turn; 200 when there is none left.</summary>
    public ConcurrentQueue<(int Status, string? Header, string? Value)> Answers { get; } = new();

    /// <summary>Held back until this is done.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Most requests that were here at once.</summary>
    public int MostAtOnce => _most;

    public string Url => _app.Urls.First() + "/hook?token=in-the-address";

    public int Port => new Uri(_app.Urls.First()).Port;

    public static async Task<Receiver> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/{**any}", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task TakeAsync(HttpContext context)
    {
        lock (_app)
        {
            _most = Math.Max(_most, ++_now);
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Heard.Enqueue(new Told(
            context.Request.Headers["webhook-id"]!, long.Parse(context.Request.Headers["webhook-timestamp"]!, System.Globalization.CultureInfo.InvariantCulture),
            context.Request.Headers["webhook-signature"]!, body.ToArray()));
        await Gate;
        var (status, header, value) = Answers.TryDequeue(out var next) ? next : (200, null, null);
        context.Response.StatusCode = status;
        if (header is not null)
        {
            context.Response.Headers[header] = value;
        }

        lock (_app)
        {
            _now--;
        }
    }
}

/// <summary>One request as it was heard.</summary>
sealed record Told(string Id, long Timestamp, string Signature, byte[] Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>What Standard Webhooks says that a receiver does, written anew here.</summary>
    public bool IsSignedWith(string secret)
    {
        using var mac = new HMACSHA256(Convert.FromBase64String(secret.Split('_')[1]));
        var wanted = "v1," + Convert.ToBase64String(mac.ComputeHash([.. Encoding.UTF8.GetBytes($"{Id}.{Timestamp}."), .. Body]));
        return Signature.Split(' ').Contains(wanted);
    }
}
