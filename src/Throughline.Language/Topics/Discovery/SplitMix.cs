namespace Throughline.Language.Topics.Discovery;

/// <summary>Numbers that look random and are the same on every machine and in every version (Steele, Lea and Flood 2014, SplitMix64).</summary>
struct SplitMix(ulong seed)
{
    ulong _state = seed;

    /// <summary>The next number, from 0 to below 1, in steps of 2 to the power of -53.</summary>
    public double Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
