namespace Throughline.Understanding.Voices;

/// <summary>
/// Numbers of rows, parted where they lie far apart. A page may hold rows from several ends of the log; a range over all of them would
/// have the database read everything between (measured: 25 to 7 ms a page in a log of a million).
/// </summary>
static class RowPlaces
{
    /// <summary>Rows that the database looks over or passes over together.</summary>
    const long Apart = 122_880;

    /// <summary>Each place is a question of its own, and costs to be planned.</summary>
    const int Most = 8;

    /// <summary>The numbers in order, in at most eight parts, which begin at the widest gaps.</summary>
    public static IReadOnlyList<IReadOnlyList<long>> Of(IReadOnlyList<long> seqs)
    {
        long[] sorted = [.. seqs.Order()];
        int[] begins =
        [
            0, .. Enumerable.Range(1, Math.Max(0, sorted.Length - 1)).Where(i => sorted[i] - sorted[i - 1] > Apart)
                .OrderByDescending(i => sorted[i] - sorted[i - 1]).ThenBy(i => i).Take(Most - 1).Order(), sorted.Length,
        ];
        return [.. begins.Zip(begins.Skip(1), (from, to) => sorted[from..to])];
    }
}
