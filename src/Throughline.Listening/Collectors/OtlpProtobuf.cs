using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Throughline.Listening.Collectors;

/// <summary>
/// Reads an ExportLogsServiceRequest of OpenTelemetry's protocol from protobuf and writes it as the protocol's JSON form, so that there is
/// one reader of log records. Fields that are not known here are kept as <c>field_N</c>.
/// </summary>
/// <remarks>Field numbers: opentelemetry-proto, logs/v1, common/v1 and resource/v1. Wire format: protobuf.dev, "Encoding".</remarks>
static class OtlpProtobuf
{
    // Deeper than an event may be, so that a record that is too deep is held as that, and its rest still is in what is held.
    const int MostDeep = 2 * IngestLimits.Depth;

    static readonly Message _any = new();
    static readonly Message _keyValue = new(new(1, "key", Form.Text), new(2, "value", Form.Message, _any));

    static readonly Message _record = new(
        new(1, "timeUnixNano", Form.Fixed), new(2, "severityNumber", Form.Integer), new(3, "severityText", Form.Text), new(5, "body", Form.Message, _any),
        new(6, "attributes", Form.Message, _keyValue, IsList: true), new(7, "droppedAttributesCount", Form.Integer), new(8, "flags", Form.Fixed),
        new(9, "traceId", Form.Hexadecimal), new(10, "spanId", Form.Hexadecimal), new(11, "observedTimeUnixNano", Form.Fixed), new(12, "eventName", Form.Text));

    static readonly Message _scope = new(
        new(1, "name", Form.Text), new(2, "version", Form.Text), new(3, "attributes", Form.Message, _keyValue, IsList: true), new(4, "droppedAttributesCount", Form.Integer));

    static readonly Message _request = new(new Field(1, "resourceLogs", Form.Message, new Message(
        new(1, "resource", Form.Message, new Message(new(1, "attributes", Form.Message, _keyValue, IsList: true), new(2, "droppedAttributesCount", Form.Integer))),
        new(2, "scopeLogs", Form.Message, new Message(
            new(1, "scope", Form.Message, _scope), new(2, "logRecords", Form.Message, _record, IsList: true), new(3, "schemaUrl", Form.Text)), IsList: true),
        new(3, "schemaUrl", Form.Text)), IsList: true));

    static OtlpProtobuf() => _any.Fields.AddRange(
    [
        new(1, "stringValue", Form.Text), new(2, "boolValue", Form.Truth), new(3, "intValue", Form.Integer64), new(4, "doubleValue", Form.Real),
        new(5, "arrayValue", Form.Message, new Message(new Field(1, "values", Form.Message, _any, IsList: true))),
        new(6, "kvlistValue", Form.Message, new Message(new Field(1, "values", Form.Message, _keyValue, IsList: true))), new(7, "bytesValue", Form.Bytes),
    ]);

    enum Form
    {
        Unknown, Text, Bytes, Hexadecimal, Truth, Integer, Integer64, Fixed, Real, Message,
    }

