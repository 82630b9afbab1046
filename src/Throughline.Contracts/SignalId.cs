using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Throughline.Contracts;

/// <summary>128-bit identity of a signal: the same (source, event id) always gives the same id.</summary>
/// <remarks>The first half of SHA-256. With ten thousand million signals the chance of any collision is about 1 in 10^19.</remarks>
public readonly record struct SignalId(Guid Value)
{
    /// <summary>Id of the event that a source names itself.</summary>
    public static SignalId OfEvent(int sourceId, string eventId) => Hash(sourceId, "e", eventId);

    /// <inheritdoc cref="OfEvent(int, string)"/>
    /// <param name="sourceId">The source.</param>
    /// <param name="eventId">The event's id in UTF-8.</param>
    public static SignalId OfEvent(int sourceId, ReadOnlySpan<byte> eventId) => Hash(sourceId, 'e', eventId);

    /// <summary>Id under which an event that cannot be kept is held, from the id that its source gave it.</summary>
    public static SignalId OfHeld(int sourceId, ReadOnlySpan<byte> eventId) => Hash(sourceId, 'h', eventId);

    /// <summary>Id of a row whose file has no ids: the file's digest and the row number, counted from 0.</summary>
    public static SignalId OfRow(int sourceId, string fileDigest, long row) =>
        Hash(sourceId, "r", string.Create(CultureInfo.InvariantCulture, $"{fileDigest}:{row}"));

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("N");

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is anything else.</summary>
    public static SignalId? Parse(string text) => Guid.TryParseExact(text, "N", out var id) ? new SignalId(id) : null;

    static SignalId Hash(int sourceId, string how, string name)
    {
        var length = Encoding.UTF8.GetMaxByteCount(name.Length);
        Span<byte> bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        return Hash(sourceId, how[0], bytes[..Encoding.UTF8.GetBytes(name, bytes)]);
    }

    static SignalId Hash(int sourceId, char how, ReadOnlySpan<byte> name)
    {
        Span<byte> input = name.Length <= 507 ? stackalloc byte[5 + name.Length] : new byte[5 + name.Length];
        BinaryPrimitives.WriteInt32LittleEndian(input, sourceId);
        input[4] = (byte)how;
        name.CopyTo(input[5..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        return new SignalId(new Guid(digest[..16], bigEndian: true));
    }
}
