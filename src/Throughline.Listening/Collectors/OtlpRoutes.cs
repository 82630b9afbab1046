using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>OpenTelemetry's exporters of logs: JSON or protobuf, told by the bytes and answered in kind.</summary>
static class OtlpRoutes
{
    static readonly object _isProtobuf = new();

    public static void Map(IEndpointRouteBuilder root) => root.Collect(new IngestFormat
    {
        Name = "otlp",
        MayBeEmpty = true,
        Unwrap = Unwrap,
        Read = (sink, body, _, _) => new OtlpLogs(sink).TakeAll(body.Span),
        Again = (sink, body, _, _) => new OtlpLogs(sink).TakeAgain(body.Span),
        AnswerAsync = (context, arrival) => context.Items.ContainsKey(_isProtobuf) ? AnswerProtobufAsync(context, arrival) : IngestAnswer.WriteAsync(context, arrival, partial: true),
    }, "/v1/logs");

    static RequestBody? Unwrap(HttpContext context, RequestBody body)
    {
        var label = context.Request.ContentType ?? "";
        var first = body.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (first >= 0 ? body.Span[first] == (byte)'{' && (first == 0 || !IsProtobuf(label)) : !IsProtobuf(label))
        {
            return body; // a line break is the first byte of protobuf too, but then a brace does not follow by chance under the label of JSON
        }

        context.Items[_isProtobuf] = true;
        return OtlpProtobuf.ToJson(body.Span) is { } json ? RequestBody.Of(json) : null;
    }

    static bool IsProtobuf(string label) => label.Contains("protobuf", StringComparison.OrdinalIgnoreCase);

    /// <summary>ExportLogsServiceResponse: partial_success = 1, in it rejected_log_records = 1 and error_message = 2.</summary>
    static Task AnswerProtobufAsync(HttpContext context, Arrival arrival)
    {
        var inner = new ArrayBufferWriter<byte>(128);
        if (IngestAnswer.Held(arrival) is > 0 and var held)
        {
            inner.Write<byte>([0x08]);
            WriteVarint(inner, (ulong)held);
            var message = Encoding.UTF8.GetBytes(IngestAnswer.PartialMessage(held));
            inner.Write<byte>([0x12]);
            WriteVarint(inner, (ulong)message.Length);
            inner.Write(message);
        }

        var whole = new ArrayBufferWriter<byte>(inner.WrittenCount + 8);
        whole.Write<byte>([0x0a]);
        WriteVarint(whole, (ulong)inner.WrittenCount);
        whole.Write(inner.WrittenSpan);
        context.Response.ContentType = "application/x-protobuf";
        context.Response.ContentLength = whole.WrittenCount;
        return context.Response.Body.WriteAsync(whole.WrittenMemory).AsTask();
    }

    static void WriteVarint(ArrayBufferWriter<byte> buffer, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            buffer.Write<byte>([(byte)(value | 0x80)]);
        }

        buffer.Write<byte>([(byte)value]);
    }
}
