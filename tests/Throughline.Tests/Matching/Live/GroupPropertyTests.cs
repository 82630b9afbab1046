using FsCheck;
using FsCheck.Fluent;
using Throughline.Matching.Live;
using Throughline.Matching.Records;

namespace Throughline.Tests.Matching.Live;

public sealed class GroupPropertyTests
{
    enum Kind
    {
        Put, Remove, Join, Part, Lift,
    }

    sealed record Step(Kind Kind, int A, int B, int First, int Last, int Email, int Id);

    static readonly string[] s_first = ["anna", "otto", "lena", "a", "\U0001F600"];
    static readonly string[] s_last = ["berger", "taler", ""];
    static readonly string[] s_email = ["", "anna.berger@mail.example", "otto@mail.example", "info@mail.example"];
    static readonly string[] s_ids = ["", "crm:1", "crm:2", "device:9"];

    static Gen<Step> Steps() =>
        from kind in Gen.Frequency((6, Gen.Constant(Kind.Put)), (1, Gen.Constant(Kind.Remove)), (1, Gen.Constant(Kind.Join)), (1, Gen.Constant(Kind.Part)), (1, Gen.Constant(Kind.Lift)))
        from a in Gen.Choose(1, 12)
        from b in Gen.Choose(1, 12)
        from first in Gen.Choose(0, s_first.Length - 1)
        from last in Gen.Choose(0, s_last.Length - 1)
        from email in Gen.Choose(0, s_email.Length - 1)
        from id in Gen.Choose(0, s_ids.Length - 1)
        select new Step(kind, a, b, first, last, email, id);

    [Fact]
    public void Groups_always_part_the_records_and_changes_tell_exactly_what_moved() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Steps().ListOf().ToArbitrary(), steps =>
        {
            var live = new LiveRecords(new LiveOptions());
            var told = new Dictionary<int, IReadOnlyList<int>>();
            foreach (var step in steps)
            {
                var before = live.Groups();
                if (Do(live, step, told) is not { } change)
                {
                    continue;
                }

                foreach (var group in change.Groups)
                {
                    foreach (var record in group.Records)
                    {
                        told[record] = group.Records;
                    }

                    var known = before.Any(b => b.SequenceEqual(group.Records));
                    Assert.False(known && group.Records.Count > 1 && step.Kind != Kind.Remove, "a group was told that did not change");
                    Assert.True(group.Because.Count < group.Records.Count);
                }

                var groups = live.Groups();
                Assert.Equal(told.Keys.Order(), groups.SelectMany(g => g).Order());
                Assert.All(groups, group => Assert.All(group, record => Assert.Equal(group, told[record])));
                Keeps(live);
            }

            return true;
        }));

    [Fact]
    public void Restored_records_are_grouped_alike_and_decide_alike() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Steps().ListOf().ToArbitrary(), Steps().ListOf(6).ToArbitrary(), (steps, next) =>
        {
            var live = new LiveRecords(new LiveOptions());
            var records = new SortedDictionary<int, RecordNow>();
            foreach (var step in steps)
            {
                Do(live, step, []);
                if (step.Kind == Kind.Put)
                {
                    records[step.A] = Record(step);
                }
                else if (step.Kind == Kind.Remove)
                {
                    records.Remove(step.A);
                }
            }

            var restored = new LiveRecords(new LiveOptions());
            var groups = live.Groups().SelectMany(group => group.Select(record => (record, group[0])));
            restored.Restore(records.Values, groups, LiveModel.FromBytes(live.Model.ToBytes()), live.Statements);
            Assert.Equal(live.Groups(), restored.Groups());
            foreach (var step in next)
            {
                Do(live, step, []);
                Do(restored, step, []);
                Assert.Equal(live.Groups(), restored.Groups());
            }

            return true;
        }));

    static void Keeps(LiveRecords live)
    {
        // Newest first: each statement that contradicts none before it holds.
        foreach (var statement in live.Statements.OrderByDescending(s => s.Order).Take(1))
        {
            Assert.Equal(statement.Together, live.GroupOf(statement.Left).Contains(statement.Right));
        }
    }

    static Regrouping? Do(LiveRecords live, Step step, Dictionary<int, IReadOnlyList<int>> told)
    {
        var resident = live.Groups().SelectMany(group => group).ToHashSet();
        switch (step.Kind)
        {
            case Kind.Put:
                return live.Put(Record(step));
            case Kind.Remove when resident.Contains(step.A):
                told.Remove(step.A);
                return live.Remove(step.A);
            case Kind.Join when step.A != step.B && resident.Contains(step.A) && resident.Contains(step.B):
                return live.Join(step.A, step.B);
            case Kind.Part when step.A != step.B && resident.Contains(step.A) && resident.Contains(step.B):
                return live.Part(step.A, step.B);
            case Kind.Lift when resident.Contains(step.A) && resident.Contains(step.B):
                return live.Lift(step.A, step.B);
            default:
                return null;
        }
    }

    static RecordNow Record(Step step) => new(
        step.A,
        [new FieldValue(MatchField.FirstName, s_first[step.First]), new FieldValue(MatchField.LastName, s_last[step.Last]), new FieldValue(MatchField.Email, s_email[step.Email])],
        step.Id == 0 ? [] : [s_ids[step.Id]]);
}
