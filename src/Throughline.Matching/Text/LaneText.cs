using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Throughline.Matching.Text;

/// <summary>
/// Up to 64 UTF-16 units of a text in vector lanes: asks at which of them a character stands, as one bit mask. What the bit-parallel
/// comparisons are made of; no table to fill or clear, nothing on the heap.
/// </summary>
readonly ref struct LaneText
{
    /// <summary>Longest text that is compared; what is beyond does not count.</summary>
    public const int Most = 64;

    const int Lane = 16;

    readonly Vector256<ushort> _first;
    readonly ReadOnlySpan<char> _text;

    public LaneText(ReadOnlySpan<char> text)
    {
        _text = text.Length > Most ? text[..Most] : text;
        _first = Load(_text);
    }

    public int Length => _text.Length;

    /// <summary>Bit i is set where unit i is <paramref name="c"/>.</summary>
    public ulong Where(char c)
    {
        var sought = Vector256.Create((ushort)c);
        ulong mask = Vector256.Equals(_first, sought).ExtractMostSignificantBits();
        if (_text.Length <= Lane)
        {
            return mask & Ones(_text.Length);
        }

        for (var at = Lane; at < _text.Length; at += Lane)
        {
            mask |= (ulong)Vector256.Equals(Load(_text[at..]), sought).ExtractMostSignificantBits() << at;
        }

        return mask & Ones(_text.Length);
    }

    /// <summary>The lowest <paramref name="count"/> bits, 0 to 64.</summary>
    public static ulong Ones(int count) => count >= 64 ? ulong.MaxValue : (1UL << count) - 1;

    static Vector256<ushort> Load(ReadOnlySpan<char> text)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text);
        if (units.Length >= Lane)
        {
            return Vector256.Create(units);
        }

        Span<ushort> padded = stackalloc ushort[Lane];
        padded.Clear();
        units.CopyTo(padded);
        return Vector256.Create<ushort>(padded);
    }
}
