using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Throughline.Listening.Collectors;

/// <summary>
/// What PostHog's older libraries send: a form, or a query, whose <c>data</c> is JSON, or JSON in base64, or packed JSON in base64.
/// </summary>
static class PostHogForm
{
    /// <summary>The JSON; the body itself when it is JSON already, null when <c>data</c> is nothing that can be read.</summary>
    public static RequestBody? Unwrap(HttpContext context, RequestBody body)
    {
        if (body.Length == 0 && context.Request.Query["data"] is [{ Length: > 0 } inQuery, ..])
        {
            return Unpack(inQuery.Replace(' ', '+'), null);
        }

        if (!body.Span.StartsWith("data="u8) && body.Span.IndexOf("&data="u8) is < 0 or > 256)
        {
            return body;
        }

        string? data = null, key = null;
        foreach (var field in Encoding.UTF8.GetString(body.Span).Split('&'))
        {
            var (name, value) = field.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (field[..at], field[(at + 1)..]) : (field, "");
            data = name == "data" ? value : data;
            key = name is "api_key" or "token" ? WebUtility.UrlDecode(value) : key;
        }

        // A plus is a blank in a form, and a digit in base64 that some libraries forget to escape.
        var text = Uri.UnescapeDataString(data ?? "");
        return Unpack(text.AsSpan().TrimStart() is ['{' or '[', ..] ? WebUtility.UrlDecode(data!) : text.Replace(' ', '+'), key);
    }

    static RequestBody? Unpack(string text, string? key)
    {
        byte[] json;
        if (text.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            json = Encoding.UTF8.GetBytes(text);
        }
        else
        {
            var packed = Encoding.UTF8.GetBytes(text);
            json = new byte[Base64.GetMaxDecodedFromUtf8Length(packed.Length)];
            if (Base64.DecodeFromUtf8(packed, json, out _, out var length) != OperationStatus.Done)
            {
                return null;
            }

            json = json[..length];
        }

        var body = RequestBody.OfPacked(json);
        return key is null || body.Span.IndexOfAnyExcept(" \t\r\n"u8) is var first && (first < 0 || body.Span[first] != (byte)'[')
            ? body
            : RequestBody.Of([.. "{\"api_key\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(key), .. ",\"batch\":"u8, .. body.Span, (byte)'}']);
    }
}
