using Throughline.Language.Learning;
using Throughline.Language.Detecting;
using Throughline.Language.Evidence;
using Throughline.Language.Models;
using Throughline.Server.Cli;

namespace Throughline.Tests.Language.Detecting;

public sealed class EvidenceTests
{
    [Fact]
    public void What_the_words_add_and_the_bias_are_the_margin()
    {
        var model = Small();
        var evidence = new LinearEvidence(model);
        var reader = model.Reader();
        foreach (var text in new[] { "great food, great staff", "the food was cold", "nothing that is known", "服务很好", "" })
        {
            evidence.Read(text);
            reader.Read(text);
            double sum = evidence.Bias(0);
            foreach (var piece in evidence.Pieces(0))
            {
                sum += piece.Adds;
            }

            Assert.Equal(reader.Margins[0], sum, 5);
            Assert.Equal(reader.Margins[0], evidence.Margin(0), 5);
        }
    }

    [Fact]
    public void A_learned_head_takes_the_place_of_the_patterns_of_its_detector_alone()
    {
        var model = Small();
        var set = DetectorSet.BuiltIn.With("positive", model, "good", ["en"]);
        var place = set.IndexOf("positive");
        Assert.EndsWith(model.Card.Digest[..12], set.Detectors[place].Version, StringComparison.Ordinal);
        Assert.NotEqual(DetectorSet.BuiltIn.Detectors[place].Version, set.Detectors[place].Version);
        Assert.Equal(DetectorSet.BuiltIn.Detectors[0], set.Detectors[0]);

        var reader = set.Reader();
        var text = "the staff was great and the soup as well";
        reader.Read(text, "en");
        Assert.Equal(DetectionState.Present, reader.State(place));
        Assert.Contains("great", text[reader.Spans(place)[0].Start..reader.Spans(place)[0].End], StringComparison.Ordinal);
        reader.Read("the staff was rude and the soup cold", "en");
        Assert.Equal(DetectionState.Absent, reader.State(place));
        reader.Read("服务很好味道不错", null); // it was not learnt from Chinese: the patterns read it
        Assert.Equal(DetectionState.Present, reader.State(place));
    }

    [Fact]
    public void A_source_with_a_fit_of_its_own_is_read_by_it_and_the_places_stay()
    {
        const string Text = "the staff was great and the soup as well";
        var fits = new Dictionary<int, SourceFit> { [7] = new(1, -9), [8] = new(1, 9) };
        var set = DetectorSet.BuiltIn.With("positive", Small(), "good", ["en"], fits: fits);
        var (reader, place) = (set.Reader(), set.IndexOf("positive"));
        reader.Read(Text, "en");
        var (plain, spans) = (reader.Probability(place), reader.Spans(place).ToArray());
        reader.Read(Text, "en", 7);
        Assert.Equal(DetectionState.Absent, reader.State(place));
        Assert.Equal(fits[7].Of(plain), reader.Probability(place), 12);
        Assert.Equal(plain, fits[7].Back(reader.Probability(place)), 6);
        reader.Read(Text, "en", 9);
        Assert.Equal((plain, DetectionState.Present), (reader.Probability(place), reader.State(place)));
        Assert.Equal(spans, reader.Spans(place).ToArray());
        reader.Read(Text, "en", 8);
        Assert.Equal(DetectionState.Present, reader.State(place));
        Assert.NotEmpty(reader.Spans(place).ToArray());
    }

    [Fact]
    public void Either_side_of_a_plane_can_be_a_detector()
    {
        var set = DetectorSet.BuiltIn.With("negative", Small(), "bad").With("positive", Small(), "good");
        var reader = set.Reader();
        reader.Read("the soup was cold and the waiter rude", "en");
        Assert.Equal(DetectionState.Present, reader.State(set.IndexOf("negative")));
        Assert.Equal(DetectionState.Absent, reader.State(set.IndexOf("positive")));
    }

    [Fact]
    public void An_unknown_detector_or_class_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DetectorSet.BuiltIn.With("hunger", Small()));
        Assert.Throws<ArgumentException>(() => DetectorSet.BuiltIn.With("joy", Small(), "middling"));
    }

    [Theory]
    [InlineData("data/text/en/airline_tweets.csv", "negative", "negative", "en")]
    [InlineData("data/text/ar/restaurant_qaym.csv", "-1", "negative", "ar")]
    [InlineData("data/text/fa/snappfood.csv", "SAD", "negative", "fa")]
    [InlineData("data/text/zh/waimai.csv", "1", "positive", "zh")]
    public void Without_the_words_that_are_shown_it_is_less_likely_and_mostly_said_no_longer(string file, string label, string id, string language)
    {
        var table = CsvTable.Read(SharedFolder.Require(file));
        var (text, labels, split) = (table.Place("text"), table.Place("label"), table.Place("split"));
        List<LabelledText> train = [.. table.Rows.Where(row => row[split] == "train" && row[labels] != "neutral").Take(3_000).Select(row => new LabelledText(row[text], [row[labels]]))];
        var set = DetectorSet.BuiltIn.With(id, TrainClassifier.Of(train), label, [language]);
        var (reader, place) = (set.Reader(), set.IndexOf(id));
        int present = 0, gone = 0, lowered = 0, shown = 0, letters = 0;
        foreach (var row in table.Rows.Where(row => row[split] == "val").Take(800))
        {
            reader.Read(row[text], language);
            if (reader.State(place) != DetectionState.Present)
            {
                continue;
            }

            present++;
            var before = reader.Probability(place);
            letters += row[text].Length;
            var rest = DetectorReadingTests.Without(row[text], reader.Spans(place));
            shown += row[text].Length - rest.Length;
            reader.Read(rest, language);
            gone += reader.State(place) == DetectionState.Present ? 0 : 1;
            lowered += reader.State(place) == DetectionState.Present && reader.Probability(place) >= before ? 0 : 1;
        }

        TestContext.Current.SendDiagnosticMessage($"{file}: of {present} {lowered} lower, {gone} gone, {100.0 * shown / letters:F0} % of the letters shown");
        Assert.True(present > 100);
        Assert.True(lowered >= present * 0.95, $"{lowered} of {present} lower");
        Assert.True(gone >= present * 0.85, $"{gone} of {present} gone"); // where nearly all that is written is praise, a text of no words is praise too
    }

    static TextClassifier Small()
    {
        string[] good = ["great", "lovely", "tasty", "friendly", "excellent"], bad = ["cold", "rude", "dirty", "awful", "late"], things = ["staff", "soup", "food", "room", "waiter", "table"];
        List<LabelledText> texts = [.. things.SelectMany(thing => good.Select(word => new LabelledText($"the {thing} was {word}", ["good"])).Concat(bad.Select(word => new LabelledText($"the {thing} was {word}", ["bad"]))))];
        return TrainClassifier.Of(texts);
    }
}
