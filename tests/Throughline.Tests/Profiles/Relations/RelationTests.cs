using Throughline.Platform.Facts;
using Throughline.Platform.Storage;
using Throughline.Profiles.Relations;

namespace Throughline.Tests.Profiles.Relations;

public sealed class RelationTests : IDisposable
{
    readonly RelationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stated_tie_is_told_from_both_ends_with_what_the_other_is()
    {
        var (ada, ben) = (_folder.Record(), _folder.Record());
        var id = State(ada, ben, RelationType.Carer);
        Assert.Equal("carer 2 cared_for", _folder.Told(ada));
        Assert.Equal("carer 1 carer", _folder.Told(ben));
        Assert.Equal(id, State(ada, ben, RelationType.Carer));
        var fact = Assert.Single(FactsOf("relation_stated"));
        Assert.DoesNotContain("signed paper", fact.Body, StringComparison.Ordinal);
        Assert.Equal("signed paper", _folder.Keys.Read(c => c.One("SELECT why FROM profiles_word WHERE fact = @fact", r => r.GetString(0), ("@fact", fact.Seq))));
    }

    [Fact]
    public void Ties_follow_a_merge_and_its_undoing_gives_them_back()
    {
        var (ada, ben, cem) = (_folder.Record(), _folder.Record(), _folder.Record());
        State(ben, cem, RelationType.Guardian);
        _folder.Infer((ada, cem, RelationType.Household, 0.8), (ben, cem, RelationType.Household, 0.9));
        var before = (_folder.Told(ada), _folder.Told(ben), _folder.Told(cem));
        _folder.Put(ben, ada);
        Assert.Equal("guardian 3 ward; household 3 inferred", _folder.Told(ada));
        Assert.Equal("", _folder.Told(ben));
        Assert.Equal("guardian 1 guardian; household 1 inferred", _folder.Told(cem));
        _folder.Put(ben, ben);
        Assert.Equal(before, (_folder.Told(ada), _folder.Told(ben), _folder.Told(cem)));
    }

    [Fact]
    public void Two_who_became_one_have_no_tie_to_themselves()
    {
        var (ada, ben) = (_folder.Record(), _folder.Record());
        _folder.Infer((ada, ben, RelationType.Household, 0.8));
        _folder.Put(ben, ada);
        Assert.Equal("", _folder.Told(ada));
    }

    [Fact]
    public void Who_was_said_to_be_a_stranger_is_never_inferred_again()
    {
        var (ada, ben, cem) = (_folder.Record(), _folder.Record(), _folder.Record());
        _folder.Infer((ada, ben, RelationType.Household, 0.99));
        Assert.NotNull(_folder.Book.End(_folder.Book.Of(ada)[0].Id, "Gita", "divorced"));
        _folder.Infer((ada, ben, RelationType.Household, 0.99), (ada, ben, RelationType.Guardian, 0.9));
        Assert.Equal("", _folder.Told(ada));
        _folder.Put(cem, ben); // what was said of ben holds of the profile that ben stands in
        _folder.Infer((ada, ben, RelationType.Household, 0.99));
        Assert.Equal(("", ""), (_folder.Told(ada), _folder.Told(ben)));
        Assert.Single(FactsOf("relation_denied"));
    }

    [Fact]
    public void What_was_stated_and_ended_holds_against_inference_and_is_told_as_ended()
    {
        var (ada, ben) = (_folder.Record(), _folder.Record());
        var id = State(ada, ben, RelationType.Household);
        _folder.Infer((ben, ada, RelationType.Household, 0.99));
        Assert.Equal("household 2", _folder.Told(ada));
        Assert.NotNull(_folder.Book.End(id, "Gita", "moved out"));
        Assert.Null(_folder.Book.End(id, "Gita", "again"));
        _folder.Infer((ben, ada, RelationType.Household, 0.99));
        Assert.Equal("household 2 ended", _folder.Told(ada));
        State(ada, ben, RelationType.Household, new DateOnly(2026, 11, 20));
        Assert.Equal("household 2; household 2 ended", _folder.Told(ada));
    }

    [Fact]
    public void An_inferred_tie_keeps_its_number_while_it_holds_and_goes_when_it_does_not()
    {
        var (ada, ben) = (_folder.Record(), _folder.Record());
        _folder.Infer((ada, ben, RelationType.Household, 0.7));
        var first = Assert.Single(_folder.Book.Of(ada));
        _folder.Infer((ben, ada, RelationType.Household, 0.9));
        var second = Assert.Single(_folder.Book.Of(ada));
        Assert.Equal((first.Id, 0.9), (second.Id, second.Probability));
        _folder.Infer();
        Assert.Empty(_folder.Book.Of(ada));
    }

