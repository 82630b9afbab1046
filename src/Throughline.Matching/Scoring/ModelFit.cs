using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>
/// Fits the <see cref="PairModel"/> without labels: expectation maximisation on pattern counts that stand for all pairs there are, so that
/// the share of matches needs no correction for the keys. Dirichlet priors keep small files sane.
/// </summary>
sealed class ModelFit
{
    const int Rounds = 60;
    const double PriorPairs = 20; // pairs that a prior counts for
    const double MostMoved = 0.3; // of those who are the same
    const double LeastChance = 0.02; // of the pairs that agree on a value, at least this share does so by chance

    readonly Comparison[] _comparisons;
    readonly CandidatePairs _pairs;
    readonly double _all;
    readonly byte[] _levels; // by pattern, then comparison
    readonly double[][][] _prior;
    readonly bool[][] _tied;
    readonly double[][] _agreeing; // by comparison and level: share of all pairs

    public ModelFit(Comparison[] comparisons, CandidatePairs pairs)
    {
        (_comparisons, _pairs) = (comparisons, pairs);
        _all = pairs.Population.Sum();
        _levels = new byte[pairs.Patterns.Count * comparisons.Length];
        for (var p = 0; p < pairs.Patterns.Count; p++)
        {
            for (var i = 0; i < comparisons.Length; i++)
            {
                _levels[p * comparisons.Length + i] = (byte)PairPattern.Level(pairs.Patterns[p], i);
            }
        }

        _tied = [.. Enumerable.Range(0, PairModel.Kinds).Select(kind => comparisons.Select(c => IsTied((PairKind)kind, c.Column.Field)).ToArray())];
        _prior = [.. Enumerable.Range(0, PairModel.Kinds).Select(kind => comparisons.Select(c => Prior((PairKind)kind, c)).ToArray())];
        _agreeing = Agreeing();
    }

    public PairModel Fit(double matchesExpected)
    {
        var share = new double[PairModel.Kinds];
        share[(int)PairKind.Same] = 0.8 * matchesExpected / _all;
        share[(int)PairKind.Moved] = 0.2 * matchesExpected / _all;
        share[(int)PairKind.Mates] = 0.3 * matchesExpected / _all;
        share[(int)PairKind.Namesakes] = 0.3 * matchesExpected / _all;
        share[(int)PairKind.Strangers] = 1 - share.Sum();
        var level = new double[PairModel.Kinds][][];
        for (var kind = 0; kind < PairModel.Kinds; kind++)
        {
            level[kind] = [.. _comparisons.Select((_, i) => kind == 0 || _tied[kind][i] ? [.. _agreeing[i]] : Normal(_prior[kind][i]))];
        }

        for (var round = 0; round < Rounds; round++)
        {
            Step(share, level);
        }

        return new PairModel
        {
            Share = [.. share.Select(Log2)],
            Level = [.. level.Select(kind => kind.Select(l => l.Select((p, i) => i == 0 ? 0 : Log2(p)).ToArray()).ToArray())],
            ByChance = _tied,
        };
    }

    void Step(double[] share, double[][][] level)
    {
        var width = _comparisons.Length;
        var logs = level.Select(kind => kind.Select(l => l.Select(p => Math.Log(Math.Max(p, 1e-30))).ToArray()).ToArray()).ToArray();
        var logShare = share.Select(s => Math.Log(Math.Max(s, 1e-30))).ToArray();
        var sums = new double[PairModel.Kinds];
        var counts = level.Select(kind => kind.Select(l => new double[l.Length]).ToArray()).ToArray();
        Span<double> log = stackalloc double[PairModel.Kinds];
        for (var p = 0; p < _pairs.Patterns.Count; p++)
        {
            var levels = _levels.AsSpan(p * width, width);
            var most = double.NegativeInfinity;
            for (var kind = 0; kind < PairModel.Kinds; kind++)
            {
                var sum = logShare[kind];
                for (var i = 0; i < width; i++)
                {
                    sum += levels[i] == 0 ? 0 : logs[kind][i][levels[i]];
                }

                log[kind] = sum;
                most = Math.Max(most, sum);
            }

            var total = 0.0;
            for (var kind = 0; kind < PairModel.Kinds; kind++)
            {
                total += log[kind] = Math.Exp(log[kind] - most);
            }

            for (var kind = 0; kind < PairModel.Kinds; kind++)
            {
                var part = _pairs.Population[p] * log[kind] / total;
                sums[kind] += part;
                if (part > 1e-12)
                {
                    for (var i = 0; i < width; i++)
                    {
                        counts[kind][i][levels[i]] += part;
                    }
                }
            }
        }

        Maximise(share, level, sums, counts);
    }

