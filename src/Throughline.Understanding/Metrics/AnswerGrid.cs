using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Throughline.Understanding.Metrics;

/// <summary>
/// How often each answer to one question was given on each day: a table of days by different answers. Allocates when a new day or
/// answer turns up, not for a row.
/// </summary>
/// <remarks>Answers beyond the first <see cref="MostDense"/> different ones (a slider, an amount) are counted in a dictionary.</remarks>
sealed class AnswerGrid
{
    const int MostDense = 64;
    const int SmallNumbers = 128;
    const int MostAskedFor = 12;
    const int ShortestRun = 64;

    readonly Dictionary<double, int> _places = [];
    readonly sbyte[] _small = NoPlaces(); // of the whole numbers from 0; -1 for none
    readonly List<double> _answers = [];
    readonly Dictionary<(int Day, double Answer), long> _rare = [];
    int _shift = 3; // a day has 1 << _shift places
    int[] _counts = new int[1 << 3];

    /// <summary>Places that are kept for counts.</summary>
    public long Cells => _counts.Length + _rare.Count;

    /// <summary>Counts one chunk of rows.</summary>
    /// <param name="answers">The answers; what stands at a row without one is not looked at.</param>
    /// <param name="valid">One bit a row, the least first; empty when every row has an answer.</param>
    /// <param name="days">The number of each row's day, as its owner counts days.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> answers, ReadOnlySpan<ulong> valid, ReadOnlySpan<int> days)
    {
        days = days[..answers.Length];
        var row = 0;
        while (row < answers.Length)
        {
            // Signals mostly lie in the order of time: whole runs of rows are of one day.
            var run = days[row..].IndexOfAnyExcept(days[row]);
            run = run < 0 ? answers.Length - row : run;
            if (valid.IsEmpty && run >= ShortestRun && AddRun(answers.Slice(row, run), days[row]))
            {
                row += run;
                continue;
            }

            var end = row + run;
            while (row < end)
            {
                row = valid.IsEmpty ? AddQuickly(answers[..end], days, row) : AddQuickly(answers[..end], valid, days, row);
                if (row < end)
                {
                    AddSlowly(days[row], answers[row], 1); // a new day or answer, or a rare one
                    row++;
                }
            }
        }
    }

    /// <summary>Adds all counts of another grid.</summary>
    /// <param name="other">The other.</param>
    /// <param name="days">The number here of each day there.</param>
    public void Add(AnswerGrid other, ReadOnlySpan<int> days)
    {
        for (var day = 0; day < days.Length; day++)
        {
            for (var place = 0; place < other._answers.Count; place++)
            {
                if (other.At(day, place) is > 0 and var count)
                {
                    AddSlowly(days[day], other._answers[place], count);
                }
            }
        }

        foreach (var ((day, answer), count) in other._rare)
        {
            AddSlowly(days[day], answer, count);
        }
    }

    /// <summary>Answers ascending, with how often each was given on days that are wanted.</summary>
    /// <param name="wanted">For each number of a day, whether it is.</param>
    public IReadOnlyList<ValueCount> Sum(ReadOnlySpan<bool> wanted)
    {
        var sums = new SortedDictionary<double, long>();
        for (var place = 0; place < _answers.Count; place++)
        {
            var sum = 0L;
            for (var day = 0; day < wanted.Length; day++)
            {
                sum += wanted[day] ? At(day, place) : 0;
            }

            if (sum > 0)
            {
                sums.Add(_answers[place], sum);
            }
        }

        foreach (var ((day, answer), count) in _rare)
        {
            if (wanted[day])
            {
                sums[answer] = sums.GetValueOrDefault(answer) + count;
            }
        }

        return [.. sums.Select(s => new ValueCount(s.Key, s.Value))];
    }

    /// <summary>
    /// Counts rows of one day by asking for each answer how often it is there, which the processor does for many rows at once. False,
    /// and nothing counted, when there are many answers or one that has no place yet.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool AddRun(ReadOnlySpan<double> answers, int day)
    {
        if (_answers.Count > MostAskedFor || ((day + 1) << _shift) > _counts.Length)
        {
            return false;
        }

        Span<int> counts = stackalloc int[MostAskedFor];
        var bits = MemoryMarshal.Cast<double, long>(answers);
        var found = 0;
        for (var place = 0; place < _answers.Count; place++)
        {
            found += counts[place] = CountEqual(bits, BitConverter.DoubleToInt64Bits(_answers[place]));
        }

        if (found < answers.Length)
        {
            return false;
        }

        for (var place = 0; place < _answers.Count; place++)
        {
            _counts[(day << _shift) + place] += counts[place];
        }

        return true;
    }

