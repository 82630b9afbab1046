using System.Text;
using System.Text.Unicode;
using Throughline.DuckDb.Native;

namespace Throughline.DuckDb;

/// <summary>Single cells of the chunk: what a span of raw values cannot hold.</summary>
public sealed unsafe partial class DuckAppender
{
    /// <summary>Sets a VARCHAR from UTF-8, copied; or an ENUM by its word.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8, or the ENUM has no such word.</exception>
    public void SetString(int column, int row, ReadOnlySpan<byte> utf8)
    {
        ref var known = ref At(column, row);
        if (known.Type == DuckType.Enum)
        {
            SetWord(ref known, row, Encoding.UTF8.GetString(utf8));
            return;
        }
        Demand(known, column, DuckType.Varchar);
        if (!Utf8.IsValid(utf8))
        {
            throw new ArgumentException($"Column {column}, row {row}: the bytes are not UTF-8.", nameof(utf8));
        }
        Assign(ref known, row, utf8);
    }

    /// <summary>Sets a VARCHAR, or an ENUM by its word; null is NULL. A half of a surrogate pair becomes
    /// U+FFFD.</summary>
    public void SetString(int column, int row, string? value)
    {
        if (value is null)
        {
            SetNull(column, row);
            return;
        }
        ref var known = ref At(column, row);
        if (known.Type == DuckType.Enum)
        {
            SetWord(ref known, row, value);
            return;
        }
        Demand(known, column, DuckType.Varchar);
        using var utf8 = new Utf8Text(value, stackalloc byte[Utf8Text.Stack]);
        Assign(ref known, row, utf8.Bytes);
    }

    /// <summary>Sets a BLOB, copied.</summary>
    public void SetBytes(int column, int row, ReadOnlySpan<byte> value)
    {
        ref var known = ref At(column, row);
        Demand(known, column, DuckType.Blob);
        Assign(ref known, row, value);
    }

    /// <summary>Sets a value to NULL. Setting text or bytes there again undoes it; writing to the span does
    /// not.</summary>
    public void SetNull(int column, int row)
    {
        ref var known = ref At(column, row);
        if (known.Validity is null)
        {
            NativeMethods.duckdb_vector_ensure_validity_writable(known.Vector);
            known.Validity = NativeMethods.duckdb_vector_get_validity(known.Vector);
        }
        known.Validity[row >> 6] &= ~(1UL << (row & 63));
    }

    ref AppendColumn At(int column, int row)
    {
        _ = _handle.Chunk;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Capacity, nameof(row));
        return ref _columns[column];
    }

    static void Demand(in AppendColumn known, int column, DuckType type)
    {
        if (known.Type != type)
        {
            throw new InvalidCastException($"Column {column} is {known.Type}, not {type}.");
        }
    }

    static void SetWord(ref AppendColumn known, int row, string word)
    {
        known.SetIndex(row, known.IndexOf(word));
        known.MarkValid(row);
    }

    static void Assign(ref AppendColumn known, int row, ReadOnlySpan<byte> bytes)
    {
        known.MarkValid(row);
        if (bytes.Length <= 12)
        {
            var slot = new Span<byte>(known.Values + (row * 16), 16);
            slot.Clear(); // the unused bytes of a short text take part in comparisons
            slot[0] = (byte)bytes.Length;
            bytes.CopyTo(slot[4..]);
            return;
        }
        fixed (byte* text = bytes)
        {
            NativeMethods.duckdb_unsafe_vector_assign_string_element_len(
                known.Vector, (ulong)row, text, (ulong)bytes.Length);
        }
    }
}
