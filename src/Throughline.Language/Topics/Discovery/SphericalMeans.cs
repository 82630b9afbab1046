namespace Throughline.Language.Topics.Discovery;

/// <summary>
/// Puts rows of length 1 into k groups by the nearest of k directions (spherical k-means, Dhillon and Modha 2001), begun as k-means++ does (Arthur and
/// Vassilvitskii 2007). Sums are taken in the order of the rows and ties go to the lower number, so that the result is one to the bit.
/// </summary>
sealed class SphericalMeans(IReadOnlyList<TermRow> rows, int width)
{
    const int MostPasses = 40;

    /// <summary>The directions, each of length 1.</summary>
    public List<double[]> Centres { get; } = [];

    /// <summary>Sum over the rows of how like they are to their direction, times the rows of the log.</summary>
    public double Worth { get; private set; }

    /// <summary>Runs from given directions, to which are added what is missing of <paramref name="groups"/>.</summary>
    public void Run(int groups, IEnumerable<double[]> begin, ulong seed)
    {
        Centres.Clear();
        Centres.AddRange(begin.Take(groups));
        Begin(groups, new SplitMix(seed));
        var of = new int[rows.Count];
        var like = new double[rows.Count];
        Array.Fill(of, -1);
        for (var pass = 0; pass < MostPasses && Assign(of, like); pass++)
        {
            Move(of, like);
        }

        Worth = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            Worth += like[row] * rows[row].Times;
        }
    }

    /// <summary>The direction that is nearest to a row, and how like they are: 0 to 1.</summary>
    public static (int Group, double Like) Nearest(IReadOnlyList<double[]> centres, TermRow row)
    {
        var (best, like) = (0, double.NegativeInfinity);
        for (var group = 0; group < centres.Count; group++)
        {
            var dot = Dot(row, centres[group]);
            if (dot > like)
            {
                (best, like) = (group, dot);
            }
        }

        return (best, like);
    }

    void Begin(int groups, SplitMix random)
    {
        var far = new double[rows.Count];
        Array.Fill(far, 1);
        foreach (var centre in Centres)
        {
            Nearer(far, centre);
        }

        while (Centres.Count < groups)
        {
            var sum = 0.0;
            for (var row = 0; row < rows.Count; row++)
            {
                sum += far[row] * rows[row].Times;
            }

            var at = random.Next() * sum;
            var chosen = 0;
            for (; chosen < rows.Count - 1 && (at -= far[chosen] * rows[chosen].Times) >= 0; chosen++)
            {
            }

            var centre = new double[width];
            for (var i = 0; i < rows[chosen].Columns.Length; i++)
            {
                centre[rows[chosen].Columns[i]] = rows[chosen].Values[i];
            }

            Centres.Add(centre);
            Nearer(far, centre);
        }
    }

    void Nearer(double[] far, double[] centre)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var distance = Math.Max(0, 1 - Dot(rows[row], centre));
            far[row] = Math.Min(far[row], distance);
        }
    }

    bool Assign(int[] of, double[] like)
    {
        var moved = 0;
        Parallel.For(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, row =>
        {
            var (group, near) = Nearest(Centres, rows[row]);
            like[row] = near;
            if (of[row] != group)
            {
                of[row] = group;
                Interlocked.Increment(ref moved);
            }
        });
        return moved > 0;
    }

    void Move(int[] of, double[] like)
    {
        foreach (var centre in Centres)
        {
            Array.Clear(centre);
        }

        var sizes = new int[Centres.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            Add(rows[row], rows[row].Times, Centres[of[row]]);
            sizes[of[row]]++;
        }

        for (var group = 0; group < Centres.Count; group++)
        {
            if (sizes[group] == 0)
            {
                // An empty group begins anew with the row that is least like its own direction.
                var odd = Enumerable.Range(0, rows.Count).MinBy(row => like[row]);
                like[odd] = double.PositiveInfinity;
                Add(rows[odd], 1, Centres[group]);
            }

            Scale(Centres[group]);
        }
    }

    static void Add(TermRow row, double times, double[] to)
    {
        for (var i = 0; i < row.Columns.Length; i++)
        {
            to[row.Columns[i]] += times * row.Values[i];
        }
    }

    public static void Scale(double[] centre)
    {
        var norm = 0.0;
        foreach (var value in centre)
        {
            norm += value * value;
        }

        norm = Math.Sqrt(norm);
        for (var i = 0; norm > 0 && i < centre.Length; i++)
        {
            centre[i] /= norm;
        }
    }

    static double Dot(TermRow row, double[] centre)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Columns.Length; i++)
        {
            sum += row.Values[i] * centre[row.Columns[i]];
        }

        return sum;
    }
}
