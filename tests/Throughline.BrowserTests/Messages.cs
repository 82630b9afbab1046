using System.Text.Json.Nodes;
using Throughline.Tests.House;

namespace Throughline.BrowserTests;

/// <summary>All messages of the web client.</summary>
static class Messages
{
    /// <summary>The messages of a language that hold no value, as they would be read on a page.</summary>
    public static HashSet<string> Texts(string language) =>
        [.. Leaves(language).Select(leaf => leaf.Text).Where(text => !text.Contains("{{", StringComparison.Ordinal) && !text.Contains('<', StringComparison.Ordinal))];

    /// <summary>Names of messages such as <c>first.title</c>, which a page shows where the message is missing.</summary>
    public static HashSet<string> Names() => [.. Leaves("en").Select(leaf => leaf.Name.Split('_')[0]).Where(name => name.Contains('.', StringComparison.Ordinal))];

    static IEnumerable<(string Name, string Text)> Leaves(string language) =>
        Directory.EnumerateFiles(Checkout.Path("web", "src", "messages", language), "*.json")
            .SelectMany(file => Leaves("", JsonNode.Parse(File.ReadAllText(file))!));

    static IEnumerable<(string Name, string Text)> Leaves(string before, JsonNode node) => node is JsonObject inner
        ? inner.SelectMany(pair => Leaves(before.Length == 0 ? pair.Key : $"{before}.{pair.Key}", pair.Value!))
        : [(before, (string)node!)];
}
