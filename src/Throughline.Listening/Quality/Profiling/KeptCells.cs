using System.Text;
using System.Text.Json;
using Throughline.Listening.Files;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>Takes named values out of an object as it was received, one level deep by dots: <c>properties.plan</c>.</summary>
sealed class KeptCells
{
    readonly Dictionary<ulong, int> _places = [];
    readonly HashSet<ulong> _objects = [];

    /// <summary>True when no name is asked for.</summary>
    public bool IsEmpty => _places.Count == 0;

    /// <summary>Asks for a name.</summary>
    public void Ask(string name, int place)
    {
        _places[HashOf(name)] = place;
        if (name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            _objects.Add(HashOf(name[..dot]));
            _places[ContentHash.Mix(HashOf(name[..dot]), HashOf(name[(dot + 1)..]))] = place;
        }
    }

    /// <summary>Reads an object.</summary>
    public void Read(ReadOnlySpan<byte> json, CellBuffer cells)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        ulong outer = 0, name = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when reader.CurrentDepth == 1:
                    (name, outer) = (HashOf(ref reader), 0);
                    break;
                case JsonTokenType.PropertyName:
                    name = ContentHash.Mix(outer, HashOf(ref reader));
                    break;
                case JsonTokenType.StartObject when reader.CurrentDepth == 1 && _objects.Contains(name):
                    outer = name;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth > 0:
                    reader.Skip();
                    break;
                case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when _places.TryGetValue(name, out var place):
                    Set(place, ref reader, cells);
                    break;
            }
        }
    }

    static void Set(int place, ref Utf8JsonReader reader, CellBuffer cells)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped)
        {
            try
            {
                cells.Take(place, reader.CopyString(cells.Room(reader.ValueSpan.Length)));
                return;
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair: as it is written.
            }
        }

        cells.Set(place, reader.ValueSpan);
    }

    static ulong HashOf(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? HashOf(Unescaped(ref reader)) : ContentHash.OfBytes(reader.ValueSpan);

    static string Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    static ulong HashOf(string name) => ContentHash.OfBytes(Encoding.UTF8.GetBytes(name));
}
