namespace Throughline.Language.Learning;

/// <summary>
/// Planes of all texts, and margins of texts under planes that were fitted without them, by folds: what calibration and cut-offs are learnt from, so
/// that no text judges itself. Rows of one group (a customer; equal texts) are always in one fold.
/// </summary>
/// <param name="Planes">Of each head, the plane of all rows.</param>
/// <param name="Margins">Of each head and row, the margin under a plane that was fitted without the row.</param>
sealed record FoldedFit(Plane[] Planes, float[][] Margins)
{
    /// <summary>Folds that rows are dealt to.</summary>
    public const int Folds = 5;

    /// <summary>Fits every head, as a whole and without each fold.</summary>
    /// <param name="rows">The texts.</param>
    /// <param name="groups">Of each row, its group.</param>
    /// <param name="heads">Of each head and row, true for the positive side.</param>
    /// <param name="costs">Of each head and row, what a miss costs.</param>
    /// <param name="known">Of each head and row, a margin known beforehand; null for none.</param>
    /// <param name="options">How planes are fitted.</param>
    /// <param name="threads">How many threads fit.</param>
    public static FoldedFit Of(Rows rows, ulong[] groups, bool[][] heads, float[][] costs, float[][]? known, FitOptions options, ParallelOptions threads)
    {
        var margins = new float[heads.Length][];
        for (var head = 0; head < heads.Length; head++)
        {
            margins[head] = new float[rows.Count];
        }

        // The whole is the longest job and comes first, so that no thread is left with it alone at the end.
        var planes = new Plane[heads.Length];
        Parallel.For(0, heads.Length * (Folds + 1), threads, job =>
        {
            var (head, fold) = (job / (Folds + 1), (job % (Folds + 1)) - 1);
            int[] inside = [.. Enumerable.Range(0, rows.Count).Where(row => (int)(groups[row] % Folds) != fold)];
            var plane = LinearFit.Fit(rows, inside, [.. inside.Select(row => heads[head][row])], [.. inside.Select(row => costs[head][row])],
                known is null ? [] : [.. inside.Select(row => known[head][row])], options);
            if (fold < 0)
            {
                planes[head] = plane;
                return;
            }

            for (var row = 0; row < rows.Count; row++)
            {
                if ((int)(groups[row] % Folds) == fold)
                {
                    margins[head][row] = rows.Margin(row, plane.Weights) + plane.Bias + (known is null ? 0 : known[head][row]);
                }
            }
        });
        return new FoldedFit(planes, margins);
    }
}
