using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Throughline.Contracts;

namespace Throughline.Platform.Log;

/// <summary>64 bits over what a signal says, without the time of receipt: the same id with another hash is a conflict.</summary>
public static class ContentHash
{
    /// <summary>The hash; equal for equal content on every machine.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="timeIsKnown">False leaves the time out: it is only the time of receipt.</param>
    public static ulong Of(Signal signal, bool timeIsKnown)
    {
        using var hash = new Content();
        hash.Add((long)signal.Kind);
        hash.Add((long)signal.Mode);
        hash.Add(timeIsKnown ? signal.OccurredAt.Ticks : 0);
        hash.Add(signal.Touchpoint);
        hash.Add(signal.Channel);
        hash.Add(signal.Text);
        hash.Add(signal.Rest);
        foreach (var identifier in signal.Identifiers)
        {
            hash.Add(identifier.Namespace);
            hash.Add(identifier.Value);
        }

        foreach (var answer in signal.Answers)
        {
            hash.Add(answer.QuestionId);
            hash.Add(BitConverter.DoubleToInt64Bits(answer.Value));
        }

        foreach (var attribute in signal.Attributes)
        {
            hash.Add(attribute.AttributeId);
            hash.Add(attribute.Value);
        }

        return hash.Finish();
    }

    /// <summary>Collects the bytes of one signal; lengths are part of them, so that no two contents run together.</summary>
    sealed class Content : IDisposable
    {
        byte[] _bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(1024);
        int _length;

        public void Add(long number) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), number);

        public void Add(string? text)
        {
            if (text is null)
            {
                Add(-1);
                return;
            }

            var length = Encoding.UTF8.GetByteCount(text);
            Add(length);
            Encoding.UTF8.GetBytes(text, Room(length));
        }

        public ulong Finish()
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(_bytes.AsSpan(0, _length), digest);
            return BinaryPrimitives.ReadUInt64LittleEndian(digest);
        }

        public void Dispose() => System.Buffers.ArrayPool<byte>.Shared.Return(_bytes);

        Span<byte> Room(int bytes)
        {
            if (_length + bytes > _bytes.Length)
            {
                var larger = System.Buffers.ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + bytes));
                _bytes.AsSpan(0, _length).CopyTo(larger);
                System.Buffers.ArrayPool<byte>.Shared.Return(_bytes);
                _bytes = larger;
            }

            var room = _bytes.AsSpan(_length, bytes);
            _length += bytes;
            return room;
        }
    }
}
