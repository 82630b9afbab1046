using Throughline.Matching.Live;
using Throughline.Matching.Protection;
using Throughline.Matching.Records;

namespace Throughline.Tests.Matching.Protection;

/// <summary>How many values of an identifier one customer may get, and within how many days.</summary>
public sealed class LimitTests
{
    static readonly DateOnly s_day = new(2026, 3, 1);

    static LiveRecords Live(int limit, int? days, bool perSource = false) => new(new LiveOptions
    {
        RefitInside = 0,
        Policies = IdentifierPolicies.Of([new IdentifierPolicy { Namespace = "device", Limit = limit, WindowDays = days, PerSource = perSource, Blocked = ["null"] }, new IdentifierPolicy { Namespace = "*" }]),
    });

    /// <summary>One person with their number, on a device that was first heard on a day.</summary>
    static RecordNow Ada(int number, int day, string? device = null, int source = 1) => new(number,
    [
        new(MatchField.FirstName, "Ada"), new(MatchField.LastName, "Byron"), new(MatchField.BirthDate, "1985-12-10"), new(MatchField.Email, "ada@mail.example"),
    ], []) { Uses = [new IdentifierUse($"device:{device ?? $"d{number}"}", source, s_day.AddDays(day))] };

    [Fact]
    public void A_join_that_would_bring_more_new_values_within_the_window_than_allowed_is_refused_and_told()
    {
        var live = Live(limit: 3, days: 7);
        List<RefusedJoin> refused = [];
        foreach (var number in Enumerable.Range(1, 5))
        {
            refused.AddRange(live.Put(Ada(number, number)).Refused);
        }

        Assert.Equal([1, 2, 3], live.GroupOf(1));
        Assert.Equal([4, 5], live.GroupOf(5));
        Assert.All(refused, one => Assert.Equal(ProtectionReason.OverLimit, one.Reason));
        Assert.NotEmpty(refused);
        Assert.Contains(ProtectionReason.OverLimit, live.Explain(1, 4).Objections);
        Assert.DoesNotContain(ProtectionReason.OverLimit, live.Explain(1, 2).Objections);

        // A fit of all decides alike, and a person decides otherwise.
        var adopted = live.Adopt(live.TryRefit());
        Assert.All(live.Groups(), group => Assert.True(group.Count <= 3));
        Assert.Contains(live.Join(1, 4).Groups, group => group.Records.Contains(1) && group.Records.Contains(4));
        Assert.NotNull(adopted);
    }

    [Fact]
    public void The_days_of_the_signals_count_and_no_clock()
    {
        var live = Live(limit: 3, days: 7);
        foreach (var number in Enumerable.Range(1, 9))
        {
            live.Put(Ada(number, number * 3)); // any seven days hold three
        }

        Assert.Equal(9, live.GroupOf(1).Count);
        Assert.Equal(2, Groups(Live(limit: 3, days: null), 6, number => Ada(number, number * 30)).Count);
    }

    [Fact]
    public void What_brings_nothing_new_or_belongs_to_nobody_or_to_another_source_is_joined()
    {
        Assert.Single(Groups(Live(limit: 1, days: null), 6, number => Ada(number, 1, "same")));
        Assert.Single(Groups(Live(limit: 1, days: null), 6, number => Ada(number, 1, "null")));
        Assert.Single(Groups(Live(limit: 1, days: null, perSource: true), 6, number => Ada(number, 1, source: number)));
        Assert.Equal(6, Groups(Live(limit: 1, days: null, perSource: true), 6, number => Ada(number, 1)).Count);
    }

    [Fact]
    public void The_same_records_read_again_are_held_apart_as_before()
    {
        var live = Live(limit: 3, days: 7);
        var groups = Groups(live, 8, number => Ada(number, number));
        var again = Live(limit: 3, days: 7);
        again.Restore(Enumerable.Range(1, 8).Select(number => Ada(number, number)), groups.SelectMany(group => group.Select(record => (record, group[0]))), live.Model, []);
        Assert.Equal(groups, again.Groups());
        again.Put(Ada(8, 8));
        Assert.Equal(groups, again.Groups());
    }

    static IReadOnlyList<IReadOnlyList<int>> Groups(LiveRecords live, int records, Func<int, RecordNow> record)
    {
        foreach (var number in Enumerable.Range(1, records))
        {
            live.Put(record(number));
        }

        return live.Groups();
    }
}
