using Throughline.DuckDb.Native;

namespace Throughline.DuckDb;

/// <summary>A column of the chunk that an appender fills: what it is, and where its values lie now.</summary>
internal unsafe struct AppendColumn
{
    internal DuckType Type;
    internal int Width;
    internal nint Vector;
    internal byte* Values;
    internal ulong* Validity;
    string _name;
    string[]? _words;
    Dictionary<string, int>? _indexes;

    internal static AppendColumn Of(nint logicalType, string name)
    {
        var type = (DuckType)NativeMethods.duckdb_get_type_id(logicalType);
        var isEnum = type == DuckType.Enum;
        var width = isEnum ? ((DuckType)NativeMethods.duckdb_enum_internal_type(logicalType)).Width() : type.Width();
        return type is DuckType.List or DuckType.Map or DuckType.Bit or DuckType.Decimal || width == 0
            ? throw new NotSupportedException($"Column {name} is {type}, which the appender does not write.")
            : new AppendColumn
            {
                Type = type,
                Width = width,
                _name = name,
                _words = isEnum ? EnumWords.Of(logicalType) : null,
            };
    }

    internal readonly void MarkValid(int row)
    {
        if (Validity is not null)
        {
            Validity[row >> 6] |= 1UL << (row & 63);
        }
    }

    internal int IndexOf(string word)
    {
        if (_indexes is null)
        {
            _indexes = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var index = 0; index < _words!.Length; index++)
            {
                _indexes[_words[index]] = index;
            }
        }
        return _indexes.TryGetValue(word, out var found)
            ? found
            : throw new ArgumentException($"Column {_name}: the ENUM has no word '{word}'.", nameof(word));
    }

    internal readonly void SetIndex(int row, int index)
    {
        switch (Width)
        {
            case 1: Values[row] = (byte)index; break;
            case 2: ((ushort*)Values)[row] = (ushort)index; break;
            default: ((int*)Values)[row] = index; break;
        }
    }

    /// <summary>An index without a word would be read beyond the dictionary later, in another query.</summary>
    internal readonly void RefuseUnknownWords(int rows)
    {
        if (_words is null)
        {
            return;
        }
        uint most = 0;
        for (var row = 0; row < rows; row++)
        {
            var index = Width switch { 1 => Values[row], 2 => ((ushort*)Values)[row], _ => ((uint*)Values)[row] };
            most = Math.Max(most, index);
        }
        if (most >= _words.Length && rows > 0)
        {
            throw new ArgumentException($"Column {_name}: the ENUM has {_words.Length} words; index {most} has none.");
        }
    }
}
