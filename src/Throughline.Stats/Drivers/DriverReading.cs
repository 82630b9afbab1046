namespace Throughline.Stats;

/// <summary>Reads point values and draws together: places, tiers, clusters, warnings.</summary>
static class DriverReading
{
    const double Chance = 0.05; // of the overall test

    public static DriverRanking Of(
        IReadOnlyList<string> names,
        Moments moments,
        DriverPoint point,
        DriverDraws draws,
        Func<int, double?> ceiling,
        DriverOptions options)
    {
        var p = names.Count;
        var shares = new double[p];
        for (var i = 0; i < point.Shares.Length; i++)
        {
            shares[point.Chosen[i]] = point.R2 > 0 ? point.Shares[i] / point.R2 : 0;
        }

        var places = Places(draws);
        var drivers = Enumerable.Range(0, p)
            .Select(i => Importance((names[i], i, shares[i]), moments, point, draws, ceiling, options) with { PlaceProbabilities = places[i] })
            .ToArray();
        var order = Enumerable.Range(0, p).OrderByDescending(i => shares[i]).ToArray();
        var neighbours = Neighbours(order, names, draws);
        DriverTier Together(IReadOnlyList<int> members) => new(
            members.Select(i => names[i]).ToArray(),
            Quantile.OfDraws(members.Sum(i => shares[i]), draws.JointShares(members), options.Level, moments.N).Times(100));

        var tiers = Split(order, neighbours, options.TierProbability).Select(Together).ToArray();
        var clusters = DriverClusters.Of(point, options.AlikeAbove)
            .Select(cluster => cluster.OrderByDescending(i => shares[i]).ToArray())
            .Select(Together)
            .ToArray();
        var (entered, freedom) = (point.Shares.Length, moments.N - point.Shares.Length - 1.0);
        var chance = point.R2 >= 1 ? 0 : Quantile.TailOfFisher(point.R2 / entered * freedom / (1 - point.R2), entered, freedom);
        var clarity = chance > Chance ? RankingClarity.NothingFound
            : tiers.Length == 1 && p > 1 ? RankingClarity.NotDistinguishable
            : RankingClarity.Tiers;
        return new DriverRanking
        {
            N = moments.N,
            R2 = Quantile.OfDraws(point.R2, (double[])draws.R2.Clone(), options.Level, moments.N),
            P = chance,
            Method = point.Lmg is null ? ImportanceMethod.RelativeWeights : ImportanceMethod.Lmg,
            Clarity = clarity,
            Drivers = drivers,
            Tiers = tiers,
            Neighbours = neighbours,
            Clusters = clusters,
            Dominance = Spread(point, p),
            Warnings = DriverWarnings.Of(drivers, tiers, clusters, clarity, options),
            Draws = draws,
        };
    }

    static DriverImportance Importance(
        (string Name, int Column, double Share) driver,
        Moments moments,
        DriverPoint point,
        DriverDraws draws,
        Func<int, double?> ceiling,
        DriverOptions options)
    {
        var (name, column, ofAll) = driver;
        var at = Array.IndexOf(point.Chosen, column);
        if (at < 0)
        {
            return new DriverImportance
            {
                Name = name,
                Share = new Interval(0, 0, 0, moments.N),
                Lmg = point.Lmg is null ? null : 0,
                RelativeWeight = 0,
                StandardBeta = null,
                ZeroOrderR = null,
                Vif = null,
                Performance = null,
                Slope = null,
                CeilingEffect = null,
                PlaceProbabilities = [],
                SignConflict = false,
            };
        }

        var share = Quantile.OfDraws(ofAll, draws.JointShares([column]), options.Level, moments.N);
        var beta = point.Fit.Betas[at];
        var r = point.Correlations.WithOutcome[at];
        Interval? slope = beta is { } b
            ? Quantile.OfDraws(
                b * point.Correlations.Deviations[^1] / point.Correlations.Deviations[at], draws.SlopesOf(column), options.Level, moments.N)
            : null;
        return new DriverImportance
        {
            Name = name,
            Share = share.Times(100),
            Lmg = point.Lmg?[at],
            RelativeWeight = point.Fit.RelativeWeights[at],
            StandardBeta = beta,
            ZeroOrderR = r,
            Vif = point.Fit.Inflation[at],
            Performance = 100 * (moments.Mean(column) - moments.Low(column)) / (moments.High(column) - moments.Low(column)),
            Slope = slope,
            CeilingEffect = ceiling(column),
            PlaceProbabilities = [],
            SignConflict = slope is { ExcludesZero: true } clear && Math.Sign(clear.Value) == -Math.Sign(r),
        };
    }

    /// <summary>
    /// Dominance of the columns that vary, put back among all drivers; one that does not vary dominates none.
    /// </summary>
    static double[][]? Spread(DriverPoint point, int drivers)
    {
        if (point.Dominance is not { } dominance)
        {
            return null;
        }

        var all = Enumerable.Range(0, drivers).Select(_ => new double[drivers]).ToArray();
        for (var i = 0; i < dominance.Length; i++)
        {
            for (var j = 0; j < dominance.Length; j++)
            {
                all[point.Chosen[i]][point.Chosen[j]] = dominance[i][j];
            }
        }

        return all;
    }

    static double[][] Places(DriverDraws draws)
    {
        var p = draws.Drivers;
        var counts = Enumerable.Range(0, p).Select(_ => new double[p]).ToArray();
        var keys = new double[p];
        var order = new int[p];
        for (var draw = 0; draw < draws.Count; draw++)
        {
            var shares = draws.Shares(draw);
            for (var i = 0; i < p; i++)
            {
                (keys[i], order[i]) = (-shares[i], i);
            }

            Array.Sort(keys, order);
            for (var place = 0; place < p; place++)
            {
                counts[order[place]][place] += 1.0 / draws.Count;
            }
        }

        return counts;
    }

    static DriverNeighbours[] Neighbours(int[] order, IReadOnlyList<string> names, DriverDraws draws)
    {
        var pairs = new DriverNeighbours[order.Length - 1];
        for (var i = 0; i < pairs.Length; i++)
        {
            var higher = 0;
            for (var draw = 0; draw < draws.Count; draw++)
            {
                var shares = draws.Shares(draw);
                higher += shares[order[i]] > shares[order[i + 1]] ? 1 : 0;
            }

            pairs[i] = new DriverNeighbours(names[order[i]], names[order[i + 1]], (double)higher / draws.Count);
        }

        return pairs;
    }

    static List<List<int>> Split(int[] order, DriverNeighbours[] neighbours, double probability)
    {
        List<List<int>> tiers = [[order[0]]];
        for (var i = 1; i < order.Length; i++)
        {
            if (neighbours[i - 1].Probability >= probability)
            {
                tiers.Add([]);
            }

            tiers[^1].Add(order[i]);
        }

        return tiers;
    }
}
