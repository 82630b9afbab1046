using System.Text.Json;
using System.Text.RegularExpressions;
using Throughline.Contracts;

namespace Throughline.Profiles.Erasure;

/// <summary>E-mail addresses and phone numbers that stand in a person's own signals without being identifiers there: in attributes and in what came along.</summary>
static partial class Contacts
{
    /// <summary>The identifier that a value under a name would be; null when name or value say nothing of the kind.</summary>
    public static string? Of(string name, string value)
    {
        var trimmed = value.Trim();
        return MailName().IsMatch(name) && Mail().IsMatch(trimmed) ? $"email:{trimmed}"
            : PhoneName().IsMatch(name) && Phone().IsMatch(trimmed) && trimmed.Count(char.IsDigit) is >= 7 and <= 17 ? $"phone:{trimmed}"
            : null;
    }

    /// <summary>True for an identifier that is one.</summary>
    public static bool IsOne(string identifier) => identifier.StartsWith("email:", StringComparison.Ordinal) || identifier.StartsWith("phone:", StringComparison.Ordinal);

    /// <summary>Those in a JSON text, at any depth.</summary>
    public static IEnumerable<string> In(string? json)
    {
        if (json is null)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 128 });
            return [.. Walk("", document.RootElement).Distinct(StringComparer.Ordinal)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>A regular expression that finds the value under a name of its kind in the JSON of others.</summary>
    public static string Pattern(string contact) => $"(?i)\"[^\"]*(mail|phone|mobile|tel|whatsapp)[^\"]*\"\\s*:\\s*\"{Regex.Escape(contact[6..]).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Names of attributes that may hold one.</summary>
    public static bool MayHold(AttributeName attribute) => MailName().IsMatch(attribute.Name) || PhoneName().IsMatch(attribute.Name);

    static IEnumerable<string> Walk(string name, JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Object => at.EnumerateObject().SelectMany(member => Walk(member.Name, member.Value)),
        JsonValueKind.Array => at.EnumerateArray().SelectMany(item => Walk(name, item)),
        JsonValueKind.String => Of(name, at.GetString()!) is { } contact ? [contact] : [],
        _ => [],
    };

    [GeneratedRegex("mail", RegexOptions.IgnoreCase)]
    private static partial Regex MailName();

    [GeneratedRegex("phone|mobile|tel|whatsapp|handy", RegexOptions.IgnoreCase)]
    private static partial Regex PhoneName();

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\.[^\s@]+$")]
    private static partial Regex Mail();

    [GeneratedRegex(@"^\+?[\d\s().\-/]+$")]
    private static partial Regex Phone();
}
