namespace Throughline.Matching.Live;

public sealed partial class LiveRecords
{
    const int FirstFit = 200;
    const int LeastGrowth = 50;
    const int LeastGrowthAtPause = 20;

    readonly HashSet<int> _since = []; // records changed since the last moment that was looked at
    IReadOnlyList<PairVerdict> _verdicts = [];
    long _moment;

    /// <summary>
    /// True when the records have grown by a twentieth since the last fit, and by enough to tell, or are enough for a first one: <see cref="TryRefit"/> is due.
    /// What was decided by a model of fewer records is then at most a twentieth of all, so that the order of arrival leaves hardly a trace.
    /// </summary>
    public bool RefitDue => _options.RefitInside > 0 && Count >= Math.Max(FirstFit, _model.FittedOn + Grown(_model.FittedOn));

    /// <summary>
    /// True when a fit is worth it once nothing more arrives: more than a five-hundredth of the records, and more than a few, came since the last one.
    /// What came in is then settled by a model of all of it, and by none of the half of it that happened to be there first.
    /// </summary>
    public bool PauseRefitDue => _options.RefitInside > 0 && Count >= FirstFit && Count - _model.FittedOn > Math.Max(LeastGrowthAtPause, _model.FittedOn / 500);

    /// <summary>True while the records are few enough for a fit inside a call, which takes over whatever it changes.</summary>
    public bool FitsInside => Count <= _options.RefitInside;

    /// <summary>What people said of pairs that were not sure, in place of what was told before; the next fit learns from it how far weights overstate.</summary>
    public void Judge(IReadOnlyList<PairVerdict> verdicts)
    {
        lock (_lock)
        {
            _verdicts = [.. verdicts];
        }
    }

    /// <summary>By how many records so many must grow for a fit to be worth it.</summary>
    static int Grown(int records) => Math.Max(LeastGrowth, records / 20);

    /// <summary>
    /// Fits a model on all resident records, in the shadow of the running one: nothing changes. Other calls wait only while the records are copied.
    /// </summary>
    /// <param name="tell">Is told what is being done, a line at a time.</param>
    /// <param name="cancellation">Stops between the steps.</param>
    public Refit TryRefit(Action<string>? tell = null, CancellationToken cancellation = default)
    {
        Moment moment;
        lock (_lock)
        {
            _since.Clear();
            moment = new Moment(_table, _groups, _identifiers, _limits, _statements, _verdicts, _options.Policies, ++_moment);
        }

        return moment.Fit(_options, tell ?? (_ => { }), cancellation);
    }

    /// <summary>Decides by a new model from now on, and groups the records as it does; those that changed since it was fitted are resolved by it.</summary>
    /// <exception cref="InvalidOperationException">A later fit was made: adopt that one.</exception>
    public Regrouping Adopt(Refit refit)
    {
        lock (_lock)
        {
            if (refit.Moment != _moment)
            {
                throw new InvalidOperationException("This model was fitted before another one. Adopt the later one.");
            }

            var habits = (_model.Dates, _model.PhoneRegion) == (refit.Model.Dates, refit.Model.PhoneRegion);
            _model = refit.Model;
            if (!habits)
            {
                _table.ReadAs(_model.Dates, _model.PhoneRegion);
                _table.ReadAgain([.. _groups.Records()]);
            }

            UseModel();
            _index = NewIndex();
            _index.AddAll([.. _groups.Records()]);
            _doubts.Clear();
            _unseen.Clear();
            var adopted = Regroup(refit.Groups);
            _doubts.Take(refit.Edges.Where(edge => _groups.Has(edge.Left) && _groups.Has(edge.Right)), _rule.Threshold, _groups.AreTogether);
            return Merged([adopted with { Refused = refit.Refused }, .. _since.Where(_groups.Has).Order().Select(record => Settle([record], []))]);
        }
    }

    /// <summary>Makes these groups; every other record is a group of its own. Records that changed since they were made are left where they are.</summary>
    Regrouping Regroup(IReadOnlyList<Group> groups)
    {
        var made = groups.Select(group => group.Records.Any(Left) ? group with { Records = [.. group.Records.Where(record => !Left(record))] } : group)
            .Where(group => group.Records.Count > 1).ToList();
        var grouped = made.SelectMany(group => group.Records).ToHashSet();
        var before = Groups();
        var moved = new List<Group>();
        var kept = made.ToDictionary(group => group.Records[0]);
        foreach (var group in before)
        {
            // What goes elsewhere leaves; what is in no group any more stands alone, but for records that changed since.
            if (!(kept.GetValueOrDefault(group[0]) is { } same && same.Records.SequenceEqual(group)))
            {
                var rest = group.Where(record => !grouped.Contains(record)).ToList();
                moved.AddRange(rest.Select(record => new Group([record], [])));
            }
            else
            {
                kept.Remove(group[0]);
            }
        }

        moved.AddRange(kept.Values);
        foreach (var group in moved)
        {
            _groups.Set(group.Records);
        }

        return new Regrouping([.. moved.OrderBy(group => group.Records[0])]);

        bool Left(int record) => _since.Contains(record) || !_groups.Has(record);
    }

    void Changed(int record) => _since.Add(record);

    /// <summary>What several changes did in all: of each record the last group told.</summary>
    static Regrouping Merged(IReadOnlyList<Regrouping> changes)
    {
        if (changes.Count == 1)
        {
            return changes[0];
        }

        var last = new Dictionary<int, Group>();
        foreach (var group in changes.SelectMany(change => change.Groups))
        {
            foreach (var record in group.Records)
            {
                last[record] = group;
            }
        }

        return new Regrouping([.. last.Values.Distinct(ReferenceEqualityComparer.Instance).Cast<Group>().OrderBy(group => group.Records[0])])
        {
            Overruled = [.. changes.SelectMany(change => change.Overruled)],
            Refused = [.. changes.SelectMany(change => change.Refused)],
        };
    }
}
