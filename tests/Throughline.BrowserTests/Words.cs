using Throughline.Tests.House;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Throughline.BrowserTests;

/// <summary>
/// The words that the web client shows in one language, read from its own message files, so that a test finds a button
/// by what a reader of that language sees on it. Values inside a message may be anything.
/// </summary>
public sealed partial class Words(string language)
{
    static readonly string[] Plurals = ["", "_zero", "_one", "_two", "_few", "_many", "_other"];
    readonly Dictionary<string, JsonNode> _areas = [];

    /// <summary>The whole message of a key such as <c>listening:drop.choose</c>; without an area it is one of the shell's.</summary>
    public Regex this[string key] => new($"^\\s*({Pattern(key)})\\s*$");

    /// <summary>The message anywhere in a text.</summary>
    public Regex Within(string key) => new(Pattern(key));

    /// <summary>The message with its values filled in.</summary>
    public Regex Of(string key, params (string Name, string Value)[] values) => new($"^\\s*({Pattern(key, values)})\\s*$");

    string Pattern(string key, params (string Name, string Value)[] values)
    {
        var (area, name) = key.IndexOf(':', StringComparison.Ordinal) is var cut and > 0 ? (key[..cut], key[(cut + 1)..]) : ("app", key);
        var forms = Plurals.Select(plural => Find(Area(area), name + plural)).OfType<string>().Distinct().ToList();
        Assert.True(forms.Count > 0, $"web/src/messages/{language}/{area}.json has no {name}.");
        return string.Join('|', forms.Select(form => AsPattern(form, values)));
    }

    JsonNode Area(string area)
    {
        if (!_areas.TryGetValue(area, out var found))
        {
            _areas[area] = found = JsonNode.Parse(File.ReadAllText(Checkout.Path("web", "src", "messages", language, area + ".json")))!;
        }

        return found;
    }

    static string? Find(JsonNode words, string name) =>
        name.Split('.').Aggregate((JsonNode?)words, (at, part) => at is JsonObject inner ? inner[part] : null) is JsonValue value ? (string?)value : null;

    // The client's engine reads the pattern, so only what both engines escape alike is escaped.
    static string AsPattern(string message, (string Name, string Value)[] values)
    {
        var plain = Special().Replace(Tags().Replace(message, ""), @"\$0");
        return Holes().Replace(plain, hole => values.FirstOrDefault(pair => pair.Name == hole.Groups[1].Value).Value is { } value ? Special().Replace(value, @"\$0") : "[\\s\\S]*?");
    }

    [GeneratedRegex(@"</?\w+>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"[\\.*+?^$()|\[\]/]")]
    private static partial Regex Special();

    [GeneratedRegex(@"\{\{\s*(\w+)[^}]*\}\}")]
    private static partial Regex Holes();
}
