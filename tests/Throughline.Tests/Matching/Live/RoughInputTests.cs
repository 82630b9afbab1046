using System.Diagnostics;
using Throughline.Matching.Live;
using Throughline.Matching.Records;
using static Throughline.Tests.Matching.Live.Arrivals;

namespace Throughline.Tests.Matching.Live;

/// <summary>What nobody should send: it costs bounded time and memory, and joins nobody.</summary>
public sealed class RoughInputTests
{
    const int Many = 100_000;

    static readonly string[] s_syllables = ["ka", "mo", "ri", "te", "lu", "fa", "no", "shi", "be", "du", "ga", "pe", "xo", "vi", "ze", "ha"];

    [Fact]
    public void A_hundred_thousand_people_with_one_phone_and_one_mailbox_stay_apart()
    {
        var live = new LiveRecords(new LiveOptions { RefitInside = 0 });
        var watch = Stopwatch.StartNew();
        for (var i = 1; i <= Many; i++)
        {
            live.Put(Record(i, Name(i, 3), Name(i * 7 + 3, 7), "everyone@shop.example", "030 1234567", $"{1930 + i % 80}-{1 + i % 12:00}-{1 + i % 28:00}"));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(90), $"{watch.Elapsed}");
        Assert.True(live.Groups().Max(group => group.Count) <= 3);
        Assert.Contains("shared_value", live.Explain(1, 2).Objections);
        for (var i = 1; i <= 50; i++)
        {
            live.Remove(i); // those by whom it was known to be shared
        }

        live.Put(Record(Many + 1, "Anna", "Berger", "everyone@shop.example", "030 1234567"));
        live.Put(Record(Many + 2, "Anna", "Berger", "everyone@shop.example", "030 1234567"));
        Assert.Contains("shared_value", live.Explain(Many + 1, Many + 2).Objections);
    }

    [Fact]
    public void A_hundred_thousand_equal_records_cost_bounded_time()
    {
        var live = new LiveRecords(new LiveOptions { RefitInside = 0 });
        var watch = Stopwatch.StartNew();
        for (var i = 1; i <= Many; i++)
        {
            live.Put(Record(i, "Anna", "Berger", "anna.berger@mail.example", "030 1234567", "1980-02-03", "Berlin"));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(120), $"{watch.Elapsed}");
        Assert.Equal(Many, live.Groups().Sum(group => group.Count));
    }

    [Fact]
    public void Odd_values_do_no_harm()
    {
        var live = new LiveRecords(new LiveOptions());
        var odd = new string('x', 1 << 20);
        string[] names = ["", " ", "\U0001F600\U0001F600", "\0\u0001", "\uFFFE", "\uD83D", odd, "Anna\u202EBerger", new string('\u0301', 5_000), "علی", "王小明"];
        for (var i = 0; i < names.Length; i++)
        {
            foreach (var field in Enum.GetValues<MatchField>())
            {
                live.Put(new RecordNow(i * 100 + (int)field + 1, [new FieldValue(field, names[i]), new FieldValue(field, names[i])], [names[i], ":" + names[i], "x:" + names[i]]));
            }
        }

        live.Put(new RecordNow(5_000, [], []));
        live.Put(new RecordNow(5_001, [], []));
        Assert.Equal([5_000], live.GroupOf(5_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => live.Put(new RecordNow(0, [], [])));
        Assert.Throws<ArgumentOutOfRangeException>(() => live.Put(new RecordNow(int.MaxValue, [], [])));
        Assert.NotNull(live.Explain(1, 5_000));
    }

    static string Name(int i, int step)
    {
        var x = (uint)i * 2654435761u * (uint)step;
        return string.Concat(Enumerable.Range(0, 4).Select(part => s_syllables[x >> (28 - 4 * part) & 15]));
    }
}
