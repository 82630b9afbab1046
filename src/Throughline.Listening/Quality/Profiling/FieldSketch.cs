using System.IO.Compression;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>
/// What one field's values look like, in one pass and bounded room. Sketches of two parts of the data merge into the sketch of both. Holds no
/// value that was received, only counts, lengths, masks, hashes' registers and, for numbers and days, the ends of their range.
/// </summary>
sealed class FieldSketch
{
    const byte Format = 1;

    /// <summary>Classes that values fall into by their hash, to tell a shift without keeping a value.</summary>
    public const int SpreadClasses = 32;

    /// <summary>Classes of lengths: 0, 1, 2 to 3, 4 to 7 characters and so on.</summary>
    public const int LengthClasses = 16;

    const int MostForMask = 120;

    readonly byte[] _mask = new byte[CellLook.MostMask];

    /// <summary>Rows that were looked at.</summary>
    public long Rows { get; private set; }

    /// <summary>Blank cells.</summary>
    public long Missing { get; private set; }

    /// <summary>Words that stand for nothing, such as "n/a"; they are filled.</summary>
    public long Placeholders { get; private set; }

    /// <summary>Filled cells with blanks at an end.</summary>
    public long Untrimmed { get; private set; }

    /// <summary>Filled cells with control characters or broken text.</summary>
    public long Broken { get; private set; }

    public int Shortest { get; private set; } = int.MaxValue;

    public int Longest { get; private set; }

    public long Characters { get; private set; }

    public double Low { get; private set; } = double.PositiveInfinity;

    public double High { get; private set; } = double.NegativeInfinity;

    public double Sum { get; private set; }

    public DateOnly FirstDay { get; private set; } = DateOnly.MaxValue;

    public DateOnly LastDay { get; private set; } = DateOnly.MinValue;

    public long[] Kinds { get; } = new long[ValueKinds.Count];

    public long[] Scripts { get; } = new long[CellLook.ScriptCount];

    public long[] Lengths { get; } = new long[LengthClasses];

    public long[] Spread { get; } = new long[SpreadClasses];

    public DistinctSketch Distinct { get; private init; } = new();

    public MagnitudeSketch Numbers { get; private init; } = new();

    public MaskSketch Masks { get; private init; } = new();

    /// <summary>Cells with something in them.</summary>
    public long Filled => Rows - Missing;

    /// <summary>Looks at a cell.</summary>
    /// <param name="cell">UTF-8 as received.</param>
    /// <param name="decimalComma">How numbers are written.</param>
    public void Add(ReadOnlySpan<byte> cell, bool decimalComma = false)
    {
        Rows++;
        var value = Values.Trim(cell);
        if (value.IsEmpty)
        {
            Missing++;
            return;
        }

        Untrimmed += value.Length == cell.Length ? 0 : 1;
        var look = new CellLook(_mask);
        look.Read(value, Scripts);
        Broken += look.Broken > 0 ? 1 : 0;
        Measure(look.Characters);
        Count(value);
        Placeholders += look.Characters <= 16 && Values.IsPlaceholder(value) ? 1 : 0;
        var kind = ValueKinds.Of(value, in look, decimalComma, out var number, out var day);
        Kinds[(int)kind]++;
        if (look.Characters <= MostForMask)
        {
            Masks.Add(look.Mask);
        }

        if (!double.IsNaN(number))
        {
            AddNumber(number);
        }
        else if (kind == ValueKind.Date)
        {
            AddDay(day);
        }
    }

    /// <summary>Counts a row of which the field has nothing.</summary>
    public void AddMissing(long rows = 1) => (Rows, Missing) = (Rows + rows, Missing + rows);

    /// <summary>Takes in another; the same as if all its cells had been looked at here.</summary>
    public void Merge(FieldSketch other)
    {
        Rows += other.Rows;
        Missing += other.Missing;
        Placeholders += other.Placeholders;
        Untrimmed += other.Untrimmed;
        Broken += other.Broken;
        Shortest = Math.Min(Shortest, other.Shortest);
        Longest = Math.Max(Longest, other.Longest);
        Characters += other.Characters;
        Low = Math.Min(Low, other.Low);
        High = Math.Max(High, other.High);
        Sum += other.Sum;
        FirstDay = other.FirstDay < FirstDay ? other.FirstDay : FirstDay;
        LastDay = other.LastDay > LastDay ? other.LastDay : LastDay;
        AddUp(Kinds, other.Kinds);
        AddUp(Scripts, other.Scripts);
        AddUp(Lengths, other.Lengths);
        AddUp(Spread, other.Spread);
        Distinct.Merge(other.Distinct);
        Numbers.Merge(other.Numbers);
        Masks.Merge(other.Masks);
    }

