using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Throughline.Understanding.PlugIn;

/// <summary>
/// What the model is asked, as a versioned file of the program. The customer's words are a string inside a JSON object of a message of their own: they stand
/// in no sentence of ours, and cannot end it.
/// </summary>
static class PlugInPrompt
{
    /// <summary>Version of the files below; a changed word is a new version and a new file.</summary>
    public const string Version = "detect.1";

    static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The task, the same for every text.</summary>
    public static string System { get; } = Resource("detect.1.txt");

    /// <summary>What counts, by detector.</summary>
    public static FrozenDictionary<string, string> Traits { get; } = JsonSerializer.Deserialize<Dictionary<string, string>>(Resource("traits.1.json"))!.ToFrozenDictionary();

    /// <summary>The message with the customer's words.</summary>
    public static string Message(string text, IEnumerable<string> detectors) => JsonSerializer.Serialize(
        new Dictionary<string, object> { ["look_for"] = detectors.ToDictionary(id => id, id => Traits[id]), ["text"] = text }, s_readable);

    /// <summary>The body of a request.</summary>
    public static byte[] Request(string model, string text, IEnumerable<string> detectors) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["model"] = model,
        ["temperature"] = 0,
        ["stream"] = false,
        ["response_format"] = new Dictionary<string, string> { ["type"] = "json_object" },
        ["messages"] = new Dictionary<string, string>[]
        {
            new() { ["role"] = "system", ["content"] = System },
            new() { ["role"] = "user", ["content"] = Message(text, detectors) },
        },
    }, s_readable);

    static string Resource(string name)
    {
        using var stream = typeof(PlugInPrompt).Assembly.GetManifestResourceStream($"prompts/{name}") ?? throw new InvalidOperationException($"The prompt {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
