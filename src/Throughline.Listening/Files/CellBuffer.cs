namespace Throughline.Listening.Files;

/// <summary>The cells of one row as UTF-8 in one growing buffer, used again for every row.</summary>
sealed class CellBuffer(int columns)
{
    readonly (int From, int Length)[] _cells = new (int, int)[columns];
    byte[] _bytes = new byte[4096];
    int _used;

    public ReadOnlySpan<byte> this[int column] => _bytes.AsSpan(_cells[column].From, _cells[column].Length);

    public void Clear()
    {
        _used = 0;
        Array.Clear(_cells);
    }

    public void Set(int column, ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length));
        Take(column, value.Length);
    }

    /// <summary>Free bytes to write the next cell into; then call <see cref="Take"/>.</summary>
    public Span<byte> Room(int length)
    {
        if (_bytes.Length - _used < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
        }

        return _bytes.AsSpan(_used);
    }

    public void Take(int column, int length)
    {
        _cells[column] = (_used, length);
        _used += length;
    }
}
