using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Throughline.Contracts;

namespace Throughline.Platform.Log;

/// <summary>
/// 64 bits over what a signal says, without the time of receipt: the same id with another hash is a conflict. Not for secrets: it
/// mixes by folded 128-bit products (after Wang Yi's wyhash), so that one signal costs tens of nanoseconds and no allocation.
/// </summary>
public static class ContentHash
{
    /// <summary>The hash; equal for equal content on every little-endian machine.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="timeIsKnown">False leaves the time out: it is only the time of receipt.</param>
    public static ulong Of(Signal signal, bool timeIsKnown)
    {
        var hash = Mix((ulong)signal.Kind + 1, (ulong)signal.Mode + 1);
        hash = Mix(hash, timeIsKnown ? (ulong)signal.OccurredAt.Ticks : 0);
        hash = Text(hash, signal.Touchpoint);
        hash = Text(hash, signal.Channel);
        hash = Text(hash, signal.Text);
        hash = Text(hash, signal.Rest);
        hash = Mix(hash, (ulong)signal.Identifiers.Count);
        for (var i = 0; i < signal.Identifiers.Count; i++)
        {
            hash = Text(Text(hash, signal.Identifiers[i].Namespace), signal.Identifiers[i].Value);
        }

        hash = Mix(hash, (ulong)signal.Answers.Count);
        for (var i = 0; i < signal.Answers.Count; i++)
        {
            hash = Mix(Mix(hash, (ulong)signal.Answers[i].QuestionId), BitConverter.DoubleToUInt64Bits(signal.Answers[i].Value));
        }

        hash = Mix(hash, (ulong)signal.Attributes.Count);
        for (var i = 0; i < signal.Attributes.Count; i++)
        {
            hash = Text(Mix(hash, (ulong)signal.Attributes[i].AttributeId), signal.Attributes[i].Value);
        }

        // Only where there is one: what has none keeps the hash that it always had.
        return signal.Activity is null ? hash : Text(hash, signal.Activity);
    }

    /// <summary>The length is part of it, and "nothing" differs from "empty", so that no two contents run together.</summary>
    static ulong Text(ulong hash, string? text)
    {
        if (text is null)
        {
            return Mix(hash, ulong.MaxValue);
        }

        hash = Mix(hash, (ulong)text.Length);
        var words = MemoryMarshal.Cast<char, ulong>(text.AsSpan());
        foreach (var word in words)
        {
            hash = Mix(hash, word);
        }

        ulong rest = 0;
        foreach (var character in text.AsSpan(words.Length * 4))
        {
            rest = (rest << 16) | character;
        }

        return Mix(hash, rest);
    }

    /// <summary>Hash of bytes; the length is part of it. Sixteen bytes a step, the last of them read once more where they do not fill it.</summary>
    public static ulong OfBytes(ReadOnlySpan<byte> bytes)
    {
        var hash = 0x9e3779b97f4a7c15ul ^ (ulong)bytes.Length;
        var rest = bytes;
        while (rest.Length > 16)
        {
            hash = Mix(hash ^ Word(rest), Word(rest[8..]));
            rest = rest[16..];
        }

        var (first, last) = bytes.Length switch
        {
            0 => (0ul, 0ul),
            < 4 => ((ulong)bytes[0], ((ulong)bytes[bytes.Length / 2] << 8) | bytes[^1]),
            < 8 => ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..])),
            < 16 => (Word(bytes), Word(bytes[^8..])),
            _ => (Word(bytes[^16..]), Word(bytes[^8..])),
        };
        return Mix(hash ^ first, last);
    }

    static ulong Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    /// <summary>Takes a word into a hash.</summary>
    public static ulong Mix(ulong hash, ulong word)
    {
        var high = Math.BigMul(hash ^ 0xa0761d6478bd642ful, word ^ 0xe7037ed1a0b428dbul, out var low);
        return high ^ low ^ hash;
    }
}
