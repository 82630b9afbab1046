using System.Buffers;
using System.Text;

namespace Throughline.DuckDb;

/// <summary>A text's UTF-8, in the caller's stack when it is short and in a pooled array when it is long. A half of a
/// surrogate pair becomes U+FFFD.</summary>
internal readonly ref struct Utf8Text
{
    /// <summary>Bytes the caller offers: texts of up to 170 characters fit.</summary>
    internal const int Stack = 512;

    readonly byte[]? _rented;

    internal Utf8Text(string text, Span<byte> stack)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        _rented = most > stack.Length ? ArrayPool<byte>.Shared.Rent(most) : null;
        var buffer = _rented ?? stack;
        Bytes = buffer[..Encoding.UTF8.GetBytes(text, buffer)];
    }

    internal ReadOnlySpan<byte> Bytes { get; }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}
