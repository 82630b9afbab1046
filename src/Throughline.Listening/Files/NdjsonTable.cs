using System.Text;
using System.Text.Json;

namespace Throughline.Listening.Files;

/// <summary>One JSON object a line. Nested objects become names with dots; arrays stay JSON; null is an empty cell.</summary>
sealed class NdjsonTable : TableReader
{
    static readonly JsonReaderOptions Options = new() { MaxDepth = 32, CommentHandling = JsonCommentHandling.Skip };

    readonly Utf8Lines _lines;
    readonly Stream _file;
    readonly Dictionary<string, int> _columns;
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    readonly CellBuffer _cells;
    readonly List<KeyValuePair<string, string>> _extras = [];
    readonly StringBuilder _path = new();
    byte[] _scratch = new byte[256];

    public NdjsonTable(Utf8Input input, Stream file, IReadOnlyList<string> columns)
    {
        (_lines, _file) = (new Utf8Lines(input), file);
        _columns = columns.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        _lookup = _columns.GetAlternateLookup<ReadOnlySpan<char>>();
        _cells = new CellBuffer(columns.Count);
    }

    public override long BytesRead => _file.Position;

    public override int Cells => Columns.Count;

    public override (long Start, int Length)? Place => (_lines.Start, _lines.Current.Length);

    public override IReadOnlyList<KeyValuePair<string, string>> Extras => _extras;

    public override ReadOnlySpan<byte> Cell(int column) => _cells[column];

    public override bool Read()
    {
        try
        {
            while (Problem is null && _lines.Next())
            {
                var line = _lines.Current.Trim(" \t\r"u8);
                if (line.IsEmpty)
                {
                    continue;
                }

                Row++;
                Line = _lines.Number;
                ReadLine(line);
                if (Fault is not null && _lines.CutAtEnd && line[0] == '{')
                {
                    Problem = FileProblems.CutFile($"the last line ({Line}) stops inside its JSON object", Row);
                    return false;
                }

                return true;
            }
        }
        catch (FileProblemException found)
        {
            Problem = found.Problem with { Row = Row + 1, Line = _lines.Number + 1 };
        }

        return false;
    }

    /// <summary>Names of the columns of one line in order, as <see cref="Read"/> would name them; null for a line that is no object.</summary>
    public static IReadOnlyList<string>? NamesOf(ReadOnlySpan<byte> line)
    {
        using var probe = new NdjsonTable(new Utf8Input(Stream.Null, Stream.Null, TextEncoding.Utf8), Stream.Null, []) { Columns = [] };
        probe.ReadLine(line);
        return probe.Fault is null ? probe._extras.ConvertAll(extra => extra.Key) : null;
    }

    void ReadLine(ReadOnlySpan<byte> line)
    {
        _cells.Clear();
        _extras.Clear();
        _path.Clear();
        Fault = null;
        try
        {
            var json = new Utf8JsonReader(line, Options);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                Fault = Quarantine.QuarantineReasons.NotJson;
                return;
            }

            ReadObject(ref json, line, 1);
            Fault = json.Read() ? Quarantine.QuarantineReasons.NotJson : null;
        }
        catch (JsonException)
        {
            Fault = Quarantine.QuarantineReasons.NotJson;
        }
        catch (InvalidOperationException)
        {
            // A string with half a surrogate pair is JSON but no text.
            Fault = Quarantine.QuarantineReasons.NotJson;
        }
    }

    void ReadObject(ref Utf8JsonReader json, ReadOnlySpan<byte> line, int depth)
    {
        var prefix = _path.Length;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            _path.Length = prefix;
            _path.Append(json.GetString());
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject)
            {
                _path.Append('.');
                ReadObject(ref json, line, depth + 1);
            }
            else
            {
                Value(ref json, line);
            }
        }

        _path.Length = prefix;
    }

    void Value(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> value;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                value = [];
                break;
            case JsonTokenType.StartArray:
                var from = (int)json.TokenStartIndex;
                json.Skip();
                value = line[from..(int)json.BytesConsumed];
                break;
            case JsonTokenType.String when json.ValueIsEscaped:
                if (_scratch.Length < json.ValueSpan.Length)
                {
                    _scratch = new byte[json.ValueSpan.Length * 2];
                }

                value = _scratch.AsSpan(0, json.CopyString(_scratch));
                break;
            default:
                value = json.ValueSpan;
                break;
        }

        if (Column() is { } column)
        {
            _cells.Set(column, value);
        }
        else
        {
            _extras.Add(new(_path.ToString(), Encoding.UTF8.GetString(value)));
        }
    }

    int? Column()
    {
        // Most names are short and in one piece, so that nothing is allocated for them.
        foreach (var chunk in _path.GetChunks())
        {
            if (chunk.Length == _path.Length)
            {
                return _lookup.TryGetValue(chunk.Span, out var found) ? found : null;
            }
        }

        return _columns.TryGetValue(_path.ToString(), out var column) ? column : null;
    }

    protected override void Dispose(bool disposing) => _lines.Dispose();
}
