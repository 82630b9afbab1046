using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Throughline.Listening.Files;

namespace Throughline.Listening.Mappings;

/// <summary>Writes small JSON objects from cells; one buffer, used again for every row.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The writer writes to memory only.")]
sealed class RestJson
{
    readonly ArrayBufferWriter<byte> _buffer = new(1024);
    readonly Utf8JsonWriter _json;
    bool _open;
    bool _aside;
    bool _received;

    public RestJson() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    public void Clear()
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        (_open, _aside, _received) = (false, false, false);
    }

    public void Add(JsonEncodedText name, ReadOnlySpan<byte> value)
    {
        Open();
        _json.WriteString(name, value);
    }

    public void Add(string name, string value)
    {
        Open();
        _json.WriteString(name, value);
    }

    /// <summary>A value under <c>set_aside</c>; no other value may follow.</summary>
    public void SetAside(JsonEncodedText name, ReadOnlySpan<byte> value)
    {
        Open();
        if (!_aside)
        {
            _json.WriteStartObject("set_aside"u8);
            _aside = true;
        }

        _json.WriteString(name, value);
    }

    /// <summary>A value under <c>as_received</c>, which a recipe changed; only such values may follow.</summary>
    public void AsReceived(JsonEncodedText name, ReadOnlySpan<byte> value)
    {
        Open();
        if (!_received)
        {
            if (_aside)
            {
                _json.WriteEndObject();
                _aside = false;
            }

            _json.WriteStartObject("as_received"u8);
            _received = true;
        }

        _json.WriteString(name, value);
    }

    /// <summary>The object; null when nothing was added.</summary>
    public string? Take()
    {
        if (!_open)
        {
            return null;
        }

        if (_aside || _received)
        {
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.Flush();
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    /// <summary>All cells of a row as one object, those beyond the columns as <c>extra_1</c> and so on.</summary>
    public string Raw(TableReader row)
    {
        Clear();
        Open();
        for (var i = 0; i < row.Cells; i++)
        {
            _json.WriteString(i < row.Columns.Count ? row.Columns[i] : $"extra_{i - row.Columns.Count + 1}", row.Cell(i));
        }

        foreach (var (name, value) in row.Extras)
        {
            _json.WriteString(name, value);
        }

        return Take()!;
    }

    void Open()
    {
        if (!_open)
        {
            _json.WriteStartObject();
            _open = true;
        }
    }
}
