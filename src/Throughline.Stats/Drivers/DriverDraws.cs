namespace Throughline.Stats;

/// <summary>
/// The bootstrap of a driver analysis: per draw the shares, R² and the slopes. Draw i depends on (seed, i) alone and
/// writes to its own place, so the number of threads changes nothing.
/// </summary>
sealed class DriverDraws
{
    /// <summary>A draw whose outcome does not vary is made again from another stream, so often at most.</summary>
    const int Attempts = 20;

    readonly double[] _shares;
    readonly double[] _slopes;

    DriverDraws(int drivers, int draws)
    {
        Drivers = drivers;
        R2 = new double[draws];
        _shares = new double[draws * drivers];
        _slopes = new double[draws * drivers];
    }

    public static DriverDraws None { get; } = new(0, 0);

    public int Drivers { get; }

    public int Count => R2.Length;

    public double[] R2 { get; }

    /// <summary>Shares of one draw, 0 to 1, in the order of the drivers.</summary>
    public ReadOnlySpan<double> Shares(int draw) => _shares.AsSpan(draw * Drivers, Drivers);

    /// <summary>Slope of one driver in every draw, outcome per unit.</summary>
    public double[] SlopesOf(int driver)
    {
        var slopes = new double[Count];
        for (var i = 0; i < slopes.Length; i++)
        {
            slopes[i] = _slopes[i * Drivers + driver];
        }

        return slopes;
    }

    /// <summary>Joint share of some drivers in every draw, 0 to 1.</summary>
    public double[] JointShares(IReadOnlyList<int> drivers)
    {
        var joint = new double[Count];
        for (var i = 0; i < joint.Length; i++)
        {
            var shares = Shares(i);
            foreach (var driver in drivers)
            {
                joint[i] += shares[driver];
            }
        }

        return joint;
    }

    /// <param name="drivers">Drivers of the table, constant ones included: their share and slope stay 0.</param>
    /// <param name="chosen">Columns that vary, ascending, the outcome last.</param>
    /// <param name="redrawing">Makes the redrawing of one thread.</param>
    /// <param name="options">Draws, seed, threads.</param>
    /// <param name="cancellation">Stops between draws.</param>
    public static DriverDraws Make(
        int drivers, int[] chosen, Func<Redrawing> redrawing, DriverOptions options, CancellationToken cancellation)
    {
        var draws = new DriverDraws(drivers, options.Draws);
        Parallel.For(
            0,
            options.Draws,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation },
            () => new Worker(draws, chosen, redrawing(), options),
            (draw, _, worker) =>
            {
                worker.Make(draw);
                return worker;
            },
            _ => { });
        return draws;
    }

    sealed class Worker(DriverDraws draws, int[] chosen, Redrawing redrawing, DriverOptions options)
    {
        readonly Correlations _correlations = new(chosen.Length - 1);
        readonly SubsetSweep? _sweep = chosen.Length - 1 <= SubsetSweep.Most ? new SubsetSweep(chosen.Length - 1) : null;
        readonly double[] _sums = new double[draws.Drivers + 1];
        readonly double[] _cross = new double[(draws.Drivers + 1) * (draws.Drivers + 2) / 2];
        readonly double[] _factor = new double[(chosen.Length - 1) * (chosen.Length - 1)];
        readonly double[] _slopes = new double[chosen.Length - 1];
        double[] _shares = new double[chosen.Length - 1];

        public void Make(int draw)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var dice = new Dice(options.Seed, (ulong)draw + (ulong)attempt * 0x1_0000_0000UL);
                var n = redrawing.Draw(dice, _sums, _cross);
                if (_correlations.Fill(_sums, _cross, n, chosen))
                {
                    Keep(draw);
                    return;
                }
            }
        }

        void Keep(int draw)
        {
            double r2 = 0;
            if (_sweep is not null)
            {
                r2 = _sweep.Run(_correlations, _shares);
            }
            else
            {
                _shares = LinearFit.RelativeWeights(_correlations);
                r2 = _shares.Sum();
            }

            LinearFit.Solve(_correlations, _factor, _slopes);
            draws.R2[draw] = r2;
            for (var i = 0; i < _shares.Length; i++)
            {
                var at = draw * draws.Drivers + chosen[i];
                draws._shares[at] = r2 > 0 ? _shares[i] / r2 : 0;
                var deviation = _correlations.Deviations[i];
                draws._slopes[at] = deviation > 0 ? _slopes[i] * _correlations.Deviations[^1] / deviation : 0;
            }
        }
    }
}
