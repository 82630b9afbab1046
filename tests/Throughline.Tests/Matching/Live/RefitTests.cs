using Throughline.Matching.Live;

namespace Throughline.Tests.Matching.Live;

public sealed class RefitTests
{
    [Fact]
    public void A_refit_in_the_shadow_changes_nothing_until_it_is_adopted()
    {
        var live = new LiveRecords(new LiveOptions { RefitInside = 0 });
        var records = Arrivals.Of(new SmallTown(200, 3));
        foreach (var record in records)
        {
            live.Put(record);
        }

        var before = live.Groups();
        Assert.Equal(0, live.Model.FittedOn);
        var refit = live.TryRefit(null, CancellationToken.None);
        Assert.Equal(before, live.Groups());
        Assert.InRange(refit.Agreement, 0.3, 1);
        Assert.InRange(refit.ExpectedPrecision!.Value, 0.8, 1);
        Assert.InRange(refit.ExpectedRecall!.Value, 0.5, 1);
        var late = live.Put(records[0] with { Number = records.Count + 1 }); // arrives between the fit and its adoption
        var change = live.Adopt(refit);
        Assert.Equal(records.Count, live.Model.FittedOn);
        var moved = change.Groups.SelectMany(group => group.Records).ToHashSet();
        Assert.Equal(refit.ChangedGroups == 0, moved.Count == 0 || moved.All(late.Groups.SelectMany(g => g.Records).Contains));
        Assert.Equal(Enumerable.Range(1, records.Count + 1), live.Groups().SelectMany(g => g).Order());
        Assert.Contains(1, live.GroupOf(records.Count + 1));
        Assert.Throws<InvalidOperationException>(() =>
        {
            var older = live.TryRefit(null, CancellationToken.None);
            live.TryRefit(null, CancellationToken.None);
            live.Adopt(older);
        });
    }

    [Fact]
    public void What_was_said_outlives_a_refit_and_identifiers_join_in_it()
    {
        var live = new LiveRecords(new LiveOptions { RefitInside = 0 });
        var records = Arrivals.Of(new SmallTown(200, 4));
        live.PutMany(records, null, CancellationToken.None);
        var group = live.Groups().First(g => g.Count > 1);
        var alone = live.Groups().Where(g => g.Count == 1).Take(4).Select(g => g[0]).ToList();
        live.Part(group[0], group[1]);
        live.Join(alone[0], alone[1]);
        live.Put(new RecordNow(9_001, [], ["crm:1"]));
        live.Put(new RecordNow(9_002, [], ["crm:1"]));
        live.Adopt(live.TryRefit(null, CancellationToken.None));
        Assert.DoesNotContain(group[1], live.GroupOf(group[0]));
        Assert.Contains(alone[1], live.GroupOf(alone[0]));
        Assert.Equal([9_001, 9_002], live.GroupOf(9_001));
    }

    [Fact]
    public void A_model_of_another_form_is_refused_with_words()
    {
        var problem = Assert.Throws<InvalidDataException>(() => LiveModel.FromBytes((new LiveModel() with { Form = 99 }).ToBytes()));
        Assert.Contains("99", problem.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => LiveModel.FromBytes("nonsense"u8));
    }

    [Fact]
    public void A_fitted_model_is_the_same_after_it_was_stored()
    {
        var live = new LiveRecords(new LiveOptions());
        live.PutMany(Arrivals.Of(new SmallTown(200, 5)), null, CancellationToken.None);
        var bytes = live.Model.ToBytes();
        Assert.Equal(bytes, LiveModel.FromBytes(bytes).ToBytes());
        var restored = new LiveRecords(new LiveOptions());
        restored.Restore(Arrivals.Of(new SmallTown(200, 5)), live.Groups().SelectMany(g => g.Select(r => (r, g[0]))), LiveModel.FromBytes(bytes), []);
        Assert.Equal(live.Groups(), restored.Groups());
        for (var i = 1; i < 60; i++)
        {
            Assert.Equal(live.Explain(i, i + 1).Weight, restored.Explain(i, i + 1).Weight);
        }

        var more = Arrivals.Of(new SmallTown(30, 6)).Select(record => record with { Number = record.Number + 5_000 });
        foreach (var record in more)
        {
            Assert.Equal(live.Put(record).Groups.Select(g => g.Records), restored.Put(record).Groups.Select(g => g.Records));
        }

        Assert.NotEmpty(live.Doubtful(10));
        Assert.NotEmpty(restored.Doubtful(10));
    }
}
