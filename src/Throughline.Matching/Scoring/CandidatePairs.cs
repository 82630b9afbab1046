using System.Runtime.InteropServices;
using Throughline.Matching.Blocking;
using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>A run of compared pairs, and for each the number of its pattern.</summary>
sealed record PairChunk(int[] Left, int[] Right, int[] Pattern);

/// <summary>
/// All pairs that share a key, compared once each, and how often each pattern of levels occurs among them; beside them a sample of the
/// pairs that share no key, so that the patterns stand for all pairs there are.
/// </summary>
sealed class CandidatePairs
{
    const int Parts = 96; // fixed, so that the result does not depend on the number of threads

    public required IReadOnlyList<PairChunk> Chunks { get; init; }

    public required IReadOnlyList<ulong> Patterns { get; init; }

    /// <summary>Number of all pairs there are that have each pattern: counted for candidates, estimated for the others.</summary>
    public required double[] Population { get; init; }

    /// <summary>Of <see cref="Population"/>, pairs that share no key: estimated from the sample.</summary>
    public required double[] Keyless { get; init; }

    /// <summary>Pairs that share no key for each one of the sample, at least 1.</summary>
    public required double StandsFor { get; init; }

    public required long Count { get; init; }

    public static CandidatePairs Of(RecordTable table, KeyIndex index, Comparison[] comparisons, int sample, ulong seed)
    {
        var bounds = Bounds(index);
        var chunks = new PairChunk[bounds.Length - 1];
        var patterns = new ulong[bounds.Length - 1][];
        Parallel.For(0, chunks.Length, part => (chunks[part], patterns[part]) = Compare(table, index, comparisons, bounds[part], bounds[part + 1]));

        var numbers = new Dictionary<ulong, int>();
        var all = new List<ulong>();
        var population = new List<double>();
        for (var part = 0; part < chunks.Length; part++)
        {
            var map = patterns[part].Select(pattern => Number(pattern, numbers, all, population)).ToArray();
            foreach (ref var number in chunks[part].Pattern.AsSpan())
            {
                number = map[number];
                population[number]++;
            }
        }

        var count = chunks.Sum(chunk => (long)chunk.Left.Length);
        var strangers = Strangers(table, index, comparisons, sample, seed);
        var rest = Math.Max(0, table.PossiblePairs - count);
        double[] compared = [.. population];
        foreach (var pattern in strangers)
        {
            population[Number(pattern, numbers, all, population)] += rest / strangers.Length;
        }

        double[] keyless = [.. population.Select((pairs, p) => p < compared.Length ? pairs - compared[p] : pairs)];
        return new CandidatePairs { Chunks = chunks, Patterns = all, Population = [.. population], Keyless = keyless, StandsFor = Math.Max(1, rest / Math.Max(1, (double)strangers.Length)), Count = count };
    }

    static int Number(ulong pattern, Dictionary<ulong, int> numbers, List<ulong> all, List<double> population)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, pattern, out var known);
        if (!known)
        {
            number = all.Count;
            all.Add(pattern);
            population.Add(0);
        }

        return number;
    }

    static (PairChunk, ulong[]) Compare(RecordTable table, KeyIndex index, Comparison[] comparisons, int from, int to)
    {
        var (left, right, found) = (new List<int>(), new List<int>(), new List<int>());
        var numbers = new Dictionary<ulong, int>();
        var patterns = new List<ulong>();
        for (var block = from; block < to; block++)
        {
            var members = index.Of(block);
            for (var i = 0; i < members.Length; i++)
            {
                for (var j = i + 1; j < members.Length; j++)
                {
                    var (a, b) = (members[i], members[j]);
                    if (!table.MayPair(a, b) || !index.IsFirstShared(block, a, b))
                    {
                        continue;
                    }

                    var pattern = PairPattern.Of(comparisons, a, b);
                    ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, pattern, out var known);
                    if (!known)
                    {
                        number = patterns.Count;
                        patterns.Add(pattern);
                    }

                    left.Add(a);
                    right.Add(b);
                    found.Add(number);
                }
            }
        }

        return (new PairChunk([.. left], [.. right], [.. found]), [.. patterns]);
    }

    /// <summary>
    /// Patterns of pairs drawn by chance that share no key. A record's pairs are compared after each other: what is made ready of it,
    /// above all its name for other scripts, then serves them all.
    /// </summary>
    static ulong[] Strangers(RecordTable table, KeyIndex index, Comparison[] comparisons, int sample, ulong seed)
    {
        const int lots = 16;
        var drawn = new List<long>[lots];
        Parallel.For(0, lots, lot =>
        {
            var chance = new Chance(seed + (ulong)lot);
            var own = drawn[lot] = [];
            for (var draws = sample / lots; draws > 0; draws--)
            {
                var (a, b) = (chance.Below(table.Count), chance.Below(table.Count));
                if (table.MayPair(a, b) && index.FirstShared(a, b) < 0)
                {
                    own.Add(((long)a << 32) | (uint)b);
                }
            }
        });
        long[] pairs = [.. drawn.SelectMany(own => own)];
        Array.Sort(pairs);
        var patterns = new ulong[pairs.Length];
        Parallel.For(0, lots, lot =>
        {
            for (var i = (int)((long)pairs.Length * lot / lots); i < (int)((long)pairs.Length * (lot + 1) / lots); i++)
            {
                patterns[i] = PairPattern.Of(comparisons, (int)(pairs[i] >> 32), (int)pairs[i]);
            }
        });
        return patterns;
    }

    /// <summary>Parts the blocks into runs of about equally many pairs.</summary>
    static int[] Bounds(KeyIndex index)
    {
        var all = 0L;
        for (var block = 0; block < index.Blocks; block++)
        {
            all += Pairs(index, block);
        }

        var bounds = new List<int> { 0 };
        var sum = 0L;
        for (var block = 0; block < index.Blocks; block++)
        {
            sum += Pairs(index, block);
            if (sum * Parts >= all * bounds.Count)
            {
                bounds.Add(block + 1);
            }
        }

        if (bounds[^1] != index.Blocks)
        {
            bounds.Add(index.Blocks);
        }

        return [.. bounds];

        static long Pairs(KeyIndex index, int block) => index.Of(block).Length is var size ? (long)size * (size - 1) / 2 : 0;
    }
}

/// <summary>Chance that depends on its seed alone (SplitMix64).</summary>
struct Chance(ulong seed)
{
    ulong _state = KeyHash.Mix(seed + 0x632BE59BD9B4E019UL);

    /// <summary>Evenly spread over 0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound)
    {
        _state += 0x9E3779B97F4A7C15UL;
        return (int)Math.BigMul(KeyHash.Mix(_state), (ulong)bound, out _);
    }
}
