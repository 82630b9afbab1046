using System.Buffers.Binary;
using System.IO.Compression;

namespace Throughline.Listening.Files;

/// <summary>
/// The content of a gzip file. The platform's reader takes the end of a cut file for its end, so the length that the file
/// names in its last bytes is compared. A file of several gzip parts is refused by the same check.
/// </summary>
sealed class Inflated(FileStream file) : Stream
{
    readonly GZipStream _gzip = new(file, CompressionMode.Decompress, leaveOpen: true);
    long _count;

    public override int Read(Span<byte> buffer)
    {
        var read = _gzip.Read(buffer);
        _count += read;
        if (read == 0 && buffer.Length > 0)
        {
            Span<byte> length = stackalloc byte[4];
            RandomAccess.Read(file.SafeFileHandle, length, file.Length - 4);
            if (BinaryPrimitives.ReadUInt32LittleEndian(length) != (uint)_count)
            {
                throw new InvalidDataException("The gzip data do not have the length that they name.");
            }
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _count; set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
