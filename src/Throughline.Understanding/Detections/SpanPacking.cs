using Throughline.Language.Normal;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding.Detections;

/// <summary>
/// Places in a text as bytes: of each its start and its length in UTF-16 units, seven bits a byte, the least first, the eighth bit when more
/// bytes follow. The order is kept.
/// </summary>
static class SpanPacking
{
    const int MostBytes = 10; // of one place

    /// <summary>Writes a place behind others; where the next one goes.</summary>
    public static int Write(ref byte[] into, int at, SourceRange span)
    {
        if (at + MostBytes > into.Length)
        {
            Array.Resize(ref into, Math.Max(into.Length * 2, at + MostBytes));
        }

        at = Write(into, at, (uint)span.Start);
        return Write(into, at, (uint)(span.End - span.Start));
    }

    /// <summary>The places.</summary>
    public static IReadOnlyList<TextSpan> Read(ReadOnlySpan<byte> packed)
    {
        var spans = new List<TextSpan>();
        for (var at = 0; at < packed.Length;)
        {
            var start = Number(packed, ref at);
            spans.Add(new TextSpan(start, start + Number(packed, ref at)));
        }

        return spans;
    }

    static int Write(byte[] into, int at, uint number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            into[at++] = (byte)(number | 0x80);
        }

        into[at++] = (byte)number;
        return at;
    }

    static int Number(ReadOnlySpan<byte> packed, ref int at)
    {
        var (number, shift) = (0, 0);
        for (; at < packed.Length; shift += 7)
        {
            var next = packed[at++];
            number |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                break;
            }
        }

        return number;
    }
}
