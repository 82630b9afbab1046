namespace Throughline.Language.Learning;

/// <summary>
/// Margins of texts under planes that were fitted without them, by folds: what calibration and cut-offs are learnt from, so that no text judges
/// itself. Rows of one group (a customer; equal texts) are always in one fold.
/// </summary>
static class FoldedMargins
{
    /// <summary>Folds that rows are dealt to.</summary>
    public const int Folds = 5;

    /// <summary>The margin of each row for each head.</summary>
    /// <param name="rows">The texts.</param>
    /// <param name="groups">Of each row, its group.</param>
    /// <param name="heads">Of each head and row, true for the positive side.</param>
    /// <param name="costs">Of each head and row, what a miss costs.</param>
    /// <param name="known">Of each head and row, a margin known beforehand; null for none.</param>
    /// <param name="options">How planes are fitted.</param>
    /// <param name="threads">How many threads fit.</param>
    public static float[][] Of(Rows rows, ulong[] groups, bool[][] heads, float[][] costs, float[][]? known, FitOptions options, ParallelOptions threads)
    {
        var margins = new float[heads.Length][];
        for (var head = 0; head < heads.Length; head++)
        {
            margins[head] = new float[rows.Count];
        }

        Parallel.For(0, heads.Length * Folds, threads, job =>
        {
            var (head, fold) = (job / Folds, job % Folds);
            int[] inside = [.. Enumerable.Range(0, rows.Count).Where(row => (int)(groups[row] % Folds) != fold)];
            var plane = LinearFit.Fit(rows, inside, [.. inside.Select(row => heads[head][row])], [.. inside.Select(row => costs[head][row])],
                known is null ? [] : [.. inside.Select(row => known[head][row])], options);
            for (var row = 0; row < rows.Count; row++)
            {
                if ((int)(groups[row] % Folds) == fold)
                {
                    margins[head][row] = rows.Margin(row, plane.Weights) + plane.Bias + (known is null ? 0 : known[head][row]);
                }
            }
        });
        return margins;
    }
}
