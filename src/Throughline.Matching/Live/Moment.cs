using Throughline.Matching.Clustering;
using Throughline.Matching.Normal;
using Throughline.Matching.Protection;
using Throughline.Matching.Records;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Live;

/// <summary>Resident records as they stood at one moment, apart from what goes on since: what a fit is made of, by the same steps as a file's.</summary>
sealed class Moment
{
    readonly int[] _records; // numbers, rising; their places here are 0, 1, 2 …
    readonly RecordTable _table;
    readonly IdentifierBook _identifiers;
    readonly StatementBook _statements = new();
    readonly LimitBook _limits;
    readonly (DateOrder Dates, string Region) _habits;
    readonly long _number;
    readonly int[] _groups;
    readonly PairVerdict[] _verdicts;

    public Moment(LiveTable table, GroupRings groups, IdentifierBook identifiers, LimitBook limits, StatementBook statements, IReadOnlyList<PairVerdict> verdicts, IdentifierPolicies policies, long number)
    {
        const int looked = 5_000;
        (_records, _number, _habits) = ([.. groups.Records()], number, table.Habits(looked));
        _table = table.Copy(_records, _habits.Dates, _habits.Region);
        _identifiers = new IdentifierBook(policies, place => table.Guarded.PersonOf(_records[place]));
        _identifiers.MakeRoom(_records.Length);
        _limits = new LimitBook(policies);
        _limits.MakeRoom(_records.Length);
        _groups = new int[_records.Length];
        for (var place = 0; place < _records.Length; place++)
        {
            _identifiers.Put(place, identifiers.Of(_records[place]));
            _limits.Copy(place, limits, _records[place]);
            _groups[place] = groups.FirstOf(_records[place]);
        }

        _verdicts = [.. verdicts.Select(one => one with { Left = PlaceOf(one.Left), Right = PlaceOf(one.Right) }).Where(one => one.Left >= 0 && one.Right >= 0)];
        foreach (var statement in statements.All)
        {
            _statements.Say(statement with { Left = PlaceOf(statement.Left), Right = PlaceOf(statement.Right) });
        }
    }

    /// <summary>Fits a model and groups the records by it.</summary>
    public Refit Fit(LiveOptions options, Action<string> tell, CancellationToken cancellation)
    {
        var shift = 0.0;
        var beside = new BesideCells(
            [.. _identifiers.Pairs(Enumerable.Range(0, _records.Length))],
            [.. _statements.Together()],
            (scorer, guard) => new LivePairs(scorer, guard, _identifiers, _limits, _statements))
        {
            Shift = evidence => shift = VerdictShift.Of([.. _verdicts
                .Select(one => (Weight: ((LivePairs)evidence).Unsaid(one.Left, one.Right), one.Same)).Where(one => one.Weight is not null).Select(one => (one.Weight!.Value, one.Same))]),
        };
        var run = Resolver.Run(_table, new ResolveOptions { Seed = options.Seed, TargetPrecision = options.TargetPrecision, Policies = options.Policies }, tell, cancellation, beside);
        var found = run.Resolution;
        return new Refit
        {
            Model = ModelOf(run) with { Shift = shift },
            Agreement = Agreement(_groups, found.ProfileOf),
            ExpectedPrecision = found.EstimatedPrecision,
            ExpectedRecall = found.EstimatedRecall,
            ChangedGroups = Changed(found.ProfileOf),
            Moment = _number,
            Groups = Groups(run, beside),
            Refused = [.. found.Refused.Select(one => one with { Left = _records[one.Left], Right = _records[one.Right] })],
            Edges = [.. run.Edges.Where(edge => DoubtBook.IsDoubtful(edge.Weight, found.Threshold, found.ProfileOf[edge.Left] == found.ProfileOf[edge.Right])).Select(edge => new Edge(_records[edge.Left], _records[edge.Right], edge.Weight))],
        };
    }

    /// <summary>F1 over pairs that are together in two partitions of the same records.</summary>
    public static double Agreement(int[] left, int[] right)
    {
        double both = Pairs(left.Zip(right)), ones = Pairs(left), others = Pairs(right);
        return ones + others == 0 ? 1 : 2 * both / (ones + others);

        static double Pairs<T>(IEnumerable<T> groups)
            where T : notnull => groups.CountBy(group => group).Sum(group => group.Value * (group.Value - 1.0) / 2);
    }

    int PlaceOf(int record) => Array.BinarySearch(_records, record);

    LiveModel ModelOf(ResolverRun run) => new()
    {
        FittedOn = _records.Length,
        Threshold = run.Resolution.Threshold,
        EstimatedPrecision = run.Resolution.EstimatedPrecision,
        EstimatedRecall = run.Resolution.EstimatedRecall,
        Dates = _habits.Dates,
        PhoneRegion = _habits.Region,
        NamesHeard = new[] { _table[MatchField.FirstName], _table[MatchField.LastName] }.Any(column => column is not null && Blocking.KeyPlan.HasOtherScripts(column)),
        Share = run.Model.Share.Length > 0 ? run.Model.Share : SupposedModel.Share(),
        BlockLimits = run.BlockLimits,
        Fields = run.Model.Share.Length == 0 ? [] : [.. run.Comparisons.Select((comparison, i) => new FieldWorth
        {
            Field = comparison.Column.Field,
            ByWords = comparison is WordsComparison,
            Level = [.. run.Model.Level.Select(kind => kind[i])],
            ByChance = [.. run.Model.ByChance.Select(kind => kind[i])],
            RarityShare = [.. comparison.Rarity.Share],
            RarityMeeting = [.. comparison.Rarity.Meeting],
        })],
    };

    int Changed(int[] profiles)
    {
        var sizes = profiles.CountBy(profile => profile).ToDictionary();
        return _groups.Index().GroupBy(g => g.Item, g => g.Index).Count(group => group.ToList() is var members
            && (members.Any(member => profiles[member] != profiles[members[0]]) || sizes[profiles[members[0]]] != members.Count));
    }

    List<Group> Groups(ResolverRun run, BesideCells beside)
    {
        var profiles = run.Resolution.ProfileOf;
        var joins = beside.Together.Select(pair => (pair.Left, Joined: Told(pair.Left, pair.Right, run.Evidence!.Weight(pair.Left, pair.Right))))
            .Concat(run.Joins.Select(join => (join.Left, Joined: Told(join.Left, join.Right, join.Weight))))
            .ToLookup(join => profiles[join.Left], join => join.Joined);
        return [.. profiles.Index().GroupBy(p => p.Item, p => _records[p.Index]).Where(group => group.Skip(1).Any()).Select(group => new Group([.. group], [.. joins[group.Key]]))];

        JoinedBy Told(int left, int right, double weight) =>
            new(_records[Math.Min(left, right)], _records[Math.Max(left, right)], weight, ((LivePairs)run.Evidence!).By(left, right));
    }
}
