using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Throughline.Server.Hosting;

/// <summary>
/// Says of a request that could not be read what is wrong with it, in words of the one who sent it. The framework's own words name its types and
/// are of no use to them.
/// </summary>
static partial class RequestWords
{
    /// <summary>Where it is wrong, empty where no place can be named, and what.</summary>
    public static (string Field, string Detail) Of(BadHttpRequestException request) => request switch
    {
        { InnerException: JsonException json } => Of(json),
        { StatusCode: 415 } => ("", "Send the body as JSON, with the header Content-Type: application/json."),
        { StatusCode: 413 } => ("", "The body is larger than this address takes."),
        { StatusCode: 408 } => ("", "The body came too slowly. Send it again."),
        _ when Unread().Match(request.Message) is { Success: true } match => (match.Groups["name"].Value, $"{match.Groups["name"].Value}: give {Wanted(match.Groups["type"].Value)}."),
        _ when Missing().Match(request.Message) is { Success: true } match => match.Groups["where"].Value == "body"
            ? ("", "Send a body in JSON.")
            : (match.Groups["name"].Value, $"{match.Groups["name"].Value} is missing in the address."),
        _ => ("", "The request breaks off or is not written as HTTP wants it."),
    };

    static (string, string) Of(JsonException json)
    {
        if (json.GetType() != typeof(JsonException))
        {
            // The reader's own kind: these bytes are no JSON, and so nothing of them is named.
            return ("", string.Create(CultureInfo.InvariantCulture, $"The body is no JSON: see line {(json.LineNumber ?? 0) + 1}, byte {(json.BytePositionInLine ?? 0) + 1}."));
        }

        var field = (json.Path ?? "").TrimStart('$').TrimStart('.');
        var place = field.Length == 0 ? "The body" : field;
        return Lacking().Match(json.Message) is { Success: true } lacking ? (field, $"{place} lacks {Names(lacking.Groups["names"].Value)}.")
            : json.Message.Contains("could not be mapped", StringComparison.Ordinal) ? (field, $"{place} is no name that is known here.")
            : (field, $"{place} holds another kind of value than is asked for here; /api/openapi.json tells which.");
    }

    static string Names(string listed) => string.Join(", ", Quoted().Matches(listed).Select(match => match.Groups[1].Value));

    static string Wanted(string type) => type.TrimEnd('?') switch
    {
        "int" or "long" or "short" or "Int32" or "Int64" => "a whole number",
        "double" or "float" or "decimal" or "Double" => "a number",
        "bool" or "Boolean" => "true or false",
        "DateOnly" => "a day, as 2026-11-22",
        "DateTime" or "DateTimeOffset" => "a time, as 2026-11-22T09:30:00Z",
        "Guid" => "an id as it was listed",
        _ => "one of the values that are known here",
    };

    [GeneratedRegex("""^Failed to bind parameter "(?:Nullable<)?(?<type>[^" >]+)>? (?<name>\w+)" """)]
    private static partial Regex Unread();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided from (?<where>body|.*)\.$""")]
    private static partial Regex Missing();

    [GeneratedRegex("including: (?<names>.+)$")]
    private static partial Regex Lacking();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
