using FsCheck;
using FsCheck.Fluent;
using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Tests.Platform;

public sealed class SearchFoldTests
{
    // Letters in all their forms, marks, joiners, digits of three scripts, Chinese, an emoji of two units, and what patterns are made of.
    static readonly string[] Pieces =
    [
        "a", "A", "é", "É", "İ", "ß", "K", "ك", "ک", "ي", "ی", "ى", "ة", "أ", "ا", "ـ", "\u200c", "\u064b", "٣", "۳", "3", "页", "面",
        "😡", ".", "*", "[", "]", "\\", "(", "|", "$", "^", "-", "'", "\"", "%", "_", "\n",
    ];

    [Fact]
    public async Task The_log_finds_a_word_where_the_marks_find_it_and_nowhere_else()
    {
        using var open = new OpenLog();
        var piece = Gen.Elements(Pieces);
        var cases = (
            from text in piece.ArrayOf(12)
            from start in Gen.Choose(0, 11)
            from length in Gen.Choose(1, 4)
            from other in piece.ArrayOf(2)
            from taken in Gen.Elements(true, true, false)
            select (Text: string.Concat(text), Word: taken ? string.Concat(text.Skip(start).Take(length)) : string.Concat(other))).ToArbitrary();
        await open.Log.ReadAsync(connection =>
        {
            Prop.ForAll(cases, c =>
            {
                var where = new SignalWhere(new SignalFilter { Words = c.Word }, open.Log.Catalogue.Contents);
                var found = connection.Scalar<bool>($"SELECT {where.Sql} FROM (SELECT $text AS text)", where.With(("text", c.Text)));
                var folded = SearchFold.Words(c.Word).Select(SearchFold.Of).ToList();
                Assert.Equal(folded.TrueForAll(w => SearchFold.Of(c.Text).Contains(w, StringComparison.Ordinal)), found);
                Assert.True(!found || folded.TrueForAll(w => w.Length == 0) || SearchFold.Find(c.Text, c.Word).Count > 0);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
            return 0;
        }, TestContext.Current.CancellationToken);
    }
}
