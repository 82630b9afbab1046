using Throughline.Language.Detecting;
using Throughline.Tests.Language;
using Throughline.Understanding.Labels;

namespace Throughline.Tests.Understanding;

public sealed class LabelTests(ITestOutputHelper output)
{
    static readonly string[] s_hard = ["the form threw me back to its first page", "support had me repeat the serial number to each agent", "the courier wanted me to drive to the other town", "they asked for the same scan a third week"];
    static readonly string[] s_easy = ["the form took a minute", "support knew my serial number", "the courier rang at noon", "they had the scan on file"];

    static LabelText Text(int n, bool hard) => new(new Guid(n, 0, 0, new byte[8]), 1 + (n % 2), $"{(hard ? s_hard : s_easy)[n % 4]}, order {n} of {n % 7}", "en", n % 2 == 0);

    static LabelLot Lot(int n) => new(new Guid(n, 0, 0, new byte[8]), 1 + (n % 2), "en", 0);

    static bool IsHard(int n) => n * 7 % 10 < 4;

    [Fact]
    public void Fifty_labels_teach_a_detector_what_its_patterns_miss()
    {
        List<LabelledOne> labels = [.. Enumerable.Range(1, 50).Select(n => new LabelledOne(n, Text(n, IsHard(n)).Text, IsHard(n), n % 2 == 0, "en"))];
        var patterns = DetectorSet.BuiltIn.Reader();
        var at = DetectorSet.BuiltIn.IndexOf("high_effort");
        bool Says(string text)
        {
            patterns.Read(text, "en");
            return patterns.State(at) == DetectionState.Present;
        }

        var unlabelled = Enumerable.Range(100, 300).Select(n => Text(n, IsHard(n)).Text).Select(text => (text, Says(text))).ToList();
        var learnt = LearnHead.Learn("high_effort", labels, unlabelled)!;
        var before = LearnHead.F1(labels.Where(one => one.IsRandom).Select(one => (Says(one.Text), one.Present)));
        var after = LearnHead.F1(labels.Where(one => one.IsRandom).Select(one => (learnt.Unseen[one.Id], one.Present)));
        Assert.Equal(labels.Where(one => one.IsRandom).Select(one => one.Id), learnt.Unseen.Keys.Order());
        Assert.True(after > before + 0.3, $"{before} {after}");
        Assert.Equal(["-", "high_effort"], learnt.Head.Classes);
    }

    [Fact]
    public void The_queue_is_half_by_lot_half_in_doubt_and_one_of_ten_a_second_look()
    {
        var measuring = Enumerable.Range(0, 100).Select(n => Lot(2 * n)).ToList();
        var teaching = Enumerable.Range(0, 100).Select(n => Lot((2 * n) + 1) with { Doubt = n % 10 }).ToList();
        var others = Enumerable.Range(0, 5).Select(n => Lot(1000 + n)).ToList();
        var queue = LabelQueue.Next(measuring, teaching, others, new HashSet<Guid> { measuring[0].Signal }, 20);
        Assert.Equal((10, 8, 2), (queue.Count(one => one.Why == "random"), queue.Count(one => one.Why == "uncertain"), queue.Count(one => one.Why == "overlap")));
        Assert.Equal(measuring.Skip(1).Take(10), queue.Where(one => one.Why == "random").Select(one => one.Lot));
        Assert.Equal(20, queue.Select(one => one.Lot.Signal).Distinct().Count());
    }

    [Fact]
    public void The_doubtful_half_goes_through_languages_and_sources_in_turn()
    {
        List<LabelLot> teaching = [.. Enumerable.Range(0, 30).Select(n => Lot(n) with { Language = n < 20 ? "en" : n < 27 ? "fa" : "zh", SourceId = 1 })];
        var queue = LabelQueue.Next([], teaching, [], new HashSet<Guid>(), 6);
        Assert.Equal(["en", "fa", "zh", "en", "fa", "zh"], queue.Select(one => one.Lot.Language));
    }

    /// <summary>Prints how a detector gets on with labels, from the lot alone and from the mixed queue. Run by hand.</summary>
    [Theory(Explicit = true)]
    [InlineData("gratitude", "gratitude")]
    [InlineData("anger", "anger")]
    [InlineData("confusion", "confusion")]
    [InlineData("worry", "nervousness|fear")]
    public void Labels_of_a_shared_set_are_learnt_from(string detector, string classes)
    {
        var rows = LabelledSet.Read("en/goemotions.csv");
        var names = classes.Split('|');
        bool Is(LabelledSet.Row row) => row.Label.Split(',', '|', ';', ' ').Intersect(names).Any();
        var chance = new Random(7);
        var all = rows.Where(row => row.Split == "train").ToArray();
        chance.Shuffle(all);
        var test = rows.Where(row => row.Split == "test").ToList();
        var patterns = DetectorSet.BuiltIn.Reader();
        var at = DetectorSet.BuiltIn.IndexOf(detector);
        (bool Said, double P) Read(string text)
        {
            patterns.Read(text, "en");
            return (patterns.State(at) == DetectionState.Present, patterns.State(at) == DetectionState.NotAssessed ? 0 : patterns.Probability(at));
        }

        double Score(Func<string, bool> says) => LearnHead.F1(test.Select(row => (says(row.Text), Is(row))));
        output.WriteLine($"{detector}: patterns {Score(text => Read(text).Said):F3}");
        var unlabelled = all.Take(3000).Select(row => (row.Text, Read(row.Text).Said)).ToList();
        foreach (var count in new[] { 50, 100, 200 })
        {
            var random = all.Skip(3000).Take(count);
            var doubtful = all.Skip(4000).Take(1000).OrderBy(row => Math.Abs(Read(row.Text).P - 0.5)).Take(count / 2);
            foreach (var (name, picked) in new[] { ("lot", random), ("mixed", random.Take(count / 2).Concat(doubtful)) })
            {
                List<LabelledOne> labels = [.. picked.Select((row, i) => new LabelledOne(i, row.Text, Is(row), i < count / 2, "en"))];
                if (LearnHead.Learn(detector, labels, unlabelled) is not { } learnt)
                {
                    output.WriteLine($"{count} {name}: {labels.Count(one => one.Present)} present, refused");
                    continue;
                }

                var reader = learnt.Head.Reader();
                var place = learnt.Head.Classes.ToList().IndexOf(detector);
                output.WriteLine($"{count} {name}: {labels.Count(one => one.Present)} present, {Score(text => reader.Read(text) && reader.Chosen == place):F3}");
            }
        }
    }
}