    // The library's own Count starts slowly: it is compiled twice before it is quick.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int CountEqual(ReadOnlySpan<long> bits, long wanted)
    {
        var sought = new Vector<long>(wanted);
        var found = Vector<long>.Zero;
        var row = 0;
        for (; row <= bits.Length - Vector<long>.Count; row += Vector<long>.Count)
        {
            found -= Vector.Equals(new Vector<long>(bits[row..]), sought);
        }

        var count = (int)Vector.Sum(found);
        for (; row < bits.Length; row++)
        {
            count += bits[row] == wanted ? 1 : 0;
        }

        return count;
    }

    /// <summary>Counts rows up to one that has no place in the table; its number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // the first page must not pay for warming it up
    int AddQuickly(ReadOnlySpan<double> answers, ReadOnlySpan<int> days, int row)
    {
        // Local copies: the fields would be read again after every count.
        var small = _small.AsSpan();
        var counts = _counts.AsSpan();
        var shift = _shift;
        for (; row < answers.Length && row < days.Length; row++)
        {
            var whole = double.ConvertToIntegerNative<int>(answers[row]);
            if ((uint)whole >= (uint)small.Length || whole != answers[row])
            {
                break;
            }

            var at = (days[row] << shift) + small[whole];
            if (small[whole] < 0 || (uint)at >= (uint)counts.Length)
            {
                break;
            }

            counts[at]++;
        }

        return row;
    }

    /// <summary>The same where some rows have no answer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int AddQuickly(ReadOnlySpan<double> answers, ReadOnlySpan<ulong> valid, ReadOnlySpan<int> days, int row)
    {
        var small = _small.AsSpan();
        var counts = _counts.AsSpan();
        var shift = _shift;
        for (; row < answers.Length && row < days.Length; row++)
        {
            if ((valid[row >> 6] >> (row & 63) & 1) == 0)
            {
                continue;
            }

            var whole = double.ConvertToIntegerNative<int>(answers[row]);
            if ((uint)whole >= (uint)small.Length || whole != answers[row])
            {
                break;
            }

            var at = (days[row] << shift) + small[whole];
            if (small[whole] < 0 || (uint)at >= (uint)counts.Length)
            {
                break;
            }

            counts[at]++;
        }

        return row;
    }

    int At(int day, int place) => (day << _shift) + place is var at && at < _counts.Length ? _counts[at] : 0;

    void AddSlowly(int day, double answer, long count)
    {
        if (PlaceOf(answer) is not { } place || At(day, place) + count > int.MaxValue)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_rare, (day, answer), out _) += count;
            return;
        }

        var at = (day << _shift) + place;
        if (at >= _counts.Length)
        {
            Array.Resize(ref _counts, Math.Max(2 * _counts.Length, (day + 1) << _shift));
        }

        _counts[at] += (int)count;
    }

    int? PlaceOf(double answer)
    {
        answer += 0.0; // -0 is 0
        if (_places.TryGetValue(answer, out var known))
        {
            return known;
        }

        if (_answers.Count == MostDense)
        {
            return null;
        }

        var place = _answers.Count;
        if (place == 1 << _shift)
        {
            Widen();
        }

        _places.Add(answer, place);
        _answers.Add(answer);
        if (answer is >= 0 and < SmallNumbers && answer == Math.Floor(answer))
        {
            _small[(int)answer] = (sbyte)place;
        }

        return place;
    }

    static sbyte[] NoPlaces()
    {
        var places = new sbyte[SmallNumbers];
        Array.Fill(places, (sbyte)-1);
        return places;
    }

    void Widen()
    {
        var wider = new int[2 * _counts.Length];
        for (var from = 0; from < _counts.Length; from += 1 << _shift)
        {
            _counts.AsSpan(from, 1 << _shift).CopyTo(wider.AsSpan(2 * from));
        }

        _counts = wider;
        _shift++;
    }
}
