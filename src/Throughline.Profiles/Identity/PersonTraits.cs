using System.Text.Json;

namespace Throughline.Profiles.Identity;

/// <summary>
/// What clients say of the person beside an event: <c>traits</c> and <c>context.traits</c> of Segment's libraries, <c>$set</c> of PostHog's.
/// They stand in what the log keeps of the event as it came; here the well-known ones get the names that files use for them.
/// </summary>
static class PersonTraits
{
    static readonly (string Name, string[] Traits)[] s_known =
    [
        ("name", ["name", "fullName", "full_name", "$name"]),
        ("given_name", ["firstName", "first_name", "givenName", "given_name"]),
        ("family_name", ["lastName", "last_name", "familyName", "family_name"]),
        ("email", ["email", "$email"]),
        ("phone", ["phone", "phoneNumber", "phone_number", "$phone"]),
        ("birth_date", ["birthday", "birthDate", "birth_date", "dateOfBirth", "date_of_birth"]),
        ("street", ["street", "streetAddress", "street_address"]),
        ("city", ["city"]),
        ("postcode", ["postalCode", "postal_code", "postcode", "zip"]),
        ("country", ["country"]),
    ];

    static readonly string[] s_address = ["street", "city", "postcode", "country"];

    /// <summary>Condition that lets through the events that may say something.</summary>
    public const string InRest = "(contains(rest, '\"traits\"') OR contains(rest, '\"$set')) AND activity IS DISTINCT FROM 'group'";

    /// <summary>The attributes that may come of it; all of them say who somebody is.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_known.Select(one => one.Name)];

    /// <summary>What an event says, each attribute at most once; what is said nearest to the event counts.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(string rest)
    {
        using var json = JsonDocument.Parse(rest, new JsonDocumentOptions { MaxDepth = 128 });
        List<JsonElement> said = [];
        foreach (var path in s_places)
        {
            if (At(json.RootElement, path) is { ValueKind: JsonValueKind.Object } found)
            {
                said.Add(found);
            }
        }

        if (said.Count == 0)
        {
            return [];
        }

        List<(string, string)> values = [];
        foreach (var (name, traits) in s_known)
        {
            if (said.Select(one => Text(one, name, traits)).FirstOrDefault(value => value is not null) is { } value)
            {
                values.Add((name, value));
            }
        }

        return values;
    }

    static readonly string[][] s_places =
    [
        ["traits"], ["context", "traits"], ["$set"], ["properties", "$set"], ["$set_once"], ["properties", "$set_once"],
    ];

    static string? Text(JsonElement said, string name, string[] traits)
    {
        var values = traits.Select(trait => Word(said, trait));
        if (s_address.Contains(name) && At(said, ["address"]) is { ValueKind: JsonValueKind.Object } address)
        {
            values = values.Concat(traits.Select(trait => Word(address, trait)));
        }

        return values.FirstOrDefault(value => value is not null);
    }

    static string? Word(JsonElement said, string trait) => said.TryGetProperty(trait, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        ? (value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()).Trim() is { Length: > 0 and <= IdentityTables.LongestValue } text ? text : null
        : null;

    static JsonElement? At(JsonElement from, string[] path)
    {
        foreach (var name in path)
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
            {
                return null;
            }
        }

        return from;
    }
}
