using Throughline.Listening.Files;

namespace Throughline.Listening.Mappings;

/// <summary>Rows drawn from the whole of a file, all with the same chance; the same file gives the same rows.</summary>
sealed class TableSample
{
    /// <summary>Most rows drawn.</summary>
    public const int Most = 5_000;

    /// <summary>Bytes of the file after which no more rows are looked at.</summary>
    const long Budget = 256L << 20;

    const int Preview = 20;

    TableSample(IReadOnlyList<string> columns) => Columns = columns;

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The drawn rows in the order of the file.</summary>
    public IReadOnlyList<string[]> Rows { get; private set; } = [];

    /// <summary>Where each drawn row stands in the file, counted from 0.</summary>
    public IReadOnlyList<long> Numbers { get; private set; } = [];

    /// <summary>The first rows of the file.</summary>
    public IReadOnlyList<string[]> Head { get; private set; } = [];

    /// <summary>Sound rows looked at.</summary>
    public long Seen { get; private set; }

    /// <summary>All rows of the file; null when it is too large to be looked at as a whole.</summary>
    public long? Counted { get; private set; }

    public FileProblem? Problem { get; private set; }

    public static TableSample Of(TableFile file)
    {
        using var table = file.Open();
        var sample = new TableSample(file.Columns);
        var head = new List<string[]>();
        var drawn = new List<(long Row, string[] Cells)>();
        var chance = new Random(20_211);
        while (table.BytesRead < Budget && table.Read())
        {
            if (table.Fault is not null)
            {
                continue;
            }

            // Algorithm R: the n-th row takes a drawn one's place with chance Most / n.
            var place = sample.Seen < Most ? sample.Seen : chance.NextInt64(sample.Seen + 1);
            sample.Seen++;
            if (place >= Most && head.Count >= Preview)
            {
                continue;
            }

            var cells = new string[table.Columns.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = table.Text(i);
            }

            if (head.Count < Preview)
            {
                head.Add(cells);
            }

            if (place < drawn.Count)
            {
                drawn[(int)place] = (table.Row, cells);
            }
            else if (place < Most)
            {
                drawn.Add((table.Row, cells));
            }
        }

        sample.Problem = table.Problem;
        sample.Counted = table.BytesRead < Budget && table.Problem is null ? table.Row + 1 : null;
        sample.Head = head;
        drawn.Sort((a, b) => a.Row.CompareTo(b.Row));
        sample.Rows = [.. drawn.Select(row => row.Cells)];
        sample.Numbers = [.. drawn.Select(row => row.Row)];
        return sample;
    }
}
