using System.Numerics;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>
/// Counts distinct values in 2 KiB (HyperLogLog, Flajolet, Fusy, Gandouet and Meunier 2007, with linear counting for few). The standard error
/// is 1.04 / sqrt(2048), or 2.3 %. No value can be read out of it.
/// </summary>
sealed class DistinctSketch
{
    const int Bits = 11;
    const int Registers = 1 << Bits;

    /// <summary>Standard error of the estimate, as a share of it.</summary>
    public static readonly double StandardError = 1.04 / Math.Sqrt(Registers);

    readonly byte[] _registers;

    public DistinctSketch() => _registers = new byte[Registers];

    DistinctSketch(byte[] registers) => _registers = registers;

    /// <summary>Adds a value by its hash, every bit of which must be as good as random.</summary>
    public void Add(ulong hash)
    {
        var place = hash >> (64 - Bits);
        var rank = (byte)(BitOperations.LeadingZeroCount((hash << Bits) | (1ul << (Bits - 1))) + 1);
        if (rank > _registers[place])
        {
            _registers[place] = rank;
        }
    }

    /// <summary>Takes in another; the same as if all its values had been added here.</summary>
    public void Merge(DistinctSketch other)
    {
        for (var i = 0; i < Registers; i++)
        {
            _registers[i] = Math.Max(_registers[i], other._registers[i]);
        }
    }

    /// <summary>How many distinct values, estimated.</summary>
    public double Count()
    {
        var (sum, empty) = (0.0, 0);
        foreach (var register in _registers)
        {
            sum += 1.0 / (1ul << register);
            empty += register == 0 ? 1 : 0;
        }

        var raw = 0.7213 / (1 + (1.079 / Registers)) * Registers * Registers / sum;
        return raw <= 2.5 * Registers && empty > 0 ? Registers * Math.Log((double)Registers / empty) : raw;
    }

    public void Write(BinaryWriter writer) => writer.Write(_registers);

    public static DistinctSketch Read(BinaryReader reader) => new(reader.ReadBytes(Registers));
}