    /// <summary>As it is kept.</summary>
    /// <param name="withRange">False leaves out the ends of the range, which are values: of a field that tells who somebody is nothing of the kind is kept.</param>
    public byte[] Write(bool withRange)
    {
        using var memory = new MemoryStream();
        using (var packed = new DeflateStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(packed))
        {
            writer.Write(Format);
            foreach (var count in new[] { Rows, Missing, Placeholders, Untrimmed, Broken, Shortest, Longest, Characters })
            {
                writer.Write7BitEncodedInt64(count);
            }

            writer.Write(withRange ? Low : double.PositiveInfinity);
            writer.Write(withRange ? High : double.NegativeInfinity);
            writer.Write(Sum);
            writer.Write((withRange ? FirstDay : DateOnly.MaxValue).DayNumber);
            writer.Write((withRange ? LastDay : DateOnly.MinValue).DayNumber);
            foreach (var count in (long[])[.. Kinds, .. Scripts, .. Lengths, .. Spread])
            {
                writer.Write7BitEncodedInt64(count);
            }

            Distinct.Write(writer);
            Numbers.Write(writer);
            Masks.Write(writer);
        }

        return memory.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is of another format.</exception>
    public static FieldSketch Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress));
        if (reader.ReadByte() is not Format and var format)
        {
            throw new InvalidDataException($"A profile of format {format} cannot be read.");
        }

        var counts = new long[8];
        Fill(reader, counts);
        var (low, high, sum) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        var (first, last) = (DateOnly.FromDayNumber(reader.ReadInt32()), DateOnly.FromDayNumber(reader.ReadInt32()));
        var (kinds, scripts, lengths, spread) = (new long[ValueKinds.Count], new long[CellLook.ScriptCount], new long[LengthClasses], new long[SpreadClasses]);
        Fill(reader, kinds);
        Fill(reader, scripts);
        Fill(reader, lengths);
        Fill(reader, spread);
        var sketch = new FieldSketch { Distinct = DistinctSketch.Read(reader), Numbers = MagnitudeSketch.Read(reader), Masks = MaskSketch.Read(reader) };
        (sketch.Rows, sketch.Missing, sketch.Placeholders, sketch.Untrimmed, sketch.Broken) = (counts[0], counts[1], counts[2], counts[3], counts[4]);
        (sketch.Shortest, sketch.Longest, sketch.Characters) = ((int)counts[5], (int)counts[6], counts[7]);
        (sketch.Low, sketch.High, sketch.Sum, sketch.FirstDay, sketch.LastDay) = (low, high, sum, first, last);
        AddUp(sketch.Kinds, kinds);
        AddUp(sketch.Scripts, scripts);
        AddUp(sketch.Lengths, lengths);
        AddUp(sketch.Spread, spread);
        return sketch;
    }

    void Measure(int characters)
    {
        Shortest = Math.Min(Shortest, characters);
        Longest = Math.Max(Longest, characters);
        Characters += characters;
        Lengths[Math.Min(LengthClasses - 1, 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)characters))]++;
    }

    void Count(ReadOnlySpan<byte> value)
    {
        var hash = Avalanche(ContentHash.OfBytes(value));
        Distinct.Add(hash);
        Spread[hash % SpreadClasses]++;
    }

    void AddNumber(double number)
    {
        Numbers.Add(number);
        Sum += number;
        Low = Math.Min(Low, number);
        High = Math.Max(High, number);
    }

    void AddDay(DateOnly day)
    {
        FirstDay = day < FirstDay ? day : FirstDay;
        LastDay = day > LastDay ? day : LastDay;
    }

    // The finisher of MurmurHash3: every bit of the result depends on every bit of the hash.
    static ulong Avalanche(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdul;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53ul;
        return hash ^ (hash >> 33);
    }

    static void AddUp(long[] sum, long[] more)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += more[i];
        }
    }

    static void Fill(BinaryReader reader, long[] counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = reader.Read7BitEncodedInt64();
        }
    }
}