    [Fact]
    public void A_tie_to_a_record_that_is_gone_is_not_told()
    {
        var (ada, ben) = (_folder.Record(), _folder.Record());
        State(ada, ben, RelationType.Employer);
        _folder.Keys.Write(c => c.Run("DELETE FROM profiles_record WHERE id = @id", ("@id", ben)));
        Assert.Empty(_folder.Book.Of(ada));
        Assert.Empty(_folder.Book.Of(ben));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_records_move_what_one_end_tells_the_other_tells_too(int seed)
    {
        var random = new Random(seed);
        int[] records = [.. Enumerable.Range(0, 8).Select(_ => _folder.Record())];
        for (var step = 0; step < 120; step++)
        {
            var (a, b) = (records[random.Next(8)], records[random.Next(8)]);
            switch (random.Next(5))
            {
                case 0 when ProfileOf(a) != ProfileOf(b):
                    State(ProfileOf(a), ProfileOf(b), RelationType.All[random.Next(5)]);
                    break;
                case 1:
                    _folder.Infer([.. records.Select(r => ProfileOf(r)).Distinct().Where(p => p != ProfileOf(a)).Select(p => (ProfileOf(a), p, RelationType.Household, 0.9))]);
                    break;
                case 2 when _folder.Book.Of(ProfileOf(a)) is { Count: > 0 } ties:
                    _folder.Book.End(ties[random.Next(ties.Count)].Id, "Gita", "no");
                    break;
                default:
                    _folder.Put(a, random.Next(2) == 0 ? a : Math.Min(a, b) == a ? a : b);
                    break;
            }

            // A profile holds its founding record.
            foreach (var record in records.Where(r => ProfileOf(ProfileOf(r)) != ProfileOf(r)))
            {
                _folder.Put(record, record);
            }

            foreach (var profile in records.Select(ProfileOf).Distinct())
            {
                foreach (var tie in _folder.Book.Of(profile))
                {
                    Assert.NotEqual(profile, tie.Other);
                    Assert.Contains(_folder.Book.Of(tie.Other), other => other.Id == tie.Id && other.Other == profile);
                }
            }
        }
    }

    [Fact]
    public void Households_are_read_from_the_tables_and_a_guardian_of_a_minor_is_only_proposed()
    {
        for (var i = 0; i < 200; i++)
        {
            Person($"n{i}", $"family{i % 150}x", $"{1950 + i % 40}-05-07", $"{i + 1} oak street", $"{10000 + i}");
        }

        var mother = Person("Ada", "Zwetschke", "1984-05-07", "7 elm street", "55000");
        var grown = Person("Ben", "Zwetschke", "2005-05-07", "7 elm street", "55000");
        var child = Person("Cem", "Zwetschke", "2014-05-07", "7 elm street", "55000");
        var reading = _folder.Keys.Read(c => HouseholdReading.Of(c, RelationFolder.Attributes, CancellationToken.None));
        var found = reading.Find(new DateOnly(2026, 11, 22), CancellationToken.None);
        InferredRelations.Write(_folder.Keys, InferredRelations.Of(found, reading.Profiles, found.IsMinor), CancellationToken.None);
        var ties = _folder.Book.Of(mother);
        Assert.Equal(["guardian", "household", "household"], ties.Select(tie => tie.Type).Order());
        var guardian = ties.Single(tie => tie.Type == RelationType.Guardian);
        Assert.Equal((child, "ward", true), (guardian.Other, guardian.Role, guardian.Inferred));
        Assert.Contains(RelationEvidence.Minor, guardian.Evidence);
        Assert.True(guardian.Probability < 0.96);
        Assert.Equal("child", ties.Single(tie => tie.Type == RelationType.Household && tie.Other == grown).Role);
        Assert.Equal("parent", _folder.Book.Of(grown).Single(tie => tie.Other == mother).Role);
        Assert.All(ties.SelectMany(tie => tie.Evidence), code => Assert.Contains(code, RelationEvidence.All));

        int Person(string first, string last, string born, string street, string post) => _folder.Record((1, first), (2, last), (3, born), (4, street), (5, post));
    }

    int ProfileOf(int record) => _folder.Keys.Read(c => c.One("SELECT profile FROM profiles_record WHERE id = @id", r => r.GetInt32(0), ("@id", record)));

    long State(int from, int to, string type, DateOnly? since = null) => _folder.Book.State(new StatedRelation(from, to, type, since, null), "Gita", "signed paper");

    IReadOnlyList<Fact> FactsOf(string kind) => _folder.Keys.Read(connection => FactLog.OfKinds(connection, [kind]));
}
