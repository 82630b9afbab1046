using System.Globalization;
using System.Text.Json;

namespace Throughline.Listening.Collectors;

/// <summary>The attributes of a log record: a list of keys and typed values, of which texts and whole numbers are read.</summary>
sealed class OtlpAttributes
{
    static readonly OtlpAttributes _none = new([]);

    readonly Dictionary<string, string> _values;

    OtlpAttributes(Dictionary<string, string> values) => _values = values;

    /// <summary>The value of an attribute as text; null when it is not there or is neither text nor number.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Reads them.</summary>
    /// <param name="body">The body.</param>
    /// <param name="member">Where the list begins.</param>
    public static OtlpAttributes Of(ReadOnlySpan<byte> body, Member member)
    {
        if (member.Type != JsonTokenType.StartArray)
        {
            return _none;
        }

        var reader = new Utf8JsonReader(body[member.Start..], new JsonReaderOptions { MaxDepth = IngestLimits.Depth });
        using var list = JsonDocument.ParseValue(ref reader);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in list.RootElement.EnumerateArray())
        {
            if (one.ValueKind == JsonValueKind.Object && one.TryGetProperty("key", out var key) && Text(key) is { } name
                && one.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object && Value(value) is { } text)
            {
                values[name] = text;
            }
        }

        return new OtlpAttributes(values);
    }

    static string? Value(JsonElement value) =>
        value.TryGetProperty("stringValue", out var text) ? Text(text)
        : !value.TryGetProperty("intValue", out var number) ? null
        : number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var whole) ? whole.ToString(CultureInfo.InvariantCulture)
        : Text(number);

    static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair is no text
        }
    }
}
