using FsCheck;
using FsCheck.Fluent;
using Throughline.Profiles.Timelines;

namespace Throughline.Tests.Profiles;

public sealed class PostingChunkTests
{
    [Fact]
    public void What_is_packed_is_unpacked_the_same_whatever_the_times_and_numbers()
    {
        var one = from key in Gen.OneOf(Gen.Choose(-3, 3).Select(k => (long)k), Gen.Elements(long.MinValue, long.MaxValue, 0L))
                  from at in Gen.OneOf(Gen.Choose(-5, 5).Select(n => n * 1_000_000L), Gen.Choose(0, int.MaxValue).Select(n => n * 1_000L), Gen.Choose(int.MinValue, int.MaxValue).Select(n => n * 977L))
                  from seq in Gen.Choose(0, int.MaxValue)
                  from form in Gen.Choose(1, 5000)
                  select new Posting(key, at, seq, form);
        Prop.ForAll(one.NonEmptyListOf().ToArbitrary(), list =>
        {
            List<Posting> postings = [.. list.Order()];
            var chunk = PostingChunk.Of(7, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(postings));
            var all = new List<Posting>();
            PostingChunk.Unpack(chunk.Body, chunk.FirstKey, null, all);
            var only = new List<Posting>();
            PostingChunk.Unpack(chunk.Body, chunk.FirstKey, postings[0].Key, only);
            return all.SequenceEqual(postings) && only.SequenceEqual(postings.Where(p => p.Key == postings[0].Key))
                && chunk.LastKey == postings[^1].Key && chunk.FirstAt == postings.Min(p => p.At) && chunk.LastAt == postings.Max(p => p.At);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_chunk_that_ends_within_a_number_says_what_to_do()
    {
        var chunk = PostingChunk.Of(1, [new Posting(1, 1, 1, 1)]);
        Assert.Contains("rebuild", Assert.Throws<InvalidDataException>(() => PostingChunk.Unpack(chunk.Body.AsSpan(0, chunk.Body.Length - 1), 1, null, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_sorted_streams_become_one()
    {
        var random = new Random(1);
        var streams = Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, random.Next(40)).Select(_ => new Posting(random.Next(3), random.Next(9), random.Next(1000), 1)).Order().ToList()).ToList();
        Assert.Equal(streams.SelectMany(s => s).Order(), RunMerge.Ordered([.. streams]));
    }
}
