using FsCheck;
using FsCheck.Fluent;
using Throughline.Platform.Http;
using Throughline.Profiles.Identity;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Profiles;

public sealed class ProfileChangesTests : IDisposable
{
    static readonly (string, string, string, string)[] s_people =
    [
        ("Ada", "Byron", "1815-12-10", "ada@mail.example"), ("Charles", "Babbage", "1791-12-26", "charles@mail.example"),
        ("Mary", "Somerville", "1780-12-26", ""), ("Ada", "Byrom", "1815-12-10", ""), ("", "", "", ""),
    ];

    readonly OpenLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Records_with_one_identifier_are_one_profile_and_the_oldest_id_survives()
    {
        using var stage = new IdentityStage(_log.Log);
        var first = stage.Arrive("login:1", s_people[4]);
        var second = stage.Arrive("card:9", s_people[0]);
        Assert.NotEqual(stage.ProfileOf(first), stage.ProfileOf(second));
        var third = stage.Arrive("card:10", s_people[0], "login:1", "card:9");
        Assert.All(new[] { first, second, third }, record => Assert.Equal(first, stage.ProfileOf(record)));
        Assert.Equal([second, third], stage.Profiles.FormerNumbers(first));
        var merged = stage.Profiles.History(first).Where(one => one.Kind == IdentityFacts.Merged).ToList();
        Assert.Equal(["identifier", "identifier"], merged.Select(one => one.By));
        Assert.All(merged, one => Assert.True(one.CanUndo && one.Profiles[0] == first));
        stage.Check();

        // What held them together goes: the part that leaves has its old id again.
        stage.Leave(third);
        Assert.Equal((first, second), (stage.ProfileOf(first), stage.ProfileOf(second)));
        Assert.Equal(first, stage.Profiles.Living(third));
        stage.Check();
    }

    [Fact]
    public void A_record_that_becomes_another_while_nothing_is_in_memory_leaves_its_profile_in_the_tables_too()
    {
        using var stage = new IdentityStage(_log.Log);
        var (a, b) = (stage.Arrive("login:3", s_people[0]), stage.Arrive("login:0", ("Ada", "Byrom", "1815-12-10", "")));
        Assert.Equal(stage.ProfileOf(a), stage.ProfileOf(b));
        stage.Residents.Forget();
        stage.Arrive("login:3", ("Mary", "Somerville", "1780-12-26", ""));
        stage.Check();
    }

    [Fact]
    public void A_merge_is_taken_back_exactly_and_so_is_that_it_was_taken_back()
    {
        using var stage = new IdentityStage(_log.Log);
        var (a, b) = (stage.Arrive("login:1", s_people[0]), stage.Arrive("login:2", s_people[1]));
        var c = stage.Arrive("login:3", s_people[1]);
        Assert.Equal(b, stage.ProfileOf(c));
        var apart = stage.View();
        var merged = stage.Profiles.Merge([a, c], "Grace", "one household book");
        Assert.Equal([a], merged.Profiles);
        var together = stage.View();
        Assert.NotEqual(apart, together);
        Assert.Equal("one household book", stage.Profiles.History(a).Single(one => one.Fact == merged.Fact).Why);

        var undone = stage.Profiles.Unmerge(merged.Fact!.Value, "Grace", null);
        Assert.Equal(apart, stage.View());
        Assert.Equal([a, b], undone.Profiles);
        stage.Check();
        var redone = stage.Profiles.Unmerge(undone.Fact!.Value, "Grace", null);
        Assert.Equal(together, stage.View());
        Assert.Throws<ConflictException>(() => stage.Profiles.Unmerge(undone.Fact.Value, "Grace", null));
        stage.Profiles.Unmerge(redone.Fact!.Value, "Grace", null);
        Assert.Equal(apart, stage.View());
        stage.Residents.Forget();
        stage.Check();
    }

    [Fact]
    public void A_join_that_a_person_undid_is_not_made_again()
    {
        using var stage = new IdentityStage(_log.Log);
        var (a, b) = (stage.Arrive("login:1", s_people[0]), stage.Arrive("card:1", s_people[0], "login:1"));
        var joined = stage.Profiles.History(a).Single(one => one.Kind == IdentityFacts.Merged);
        stage.Profiles.Unmerge(joined.Fact, "Grace", null);
        Assert.Equal(b, stage.ProfileOf(b));
        stage.Arrive("card:1", s_people[0], "login:1", "email:ada@mail.example");
        stage.Residents.Forget();
        stage.Arrive("login:1", s_people[0], "email:ada@mail.example");
        Assert.Equal((a, b), (stage.ProfileOf(a), stage.ProfileOf(b)));
        stage.Check();
    }

