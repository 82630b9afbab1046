using System.Text;

namespace Throughline.Matching.Records;

/// <summary>
/// The distinct cells of one column as they were written, in UTF-8, each kept once. A cell is a number from 1 in order of first sight; 0
/// is the empty cell. An open-addressed table over one byte buffer: a million cells cost their bytes and twelve more.
/// </summary>
sealed class RawValues
{
    byte[] _bytes = new byte[1 << 12];
    int[] _ends = new int[1 << 8]; // end of value i in the buffer; value 0 is empty
    int[] _table = new int[1 << 9];
    uint[] _hashes = new uint[1 << 8];

    /// <summary>Number of distinct values, the empty one not counted.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int id] => _bytes.AsSpan(_ends[id - 1].._ends[id]);

    public int Add(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return 0;
        }

        var hash = Hash(value);
        var mask = _table.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var id = _table[slot];
            if (id == 0)
            {
                return Append(value, hash, slot);
            }

            if (_hashes[id] == hash && this[id].SequenceEqual(value))
            {
                return id;
            }
        }
    }

    /// <summary>A value as text.</summary>
    public string Text(int id) => Encoding.UTF8.GetString(this[id]);

    int Append(ReadOnlySpan<byte> value, uint hash, int slot)
    {
        var id = ++Count;
        if (id >= _ends.Length)
        {
            Array.Resize(ref _ends, _ends.Length * 2);
            Array.Resize(ref _hashes, _ends.Length);
        }

        var start = _ends[id - 1];
        if (_bytes.Length - start < value.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length + (_bytes.Length / 2), checked(start + value.Length)));
        }

        value.CopyTo(_bytes.AsSpan(start));
        _ends[id] = start + value.Length;
        _hashes[id] = hash;
        _table[slot] = id;
        if (Count * 2 > _table.Length)
        {
            Grow();
        }

        return id;
    }

    void Grow()
    {
        _table = new int[_table.Length * 2];
        var mask = _table.Length - 1;
        for (var id = 1; id <= Count; id++)
        {
            var slot = (int)_hashes[id] & mask;
            while (_table[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _table[slot] = id;
        }
    }

    static uint Hash(ReadOnlySpan<byte> value)
    {
        var hash = 0x9E3779B97F4A7C15UL ^ (ulong)value.Length;
        while (value.Length >= 8)
        {
            hash = Mix(hash ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(value));
            value = value[8..];
        }

        ulong rest = 0;
        foreach (var b in value)
        {
            rest = (rest << 8) | b;
        }

        return (uint)(Mix(hash ^ rest) >> 32);
    }

    static ulong Mix(ulong x)
    {
        x *= 0xBF58476D1CE4E5B9UL;
        x ^= x >> 29;
        return x * 0x94D049BB133111EBUL;
    }
}
