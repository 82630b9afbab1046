namespace Throughline.Language.Topics.Discovery;

/// <summary>Pairs rows with columns so that the sum of what the pairs are worth is highest (Kuhn 1955; with potentials, as Jonker and Volgenant 1987). Time n³.</summary>
static class Hungarian
{
    /// <summary>Of each row the column it is paired with; -1 for the rows that are left over when there are fewer columns.</summary>
    /// <param name="worth">Of each row and column, what the pair is worth.</param>
    public static int[] Pair(double[,] worth)
    {
        var (rows, columns) = (worth.GetLength(0), worth.GetLength(1));
        var n = Math.Max(rows, columns);
        double Cost(int row, int column) => row <= rows && column <= columns ? -worth[row - 1, column - 1] : 0;

        var (ofRow, ofColumn) = (new double[n + 1], new double[n + 1]);
        var paired = new int[n + 1]; // of each column its row, counted from 1
        for (var row = 1; row <= n; row++)
        {
            paired[0] = row;
            var (least, before, seen) = (new double[n + 1], new int[n + 1], new bool[n + 1]);
            Array.Fill(least, double.PositiveInfinity);
            var column = 0;
            do
            {
                seen[column] = true;
                var (at, delta, next) = (paired[column], double.PositiveInfinity, 0);
                for (var other = 1; other <= n; other++)
                {
                    if (seen[other])
                    {
                        continue;
                    }

                    var reduced = Cost(at, other) - ofRow[at] - ofColumn[other];
                    if (reduced < least[other])
                    {
                        (least[other], before[other]) = (reduced, column);
                    }

                    if (least[other] < delta)
                    {
                        (delta, next) = (least[other], other);
                    }
                }

                for (var other = 0; other <= n; other++)
                {
                    if (seen[other])
                    {
                        ofRow[paired[other]] += delta;
                        ofColumn[other] -= delta;
                    }
                    else
                    {
                        least[other] -= delta;
                    }
                }

                column = next;
            }
            while (paired[column] != 0);

            for (; column != 0; column = before[column])
            {
                paired[column] = paired[before[column]];
            }
        }

        var pairs = new int[rows];
        Array.Fill(pairs, -1);
        for (var column = 1; column <= columns; column++)
        {
            if (paired[column] <= rows)
            {
                pairs[paired[column] - 1] = column - 1;
            }
        }

        return pairs;
    }
}
