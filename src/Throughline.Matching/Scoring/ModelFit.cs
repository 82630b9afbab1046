using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>
/// Fits the <see cref="PairModel"/> without labels: expectation maximisation on pattern counts that stand for all pairs there are, so that
/// the share of matches needs no correction for the keys. Dirichlet priors keep small files sane.
/// </summary>
sealed class ModelFit
{
    const int Rounds = 60;
    const int LeastRounds = 15;
    const double Settled = 1e-4; // change of the share of matches in a round
    const int Parts = 8;
    const double PriorPairs = 20; // pairs that a prior counts for
    const double FirmPairs = 100; // a prior that a fit should hardly leave
    const double MostMoved = 0.3; // of those who are the same
    const double MostKin = 0.2; // of those who live together
    const double LeastChance = 0.02; // of the pairs that agree on a value, at least this share does so by chance

    readonly Comparison[] _comparisons;
    readonly CandidatePairs _pairs;
    readonly double _all;
    readonly bool _mayMove;
    readonly bool _mayBeKin;
    readonly bool _mayBeTwins;
    readonly int[] _places; // where the levels of each comparison begin among all levels
    readonly byte[] _levels; // by pattern, then comparison
    readonly double[][][] _prior;
    readonly bool[][] _tied;
    readonly double[][] _agreeing; // by comparison and level: share of all pairs

    public ModelFit(Comparison[] comparisons, CandidatePairs pairs)
    {
        (_comparisons, _pairs) = (comparisons, pairs);
        _mayBeKin = comparisons.Any(c => ComparisonPlan.IsOwn(c.Column.Field));
        _mayBeTwins = comparisons.Any(c => c.Column.Field == MatchField.FirstName) && comparisons.Any(c => c.Column.Field == MatchField.BirthDate);
        _mayMove = comparisons.Any(c => ComparisonPlan.IsPersonal(c.Column.Field));
        _all = pairs.Population.Sum();
        _places = new int[comparisons.Length + 1];
        for (var i = 0; i < comparisons.Length; i++)
        {
            _places[i + 1] = _places[i] + comparisons[i].Levels;
        }

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
        share[(int)PairKind.Kin] = _mayBeKin ? 0.03 * matchesExpected / _all : 0;
        share[(int)PairKind.Twins] = _mayBeTwins ? 0.03 * matchesExpected / _all : 0;
        share[(int)PairKind.Strangers] = 1 - share.Sum();
        var level = new double[PairModel.Kinds][][];
        for (var kind = 0; kind < PairModel.Kinds; kind++)
        {
            level[kind] = [.. _comparisons.Select((_, i) => kind == 0 || _tied[kind][i] ? [.. _agreeing[i]] : Normal(_prior[kind][i]))];
        }

        for (var round = 0; round < Rounds && (Step(share, level) > Settled || round < LeastRounds); round++)
        {
        }

        return new PairModel
        {
            Share = [.. share.Select(Log2)],
            Level = [.. level.Select(kind => kind.Select(l => l.Select((p, i) => i == 0 ? 0 : Log2(p)).ToArray()).ToArray())],
            ByChance = _tied,
            Pairs = _all,
        };
    }

    /// <summary>One round over all patterns, in fixed parts so that sums do not depend on the number of threads. Returns the change of the shares.</summary>
    double Step(double[] share, double[][][] level)
    {
        var logs = Logs(share, level);
        var sums = new KindSums[Parts];
        Parallel.For(0, Parts, part => sums[part] = Expect(logs, part));
        for (var part = 1; part < Parts; part++)
        {
            sums[0].Add(sums[part]);
        }

        var before = share[(int)PairKind.Same] + share[(int)PairKind.Moved];
        var counts = new double[PairModel.Kinds][][];
        for (var kind = 0; kind < PairModel.Kinds; kind++)
        {
            counts[kind] = [.. _comparisons.Select((c, i) => Enumerable.Range(0, c.Levels).Select(l => sums[0].Levels[_places[i] + l][kind]).ToArray())];
        }

        Maximise(share, level, [.. Enumerable.Range(0, PairModel.Kinds).Select(kind => sums[0].All[kind])], counts);
        return Math.Abs((share[(int)PairKind.Same] + share[(int)PairKind.Moved]) / before - 1);
    }

    /// <summary>Natural logs of all probabilities, a lane for each kind; the shares last.</summary>
    Lanes[] Logs(double[] share, double[][][] level)
    {
        var logs = new Lanes[_places[^1] + 1];
        for (var kind = 0; kind < PairModel.Kinds; kind++)
        {
            for (var i = 0; i < _comparisons.Length; i++)
            {
                for (var l = 1; l < _comparisons[i].Levels; l++)
                {
                    logs[_places[i] + l][kind] = Math.Log(Math.Max(level[kind][i][l], 1e-30));
                }
            }

            logs[^1][kind] = Math.Log(Math.Max(share[kind], 1e-30));
        }

        return logs;
    }

