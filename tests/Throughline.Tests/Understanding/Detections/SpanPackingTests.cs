using FsCheck.Xunit;
using Throughline.Language.Normal;
using Throughline.Understanding.Detections;

namespace Throughline.Tests.Understanding.Detections;

public sealed class SpanPackingTests
{
    [Property]
    public void What_is_packed_comes_back_in_its_order((ushort Start, ushort Length)[] places)
    {
        var packed = Array.Empty<byte>();
        var at = 0;
        foreach (var (start, length) in places)
        {
            at = SpanPacking.Write(ref packed, at, new SourceRange(start * 977, (start * 977) + length));
        }

        Assert.Equal(places.Select(place => (place.Start * 977, (place.Start * 977) + place.Length)), SpanPacking.Read(packed.AsSpan(0, at)).Select(span => (span.Start, span.End)));
    }
}
