using Throughline.Language.Features;
using Throughline.Language.Models;
using Xunit;

namespace Throughline.Tests.Language;

public sealed class FewLabelsTests
{
    const int Labels = 100, Draws = 20;

    [Theory]
    [InlineData("en/airline_tweets.csv", "positive", "negative", 0.91)]
    [InlineData("ar/restaurant_qaym.csv", "1", "-1", 0.82)]
    [InlineData("fa/snappfood.csv", "HAPPY", "SAD", 0.87)]
    [InlineData("zh/waimai.csv", "1", "0", 0.89)]
    public void With_a_hundred_labels_and_the_word_lists_praise_and_blame_are_ranked(string file, string praise, string blame, double least)
    {
        var set = LabelledSet.Read(file).Where(row => row.Label == praise || row.Label == blame).ToArray();
        var test = set.Where(row => row.Split == "test").ToArray();
        var sum = 0.0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var rows = set.Where(row => row.Split == "train").ToArray();
            new Random(draw).Shuffle(rows);
            var model = TrainClassifier.Of([.. rows.Take(Labels).Select(row => new LabelledText(row.Text, [row.Label]))], new TrainOptions(new FeatureOptions(18)));
            var reader = model.Reader();
            var side = model.Classes[1] == praise ? 1 : -1;
            sum += LabelledSet.Auc(test.Select(row =>
            {
                reader.Read(row.Text);
                return ((double)reader.Margins[0] * side, row.Label == praise);
            }));
        }

        Assert.InRange(sum / Draws, least, 1);
    }
}