    KindSums Expect(Lanes[] logs, int part)
    {
        var width = _comparisons.Length;
        var sums = new KindSums(new Lanes[_places[^1]]);
        var (from, to) = ((int)((long)_pairs.Patterns.Count * part / Parts), (int)((long)_pairs.Patterns.Count * (part + 1) / Parts));
        for (var p = from; p < to; p++)
        {
            var levels = _levels.AsSpan(p * width, width);
            var log = logs[^1];
            for (var i = 0; i < width; i++)
            {
                ref readonly var add = ref logs[_places[i] + levels[i]];
                log.Front += add.Front;
                log.Back += add.Back;
            }

            var most = log[0];
            for (var kind = 1; kind < PairModel.Kinds; kind++)
            {
                most = Math.Max(most, log[kind]);
            }

            var total = 0.0;
            for (var kind = 0; kind < PairModel.Kinds; kind++)
            {
                total += log[kind] = log[kind] - most < -60 ? 1e-26 : Math.Exp(log[kind] - most);
            }

            var keyless = _pairs.Keyless[p];
            var share = (_pairs.Population[p] - keyless) / total;
            var apart = log;
            log.Front *= share;
            log.Back *= share;
            if (keyless > 0)
            {
                // Who live together share keys. A pair of the sample may be a match that no key met, but those it stands for are none: else one
                // that is taken for a match would make hundreds.
                apart[(int)PairKind.Mates] = apart[(int)PairKind.Kin] = apart[(int)PairKind.Twins] = 0;
                var (strangers, namesakes) = (apart[(int)PairKind.Strangers], apart[(int)PairKind.Namesakes]);
                var sum = strangers + namesakes + apart[(int)PairKind.Same] + apart[(int)PairKind.Moved];
                var drawn = Math.Min(keyless, keyless / _pairs.StandsFor);
                log.Front += apart.Front * (drawn / sum);
                log.Back += apart.Back * (drawn / sum);
                log[(int)PairKind.Strangers] += (keyless - drawn) * strangers / (strangers + namesakes);
                log[(int)PairKind.Namesakes] += (keyless - drawn) * namesakes / (strangers + namesakes);
            }

            sums.All.Front += log.Front;
            sums.All.Back += log.Back;
            for (var i = 0; i < width; i++)
            {
                ref var sum = ref sums.Levels[_places[i] + levels[i]];
                sum.Front += log.Front;
                sum.Back += log.Back;
            }
        }

        return sums;
    }

    void Maximise(double[] share, double[][][] level, double[] sums, double[][][] counts)
    {
        var same = sums[(int)PairKind.Same] + sums[(int)PairKind.Moved];
        var moved = _mayMove ? Math.Min(sums[(int)PairKind.Moved], MostMoved * same) : 0;
        sums[(int)PairKind.Moved] = moved;
        sums[(int)PairKind.Same] = same - moved;
        var mostKin = MostKin * sums[(int)PairKind.Mates];
        sums[(int)PairKind.Twins] = _mayBeTwins ? Math.Min(sums[(int)PairKind.Twins], mostKin) : 0;
        sums[(int)PairKind.Kin] = _mayBeKin ? Math.Min(sums[(int)PairKind.Kin], mostKin) : 0;
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
            foreach (var kind in (PairKind[])[PairKind.Mates, PairKind.Namesakes, PairKind.Kin, PairKind.Twins])
            {
                double[] Learnt() => Capped(kind, field, [.. counts[(int)kind][i].Zip(_prior[(int)kind][i], (n, a) => n + PriorPairs * a)]);
                level[(int)kind][i] = kind == PairKind.Mates && field == MatchField.Organisation ? NeighbouringNames(counts[2][i], level[0][i])
                    : _tied[(int)kind][i] ? level[0][i]
                    : kind is PairKind.Mates or PairKind.Namesakes ? AsRareAsShared(Learnt(), _comparisons[i])
                    : Learnt();
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

    internal static bool IsTied(PairKind kind, MatchField field) => kind switch
    {
        PairKind.Strangers => true,
        PairKind.Mates => !ComparisonPlan.IsShared(field),
        PairKind.Moved => ComparisonPlan.IsPlace(field),
        PairKind.Namesakes => !ComparisonPlan.IsName(field),
        PairKind.Twins => field != MatchField.BirthDate && !ComparisonPlan.IsShared(field),
        PairKind.Kin => !ComparisonPlan.IsName(field) && !ComparisonPlan.IsShared(field),
        _ => false,
    };

    internal static double[] Prior(PairKind kind, Comparison comparison)
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

    /// <summary>The bar of a hotel and its café share words of the hotel's name, but hardly all of them.</summary>
    static double[] NeighbouringNames(double[] counts, double[] strangers)
    {
        double[] prior = [0, 0.9, 0.06, 0.03, 0.01]; // missing, different, some words, half of them, most
        var learnt = Normal([.. prior.Select((p, l) => l == 0 ? 0 : counts[l] + FirmPairs * p)]);
        var rest = 1 - strangers.Skip(prior.Length).Sum();
        return [.. strangers.Select((p, l) => l < prior.Length ? rest * learnt[l] : p)];
    }

    /// <summary>
    /// Two people who share a value share a rare one as often as two cells of one value are rare. Kinds that are two people are too few, or too like chance, to
    /// learn it from: what they would learn is noise, and differs from one fit to the next.
    /// </summary>
    static double[] AsRareAsShared(double[] levels, Comparison comparison)
    {
        var exact = levels.AsSpan(comparison.Exact);
        var sum = exact.ToArray().Sum();
        for (var c = 0; c < exact.Length; c++)
        {
            exact[c] = sum * comparison.Rarity.Repeated[c];
        }

        return levels;
    }

    static double[] Capped(PairKind kind, MatchField field, double[] parts)
    {
        var levels = Normal(parts);
        var most = ComparisonPlan.MostDifferent(kind, field);
        var apart = ComparisonPlan.LevelsApart(field);
        var over = levels.AsSpan(Comparison.Different, apart).ToArray().Sum();
        for (var l = 1; over > most && l < levels.Length; l++)
        {
            levels[l] *= l < Comparison.Different + apart ? most / over : (1 - most) / (1 - over);
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
