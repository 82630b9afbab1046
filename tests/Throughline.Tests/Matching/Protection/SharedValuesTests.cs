using FsCheck;
using FsCheck.Fluent;
using Throughline.Matching.Protection;

namespace Throughline.Tests.Matching.Protection;

public sealed class SharedValuesTests
{
    static readonly PersonSketch[] s_crowd =
    [
        new("anna", "berg", "19800102"), new("otto", "klein", "19710305"), new("marie", "winter", "19901112"), new("hassan", "karimi", "19660606"),
        new("lucia", "gomez", "20010203"), new("pavel", "novak", "19550909"), new("greta", "holm", "19770707"),
    ];

    [Theory]
    [InlineData(3, 3, false, 3)]
    [InlineData(3, 4, true, 4)]
    [InlineData(3, 7, true, 4)] // counting stops where it is settled
    [InlineData(0, 1, true, 1)]
    [InlineData(0, 0, false, 0)]
    public void A_value_is_shared_once_more_people_bear_it_than_may(int beyond, int bearers, bool shared, int counted)
    {
        Assert.Equal(shared, SharedValues.AreMoreThan(beyond, Enumerable.Range(0, bearers), record => s_crowd[record], out var people));
        Assert.Equal(counted, people);
    }

    [Fact]
    public void One_person_who_writes_badly_is_not_a_crowd()
    {
        PersonSketch[] one =
        [
            new("robert", "smith", "19800102"), new("bob", "smith", ""), new("r", "smith", "19800201"), new("smith", "robert", ""), new("", "smyth", "19800102"),
            new("robret", "smith", "19800000"), new("robert", "jones", "19800102"), new("", "", "19700101"), new("محمد", "smith", ""), new("robert", "", ""),
        ];
        Assert.False(SharedValues.AreMoreThan(1, Enumerable.Range(0, one.Length), record => one[record], out _));
    }

    [Fact]
    public void Whether_two_may_be_one_does_not_depend_on_who_is_asked()
    {
        string[] first = ["", "a", "anna", "ana", "bob", "robert", "otto", "علی"], last = ["", "berg", "bergg", "klein", "anna"], born = ["", "19800102", "19800201", "19800000", "19661224"];
        var person = Gen.Elements(first).SelectMany(f => Gen.Elements(last).SelectMany(l => Gen.Elements(born).Select(b => new PersonSketch(f, l, b))));
        Prop.ForAll(Arb.From(person.Two()), pair => pair.Item1.MayBe(pair.Item2) == pair.Item2.MayBe(pair.Item1) && pair.Item1.MayBe(pair.Item1)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Different_people_are_counted_alike_in_any_order_however_often_they_come() =>
        Prop.ForAll(Arb.From(Gen.Shuffle(Enumerable.Range(0, s_crowd.Length).SelectMany(record => new[] { record, record }).ToArray())), order =>
            SharedValues.AreMoreThan(s_crowd.Length - 1, order, record => s_crowd[record], out var people) && people == s_crowd.Length
            && !SharedValues.AreMoreThan(s_crowd.Length, order, record => s_crowd[record], out _)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hundred_thousand_bearers_are_looked_at_once_each()
    {
        var asked = 0;
        Assert.False(SharedValues.AreMoreThan(6, Enumerable.Range(0, 100_000), record =>
        {
            asked++;
            return s_crowd[record % 5];
        }, out _));
        Assert.Equal(100_000, asked);
    }
}
