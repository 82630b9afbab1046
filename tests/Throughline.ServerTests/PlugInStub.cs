using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Throughline.ServerTests;

/// <summary>An endpoint of the kind that the plug-in reader asks, on this machine: it says present of a detector where the text holds the words that a test gives.</summary>
sealed class PlugInStub : IAsyncDisposable
{
    static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly WebApplication _app;

    PlugInStub(WebApplication app) => _app = app;

    /// <summary>Bodies of all requests, as they came.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>Keys that came with them.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>What it says: of a detector and a text the words, null where it is absent.</summary>
    public Func<string, string, string?> Says { get; set; } = (_, _) => null;

    /// <summary>What it answers instead, whatever it is asked; null to answer as it should.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>What it writes instead of its answers; null to answer as it should.</summary>
    public Func<string, string?>? Writes { get; set; }

    public string Url => _app.Urls.First() + "/v1";

    /// <summary>Texts that it was sent.</summary>
    public IReadOnlyList<string> Texts => [.. Heard.Select(TextOf)];

    public static async Task<PlugInStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var stub = new PlugInStub(app);
        app.MapPost("/v1/chat/completions", stub.AnswerAsync);
        await app.StartAsync();
        return stub;
    }

    public static string TextOf(string body) => (string)JsonNode.Parse((string)JsonNode.Parse(body)!["messages"]![1]!["content"]!)!["text"]!;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Heard.Enqueue(body);
        Keys.Enqueue(context.Request.Headers.Authorization.ToString());
        if (Instead is { } instead && await instead(context))
        {
            return;
        }

        var asked = JsonNode.Parse((string)JsonNode.Parse(body)!["messages"]![1]!["content"]!)!;
        var text = (string)asked["text"]!;
        var answers = new JsonObject
        {
            ["answers"] = new JsonArray([.. asked["look_for"]!.AsObject().Select(one => Says(one.Key, text) is { } words
                ? new JsonObject { ["detector"] = one.Key, ["present"] = true, ["probability"] = 0.9, ["spans"] = new JsonArray(words) }
                : new JsonObject { ["detector"] = one.Key, ["present"] = false, ["probability"] = 0.1, ["spans"] = new JsonArray() })]),
        };
        var content = Writes?.Invoke(text) ?? answers.ToJsonString(s_readable);
        await context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["model"] = "stub-2026-01",
            ["choices"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content } }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 200, ["completion_tokens"] = 50 },
        });
    }
}
