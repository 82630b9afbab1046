using Throughline.Matching.Records;
using Throughline.Matching.Scoring;
using Throughline.Matching.Text;

namespace Throughline.Matching.Households;

/// <summary>Family names of two persons, the best over all that each bears: different, similar (a slip, or the same in another script), the same in classes of rarity.</summary>
sealed class SurnameComparison : MateComparison
{
    const int Similar = 2, Exact = 3;
    const double CloseFrom = 0.92;
    const int Draws = 20_000;

    readonly PersonValues _values;
    readonly Rarity _rarity;
    readonly AcrossScripts _ears = new();

    public SurnameComparison(PersonValues values)
    {
        _values = values;
        _rarity = new Rarity(new Column(MatchField.LastName, "", values.All.ToArray(), values.Table!));
        Prior = [0, 0.2, 0.05, .. _rarity.Share.Select(share => 0.75 * (share + 0.01) / 1.04)];
    }

    public override int Levels => Exact + Rarity.Classes;

    public override double[] Prior { get; }

    public override (int UpTo, double Most) Apart => (Different, 0.5);

    public override int Level(int left, int right)
    {
        var a = _values.Of(left);
        var b = _values.Of(right);
        if (a.IsEmpty || b.IsEmpty)
        {
            return Missing;
        }

        if (_values.Shared(left, right) is var shared && shared != 0)
        {
            return Exact + _rarity.ClassOf(shared);
        }

        foreach (var x in a)
        {
            foreach (var y in b)
            {
                if (IsSimilar(_values.Text(x), _values.Text(y)))
                {
                    return Similar;
                }
            }
        }

        return Different;
    }

    public override double[] AllPairs(long[] met)
    {
        var pairs = new double[Levels];
        for (var value = 1; value < _values.Bearers.Length; value++)
        {
            pairs[Exact + _rarity.ClassOf(value)] += Pairs(_values.Bearers[value]);
        }

        var all = Pairs(_values.Filled);
        pairs[Similar] = Math.Max(met[Similar], SimilarByChance() * all);
        pairs[Different] = Math.Max(1, all - pairs.Sum());
        return pairs;
    }

    public override string? CodeOf(int level) => level == Similar ? "similar_surname" : level >= Exact ? "same_surname" : null;

    public override bool Vouches(int level) => level >= Similar;

    public override double Shift(int left, int right, int level) => level >= Exact ? _rarity.Shift(_values.Shared(left, right)) : 0;

    /// <summary>Share of pairs with similar surnames, from pairs drawn of the names in the order of their spelling, so that the order of persons does not count.</summary>
    double SimilarByChance()
    {
        var values = Enumerable.Range(1, _values.Bearers.Length - 1).Where(value => _values.Bearers[value] > 0)
            .OrderBy(_values.Text, StringComparer.Ordinal).ToArray();
        if (values.Length < 2)
        {
            return 0;
        }

        var ends = new long[values.Length];
        var sum = 0L;
        foreach (var (i, value) in values.Index())
        {
            ends[i] = sum += _values.Bearers[value];
        }

        var draw = new Random(1);
        var similar = 0;
        for (var i = 0; i < Draws; i++)
        {
            var (x, y) = (Drawn(), Drawn());
            similar += x != y && IsSimilar(_values.Text(x), _values.Text(y)) ? 1 : 0;
        }

        return (similar + 0.5) / Draws;

        int Drawn()
        {
            var place = Array.BinarySearch(ends, draw.NextInt64(sum) + 1);
            return values[place < 0 ? ~place : place];
        }
    }

    bool IsSimilar(string a, string b)
    {
        if (a[0] < '\u0250' != b[0] < '\u0250')
        {
            return _ears.IsAlike(a, b);
        }

        return Math.Min(a.Length, b.Length) > 3 && (EditDistance.IsAtMostOne(a, b) || JaroWinkler.Similarity(a, b) >= CloseFrom);
    }
}
