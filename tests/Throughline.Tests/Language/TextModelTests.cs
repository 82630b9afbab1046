using Throughline.Language.Features;
using Throughline.Language.Models;
using Xunit;

namespace Throughline.Tests.Language;

public sealed class TextModelTests
{
    static readonly string[] s_good = ["quick", "warm", "lovely", "friendly", "recommended"], s_bad = ["late", "cold", "broken", "rude", "missing"], s_other = ["the", "order", "box", "today", "again", "came", "driver"];

    static readonly TrainOptions s_small = new(new FeatureOptions(14));

    static List<LabelledText> Texts(int count, int seed)
    {
        var chance = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var words = Enumerable.Range(0, 5).Select(_ => s_other[chance.Next(s_other.Length)]).Append((i % 3 == 0 ? s_good : s_bad)[chance.Next(5)]);
            return new LabelledText(string.Join(' ', words), [i % 3 == 0 ? "praise" : "blame"]);
        })];
    }

    static byte[] Bytes(TextClassifier model)
    {
        using var into = new MemoryStream();
        ModelFile.Write(model, into);
        return into.ToArray();
    }

    [Fact]
    public void A_model_written_and_read_again_has_the_same_bytes_and_says_the_same()
    {
        var model = TrainClassifier.Of(Texts(120, 1), s_small);
        var bytes = Bytes(model);
        var again = ModelFile.Read(new MemoryStream(bytes));
        Assert.Equal(bytes, Bytes(again));
        var (one, two) = (model.Reader(), again.Reader());
        foreach (var text in Texts(30, 2))
        {
            one.Read(text.Text);
            two.Read(text.Text);
            Assert.Equal(one.Probabilities.ToArray(), two.Probabilities.ToArray());
            Assert.Equal(model.Classes[one.Chosen], text.Classes[0]);
        }
    }

    [Fact]
    public void The_same_texts_give_the_same_bytes_however_many_threads_learn()
    {
        var texts = Texts(150, 3);
        var here = Bytes(TrainClassifier.Of(texts, s_small with { Threads = 1 }));
        Assert.Equal(here, Bytes(TrainClassifier.Of(texts, s_small with { Threads = 2 })));
    }

    [Fact]
    public void Another_version_a_cut_file_and_any_other_file_are_refused()
    {
        var bytes = Bytes(TrainClassifier.Of(Texts(60, 4), s_small));
        var other = (byte[])bytes.Clone();
        other["throughline text model".Length + 1]++;
        Assert.Contains("format 3", Assert.Throws<InvalidDataException>(() => ModelFile.Read(new MemoryStream(other))).Message, StringComparison.Ordinal);
        foreach (var length in new[] { 0, 5, 24, 40, 100, bytes.Length / 2, bytes.Length - 1 })
        {
            Assert.Throws<InvalidDataException>(() => ModelFile.Read(new MemoryStream(bytes[..length])));
        }

        Assert.Throws<InvalidDataException>(() => ModelFile.Read(new MemoryStream("text,label\n"u8.ToArray())));
    }

    [Fact]
    public void One_class_or_too_few_texts_of_one_are_refused_in_words()
    {
        Assert.Contains("two classes", Assert.Throws<ArgumentException>(() => TrainClassifier.Of([.. Texts(30, 5).Where(text => text.Classes[0] == "blame")], s_small)).Message, StringComparison.Ordinal);
        Assert.Contains("'rare' has 1", Assert.Throws<ArgumentException>(() => TrainClassifier.Of([.. Texts(30, 5), new LabelledText("x", ["rare"])], s_small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_may_be_of_several_classes_or_of_none()
    {
        var texts = Texts(90, 6).Select((text, i) => new LabelledText(text.Text + (i % 2 == 0 ? " urgent" : ""), i % 2 == 0 ? ["urgent", text.Classes[0]] : text.Classes)).ToList();
        var model = TrainClassifier.Of(texts, s_small with { IsMany = true });
        var reader = model.Reader();
        reader.Read("the box came warm today urgent");
        Assert.True(reader.Has(model.Classes.ToList().IndexOf("urgent")));
        Assert.True(reader.Has(model.Classes.ToList().IndexOf("praise")));
        Assert.False(reader.Has(model.Classes.ToList().IndexOf("blame")));
    }

    [Fact]
    public void With_few_labels_the_word_lists_know_words_that_no_label_had()
    {
        var model = TrainClassifier.Of([.. Texts(60, 7)], s_small);
        var reader = model.Reader();
        var praise = model.Classes.ToList().IndexOf("praise");
        reader.Read("delicious and wonderful");
        var good = reader.Probabilities[praise];
        reader.Read("disgusting and horrible");
        Assert.True(good > reader.Probabilities[praise] + 0.2);
    }

    [Fact]
    public void A_model_that_starts_from_another_knows_what_that_one_knew()
    {
        var start = TrainClassifier.Of(Texts(300, 8), s_small with { Prior = false });
        var own = Enumerable.Range(0, 20).Select(i => new LabelledText(i % 2 == 0 ? "the driver zigzag" : "the driver zagzig", [i % 2 == 0 ? "praise" : "blame"])).ToList();
        var model = TrainClassifier.Of(own, s_small with { Prior = false }, start);
        var (reader, before) = (model.Reader(), start.Reader());
        Assert.True(Margin(reader, "broken box") < 0 == Margin(before, "broken box") < 0);
        Assert.True(Math.Abs(Margin(reader, "zigzag") - Margin(reader, "zagzig")) > Math.Abs(Margin(before, "zigzag") - Margin(before, "zagzig")) + 0.5);
        Assert.Throws<ArgumentException>(() => TrainClassifier.Of([.. own.Select(text => new LabelledText(text.Text, [text.Classes[0] + "s"]))], s_small with { Prior = false }, start));
    }

    static float Margin(TextReading reader, string text)
    {
        reader.Read(text);
        return reader.Margins[0];
    }
}
