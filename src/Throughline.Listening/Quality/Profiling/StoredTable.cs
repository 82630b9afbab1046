using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Throughline.DuckDb;
using Throughline.Listening.Files;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>Signals of one source in the log as rows of a table, so that what looks at files looks at them too.</summary>
sealed class StoredTable : TableReader
{
    const int FirstCell = 5;

    readonly DuckReader _reader;
    readonly StoredNames _names;
    readonly CellBuffer _cells;
    readonly KeptCells _kept = new();
    readonly Dictionary<string, int> _namespaces = new(StringComparer.Ordinal);

    StoredTable(DuckReader reader, StoredNames names)
    {
        (_reader, _names, _cells) = (reader, names, new CellBuffer(names.Fields.Count));
        for (var i = 0; i < names.Fields.Count; i++)
        {
            var (use, name) = names.Fields[i];
            if (use == "identifier")
            {
                _namespaces[name] = i;
            }
            else if (use == "kept")
            {
                _kept.Ask(name, i);
            }
        }
    }

    /// <summary>Number of the signal.</summary>
    public long Seq { get; private set; }

    /// <summary>The import; 0 for what arrived by itself.</summary>
    public int ImportId { get; private set; }

    /// <summary>When it was received, UTC.</summary>
    public DateTime ReceivedAt { get; private set; }

    public override long BytesRead => 0;

    public override int Cells => Columns.Count;

    /// <summary>Opens a part of a source.</summary>
    /// <param name="log">The log.</param>
    /// <param name="sourceId">The source.</param>
    /// <param name="names">Its fields.</param>
    /// <param name="stretch">The stretch.</param>
    /// <param name="stride">1 for every row; else about one in so many, the same ones whenever they are asked for.</param>
    /// <param name="columns">Names of the cells as the asker knows them; null for the fields' own.</param>
    public static StoredTable Open(DuckConnection log, int sourceId, StoredNames names, LogStretch stretch, long stride, IReadOnlyList<string>? columns = null)
    {
        var reader = log.Query($"""
            SELECT {Selected(names)} FROM signal
            WHERE source_id = $source AND seq > $after AND seq <= $upto {(stride > 1 ? FormattableString.Invariant($"AND hash(id) % {stride} = 0") : "")}
            """, ("source", sourceId), ("after", stretch.After), ("upto", stretch.UpTo));
        return new StoredTable(reader, names) { Columns = columns ?? [.. names.Fields.Select(one => one.Name)] };
    }

    /// <summary>Opens the newest rows of a source, the newest first, without those of employees.</summary>
    public static StoredTable OpenNewest(DuckConnection log, int sourceId, StoredNames names, int most)
    {
        var reader = log.Query($"SELECT {Selected(names)} FROM signal WHERE source_id = $source AND kind <> 6 ORDER BY seq DESC LIMIT {most}", ("source", sourceId));
        return new StoredTable(reader, names) { Columns = [.. names.Fields.Select(one => one.Name)] };
    }

    public override ReadOnlySpan<byte> Cell(int column) => _cells[column];

    public override bool Read()
    {
        if (!_reader.Read())
        {
            return false;
        }

        Row++;
        _cells.Clear();
        (Seq, ImportId, ReceivedAt) = (_reader.GetInt64(0), _reader.GetInt32(1), _reader.GetDateTime(2));
        for (var i = 0; i < _names.Columns.Count; i++)
        {
            if (_names.Columns[i] is not null && !_reader.IsNull(FirstCell + i))
            {
                SetColumn(i);
            }
        }

        if (!_reader.IsNull(3))
        {
            SetIdentifiers(_reader.GetString(3));
        }

        if (!_reader.IsNull(4))
        {
            _kept.Read(_reader.GetUtf8(4), _cells);
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
        }
    }

    void SetColumn(int i)
    {
        switch (_names.Fields[i].Use)
        {
            case "score":
                Utf8Formatter.TryFormat(_reader.GetDouble(FirstCell + i), _cells.Room(32), out var written);
                _cells.Take(i, written);
                break;
            case "time":
                _reader.GetDateTime(FirstCell + i).TryFormat(_cells.Room(40), out written, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                _cells.Take(i, written);
                break;
            default:
                _cells.Set(i, _reader.GetUtf8(FirstCell + i));
                break;
        }
    }

    void SetIdentifiers(string text)
    {
        foreach (var one in text.StartsWith('[') ? JsonSerializer.Deserialize<string[]>(text) ?? [] : [text])
        {
            if (one.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && _namespaces.TryGetValue(one[..colon], out var place) && _cells[place].IsEmpty)
            {
                _cells.Take(place, Encoding.UTF8.GetBytes(one.AsSpan(colon + 1), _cells.Room(Encoding.UTF8.GetMaxByteCount(one.Length))));
            }
        }
    }

    static string Selected(StoredNames names) =>
        $"seq, import_id, received_at, {Inside(names, "identifier", "coalesce(identifiers, customer)")}, {Inside(names, "kept", "rest")}{string.Concat(names.Columns.Select(column => $", {column ?? "NULL"}"))}";

    static string Inside(StoredNames names, string use, string column) => names.Fields.Any(one => one.Use == use) ? column : "NULL";
}
