using MathNet.Numerics;

namespace Throughline.Stats;

/// <summary>
/// A stream of chance that depends on (seed, stream) alone: draw 17 of a bootstrap is the same whichever thread makes
/// it. The generator is xoshiro256** (Blackman and Vigna 2018), its state filled by SplitMix64.
/// </summary>
struct Dice
{
    ulong _a, _b, _c, _d;

    public Dice(ulong seed, ulong stream)
    {
        var state = seed ^ Mix(stream + 0x9E3779B97F4A7C15UL);
        _a = Fill(ref state);
        _b = Fill(ref state);
        _c = Fill(ref state);
        _d = Fill(ref state);
    }

    public ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform on [0, 1), 53 bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// Uniform on 0 to <paramref name="bound"/> - 1, without bias worth a name (bound far below 2^64).
    /// </summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>
    /// Standard normal (polar method of Marsaglia; the second value is thrown away to keep the stream simple).
    /// </summary>
    public double NextNormal()
    {
        while (true)
        {
            var u = 2 * NextDouble() - 1;
            var v = 2 * NextDouble() - 1;
            var s = u * u + v * v;
            if (s is > 0 and < 1)
            {
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
            }
        }
    }

    /// <summary>
    /// Successes in <paramref name="n"/> trials. Inversion outward from the mode: about sqrt(n p (1-p)) steps, exact up
    /// to rounding of the probabilities.
    /// </summary>
    public long Binomial(long n, double p)
    {
        if (n <= 0 || p <= 0)
        {
            return 0;
        }

        if (p >= 1)
        {
            return n;
        }

        var odds = p / (1 - p);
        var mode = Math.Min(n, (long)((n + 1) * p));
        var atMode = Math.Exp(LogChoose(n, mode) + mode * Math.Log(p) + (n - mode) * double.LogP1(-p));
        var left = NextDouble() - atMode;
        long down = mode, up = mode;
        double pDown = atMode, pUp = atMode;
        while (left >= 0 && (down > 0 || up < n))
        {
            if (down > 0)
            {
                pDown *= down / ((n - down + 1) * odds);
                down--;
                left -= pDown;
                if (left < 0)
                {
                    return down;
                }
            }

            if (up < n)
            {
                up++;
                pUp *= (n - up + 1) * odds / up;
                left -= pUp;
                if (left < 0)
                {
                    return up;
                }
            }

            if (pDown + pUp < 1e-300)
            {
                break; // the rest of the mass was lost to rounding
            }
        }

        return mode;
    }

    /// <summary>
    /// Deals <paramref name="n"/> answers over cells in proportion to <paramref name="weights"/>, by one binomial
    /// per cell.
    /// </summary>
    public void Multinomial(long n, ReadOnlySpan<long> weights, Span<long> into)
    {
        long rest = 0;
        foreach (var weight in weights)
        {
            rest += weight;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            into[i] = weights[i] == rest ? n : Binomial(n, (double)weights[i] / rest);
            n -= into[i];
            rest -= weights[i];
        }
    }

    static double LogChoose(long n, long k) =>
        SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(k + 1.0) - SpecialFunctions.GammaLn(n - k + 1.0);

    static ulong Fill(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        return Mix(state);
    }

    static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
