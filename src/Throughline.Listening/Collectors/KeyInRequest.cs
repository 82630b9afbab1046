using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Throughline.Listening.Collectors;

/// <summary>Where clients put their key, in the order in which it is looked for.</summary>
static class KeyInRequest
{
    /// <summary>Basic user name, then Bearer.</summary>
    public static string? OfHeader(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            var packed = authorization.AsSpan(6).Trim();
            Span<byte> bytes = stackalloc byte[512];
            if (packed.Length <= 640 && Convert.TryFromBase64Chars(packed, bytes, out var length))
            {
                var text = Encoding.UTF8.GetString(bytes[..length]);
                var colon = text.IndexOf(':', StringComparison.Ordinal);
                return colon < 0 ? text : text[..colon];
            }
        }

        return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..].Trim() : null;
    }

    /// <summary>In the query: <c>writeKey</c>, <c>api_key</c>, <c>token</c>, Snowplow's <c>aid</c>.</summary>
    public static string? OfQuery(HttpRequest request) =>
        OneOf(request.Query, "writeKey") ?? OneOf(request.Query, "api_key") ?? OneOf(request.Query, "token") ?? OneOf(request.Query, "aid");

    /// <summary>In the body.</summary>
    public static string? OfBody(ReadOnlySpan<byte> body, Member key) =>
        key.Type == JsonTokenType.String && key is { IsEscaped: false, Length: <= 128 } ? Encoding.UTF8.GetString(body.Slice(key.Start, key.Length)) : null;

    static string? OneOf(IQueryCollection query, string name) => query.TryGetValue(name, out var value) && value is [{ Length: > 0 } one, ..] ? one : null;
}
