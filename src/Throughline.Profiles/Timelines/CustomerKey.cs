using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Throughline.Profiles.Timelines;

/// <summary>
/// 64 bits that stand for one customer of one source in the index of timelines. They come from the words alone, so that the index does not
/// depend on the numbers that records have; who reads by them looks at the customer of each row as well.
/// </summary>
static class CustomerKey
{
    const int Small = 508;

    public static long Of(int sourceId, string customer)
    {
        var length = Encoding.UTF8.GetByteCount(customer);
        Span<byte> utf8 = length <= Small ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(customer, utf8);
        return Of(sourceId, utf8);
    }

    public static long Of(int sourceId, ReadOnlySpan<byte> customer)
    {
        Span<byte> input = customer.Length <= Small ? stackalloc byte[4 + customer.Length] : new byte[4 + customer.Length];
        BinaryPrimitives.WriteInt32LittleEndian(input, sourceId);
        customer.CopyTo(input[4..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        return BinaryPrimitives.ReadInt64LittleEndian(digest);
    }
}