    /// <summary>The request as JSON; null when the bytes are no protobuf.</summary>
    public static byte[]? ToJson(ReadOnlySpan<byte> bytes)
    {
        var buffer = new ArrayBufferWriter<byte>(2 * bytes.Length + 64);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 4 * MostDeep });
        try
        {
            Write(json, bytes, _request, 0);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Fields may stand in any order and lists be strewn, so each field is written in a pass of its own.</summary>
    static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> bytes, Message message, int depth)
    {
        Span<bool> known = stackalloc bool[16];
        var others = false;
        for (var reader = new Wire(bytes); reader.Read();)
        {
            var field = message.Find(reader.Number);
            others |= field is null;
            known[field?.Number ?? 0] = true;
        }

        json.WriteStartObject();
        foreach (var field in message.Fields)
        {
            if (known[field.Number])
            {
                WriteField(json, bytes, field, depth);
            }
        }

        if (others)
        {
            WriteOthers(json, bytes, message);
        }

        json.WriteEndObject();
    }

    static void WriteField(Utf8JsonWriter json, ReadOnlySpan<byte> bytes, Field field, int depth)
    {
        json.WritePropertyName(field.Name);
        if (field.IsList)
        {
            json.WriteStartArray();
        }

        var last = new Wire(bytes);
        for (var reader = new Wire(bytes); reader.Read();)
        {
            if (reader.Number == field.Number)
            {
                last = reader;
                if (field.IsList)
                {
                    WriteValue(json, reader, field, depth);
                }
            }
        }

        if (field.IsList)
        {
            json.WriteEndArray();
        }
        else
        {
            WriteValue(json, last, field, depth);
        }
    }

    static void WriteValue(Utf8JsonWriter json, in Wire value, Field field, int depth)
    {
        switch (field.Form)
        {
            case Form.Message when value.IsBytes && depth < MostDeep:
                Write(json, value.Bytes, field.Message!, depth + 1);
                break;
            case Form.Text when value.IsBytes:
                json.WriteStringValue(Utf8.IsValid(value.Bytes) ? Encoding.UTF8.GetString(value.Bytes) : Encoding.Latin1.GetString(value.Bytes));
                break;
            case Form.Hexadecimal when value.IsBytes:
                json.WriteStringValue(Convert.ToHexStringLower(value.Bytes));
                break;
            case Form.Truth:
                json.WriteBooleanValue(value.Word != 0);
                break;
            case Form.Integer:
                json.WriteNumberValue((int)value.Word);
                break;
            case Form.Integer64:
                json.WriteStringValue(((long)value.Word).ToString(CultureInfo.InvariantCulture));
                break;
            case Form.Real:
                WriteReal(json, BitConverter.UInt64BitsToDouble(value.Word));
                break;
            case var _ when value.IsBytes:
                json.WriteBase64StringValue(value.Bytes);
                break;
            default:
                json.WriteStringValue(value.Word.ToString(CultureInfo.InvariantCulture));
                break;
        }
    }

    static void WriteReal(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    static void WriteOthers(Utf8JsonWriter json, ReadOnlySpan<byte> bytes, Message message)
    {
        for (var reader = new Wire(bytes); reader.Read();)
        {
            if (message.Find(reader.Number) is null)
            {
                json.WritePropertyName(string.Create(CultureInfo.InvariantCulture, $"field_{reader.Number}"));
                WriteValue(json, reader, new Field(reader.Number, "", Form.Unknown), 0);
            }
        }
    }

    sealed record Field(int Number, string Name, Form Form, Message? Message = null, bool IsList = false);

    sealed class Message(params IEnumerable<Field> fields)
    {
        public List<Field> Fields { get; } = [.. fields];

        public Field? Find(int number) => Fields.Find(one => one.Number == number);
    }

    /// <summary>Goes from field to field of one message.</summary>
    ref struct Wire(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> _rest = bytes;

        public int Number { get; private set; }

        public bool IsBytes { get; private set; }

        public ReadOnlySpan<byte> Bytes { get; private set; }

        public ulong Word { get; private set; }

        /// <exception cref="InvalidDataException">The bytes are no protobuf.</exception>
        public bool Read()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            var tag = Varint();
            Number = tag is >= 8 and < 1ul << 32 ? (int)(tag >> 3) : throw new InvalidDataException("A field has no number.");
            IsBytes = false;
            Bytes = default;
            Word = 0;
            switch (tag & 7)
            {
                case 0:
                    Word = Varint();
                    break;
                case 1:
                    Word = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                    break;
                case 2:
                    IsBytes = true;
                    Bytes = Take(Varint());
                    break;
                case 5:
                    Word = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                    break;
                default:
                    throw new InvalidDataException($"No field is of wire type {tag & 7}.");
            }

            return true;
        }

        ReadOnlySpan<byte> Take(ulong length)
        {
            if (length > (ulong)_rest.Length)
            {
                throw new InvalidDataException("A field ends behind the message.");
            }

            var taken = _rest[..(int)length];
            _rest = _rest[(int)length..];
            return taken;
        }

        ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var one = Take(1)[0];
                value |= (ulong)(one & 0x7f) << shift;
                if (one < 0x80)
                {
                    return value;
                }
            }

            throw new InvalidDataException("A number does not end.");
        }
    }
}
