using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Throughline.Listening.Quality.Profiling;

namespace Throughline.Tests.Listening.Quality;

public sealed class FieldSketchTests
{
    [Theory]
    [InlineData("anna@mail.example", ValueKind.Email)]
    [InlineData("anna@mail", ValueKind.Word)]
    [InlineData("+49 30 1234567", ValueKind.Phone)]
    [InlineData("030-123-4567", ValueKind.Phone)]
    [InlineData("2026-11-22", ValueKind.Date)]
    [InlineData("22/11/2026 10:20", ValueKind.Date)]
    [InlineData("2026-11-22T10:20:30Z", ValueKind.Date)]
    [InlineData("42", ValueKind.WholeNumber)]
    [InlineData("-4.25", ValueKind.Number)]
    [InlineData("۴۲", ValueKind.WholeNumber)]
    [InlineData("yes", ValueKind.Boolean)]
    [InlineData("بله", ValueKind.Boolean)]
    [InlineData("https://shop.example/a?b=c", ValueKind.Url)]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff", ValueKind.Uuid)]
    [InlineData("192.168.1.20", ValueKind.IpAddress)]
    [InlineData("AB-1234", ValueKind.Code)]
    [InlineData("Anna Berg", ValueKind.Name)]
    [InlineData("red", ValueKind.Word)]
    [InlineData("It took them forty minutes to find it.", ValueKind.Text)]
    [InlineData("{\"a\":1}", ValueKind.Json)]
    public void A_value_is_told_by_its_letters(string value, ValueKind kind)
    {
        var sketch = Of(value);
        Assert.Equal(kind, (ValueKind)Array.IndexOf(sketch.Kinds, 1));
    }

    [Theory]
    [InlineData("AB-1234", "AA-9999")]
    [InlineData("Anna Berg", "Aaaa Aaaa")]
    [InlineData("Elisabeth", "Aa+")]
    [InlineData("123456789", "9+")]
    [InlineData("王小明", "xxx")]
    [InlineData("٤٢", "99")]
    [InlineData("a@b.example", "a@a.a+")]
    public void A_mask_keeps_the_form_and_not_the_value(string value, string mask) => Assert.Equal(mask, Of(value).Masks.Top(1)[0].Mask);

    [Fact]
    public void Missing_placeholders_blank_ends_and_broken_text_are_counted_apart()
    {
        var sketch = Of("a", "", "  ", "n/a", " b ", "c\u0007d", "ندارد");
        Assert.Equal((7, 2, 2, 1, 1), (sketch.Rows, sketch.Missing, sketch.Placeholders, sketch.Untrimmed, sketch.Broken));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(200_000)]
    public void Distinct_values_are_counted_to_within_three_standard_errors(int distinct)
    {
        var sketch = new DistinctSketch();
        var field = new FieldSketch();
        for (var i = 0; i < distinct; i++)
        {
            field.Add(Encoding.UTF8.GetBytes($"value {i}"));
            field.Add(Encoding.UTF8.GetBytes($"value {i}"));
        }

        Assert.InRange(field.Distinct.Count(), distinct * (1 - (3 * DistinctSketch.StandardError)), distinct * (1 + (3 * DistinctSketch.StandardError)));
        Assert.Equal(0, sketch.Count());
    }

    [Fact]
    public void Quantiles_are_right_to_two_per_cent()
    {
        var numbers = new MagnitudeSketch();
        var values = Enumerable.Range(0, 20_000).Select(i => Math.Exp(i % 137 / 10.0) + (i / 1000.0)).ToList();
        values.ForEach(numbers.Add);
        values.Sort();
        foreach (var share in new[] { 0.01, 0.25, 0.5, 0.75, 0.99 })
        {
            var exact = values[(int)Math.Ceiling(share * values.Count) - 1];
            Assert.InRange(numbers.Quantile(share)!.Value, exact * 0.98, exact * 1.02);
        }
    }

    [Fact]
    public void Two_sketches_merged_are_the_sketch_of_both() => Prop.ForAll<string[], string[]>((left, right) =>
    {
        var (a, b, both) = (Of(left), Of(right), Of([.. left, .. right]));
        a.Merge(b);
        return a.Write(true).AsSpan().SequenceEqual(FieldSketch.Read(a.Write(true)).Write(true))
            && (a.Rows, a.Missing, a.Shortest, a.Longest, a.Characters) == (both.Rows, both.Missing, both.Shortest, both.Longest, both.Characters)
            && a.Kinds.SequenceEqual(both.Kinds) && a.Spread.SequenceEqual(both.Spread) && a.Distinct.Count() == both.Distinct.Count();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_kept_of_a_personal_field_has_no_end_of_its_range()
    {
        var kept = FieldSketch.Read(Of("1961-02-03", "1974-05-06", "42").Write(withRange: false));
        Assert.True(kept.FirstDay > kept.LastDay && kept.Low > kept.High);
        var profile = FieldProfile.Of("birth_date", "attribute", kept, complete: true, personal: true);
        Assert.Null(profile.FirstDay);
        Assert.Equal((3, 3), (profile.Filled.Count, profile.Filled.Of));
    }

    [Theory]
    [InlineData("country", new[] { "Germany", "France", "Iran" }, ValueKind.Country, false)]
    [InlineData("zip", new[] { "10115", "10117", "75001" }, ValueKind.Postcode, false)]
    [InlineData("customer name", new[] { "Anna Berg", "王小明", "رضا احمدی" }, ValueKind.Name, true)]
    [InlineData("mobile", new[] { "01712345678", "01798765432" }, ValueKind.Phone, true)]
    [InlineData("active", new[] { "1", "0", "1" }, ValueKind.Boolean, false)]
    [InlineData("amount", new[] { "1.5", "2", "3.25" }, ValueKind.Number, false)]
    public void A_field_is_told_by_its_values_and_its_name(string name, string[] values, ValueKind kind, bool personal)
    {
        var told = FieldKind.Of(Of(values), name);
        Assert.Equal((kind, personal), (told.Kind, told.Personal));
    }

    [Fact]
    public void Drift_is_nothing_for_the_same_shares_and_large_for_others()
    {
        var (a, b, c) = (Many(0, 5), Many(0, 5), Many(3, 9));
        Assert.InRange(Drift.Between(a, b)!.Value, 0, 0.01);
        Assert.True(Drift.Between(a, c) > Drift.Large);
        Assert.Null(Drift.Between(a, Of("1")));
        var texts = Of([.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? "web" : "app")]);
        var others = Of([.. Enumerable.Range(0, 400).Select(i => i % 9 == 0 ? "web" : "")]);
        Assert.True(Drift.Between(texts, others) > Drift.Large);
    }

    static FieldSketch Many(int from, int to) => Of([.. Enumerable.Range(0, 3_000).Select(i => $"{from + ((to - from) * (i % 211) / 211.0):F3}")]);

    static FieldSketch Of(params string[] values)
    {
        var sketch = new FieldSketch();
        foreach (var value in values)
        {
            sketch.Add(Encoding.UTF8.GetBytes(value ?? ""));
        }

        return sketch;
    }
}
