using Throughline.Language.Normal;
using Throughline.Understanding.Detections;

namespace Throughline.Tests.Understanding.Detections;

public sealed class SpanPackingTests
{
    [Fact]
    public void What_is_packed_comes_back_in_its_order()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            SourceRange[] places = [.. Enumerable.Range(0, random.Next(9)).Select(_ => random.Next(1 << random.Next(1, 30))).Select(start => new SourceRange(start, start + random.Next(1 << random.Next(1, 20))))];
            var packed = Array.Empty<byte>();
            var at = places.Aggregate(0, (end, place) => SpanPacking.Write(ref packed, end, place));
            Assert.Equal(places.Select(place => (place.Start, place.End)), SpanPacking.Read(packed.AsSpan(0, at)).Select(span => (span.Start, span.End)));
        }
    }
}
