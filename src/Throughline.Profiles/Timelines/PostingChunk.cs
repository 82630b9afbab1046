using System.Buffers;

namespace Throughline.Profiles.Timelines;

/// <summary>Some postings of one source in their order, packed: differences in as few bytes as they need.</summary>
/// <param name="SourceId">The source of all of them.</param>
/// <param name="FirstKey">Smallest key.</param>
/// <param name="LastKey">Largest key.</param>
/// <param name="FirstAt">Earliest time, microseconds since 1970.</param>
/// <param name="LastAt">Latest time.</param>
/// <param name="Postings">How many.</param>
/// <param name="Body">The postings, see <see cref="Of"/>.</param>
sealed record PostingChunk(int SourceId, long FirstKey, long LastKey, long FirstAt, long LastAt, int Postings, byte[] Body)
{
    /// <summary>Postings of a full chunk: about 10 KiB, read whole to find one customer.</summary>
    public const int Most = 1024;

    static readonly long[] Units = [1_000_000, 1_000, 1];

    /// <summary>
    /// Packs postings that stand in their order: unit of time, first time and smallest number; then for each key its distance from the
    /// key before, its count, and for each posting the distances of time and number, and the form.
    /// </summary>
    public static PostingChunk Of(int sourceId, ReadOnlySpan<Posting> postings)
    {
        var (firstAt, lastAt, firstSeq, finest) = (long.MaxValue, long.MinValue, long.MaxValue, 0);
        foreach (var posting in postings)
        {
            firstAt = Math.Min(firstAt, posting.At);
            lastAt = Math.Max(lastAt, posting.At);
            firstSeq = Math.Min(firstSeq, posting.Seq);
            finest = Math.Max(finest, posting.At % 1_000_000 == 0 ? 0 : posting.At % 1_000 == 0 ? 1 : 2);
        }

        var unit = Units[finest];
        var body = new ArrayBufferWriter<byte>(postings.Length * 10);
        Varint.Write(body, (ulong)unit);
        Varint.Write(body, Varint.Fold(firstAt / unit));
        Varint.Write(body, (ulong)firstSeq);
        var key = postings[0].Key;
        for (var i = 0; i < postings.Length;)
        {
            var end = i;
            while (end < postings.Length && postings[end].Key == postings[i].Key)
            {
                end++;
            }

            Varint.Write(body, unchecked((ulong)postings[i].Key - (ulong)key));
            Varint.Write(body, (ulong)(end - i));
            key = postings[i].Key;
            var (at, seq) = (firstAt, firstSeq);
            for (; i < end; i++)
            {
                Varint.Write(body, (ulong)((postings[i].At - at) / unit));
                Varint.Write(body, Varint.Fold(postings[i].Seq - seq));
                Varint.Write(body, (ulong)postings[i].Form);
                (at, seq) = (postings[i].At, postings[i].Seq);
            }
        }

        return new PostingChunk(sourceId, postings[0].Key, key, firstAt, lastAt, postings.Length, body.WrittenSpan.ToArray());
    }

    /// <summary>Packs any number of postings that stand in their order.</summary>
    public static IEnumerable<PostingChunk> Pack(int sourceId, IEnumerable<Posting> postings)
    {
        var waiting = new Posting[Most];
        var count = 0;
        foreach (var posting in postings)
        {
            waiting[count++] = posting;
            if (count == Most)
            {
                yield return Of(sourceId, waiting);
                count = 0;
            }
        }

        if (count > 0)
        {
            yield return Of(sourceId, waiting.AsSpan(0, count));
        }
    }

    /// <summary>Adds the postings of one key, or of all when it is null, in their order.</summary>
    public static void Unpack(ReadOnlySpan<byte> body, long firstKey, long? only, List<Posting> into)
    {
        var place = 0;
        var unit = (long)Varint.Read(body, ref place);
        var firstAt = Varint.Unfold(Varint.Read(body, ref place)) * unit;
        var firstSeq = (long)Varint.Read(body, ref place);
        var key = firstKey;
        while (place < body.Length)
        {
            key = unchecked((long)((ulong)key + Varint.Read(body, ref place)));
            if (key > only)
            {
                return;
            }

            var count = (int)Varint.Read(body, ref place);
            var wanted = only is null || key == only;
            var (at, seq) = (firstAt, firstSeq);
            for (var i = 0; i < count; i++)
            {
                at += (long)Varint.Read(body, ref place) * unit;
                seq += Varint.Unfold(Varint.Read(body, ref place));
                var form = (int)Varint.Read(body, ref place);
                if (wanted)
                {
                    into.Add(new Posting(key, at, seq, form));
                }
            }
        }
    }
}

/// <summary>Whole numbers in as few bytes as they need, seven bits a byte, the lowest first.</summary>
static class Varint
{
    public static void Write(IBufferWriter<byte> into, ulong value)
    {
        var span = into.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        into.Advance(length);
    }

    /// <exception cref="InvalidDataException">The bytes end within a number.</exception>
    public static ulong Read(ReadOnlySpan<byte> from, ref int place)
    {
        var value = 0UL;
        for (var shift = 0; place < from.Length && shift < 70; shift += 7)
        {
            var part = from[place++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A chunk of a timeline ends within a number. Run throughline rebuild.");
    }

    /// <summary>Small numbers of either sign as small numbers without one.</summary>
    public static ulong Fold(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long Unfold(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
