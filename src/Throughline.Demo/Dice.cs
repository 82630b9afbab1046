namespace Throughline.Demo;

/// <summary>Which part of a customer's story the chance is for: no part's draws move another's.</summary>
internal enum Strand
{
    Household, Home, Person, Records, Experience, Answering,
    Shops, Orders, Calls, Chats, TopUps, Bills, Visits, Relationship, Reviews, Employees,
}

/// <summary>Seeded chance for one (seed, who, strand): SplitMix64 (Steele, Lea, Flood 2014).</summary>
/// <remarks>Only whole-number steps and + - * / follow, so that every machine draws the same numbers to the last bit.</remarks>
internal sealed class Dice(ulong seed, long who, Strand strand)
{
    const ulong Golden = 0x9E3779B97F4A7C15;

    ulong _state = Mix(seed + Golden) ^ Mix(Mix((ulong)who + Golden) + ((ulong)strand + 1) * Golden);

    /// <summary>64 even bits.</summary>
    public ulong Next() => Mix(_state += Golden);

    /// <summary>Even over 0 (included) to 1 (not included).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Even over 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>Even over both ends and what lies between.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>Mean 0, variance 1, within ±6: the sum of twelve even draws, which needs no logarithm.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += Unit();
        }

        return sum;
    }

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>An index, drawn in proportion to its weight.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var left = Unit() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
