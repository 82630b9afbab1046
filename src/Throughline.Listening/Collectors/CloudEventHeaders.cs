using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Throughline.Listening.Collectors;

/// <summary>
/// The binary mode of CloudEvents: what an event says about itself stands in <c>ce-</c> headers, percent-encoded, and the body is its
/// data. Becomes the same JSON as the structured mode has.
/// </summary>
static class CloudEventHeaders
{
    /// <summary>The event as JSON; the body itself in the other modes.</summary>
    public static RequestBody Unwrap(HttpContext context, RequestBody body)
    {
        var headers = context.Request.Headers;
        var type = context.Request.ContentType;
        if (!headers.Keys.Any(IsAttribute) || type?.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase) == true)
        {
            return body;
        }

        var buffer = new ArrayBufferWriter<byte>(body.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var (name, value) in headers.Where(one => IsAttribute(one.Key)))
            {
                json.WriteString(name[3..].ToLowerInvariant(), Read(value.ToString()));
            }

            if (type is not null)
            {
                json.WriteString("datacontenttype", type);
            }

            WriteData(json, body.Span);
            json.WriteEndObject();
        }

        return RequestBody.Of(buffer.WrittenSpan.ToArray());
    }

    static bool IsAttribute(string header) => header.StartsWith("ce-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Percent-encoded UTF-8; a percent sign that begins no such thing stands for itself.</summary>
    static string Read(string value) => value.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(value) : value;

    static void WriteData(Utf8JsonWriter json, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }

        if (IsJson(data))
        {
            json.WritePropertyName("data");
            json.WriteRawValue(data, skipInputValidation: true);
        }
        else if (Utf8.IsValid(data))
        {
            json.WriteString("data", Encoding.UTF8.GetString(data));
        }
        else
        {
            json.WriteBase64String("data_base64", data);
        }
    }

    static bool IsJson(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
