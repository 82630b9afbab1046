using Throughline.Understanding.Learning;

namespace Throughline.Tests.Understanding;

public sealed class PolarityTrainerTests
{
    static readonly DateTime s_now = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    static List<ScorePair> Pairs(int count, Func<int, bool>? good = null) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var isGood = good?.Invoke(i) ?? (i * 7 % 5) < 2;
            var persian = i % 3 == 0;
            return new ScorePair($"{Reviews.Text(i, isGood, persian)} {i}", isGood, s_now.AddHours(-6 * (count - i)), (ulong)(i % (count / 2)) + 1, persian ? "fa" : "en", 1);
        }),
    ];

    [Fact]
    public void A_model_learns_the_companys_own_words_and_is_judged_on_what_it_has_not_seen()
    {
        var learnt = PolarityTrainer.Learn(Pairs(600), s_now, new LearningOptions());
        Assert.Null(learnt.Why);
        Assert.Equal(["en", "fa"], learnt.Languages);
        var whole = learnt.Slices[0];
        Assert.Equal((null, null, 120), (whole.Language, whole.SourceId, whole.Pairs));
        Assert.True(whole.Figures!.Auc.Low > 0.8, $"{whole.Figures}");
        Assert.True(whole.Figures.BrierSkill.Value > 0.3, $"{whole.Figures}");
        Assert.InRange(whole.Figures.MacroF1.Value, whole.Figures.MacroF1.Low, whole.Figures.MacroF1.High);
        Assert.Equal(["en", "fa"], learnt.Slices.Skip(1).Select(slice => slice.Language));
        Assert.InRange(learnt.NegativeFrom, 0.6, 0.99);
    }

    [Fact]
    public void A_source_where_praise_is_more_frequent_gets_a_threshold_of_its_own_and_the_others_stay_as_they_are()
    {
        // At the first source what says nothing goes with praise as often as with blame, at the second nine times of ten with praise; at the third there is too little to know.
        List<ScorePair> pairs = [.. Enumerable.Range(0, 1200).Select(i =>
        {
            var source = i % 30 == 29 ? 3 : 1 + (i % 2);
            var isGood = source == 2 ? i * 7 % 20 != 1 : i * 7 % 4 < 2;
            return new ScorePair(i % 6 < 2 && source == 1 ? $"{Reviews.Text(i, isGood, false)} {i}" : $"it was day {i} of my stay", isGood, s_now.AddHours(-3 * (1200 - i)), (ulong)i + 1, "en", source);
        })];
        var learnt = PolarityTrainer.Learn(pairs, s_now, new LearningOptions());
        Assert.True(learnt.Fits[2].Shift > 1, $"{learnt.Fits[2]}");
        Assert.DoesNotContain(3, learnt.Fits.Keys);
        List<ScorePair> ofSecond = [.. learnt.HeldOut.Where(pair => pair.SourceId == 2)], ofThird = [.. learnt.HeldOut.Where(pair => pair.SourceId == 3)];
        var (plain, fitted) = (PolarityTrainer.Brier(PolarityTrainer.Read(learnt.Model!, ofSecond)), PolarityTrainer.Brier(PolarityTrainer.Read(learnt.Model!, ofSecond, learnt.Fits)));
        Assert.True(fitted < plain * 0.8, $"{plain} {fitted}");
        Assert.Equal(PolarityTrainer.Read(learnt.Model!, ofThird), PolarityTrainer.Read(learnt.Model!, ofThird, learnt.Fits));
        Assert.True(learnt.Slices.Single(slice => slice.SourceId == 2).FittedOn >= 300);
        Assert.Equal(0, learnt.Slices.Single(slice => slice.SourceId == 3).FittedOn);
    }

    [Fact]
    public void Where_praise_is_frequent_what_says_nothing_is_not_called_praise()
    {
        // Nine of ten are content, and two of three texts of either side say nothing of it.
        List<ScorePair> pairs = [.. Enumerable.Range(0, 1500).Select(i =>
        {
            var isGood = i % 10 != 3;
            return new ScorePair(i % 3 == 0 ? $"{Reviews.Text(i, isGood, false)} {i}" : $"it was day {i} of my stay", isGood, s_now.AddHours(-3 * (1500 - i)), (ulong)i + 1, "en", 1);
        })];
        var learnt = PolarityTrainer.Learn(pairs, s_now, new LearningOptions());
        var blame = PolarityTrainer.Read(learnt.Model!, [.. learnt.HeldOut.Where(pair => !pair.IsPositive)], learnt.Fits);
        Assert.True(blame.Count(one => one.Probability >= learnt.PositiveFrom) <= 0.15 * blame.Count, $"{learnt.PositiveFrom}");
    }

    [Fact]
    public void No_customer_and_no_text_of_the_newest_answers_is_learnt_from()
    {
        var (train, heldOut) = PolarityTrainer.Part(Pairs(600), 0.2);
        Assert.Equal(120, heldOut.Count);
        Assert.True(train.Max(pair => pair.At) < heldOut.Min(pair => pair.At));
        Assert.Empty(train.Select(pair => pair.Customer).Intersect(heldOut.Select(pair => pair.Customer)));
        Assert.Empty(train.Select(pair => pair.Text).Intersect(heldOut.Select(pair => pair.Text)));
        Assert.True(train.Count >= 300);
    }

    [Theory]
    [InlineData(99, "not_enough_pairs", 99, 100)]
    [InlineData(300, "not_enough_negative", 0, 20)]
    public void Too_few_pairs_are_refused_with_what_is_missing(int count, string why, int have, int need)
    {
        var learnt = PolarityTrainer.Learn(Pairs(count, _ => true), s_now, new LearningOptions());
        Assert.Equal((null, why, have, need), (learnt.Model, learnt.Why, learnt.Have, learnt.Need));
    }

    [Fact]
    public void A_pair_counts_half_after_a_half_life()
    {
        Assert.Equal(1, PolarityTrainer.Weight(s_now, s_now, 180));
        Assert.Equal(0.5f, PolarityTrainer.Weight(s_now.AddDays(-180), s_now, 180));
        Assert.Equal(0.25f, PolarityTrainer.Weight(s_now.AddDays(-180), s_now, 90));

        // The same words were praise long ago and are blame now.
        List<ScorePair> turned = [.. Enumerable.Range(0, 400).Select(i => new ScorePair(
            i % 2 == 0 ? $"the old counter {i}" : $"plain words about {(i % 4 == 1 ? "tea" : "soap")} {i}", i % 2 == 0 ? i < 180 : i % 4 == 1, s_now.AddDays(-800 + (2 * i)), 0, "en", 1))];
        double Praise(double halfLife) => PolarityTrainer.Read(PolarityTrainer.Learn(turned, s_now, new LearningOptions(halfLife)).Model!, [turned[0]])[0].Probability;
        Assert.True(Praise(60) < Praise(100_000));
    }
}
