using FsCheck;
using FsCheck.Fluent;
using Throughline.Language.Features;
using Throughline.Language.Normal;
using Throughline.Language.Words;
using Xunit;

namespace Throughline.Tests.Language;

public sealed class FeatureTests
{
    static readonly string[] s_pieces = ["the food", " ", "was not good", ". ", "می‌خواهم", " غذا ", "خدمة سيئة", "很好吃", "𠵾", "👍", "!", "http://a.b ", "aaaa", "don't", "\uD83D", "\n", "x"];

    static Arbitrary<string> Texts() => Gen.Elements(s_pieces).ListOf().Select(string.Concat).ToArbitrary();

    [Fact]
    public void Features_are_counted_as_a_plain_dictionary_counts_them()
    {
        var counts = new FeatureCounts(new FeatureOptions(12));
        Prop.ForAll(Texts(), text =>
        {
            counts.Read(text);
            var twin = new Dictionary<int, int>();
            foreach (var (feature, _, _) in Run(text, new FeatureOptions(12)))
            {
                twin[feature] = twin.GetValueOrDefault(feature) + 1;
            }

            var ids = counts.Ids.ToArray();
            return ids.Length == twin.Count && ids.Select((id, i) => twin[id] == counts.Counts[i] && counts.IndexOf(id) == i).All(same => same);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
        counts.Read(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"word{i} ")));
        Assert.Equal(counts.Count, Run(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"word{i} ")), new FeatureOptions(12)).Select(one => one.Feature).Distinct().Count());
    }

    [Fact]
    public void Every_feature_lies_inside_the_text() =>
        Prop.ForAll(Texts(), text =>
        {
            var normal = new NormalText();
            Normaliser.Normalise(text, normal);
            return Run(text, new FeatureOptions()).All(one => one.Start >= 0 && one.Start < one.End && one.End <= normal.Length && one.Feature >= 0 && one.Feature < new FeatureOptions().Places);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Words_pairs_and_pieces_stand_where_they_are()
    {
        var spans = Run("no fun", new FeatureOptions()).Select(one => "no fun"[one.Start..one.End]).ToArray();
        Assert.Contains("no fun", spans);
        Assert.Contains("fun", spans);
        Assert.Contains("un", spans);
        Assert.Equal(["很", "很好", "很好吃", "好", "好吃", "吃"], Run("很好吃", new FeatureOptions()).Select(one => "很好吃"[one.Start..one.End]));
    }

    [Fact]
    public void What_a_negator_reaches_counts_as_negated_too()
    {
        var plain = Run("not nice", new FeatureOptions(Negation: false)).Count;
        Assert.Equal(plain + 1, Run("not nice", new FeatureOptions()).Count);
        Assert.Equal(Run("very nice", new FeatureOptions(Negation: false)).Count, Run("very nice", new FeatureOptions()).Count);
    }

    static List<(int Feature, int Start, int End)> Run(string text, FeatureOptions options)
    {
        var (normal, tokens, negations) = (new NormalText(), new Tokens(), new Negations());
        Normaliser.Normalise(text, normal);
        tokens.Part(normal);
        negations.Find(normal, tokens);
        var sink = new Sink([]);
        FeatureScan.Run(options, normal, tokens, negations, ref sink);
        return sink.All;
    }

    readonly struct Sink(List<(int Feature, int Start, int End)> all) : IFeatureSink
    {
        public List<(int Feature, int Start, int End)> All => all;

        public void Add(int feature, int start, int end) => all.Add((feature, start, end));
    }
}
