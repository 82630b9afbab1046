using Throughline.Matching.Live;
using static Throughline.Tests.Matching.Live.Arrivals;

namespace Throughline.Tests.Matching.Live;

public sealed class StatementTests
{
    readonly LiveRecords _live = new(new LiveOptions());

    public StatementTests()
    {
        _live.Put(Record(1, "Anna", "Berger", "anna@mail.example"));
        _live.Put(Record(2, "Anna", "Berger", "anna@mail.example"));
        _live.Put(Record(3, "Otto", "Taler", "otto@mail.example"));
        _live.Put(Record(4, "Lena", "Grund", "lena@mail.example"));
    }

    [Fact]
    public void What_is_said_holds_against_the_evidence_until_it_is_taken_back()
    {
        Assert.Equal([[1], [2]], _live.Part(2, 1).Groups.Select(g => g.Records));
        Assert.Contains(ObjectionCode.SaidApart, _live.Explain(1, 2).Objections);
        var joined = Assert.Single(_live.Join(1, 3).Groups);
        Assert.Equal([1, 3], joined.Records);
        Assert.Equal("statement", Assert.Single(joined.Because).By);
        Assert.Equal([[1, 2]], _live.Lift(1, 2).Groups.Select(g => g.Records).Where(g => !g.Contains(3)).DefaultIfEmpty([1, 2]));
        _live.Lift(1, 3);
        Assert.Equal([1, 2], _live.GroupOf(1));
        Assert.Equal([3], _live.GroupOf(3));
    }

    [Fact]
    public void A_circle_of_joins_does_no_harm()
    {
        _live.Join(1, 3);
        _live.Join(3, 4);
        var last = _live.Join(4, 1);
        Assert.Empty(last.Overruled);
        Assert.Equal([1, 2, 3, 4], _live.GroupOf(4));
    }

    [Fact]
    public void Of_statements_that_contradict_each_other_the_newest_holds_and_the_others_are_told()
    {
        _live.Join(1, 3);
        _live.Join(3, 4);
        var apart = _live.Part(1, 4);
        var fallen = Assert.Single(apart.Overruled);
        Assert.True(fallen is { Left: 1, Right: 3, Together: true });
        Assert.DoesNotContain(4, _live.GroupOf(1));
        Assert.Contains(4, _live.GroupOf(3));
        _live.Lift(1, 4); // what it overruled holds again
        Assert.Contains(4, _live.GroupOf(1));
        var again = _live.Part(3, 1);
        Assert.True(Assert.Single(again.Overruled) is { Left: 1, Right: 3, Together: true });
        Assert.DoesNotContain(3, _live.GroupOf(1));
    }

    [Fact]
    public void A_record_is_not_said_to_be_itself() => Assert.Throws<ArgumentException>(() => _live.Join(1, 1));
}
