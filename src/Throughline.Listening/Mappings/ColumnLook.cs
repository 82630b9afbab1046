using System.Globalization;
using System.Text;

namespace Throughline.Listening.Mappings;

/// <summary>One column of the sample: its values counted and weighed.</summary>
sealed class ColumnLook
{
    const int TimeChecks = 500;

    readonly IReadOnlyList<string[]> _rows;
    readonly IReadOnlyList<long> _places;

    public ColumnLook(TableSample sample, int index, bool decimalComma, string? label = null)
    {
        (_rows, _places, Index, Column) = (sample.Rows, sample.Numbers, index, sample.Columns[index]);
        (Says, Words) = ColumnWords.Of(label is { Length: > 0 } ? label : Column);
        Values = new Dictionary<string, int>(StringComparer.Ordinal);
        Number = new double?[_rows.Count];
        long letters = 0;
        for (var i = 0; i < _rows.Count; i++)
        {
            var value = _rows[i][index].Trim();
            if (value.Length == 0)
            {
                continue;
            }

            Filled++;
            letters += value.Length;
            Longest = Math.Max(Longest, value.Length);
            Blanks += value.Contains(' ', StringComparison.Ordinal) ? 1 : 0;
            Values[value] = Values.GetValueOrDefault(value) + 1;
            if (value.Length <= 40 && NumberText.TryRead(Encoding.UTF8.GetBytes(value), decimalComma, out var number))
            {
                Number[i] = number;
                Numbers++;
                NumberCounts[number] = NumberCounts.GetValueOrDefault(number) + 1;
            }
            else if (YesNo.NotApplicable.Contains(value.ToLowerInvariant()))
            {
                EmptyWords.Add(value);
                EmptyWordCells++;
            }
        }

        AverageLength = Filled == 0 ? 0 : (double)letters / Filled;
        Times = LookAtTimes();
    }

    public int Index { get; }

    public string Column { get; }

    public Says Says { get; }

    public IReadOnlyList<string> Words { get; }

    public int Rows => _rows.Count;

    public int Filled { get; }

    public int Distinct => Values.Count;

    public Dictionary<string, int> Values { get; }

    /// <summary>The number of each row; null where there is none.</summary>
    public double?[] Number { get; }

    public int Numbers { get; }

    public SortedDictionary<double, int> NumberCounts { get; } = [];

    /// <summary>Words of the column that usually mean that there is no answer.</summary>
    public SortedSet<string> EmptyWords { get; } = new(StringComparer.OrdinalIgnoreCase);

    public int EmptyWordCells { get; }

    public double AverageLength { get; }

    public int Longest { get; }

    public int Blanks { get; }

    /// <summary>How the column reads as a time; null when it does not.</summary>
    public TimeLook? Times { get; }

    public double FilledShare => Rows == 0 ? 0 : (double)Filled / Rows;

    public double DistinctShare => Filled == 0 ? 0 : (double)Distinct / Filled;

    public bool Unique => Filled > 0 && Filled == Rows && Distinct == Filled;

    public bool Has(Says says) => (Says & says) != 0;

    public bool IsNumeric => NumberShare >= 0.98;

    /// <summary>Share of filled cells that are numbers or say that there is none; 0 without any number.</summary>
    public double NumberShare => Numbers == 0 ? 0 : (double)(Numbers + EmptyWordCells) / Filled;

    public bool IsYesNo => Filled > 0 && Values.Keys.All(value =>
        IsOneOf(YesNo.Yes, value) || IsOneOf(YesNo.No, value) || EmptyWords.Contains(value))
        && Values.Keys.Any(value => !EmptyWords.Contains(value));

    public double EmailShare => Share(value => value.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && value.IndexOf('.', at) > at && !value.Contains(' ', StringComparison.Ordinal));

    public double PhoneShare => Share(value => value.Count(char.IsDigit) is >= 7 and <= 15
        && value.All(letter => char.IsDigit(letter) || "+-() .".Contains(letter, StringComparison.Ordinal)));

    /// <summary>Share of filled cells that are written as keys are: one word with a digit in it, of 2 to 64 characters.</summary>
    public double CodeShare => Share(value => value.Length is >= 2 and <= 64 && value.Any(char.IsDigit)
        && value.All(letter => char.IsLetterOrDigit(letter) || "-_.:#/+@".Contains(letter, StringComparison.Ordinal)));

    public string Cell(int row) => _rows[row][Index].Trim();

    /// <summary>The cells whose number fits, with their rows, in the order of the file.</summary>
    public IEnumerable<RowValue> RowsWhere(Func<double, bool> fits) =>
        Enumerable.Range(0, Rows).Where(row => Number[row] is { } number && fits(number)).Select(row => new RowValue(_places[row], Cell(row)));

    public IReadOnlyList<string> Examples() =>
    [
        .. Values.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(3)
            .Select(pair => pair.Key.Length <= 80 ? pair.Key : pair.Key[..80]),
    ];

    static bool IsOneOf(IReadOnlyList<string> words, string value) =>
        words.Contains(value, StringComparer.OrdinalIgnoreCase)
        || (value.Length <= 6 && NumberText.TryRead(Encoding.UTF8.GetBytes(value), false, out var number)
            && words.Contains(NumberText.Write(number)));

    double Share(Func<string, bool> test) => Filled == 0
        ? 0
        : (double)Values.Where(pair => test(pair.Key)).Sum(pair => pair.Value) / Filled;

    TimeLook? LookAtTimes()
    {
        if (Filled == 0 || Longest > 64)
        {
            return null;
        }

        if (Numbers == Filled)
        {
            return LookAtEpoch();
        }

        var checks = Values.Keys.Take(TimeChecks).Select(value => Encoding.UTF8.GetBytes(value)).ToList();
        int Count(DateOrder order) => checks.Count(cell => WrittenTime.TryReadIso(cell, out _) || WrittenTime.TryRead(cell, order, out _));
        var (year, day, month) = (Count(DateOrder.YearFirst), Count(DateOrder.DayFirst), Count(DateOrder.MonthFirst));
        var best = Math.Max(year, Math.Max(day, month));
        return best < 0.9 * checks.Count ? null
            : year == best ? new(null, false)
            : day >= month ? new("day_month_year", day == month)
            : new("month_day_year", false);
    }

    TimeLook? LookAtEpoch()
    {
        var (low, high) = (NumberCounts.First().Key, NumberCounts.Last().Key);
        if (low >= 19_000_101 && high <= 21_991_231 && Values.Keys.All(value => value.Length == 8)
            && Values.Keys.Take(TimeChecks).All(value => DateTime.TryParseExact(
                value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))
        {
            return new(null, false);
        }

        // Between 2000 and 2100.
        return low >= 946_684_800 && high < 4_102_444_800 && Has(Says.Time) ? new("epoch_seconds", false)
            : low >= 946_684_800_000 && high < 4_102_444_800_000 && Has(Says.Time) ? new("epoch_milliseconds", false)
            : null;
    }
}

/// <summary>How a column reads as a time.</summary>
/// <param name="Format">One of <see cref="TimeText.Formats"/>; null = ISO 8601.</param>
/// <param name="Ambiguous">True when day first and month first read all values alike.</param>
sealed record TimeLook(string? Format, bool Ambiguous);
