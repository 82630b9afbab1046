using Throughline.Matching.Live;
using static Throughline.Tests.Matching.Live.Arrivals;

namespace Throughline.Tests.Matching.Live;

public sealed class SharedValueTests
{
    static readonly string[] s_people = ["Anna Berger", "Otto Taler", "Lena Grund", "Uwe Seeling", "Rosa Marbach", "Ivan Kornfeld"];

    [Fact]
    public void A_mailbox_that_turns_out_to_be_shared_says_nothing_and_says_something_again_when_it_is_not()
    {
        var live = new LiveRecords(new LiveOptions());
        for (var i = 0; i < s_people.Length; i++)
        {
            var name = s_people[i].Split(' ');
            live.Put(Record(i + 1, name[0], name[1], "b7x.lmn@shop.example"));
        }

        live.Put(Record(s_people.Length + 1, "Max", "Lutz", "max@lutz.example")); // where nobody has an address that says something, none is compared
        Assert.All(live.Groups(), group => Assert.Single(group));
        Assert.Contains("shared_value", live.Explain(1, 2).Objections);
        Assert.Equal("missing", live.Explain(1, 2).Parts.Single(part => part.Field == Throughline.Matching.Records.MatchField.Email).Level);
        for (var i = 3; i <= s_people.Length; i++)
        {
            live.Remove(i);
        }

        Assert.Equal("exact", live.Explain(1, 2).Parts.Single(part => part.Field == Throughline.Matching.Records.MatchField.Email).Level);
        Assert.DoesNotContain("shared_value", live.Explain(1, 2).Objections);
    }

    [Fact]
    public void A_join_that_rested_on_a_value_is_taken_back_when_the_value_turns_out_to_be_shared()
    {
        var live = new LiveRecords(new LiveOptions());
        live.Put(Record(1, identifiers: "loyalty:5"));
        live.Put(Record(2, identifiers: "loyalty:5"));
        Assert.Equal([1, 2], live.GroupOf(1));
        string[] first = ["Anna", "Otto", "Ulrike", "Ivan", "Rosa", "Stefan", "Tilda", "Gustav", "Frida", "Max", "Paula", "Carl"];
        string[] last = ["Berger", "Taler", "Grund", "Seeling", "Marbach", "Kornfeld", "Lutz", "Hochfeld", "Eichner", "Waldmann", "Steiner", "Altdorf"];
        for (var i = 0; i < first.Length; i++)
        {
            live.Put(Record(i + 3, first[i], last[i], identifiers: "loyalty:5"));
        }

        Assert.All(live.Groups(), group => Assert.Single(group));
        Assert.Contains("shared_value", live.Explain(3, 4).Objections);
    }

    [Fact]
    public void A_blocked_identifier_joins_nobody()
    {
        var live = new LiveRecords(new LiveOptions());
        live.Put(Record(1, identifiers: "user:anonymous"));
        live.Put(Record(2, identifiers: "user:anonymous"));
        Assert.Single(live.GroupOf(1));
    }
}
