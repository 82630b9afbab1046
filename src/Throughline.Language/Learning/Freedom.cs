namespace Throughline.Language.Learning;

/// <summary>
/// How freely the weight of each column may move: more where the column is much more frequent on one side than on the other (after Wang and
/// Manning 2012, "Baselines and bigrams", who scale the columns by the log of that ratio). The mean of all is 1.
/// </summary>
static class Freedom
{
    public static float[] Of(Rows rows, ReadOnlySpan<int> used, ReadOnlySpan<bool> labels, FitOptions options)
    {
        var freedom = new float[rows.Width];
        Array.Fill(freedom, 1);
        if (options.Lean == 0)
        {
            return freedom;
        }

        var (with, without) = (new float[rows.Width], new float[rows.Width]);
        float positives = 0, negatives = 0;
        for (var i = 0; i < used.Length; i++)
        {
            var side = labels[i] ? with : without;
            positives += labels[i] ? 1 : 0;
            negatives += labels[i] ? 0 : 1;
            foreach (var column in rows.Columns(used[i]))
            {
                side[column]++;
            }
        }

        for (var column = 0; column < freedom.Length; column++)
        {
            var share = MathF.Log((with[column] + options.Smooth) / (positives + (2 * options.Smooth)) / ((without[column] + options.Smooth) / (negatives + (2 * options.Smooth))));
            freedom[column] = (1 - options.Lean) + (options.Lean * MathF.Min(share * share, options.Top));
        }

        return freedom;
    }
}
