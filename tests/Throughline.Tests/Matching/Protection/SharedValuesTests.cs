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

    [Fact]
    public void A_value_is_shared_once_more_people_bear_it_than_may()
    {
        var values = new SharedValues(3, record => s_crowd[record]);
        Assert.Equal([false, false, false, true, false], Enumerable.Range(0, 5).Select(record => values.Add(7, record)));
        Assert.True(values.IsShared(7));
        Assert.Equal(4, values.People(7));
        Assert.Equal([7], values.Shared);
        Assert.False(values.IsShared(8));
    }

    [Fact]
    public void One_person_who_writes_badly_is_not_a_crowd()
    {
        PersonSketch[] one =
        [
            new("robert", "smith", "19800102"), new("bob", "smith", ""), new("r", "smith", "19800201"), new("smith", "robert", ""), new("", "smyth", "19800102"),
            new("robret", "smith", "19800000"), new("robert", "jones", "19800102"), new("", "", "19700101"), new("محمد", "smith", ""), new("robert", "", ""),
        ];
        var values = new SharedValues(1, record => one[record]);
        Assert.All(Enumerable.Range(0, one.Length), record => Assert.False(values.Add(1, record)));
    }

    [Fact]
    public void A_value_is_nobodys_again_when_its_people_go()
    {
        var values = new SharedValues(2, record => s_crowd[record]);
        foreach (var record in Enumerable.Range(0, 3))
        {
            values.Add(1, record);
        }

        Assert.True(values.IsShared(1));
        Assert.True(values.Remove(1, 1, [0, 2]));
        Assert.False(values.IsShared(1));
        Assert.True(values.Add(1, 4));
    }

    [Fact]
    public void Whether_two_may_be_one_does_not_depend_on_who_is_asked()
    {
        string[] first = ["", "a", "anna", "ana", "bob", "robert", "otto", "علی"], last = ["", "berg", "bergg", "klein", "anna"], born = ["", "19800102", "19800201", "19800000", "19661224"];
        var person = Gen.Elements(first).SelectMany(f => Gen.Elements(last).SelectMany(l => Gen.Elements(born).Select(b => new PersonSketch(f, l, b))));
        Prop.ForAll(Arb.From(person.Two()), pair => pair.Item1.MayBe(pair.Item2) == pair.Item2.MayBe(pair.Item1) && pair.Item1.MayBe(pair.Item1)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Counting_in_any_order_and_going_and_coming_back_finds_the_same_crowd()
    {
        Prop.ForAll(Arb.From(Gen.Shuffle(Enumerable.Range(0, s_crowd.Length).ToArray())), order =>
        {
            var values = new SharedValues(4, record => s_crowd[record]);
            foreach (var record in order)
            {
                values.Add(1, record);
            }

            var before = values.IsShared(1);
            values.Remove(1, order[0], order[1..]);
            values.Add(1, order[0]);
            return before && values.IsShared(1);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_hundred_thousand_bearers_are_counted_in_no_time()
    {
        var asked = 0;
        var values = new SharedValues(6, record =>
        {
            asked++;
            return s_crowd[record % 5];
        });
        for (var record = 0; record < 100_000; record++)
        {
            values.Add(1, record);
        }

        Assert.False(values.IsShared(1));
        Assert.True(asked <= 6 * 100_000, $"{asked} looks");
    }
}