    [Fact]
    public void A_join_is_taken_back_after_one_of_its_two_records_is_gone()
    {
        using var stage = new IdentityStage(_log.Log);
        var (a, b, c) = (stage.Arrive("user:0", s_people[4]), stage.Arrive("user:1", s_people[4]), stage.Arrive("user:2", s_people[0]));
        stage.Profiles.Merge([a, b], "Grace", null);
        var joined = stage.Profiles.Join(a, c, "Grace", null);
        stage.Arrive("user:1", s_people[0], "user:2"); // now there is evidence for the two that stay
        stage.Leave(a);
        Assert.Equal(stage.ProfileOf(b), stage.ProfileOf(c));
        stage.Profiles.Unmerge(joined.Fact!.Value, "Grace", null);
        stage.Check();
        Assert.NotEqual(stage.ProfileOf(b), stage.ProfileOf(c));
    }

    [Fact]
    public void Statements_that_contradict_each_other_are_refused_with_the_facts_that_stand()
    {
        using var stage = new IdentityStage(_log.Log);
        int[] r = [.. Enumerable.Range(0, 4).Select(i => stage.Arrive($"login:{i}", s_people[4]))];
        stage.Profiles.Join(r[0], r[1], "Grace", null);
        stage.Profiles.Join(r[1], r[2], "Grace", null);
        stage.Profiles.Join(r[2], r[0], "Grace", null); // a ring says nothing new
        var refused = Assert.Throws<ConflictException>(() => stage.Profiles.Part(r[0], r[2], "Grace", null));
        Assert.Equal("said_together", refused.Code);
        Assert.NotEmpty(refused.Facts);
        stage.Profiles.Part(r[2], r[3], "Grace", null);
        Assert.Equal("said_apart", Assert.Throws<ConflictException>(() => stage.Profiles.Join(r[0], r[3], "Grace", null)).Code);
        Assert.Equal("said_apart", Assert.Throws<ConflictException>(() => stage.Profiles.Merge([r[0], r[3]], "Grace", null)).Code);
        Assert.Throws<BadInputException>(() => stage.Profiles.Join(r[0], r[0], "Grace", null));
        stage.Check();
    }

    [Fact]
    public void Any_history_can_be_told_from_facts_and_any_merge_taken_back() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ListOf(14).ToArbitrary(), Run).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    void Run(IReadOnlyList<int> dice)
    {
        using var stage = new IdentityStage(_log.Log);
        var (facts, words) = (new List<long>(), new List<long>());
        foreach (var die in dice)
        {
            var (what, x, y) = (die % 8, die / 8 % 10, die / 80 % 10);
            var records = stage.Records();
            try
            {
                switch (what)
                {
                    case <= 2 or _ when records.Count < 3:
                        stage.Arrive($"login:{x}", s_people[y % s_people.Length], y < 3 ? [$"card:{y}"] : []);
                        break;
                    case 3 or 4:
                        MergeAndBack(stage, records[x % records.Count], records[y % records.Count], facts);
                        break;
                    case 5:
                        words.Add((y % 2 == 0 ? stage.Profiles.Join(records[x % records.Count], records[y % records.Count], "Grace", null)
                            : stage.Profiles.Part(records[x % records.Count], records[y % records.Count], "Grace", null)).Fact!.Value);
                        break;
                    case 6 when facts.Count + words.Count > 0:
                        _ = y % 2 == 0 && words.Count > 0 ? stage.Profiles.Lift(words[x % words.Count], "Grace")
                            : stage.Profiles.Unmerge(facts.Concat(words).ElementAt(x % (facts.Count + words.Count)), "Grace", null);
                        break;
                    case 7:
                        stage.Leave(records[x % records.Count]);
                        break;
                    default:
                        break;
                }
            }
            catch (Exception refused) when (refused is ConflictException or NotFoundException or BadInputException)
            {
                // Refused with a reason; nothing may have changed, which the check looks at.
            }

            stage.Check();
            if (die % 3 == 0)
            {
                stage.Residents.Forget();
            }
        }
    }

    static void MergeAndBack(IdentityStage stage, int left, int right, List<long> facts)
    {
        var before = stage.View();
        var merged = stage.Profiles.Merge([stage.ProfileOf(left), stage.ProfileOf(right)], "Grace", null);
        var after = stage.View();
        var undone = stage.Profiles.Unmerge(merged.Fact!.Value, "Grace", null);
        Assert.Equal(before, stage.View());
        facts.Add(undone.Fact!.Value);
        var redone = stage.Profiles.Unmerge(undone.Fact!.Value, "Grace", null);
        Assert.Equal(after, stage.View());
        facts.Add(redone.Fact!.Value);
    }
}
