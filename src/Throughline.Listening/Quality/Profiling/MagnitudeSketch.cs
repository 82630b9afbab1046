namespace Throughline.Listening.Quality.Profiling;

/// <summary>
/// How numbers are distributed, in bins that grow by 4 % (DDSketch, Masson, Rim and Lee 2019): every quantile is right to 2 % of its value.
/// Merging is adding up.
/// </summary>
sealed class MagnitudeSketch
{
    const double Growth = 1.04;
    const double Smallest = 1e-9;

    static readonly double _perBin = 1 / Math.Log(Growth);

    readonly SortedDictionary<int, long> _bins = [];
    readonly long[] _small = new long[SmallWhole]; // whole numbers from 0, which most columns hold, without a logarithm

    const int SmallWhole = 128;

    /// <summary>Numbers that were added.</summary>
    public long Count { get; private set; }

    public void Add(double value)
    {
        Count++;
        if (value >= 0 && value < SmallWhole && value == (int)value)
        {
            _small[(int)value]++;
            return;
        }

        var bin = BinOf(value);
        _bins[bin] = _bins.GetValueOrDefault(bin) + 1;
    }

    /// <summary>The bins that hold anything, in the order of their numbers.</summary>
    public IReadOnlyList<(int Bin, long Count)> Bins()
    {
        var bins = new SortedDictionary<int, long>(_bins);
        for (var i = 0; i < SmallWhole; i++)
        {
            if (_small[i] > 0)
            {
                var bin = BinOf(i);
                bins[bin] = bins.GetValueOrDefault(bin) + _small[i];
            }
        }

        return [.. bins.Select(one => (one.Key, one.Value))];
    }

    /// <summary>The number below which this share of the numbers lies, right to 2 %; null without numbers.</summary>
    public double? Quantile(double share)
    {
        var rank = Math.Clamp((long)Math.Ceiling(share * Count), 1, Math.Max(1, Count));
        foreach (var (bin, count) in Bins())
        {
            if ((rank -= count) <= 0)
            {
                return ValueOf(bin);
            }
        }

        return null;
    }

    /// <summary>Numbers in bins that lie wholly below the first or above the second bound.</summary>
    public long Outside(double low, double high)
    {
        var (below, above) = (BinOf(low), BinOf(high));
        return Bins().Where(one => one.Bin < below || one.Bin > above).Sum(one => one.Count);
    }

    public void Merge(MagnitudeSketch other)
    {
        foreach (var (bin, count) in other._bins)
        {
            _bins[bin] = _bins.GetValueOrDefault(bin) + count;
        }

        for (var i = 0; i < SmallWhole; i++)
        {
            _small[i] += other._small[i];
        }

        Count += other.Count;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_bins.Count);
        foreach (var (bin, count) in _bins)
        {
            writer.Write7BitEncodedInt(bin);
            writer.Write7BitEncodedInt64(count);
        }

        foreach (var count in _small)
        {
            writer.Write7BitEncodedInt64(count);
        }
    }

    public static MagnitudeSketch Read(BinaryReader reader)
    {
        var sketch = new MagnitudeSketch();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var bin = reader.Read7BitEncodedInt();
            sketch.Count += sketch._bins[bin] = reader.Read7BitEncodedInt64();
        }

        for (var i = 0; i < SmallWhole; i++)
        {
            sketch.Count += sketch._small[i] = reader.Read7BitEncodedInt64();
        }

        return sketch;
    }

    /// <summary>The bin of a number: 0 for zero, growing with the number.</summary>
    public static int BinOf(double value)
    {
        var size = Math.Abs(value);
        if (size < Smallest)
        {
            return 0;
        }

        var bin = (int)Math.Ceiling(Math.Log(Math.Min(size, 1e60) / Smallest) * _perBin) + 1;
        return value > 0 ? bin : -bin;
    }

    static double ValueOf(int bin)
    {
        if (bin == 0)
        {
            return 0;
        }

        var size = Smallest * Math.Pow(Growth, Math.Abs(bin) - 1) * 2 / (1 + Growth);
        return bin > 0 ? size : -size;
    }
}
