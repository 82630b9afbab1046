using Throughline.Matching.Live;
using Throughline.Matching.Records;
using static Throughline.Tests.Matching.Live.Arrivals;

namespace Throughline.Tests.Matching.Live;

public sealed class FewRecordsTests
{
    static readonly string[] s_first = ["Anna", "Berta", "Carl", "Dora", "Emil", "Frida", "Gustav", "Ulrike", "Ivan", "Julia", "Walter", "Lena", "Max", "Sigrid", "Otto", "Paula", "Rosa", "Stefan", "Tilda", "Uwe"];
    static readonly string[] s_last = ["Berger", "Waldmann", "Steiner", "Felsing", "Altdorf", "Neuhof", "Hochfeld", "Obermann", "Marbach", "Taler", "Seeling", "Kornfeld", "Eichner", "Grund", "Lutz"];

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    public void Obvious_duplicates_join_and_different_people_do_not(int people)
    {
        var live = new LiveRecords(new LiveOptions());
        for (var i = 0; i < people; i++)
        {
            live.Put(Person(i, i * 2 + 1));
        }

        Assert.All(Enumerable.Range(0, people), i => Assert.Single(live.GroupOf(i * 2 + 1)));
        for (var i = 0; i < people; i++)
        {
            live.Put(Person(i, i * 2 + 2));
        }

        Assert.All(Enumerable.Range(0, people), i => Assert.Equal([i * 2 + 1, i * 2 + 2], live.GroupOf(i * 2 + 1)));

        static Throughline.Matching.Live.RecordNow Person(int i, int number)
        {
            var (first, last) = (s_first[i % s_first.Length], s_last[i % s_last.Length]);
            return Record(number, first, last, $"{first}.{last}@mail.example", city: i % 3 == 0 ? "Berlin" : "Hamburg");
        }
    }

    [Fact]
    public void A_name_alone_joins_nobody()
    {
        var live = new LiveRecords(new LiveOptions());
        live.Put(Record(1, "Anna", "Berger"));
        live.Put(Record(2, "Anna", "Berger"));
        Assert.Single(live.GroupOf(1));
    }

    [Fact]
    public void One_family_under_one_phone_stays_several()
    {
        var live = new LiveRecords(new LiveOptions());
        live.Put(Record(1, "Anna", "Berger", phone: "030 1234567", city: "Berlin"));
        live.Put(Record(2, "Otto", "Berger", phone: "030 1234567", city: "Berlin"));
        live.Put(Record(3, "Lena", "Berger", phone: "030 1234567", city: "Berlin"));
        Assert.Equal([[1], [2], [3]], live.Groups());
    }

    [Fact]
    public void One_number_written_with_and_without_its_country_speaks_for_a_join()
    {
        var live = new LiveRecords(new LiveOptions());
        live.Put(Record(1, "Anna", "Berger", phone: "+44 7700 900123"));
        live.Put(Record(2, "Sara", "Ahmadi", phone: "\u06F0\u06F9\u06F1\u06F2 \u06F3\u06F4\u06F5 \u06F6\u06F7\u06F8\u06F9"));
        live.Put(Record(3, "Sara", "Ahmadi", phone: "+98 912 345 6789"));
        Assert.True(live.Explain(2, 3).Parts.Single(part => part.Field == MatchField.Phone).Bits > 0);
        Assert.Equal([[1], [2, 3]], live.Groups());
    }

    [Theory]
    [InlineData("john.smith@mail.example", "jane.smith@mail.example")]
    [InlineData("jsmith1@mail.example", "jsmith2@mail.example")]
    [InlineData("", "")]
    public void Two_of_one_surname_and_one_number_but_two_first_names_stay_two_before_anything_is_learnt(string his, string hers)
    {
        var live = new LiveRecords(new LiveOptions());
        live.Put(Record(1, "John", "Smith", his, "+44 113 496 0001", city: "Leeds"));
        live.Put(Record(2, "Jane", "Smith", hers, "+44 113 496 0001", city: "Leeds"));
        Assert.Equal([[1], [2]], live.Groups());
    }

    [Fact]
    public void A_changed_record_leaves_a_group_and_a_removed_one_is_gone()
    {
        var live = new LiveRecords(new LiveOptions());
        live.Put(Record(1, "Anna", "Berger", "anna.berger@mail.example"));
        var joined = live.Put(Record(2, "Anna", "Berger", "anna.berger@mail.example"));
        var group = Assert.Single(joined.Groups);
        Assert.Equal([1, 2], group.Records);
        Assert.Equal("evidence", Assert.Single(group.Because).By);
        Assert.Empty(live.Put(Record(2, "Anna", "Berger", "anna.berger@mail.example")).Groups);
        var left = live.Put(Record(2, "Gustav", "Steiner", "gustav@other.example"));
        Assert.Equal([[1], [2]], left.Groups.Select(g => g.Records));
        Assert.Empty(live.Remove(2).Groups);
        Assert.Throws<ArgumentException>(() => live.GroupOf(2));
        Assert.Equal(1, live.Count);
    }

    [Fact]
    public void A_shared_number_of_a_customer_joins_and_a_shared_device_alone_does_not()
    {
        var live = new LiveRecords(new LiveOptions());
        live.Put(Record(1, identifiers: ["crm:77", "device:a"]));
        Assert.Equal("identifier", Assert.Single(Assert.Single(live.Put(Record(2, identifiers: ["crm:77"])).Groups).Because).By);
        live.Put(Record(3, identifiers: ["device:a"]));
        Assert.Equal([1, 2], live.GroupOf(1));
        Assert.Single(live.GroupOf(3));
    }

    [Fact]
    public void The_bits_of_an_explanation_add_up_exactly()
    {
        var live = new LiveRecords(new LiveOptions());
        live.Put(Record(1, "William", "Berger", "w.berger@mail.example", "+49 30 1234567", "1980-02-03", "Berlin", "crm:1"));
        live.Put(Record(2, "Bill", "Bergen", "w.berger@mail.example", "+49 30 1234567", "1980-03-02", "", "crm:1"));
        live.Put(Record(3, "Otto", "Taler", "", "+49 30 999999", "1950-03-02", "Hamburg"));
        foreach (var (a, b) in ((int, int)[])[(1, 2), (1, 3), (2, 3)])
        {
            var why = live.Explain(a, b);
            Assert.Equal(why.Weight, why.Parts.Aggregate(why.Prior, (sum, part) => sum + part.Bits));
            Assert.All(why.Parts, part => Assert.Contains(part.Level, LevelCode.All));
            Assert.Equal(1 / (1 + double.Exp2(-why.Weight)), why.Probability);
        }

        var close = live.Explain(1, 2);
        Assert.Equal("nickname", close.Parts.Single(part => part.Field == Throughline.Matching.Records.MatchField.FirstName).Level);
        Assert.Equal("day_month_swapped", close.Parts.Single(part => part.Field == Throughline.Matching.Records.MatchField.BirthDate).Level);
        Assert.Equal(2 / 2.0, close.Parts.Single(part => part.Field == Throughline.Matching.Records.MatchField.Email).ShareOfPeople);
        Assert.Equal("email", close.FoundBy);
        Assert.Null(live.Explain(1, 3).FoundBy);
    }
}
