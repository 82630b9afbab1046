using System.Runtime.CompilerServices;
using Throughline.Contracts;
using Throughline.Demo;

namespace Throughline.Tests.Demo;

public sealed class SignalShapeTests
{
    [Theory]
    [InlineData(2026, 11, 21)]
    [InlineData(2024, 2, 29)]
    [InlineData(2025, 12, 31)]
    [InlineData(2026, 1, 1)]
    public void No_signal_lies_outside_the_story(int year, int month, int day)
    {
        var options = new DemoOptions { Customers = 600, Until = new DateOnly(year, month, day) };
        var (first, end) = (Start(options.From), Start(options.Until.AddDays(1)));
        Assert.All(
            DemoCompany.Create(options).Signals(Solvane.Ids),
            signal => Assert.InRange(signal.OccurredAt, first, end.AddTicks(-1)));
    }

    [Fact]
    public void Every_signal_is_whole()
    {
        HashSet<SignalId> ids = [];
        var scales = DemoCatalogue.Questions.ToDictionary(q => Solvane.Ids[q], q => (q.Scale, Source: Solvane.Ids[q.Source]));
        foreach (var signal in DemoCompany.Create(Solvane.Options(3_000)).Signals(Solvane.Ids))
        {
            Assert.True(ids.Add(signal.Id), $"{signal.RecordKey} comes twice");
            Assert.Equal(SignalId.OfEvent(signal.SourceId, signal.RecordKey!), signal.Id);
            Assert.Equal(DateTimeKind.Utc, signal.OccurredAt.Kind);
            Assert.All(signal.Answers, a => Assert.True(scales[a.QuestionId].Scale.Holds(a.Value)));
            Assert.All(signal.Answers, a => Assert.Equal(signal.SourceId, scales[a.QuestionId].Source));
            Assert.All(signal.Attributes, a => Assert.False(string.IsNullOrWhiteSpace(a.Value)));
            Assert.Equal(signal.Attributes.Count, signal.Attributes.Select(a => a.AttributeId).Distinct().Count());
            Assert.All(signal.Identifiers, i => Assert.Equal(i, Identifier.Parse(i.ToString())));
            Assert.Equal(signal.Text is null, signal.Language is null);
            Assert.Equal(signal.Kind == SignalKind.Employee, signal.Identifiers.Count == 0);
        }
    }

    [Fact]
    public void A_company_of_one_has_a_story() =>
        Assert.NotEmpty(DemoCompany.Create(Solvane.Options(1)).Customers(Solvane.Ids).Single().Signals);

    [Theory]
    [InlineData(0)]
    [InlineData(5_000_001)]
    public void A_company_out_of_range_is_refused(int customers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DemoCompany.Create(Solvane.Options(customers)));

    [Fact]
    public void Ids_come_from_the_one_who_keeps_them()
    {
        var ids = DemoIds.Resolve(s => 100 + s.Name.Length, (source, q) => source * 1000 + q.Name.Length, a => 7);
        var source = DemoCatalogue.Sources[0];
        Assert.Equal(100 + source.Name.Length, ids[source]);
        Assert.All(DemoCatalogue.Questions, q => Assert.Equal(ids[q.Source] * 1000 + q.Name.Length, ids[q]));
    }

    [Fact]
    public void About_fifteen_signals_tell_of_a_customer() =>
        Assert.InRange(Solvane.Told.Count / (double)Solvane.Told.Truths.Count, 12, 15);

    [Fact]
    public void Told_stories_are_not_kept()
    {
        // Weak references, because other tests run beside this one and move the heap's size.
        var company = DemoCompany.Create(Solvane.Options(100_000));
        var told = Enumerable.Range(0, 1_000).Select(i => Tell(company, i * 100)).ToList();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(told.Sum(t => t.Count), 10_000, 20_000);
        Assert.InRange(told.Count(t => t.Story.IsAlive), 0, 1);
        GC.KeepAlive(company);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static (WeakReference Story, int Count) Tell(DemoCompany company, int number)
    {
        var story = company.Customers(Solvane.Ids, number, 1).Single();
        return (new WeakReference(story), story.Signals.Count);
    }

    static DateTime Start(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