    void Maximise(double[] share, double[][][] level, double[] sums, double[][][] counts)
    {
        var same = sums[(int)PairKind.Same] + sums[(int)PairKind.Moved];
        var moved = Math.Min(sums[(int)PairKind.Moved], MostMoved * same);
        sums[(int)PairKind.Moved] = moved;
        sums[(int)PairKind.Same] = same - moved;
        var all = sums.Sum();
        for (var kind = 0; kind < PairModel.Kinds; kind++)
        {
            share[kind] = sums[kind] / all;
        }

        for (var i = 0; i < _comparisons.Length; i++)
        {
            // What is by chance is learnt from all kinds in which it is.
            var chance = Pooled(counts, i, kind => kind == (int)PairKind.Strangers || _tied[kind][i]);
            var strangers = Normal(chance.Zip(_agreeing[i], (n, a) => n + Math.Max(1e-9 * _all, 0) * a).ToArray());
            for (var l = Comparison.Different + 1; l < strangers.Length; l++)
            {
                strangers[l] = Math.Max(strangers[l], LeastChance * _agreeing[i][l]);
            }

            var field = _comparisons[i].Column.Field;
            level[0][i] = Normal(strangers);
            // Who is the same is learnt from those who moved as well.
            var match = Capped(PairKind.Same, field, [.. Pooled(counts, i, kind => kind is (int)PairKind.Same or (int)PairKind.Moved && !_tied[kind][i]).Zip(_prior[1][i], (n, a) => n + PriorPairs * a)]);
            level[1][i] = match;
            level[3][i] = _tied[3][i] ? level[0][i] : match;
            foreach (var kind in (PairKind[])[PairKind.Mates, PairKind.Namesakes])
            {
                level[(int)kind][i] = _tied[(int)kind][i]
                    ? level[0][i]
                    : Capped(kind, field, [.. counts[(int)kind][i].Zip(_prior[(int)kind][i], (n, a) => n + PriorPairs * a)]);
            }
        }
    }

    static double[] Pooled(double[][][] counts, int comparison, Func<int, bool> counted)
    {
        var sum = new double[counts[0][comparison].Length];
        for (var kind = 0; kind < PairModel.Kinds; kind++)
        {
            for (var l = 1; counted(kind) && l < sum.Length; l++)
            {
                sum[l] += counts[kind][comparison][l];
            }
        }

        return sum;
    }

    double[][] Agreeing()
    {
        var width = _comparisons.Length;
        var shares = _comparisons.Select(c => new double[c.Levels]).ToArray();
        for (var p = 0; p < _pairs.Patterns.Count; p++)
        {
            for (var i = 0; i < width; i++)
            {
                shares[i][_levels[p * width + i]] += _pairs.Population[p];
            }
        }

        return [.. shares.Select(s => Normal([0, .. s.Skip(1).Select(n => n + 0.5)]))];
    }

    static bool IsTied(PairKind kind, MatchField field) => kind switch
    {
        PairKind.Strangers => true,
        PairKind.Mates => !ComparisonPlan.IsShared(field),
        PairKind.Moved => ComparisonPlan.IsPlace(field),
        PairKind.Namesakes => !ComparisonPlan.IsName(field),
        _ => false,
    };

    static double[] Prior(PairKind kind, Comparison comparison)
    {
        var exact = kind == PairKind.Mates ? 0.85 : 0.75;
        var prior = new double[comparison.Levels];
        prior[Comparison.Different] = 0.1;
        for (var l = 2; l < comparison.Exact; l++)
        {
            prior[l] = (0.9 - exact) / (comparison.Exact - 2);
        }

        for (var c = 0; c < Rarity.Classes; c++)
        {
            prior[comparison.Exact + c] = exact * (comparison.Rarity.Share[c] + 0.01);
        }

        return Normal(prior);
    }

    static double[] Capped(PairKind kind, MatchField field, double[] parts)
    {
        var levels = Normal(parts);
        var most = ComparisonPlan.MostDifferent(kind, field);
        var over = levels[Comparison.Different];
        if (over <= most)
        {
            return levels;
        }

        for (var l = 0; l < levels.Length; l++)
        {
            levels[l] *= l == Comparison.Different ? most / over : (1 - most) / (1 - over);
        }

        return levels;
    }

    static double[] Normal(double[] parts)
    {
        parts[0] = 0;
        var sum = parts.Sum();
        return [.. parts.Select(part => part / sum)];
    }

    static double Log2(double p) => Math.Log2(Math.Max(p, 1e-30));
}
