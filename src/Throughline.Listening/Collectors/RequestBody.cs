using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Throughline.Listening.Collectors;

/// <summary>
/// The bytes of a request, inflated. Told by the bytes, never by the content type: libraries send gzip under the label of a form and
/// JSON under the label of plain text.
/// </summary>
sealed class RequestBody
{
    /// <summary>Bytes that are made ready for a body before it comes: what is only announced takes no memory.</summary>
    const int AtOnce = 128 << 10;

    /// <summary>Bytes that a packed body may take before it is known how large it is.</summary>
    const int InflatedAtOnce = 1 << 20;

    RequestBody(byte[] bytes, int length, bool cut, bool rented = false) => (Bytes, Length, IsCut, IsRented) = (bytes, length, cut, rented);

    /// <summary>The bytes; what lies beyond <see cref="Length"/> is free.</summary>
    public byte[] Bytes { get; }

    /// <summary>Bytes of the body.</summary>
    public int Length { get; }

    /// <summary>True when it was packed and ends before its end, or is damaged: what could be unpacked is here.</summary>
    public bool IsCut { get; }

    /// <summary>True when the bytes are of the shared pool.</summary>
    public bool IsRented { get; }

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Span => Bytes.AsSpan(0, Length);

    /// <summary>Reads it.</summary>
    /// <exception cref="TooLargeException">It is larger than a limit, as sent or inflated.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > IngestLimits.Body)
        {
            throw new TooLargeException("body", IngestLimits.Body);
        }

        var (bytes, length) = await ReadWireAsync(request.BodyReader, request.ContentLength, cancellation);
        if (Packing(bytes.AsSpan(0, length), request) is not { } packing)
        {
            return new RequestBody(bytes, length, cut: false, rented: true);
        }

        try
        {
            return Inflate(bytes, length, packing);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>For bytes that are at hand.</summary>
    public static RequestBody Of(byte[] bytes) => new(bytes, bytes.Length, cut: false);

    /// <summary>For bytes that are at hand and may be packed with gzip.</summary>
    /// <exception cref="TooLargeException">They are larger than a limit when inflated.</exception>
    public static RequestBody OfPacked(byte[] bytes) =>
        bytes is [0x1f, 0x8b, ..] ? Inflate(bytes, bytes.Length, packed => new GZipStream(packed, CompressionMode.Decompress)) : Of(bytes);

    static async Task<(byte[] Bytes, int Length)> ReadWireAsync(PipeReader reader, long? announced, CancellationToken cancellation)
    {
        // Half as much again, for what readers write behind the body.
        var bytes = ArrayPool<byte>.Shared.Rent(((int)Math.Min(announced ?? 16 << 10, AtOnce) * 3 / 2) + 256);
        var length = 0;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var more = (int)Math.Min(read.Buffer.Length, IngestLimits.Body + 1);
            if (length + more > IngestLimits.Body)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw new TooLargeException("body", IngestLimits.Body);
            }

            if (length + more > bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(Math.Min(4L * bytes.Length, ((announced ?? IngestLimits.Body) * 3 / 2) + 256), length + more));
                bytes.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = larger;
            }

            read.Buffer.CopyTo(bytes.AsSpan(length));
            length += more;
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return (bytes, length);
            }
        }
    }

    static Func<Stream, Stream>? Packing(ReadOnlySpan<byte> bytes, HttpRequest request)
    {
        if (bytes is [0x1f, 0x8b, ..])
        {
            return packed => new GZipStream(packed, CompressionMode.Decompress);
        }

        var label = request.Headers.ContentEncoding.ToString();
        if (label.Contains("br", StringComparison.OrdinalIgnoreCase) && bytes is not ([(byte)'{' or (byte)'[', ..] or []))
        {
            return packed => new BrotliStream(packed, CompressionMode.Decompress);
        }

        // zlib: the first byte names the method, both together are a multiple of 31 (RFC 1950).
        if (bytes is [0x78, var second, ..] && ((0x78 << 8) | second) % 31 == 0)
        {
            return packed => new ZLibStream(packed, CompressionMode.Decompress);
        }

        return label.Contains("deflate", StringComparison.OrdinalIgnoreCase) && bytes is not ([(byte)'{' or (byte)'[', ..] or [])
            ? packed => new DeflateStream(packed, CompressionMode.Decompress)
            : null;
    }

    static RequestBody Inflate(byte[] packed, int length, Func<Stream, Stream> packing)
    {
        var most = (int)Math.Min(IngestLimits.Inflated, (long)Math.Max(length, 64) * IngestLimits.Ratio);
        var bytes = new byte[Math.Min(most, Math.Clamp(6 * length, 4096, InflatedAtOnce))];
        var (inflated, cut) = Inflate(packed, length, packing, bytes, most);
        if (inflated > bytes.Length)
        {
            // Counted first, so that what turns out too large took no memory.
            bytes = new byte[inflated];
            (inflated, cut) = Inflate(packed, length, packing, bytes, most);
        }

        return new RequestBody(bytes, inflated, cut);
    }

    /// <summary>Inflates into an array; what is beyond it is only counted.</summary>
    static (int Inflated, bool Cut) Inflate(byte[] packed, int length, Func<Stream, Stream> packing, byte[] into, int most)
    {
        using var stream = packing(new MemoryStream(packed, 0, length, writable: false));
        var beyond = ArrayPool<byte>.Shared.Rent(64 << 10);
        var inflated = 0;
        try
        {
            while (true)
            {
                var read = stream.Read(inflated < into.Length ? into.AsSpan(inflated) : beyond);
                inflated += read;
                if (read == 0)
                {
                    return (inflated, stream is GZipStream && !IsWholeGzip(packed.AsSpan(0, length), inflated));
                }

                if (inflated >= most)
                {
                    throw new TooLargeException("inflated", most);
                }
            }
        }
        catch (InvalidDataException)
        {
            return (inflated, true);
        }
        catch (InvalidOperationException)
        {
            return (inflated, true); // Brotli's word for damaged data
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(beyond);
        }
    }

    /// <summary>The last four bytes of gzip are the length of what was packed (RFC 1952); the stream does not miss them.</summary>
    static bool IsWholeGzip(ReadOnlySpan<byte> packed, int inflated) =>
        packed.Length >= 18 && System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(packed[^4..]) == (uint)inflated;
}

/// <summary>A request that is larger than it may be; becomes 413.</summary>
sealed class TooLargeException(string limit, long most) : Exception($"The request is larger than the limit {limit}, {most}.")
{
    /// <summary>Name of the limit at <c>/api/v1/limits</c>.</summary>
    public string Limit { get; } = limit;

    /// <summary>The limit.</summary>
    public long Most { get; } = most;
}
