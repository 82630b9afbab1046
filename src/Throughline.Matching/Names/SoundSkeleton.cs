namespace Throughline.Matching.Names;

/// <summary>
/// A name as the consonants heard in it, each of a dozen classes; where the letter leaves it open, several classes or silence.
/// Names that sound alike share pairs and triples of neighbours, whatever the script: that finds candidates.
/// </summary>
static class SoundSkeleton
{
    /// <summary>Bits of one place: silent, or a class of consonants.</summary>
    public const ushort Silent = 1, P = 1 << 1, F = 1 << 2, M = 1 << 3, N = 1 << 4, T = 1 << 5, K = 1 << 6, S = 1 << 7, R = 1 << 8,
        L = 1 << 9, H = 1 << 10, Y = 1 << 11, Begin = 1 << 12, End = 1 << 13;

    /// <summary>How many different keys there are: pairs and triples of sixteen classes.</summary>
    public const int KeyCount = 256 + 4096;

    /// <summary>The keys of a row of places, each once, in ascending order of neither weight nor number.</summary>
    /// <returns>How many were written.</returns>
    public static int Keys(ReadOnlySpan<ushort> places, Span<ushort> keys)
    {
        var n = 0;
        for (var i = 0; i < places.Length && n < keys.Length; i++)
        {
            for (var a = places[i] & ~Silent; a != 0; a &= a - 1)
            {
                var first = System.Numerics.BitOperations.TrailingZeroCount(a);
                for (var j = i + 1; j < places.Length; j++)
                {
                    for (var b = places[j] & ~Silent; b != 0; b &= b - 1)
                    {
                        var second = System.Numerics.BitOperations.TrailingZeroCount(b);
                        n = Put(keys, n, (ushort)(first * 16 + second));
                        n = Triples(places, j + 1, first * 256 + second * 16, keys, n);
                    }

                    if ((places[j] & Silent) == 0)
                    {
                        break;
                    }
                }
            }
        }

        return n;
    }

    static int Triples(ReadOnlySpan<ushort> places, int from, int pair, Span<ushort> keys, int n)
    {
        for (var k = from; k < places.Length; k++)
        {
            for (var c = places[k] & ~Silent; c != 0; c &= c - 1)
            {
                n = Put(keys, n, (ushort)(256 + pair + System.Numerics.BitOperations.TrailingZeroCount(c)));
            }

            if ((places[k] & Silent) == 0)
            {
                break;
            }
        }

        return n;
    }

    static int Put(Span<ushort> keys, int n, ushort key)
    {
        if (n < keys.Length && !keys[..n].Contains(key))
        {
            keys[n++] = key;
        }

        return n;
    }
}
