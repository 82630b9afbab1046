namespace Throughline.Stats;

/// <summary>
/// Exact LMG shares (Lindeman, Merenda and Gold 1980; the Shapley value of R²): the rise of R² when a driver enters,
/// averaged over all orders of entry. A walk over all 2^p subsets in which each subset is reached from one smaller by
/// eliminating a single driver from the later ones only, about 4 · 2^p multiplications in all.
/// </summary>
/// <remarks>
/// With w(s) = s!(p-s-1)!/p!, share j = sum over S holding j of (w(s-1) + w(s)) R²(S) - sum over all S of w(s) R²(S).
/// The first sum is gathered on the way back up: a subtree whose root was entered by j holds exactly subsets with j.
/// </remarks>
sealed class SubsetSweep
{
    /// <summary>Most drivers for which all subsets are visited: 65,536 subsets, about a millisecond.</summary>
    public const int Most = 16;

    /// <summary>A driver whose variance is explained by the others up to this adds nothing of its own.</summary>
    public const double Singular = 1e-10;

    readonly int _p;
    readonly double[][] _levels; // one reduced matrix per depth: rows of drivers, outcome in column p
    readonly double[] _all; // w(s)
    readonly double[] _with; // w(s-1) + w(s)
    double[] _shares = [];
    double[]? _subsets;
    double _sumOfAll;

    public SubsetSweep(int drivers)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drivers, Most);
        _p = drivers;
        _levels = Enumerable.Range(0, drivers + 1).Select(_ => new double[drivers * (drivers + 1)]).ToArray();
        _all = new double[drivers + 1];
        _with = new double[drivers + 1];
        for (var s = 0; s < drivers; s++)
        {
            _all[s] = 1.0 / (drivers * Choose(drivers - 1, s));
        }

        for (var s = 1; s <= drivers; s++)
        {
            _with[s] = _all[s - 1] + _all[s];
        }
    }

    /// <summary>
    /// Fills <paramref name="shares"/> (one per driver, they sum to R²) and, when given, R² of each subset by its
    /// bits.
    /// </summary>
    /// <returns>R² of all drivers together.</returns>
    public double Run(Correlations correlations, double[] shares, double[]? subsets = null)
    {
        var width = _p + 1;
        var root = _levels[0];
        for (var i = 0; i < _p; i++)
        {
            correlations.Between.AsSpan(i * _p, _p).CopyTo(root.AsSpan(i * width));
            root[i * width + _p] = correlations.WithOutcome[i];
        }

        Array.Clear(shares);
        (_shares, _subsets, _sumOfAll) = (shares, subsets, 0);
        subsets?[0] = 0;
        Visit(0, 0, 0, 0);
        var r2 = 0.0;
        for (var j = 0; j < _p; j++)
        {
            shares[j] -= _sumOfAll;
            r2 += shares[j];
        }

        return r2;
    }

    /// <summary>
    /// Visits every subset that adds drivers from <paramref name="first"/> on to the present one; returns their
    /// gathered sum.
    /// </summary>
    double Visit(int depth, int first, double r2, int mask)
    {
        var width = _p + 1;
        var here = _levels[depth];
        var deeper = _levels[depth + 1];
        var gathered = 0.0;
        var withWeight = _with[depth + 1];
        var allWeight = _all[depth + 1];
        for (var k = first; k < _p; k++)
        {
            var row = here.AsSpan(k * width, width);
            var variance = row[k];
            var covariance = row[_p];
            var alive = variance > Singular;
            var inverse = alive ? 1 / variance : 0;
            var reached = r2 + covariance * covariance * inverse;
            var sum = withWeight * reached;
            _sumOfAll += allWeight * reached;
            if (_subsets is not null)
            {
                _subsets[mask | (1 << k)] = reached;
            }

            if (k + 2 == _p)
            {
                sum += Last(here, row, inverse, reached, depth, mask | (1 << k));
            }
            else if (k + 2 < _p)
            {
                for (var i = k + 1; i < _p; i++)
                {
                    var factor = row[i] * inverse;
                    var from = here.AsSpan(i * width + i, width - i);
                    var into = deeper.AsSpan(i * width + i, from.Length);
                    var pivot = row.Slice(i, from.Length);
                    for (var j = 0; j < from.Length; j++)
                    {
                        into[j] = from[j] - factor * pivot[j];
                    }
                }

                sum += Visit(depth + 1, k + 1, reached, mask | (1 << k));
            }

            _shares[k] += sum;
            gathered += sum;
        }

        return gathered;
    }

    /// <summary>
    /// A quarter of all subsets add the last driver after the one before it: no matrix is written for them.
    /// </summary>
    double Last(double[] here, ReadOnlySpan<double> row, double inverse, double r2, int depth, int mask)
    {
        var last = _p - 1;
        var factor = row[last] * inverse;
        var variance = here[last * (_p + 1) + last] - factor * row[last];
        var covariance = here[last * (_p + 1) + _p] - factor * row[_p];
        var reached = variance > Singular ? r2 + covariance * covariance / variance : r2;
        var sum = _with[depth + 2] * reached;
        _sumOfAll += _all[depth + 2] * reached;
        _shares[last] += sum;
        if (_subsets is not null)
        {
            _subsets[mask | (1 << last)] = reached;
        }

        return sum;
    }

    static double Choose(int n, int k)
    {
        var result = 1.0;
        for (var i = 1; i <= k; i++)
        {
            result = result * (n - k + i) / i;
        }

        return result;
    }
}
