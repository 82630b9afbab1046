namespace Throughline.Language.Learning;

/// <summary>The texts of a training set as rows of numbers, one after another: of each row the columns that are not zero, and their values.</summary>
/// <param name="width">Columns there are; more are made room for as rows come.</param>
sealed class Rows(int width = 0)
{
    readonly List<int[]> _columns = [];
    readonly List<float[]> _values = [];

    /// <summary>How many rows.</summary>
    public int Count => _columns.Count;

    /// <summary>Columns there are.</summary>
    public int Width { get; private set; } = width;

    /// <summary>Adds a row.</summary>
    public void Add(int[] columns, float[] values)
    {
        _columns.Add(columns);
        _values.Add(values);
        Width = Math.Max(Width, columns.Length == 0 ? 0 : columns.Max() + 1);
    }

    /// <summary>Columns of a row that are not zero.</summary>
    public int[] Columns(int row) => _columns[row];

    /// <summary>Their values.</summary>
    public float[] Values(int row) => _values[row];

    /// <summary>The sum of what a row weighs. Four sums run side by side, so that an addition need not wait for the one before; their order is the same on every machine.</summary>
    public float Margin(int row, ReadOnlySpan<float> weights)
    {
        var columns = _columns[row];
        var values = _values[row].AsSpan(0, columns.Length);
        float a = 0, b = 0, c = 0, d = 0;
        var i = 0;
        for (; i + 4 <= columns.Length; i += 4)
        {
            a += values[i] * weights[columns[i]];
            b += values[i + 1] * weights[columns[i + 1]];
            c += values[i + 2] * weights[columns[i + 2]];
            d += values[i + 3] * weights[columns[i + 3]];
        }

        for (; i < columns.Length; i++)
        {
            a += values[i] * weights[columns[i]];
        }

        return a + b + (c + d);
    }
}
