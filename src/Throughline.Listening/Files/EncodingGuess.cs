using System.Text;
using System.Text.Unicode;

namespace Throughline.Listening.Files;

/// <summary>Tells the encoding of a text from samples of its bytes.</summary>
/// <remarks>
/// In this order: a byte order mark; the pattern of zero bytes (UTF-16); UTF-8 when every sample is valid; then whichever
/// of Windows-1256, GB18030 and Windows-1252 gives the most plausible letters (<see cref="ScriptPlausibility"/>).
/// A sample can mislead, so the reader checks every byte again while it reads.
/// </remarks>
static class EncodingGuess
{
    /// <summary>The guess; null when the bytes are no text at all.</summary>
    /// <param name="head">Start of the file.</param>
    /// <param name="slices">Pieces from further on, each cut anywhere; even offsets.</param>
    public static TextEncoding? Of(ReadOnlySpan<byte> head, IReadOnlyList<byte[]> slices)
    {
        if (head.StartsWith("\uFEFF"u8))
        {
            return TextEncoding.Utf8;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return TextEncoding.Utf16Le;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return TextEncoding.Utf16Be;
        }

        if (Utf16(head) is { } wide)
        {
            return wide;
        }

        if (head.Contains((byte)0) || Controls(head) * 50 > head.Length)
        {
            return null;
        }

        var samples = new List<byte[]> { Lines(head, fromStart: true).ToArray() };
        samples.AddRange(slices.Select(slice => Lines(slice, fromStart: false).ToArray()));
        return samples.TrueForAll(sample => Utf8.IsValid(sample)) ? TextEncoding.Utf8
            : MostlyUtf8(samples) ? TextEncoding.Utf8
            : ScriptPlausibility.Best(samples);
    }

    /// <summary>UTF-8 with a damaged spot: the reader will name the byte and the row, which helps more than another guess.</summary>
    static bool MostlyUtf8(List<byte[]> samples)
    {
        long sequences = 0, broken = 0;
        foreach (var sample in samples)
        {
            ReadOnlySpan<byte> rest = sample;
            while (!rest.IsEmpty)
            {
                var ascii = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
                if (ascii < 0)
                {
                    break;
                }

                rest = rest[ascii..];
                var valid = Rune.DecodeFromUtf8(rest, out _, out var length) == System.Buffers.OperationStatus.Done;
                sequences++;
                broken += valid ? 0 : 1;
                rest = rest[length..];
            }
        }

        return sequences - broken >= 4 && broken * 20 <= sequences;
    }

    static TextEncoding? Utf16(ReadOnlySpan<byte> head)
    {
        var pairs = Math.Min(head.Length, 64 * 1024) / 2;
        int low = 0, high = 0;
        for (var i = 0; i < pairs; i++)
        {
            // A line feed or an ASCII separator is the surest sign in any script.
            low += head[(2 * i) + 1] == 0 && head[2 * i] is >= 9 and < 0x7F ? 1 : 0;
            high += head[2 * i] == 0 && head[(2 * i) + 1] is >= 9 and < 0x7F ? 1 : 0;
        }

        if (pairs < 2 || Math.Max(low, high) * 50 < pairs || Math.Min(low, high) * 20 > Math.Max(low, high))
        {
            return null;
        }

        var guess = low > high ? TextEncoding.Utf16Le : TextEncoding.Utf16Be;
        var codec = (Encoding)guess.Codec().Clone();
        codec.DecoderFallback = DecoderFallback.ExceptionFallback;
        try
        {
            codec.GetDecoder().GetCharCount(head[..(pairs * 2)], flush: false);
            return guess;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    static int Controls(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var value in bytes)
        {
            count += value < 0x20 && value is not (9 or 10 or 13 or 0x1B or 0x1A or 12) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The whole lines within a piece, so that no character is cut.</summary>
    static ReadOnlySpan<byte> Lines(ReadOnlySpan<byte> piece, bool fromStart)
    {
        var from = fromStart ? 0 : piece.IndexOf((byte)'\n') + 1;
        var to = piece.LastIndexOf((byte)'\n') + 1;
        if (to > from)
        {
            return piece[from..to];
        }

        // One line without an end: leave out what may be cut.
        var end = piece.Length;
        while (end > 0 && end > piece.Length - 4 && piece[end - 1] >= 0x80)
        {
            end--;
        }

        return fromStart ? piece[..end] : [];
    }
}
