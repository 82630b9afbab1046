using Throughline.Matching.Records;

namespace Throughline.Matching.Live;

public sealed partial class LiveRecords
{
    readonly Queue<int> _unseen = new(); // records restored whose doubtful pairs were not looked for yet

    /// <summary>
    /// Takes many records up. A twentieth of those there are already, or more, are resolved as a file is, with a model fitted on all: what came before
    /// may have held nobody twice, and no model learns from that what a match is. Fewer are taken up one after another.
    /// </summary>
    /// <param name="records">The records.</param>
    /// <param name="tell">Is told what is being done, a line at a time.</param>
    /// <param name="cancellation">Stops between records and between the steps of a fit; what was taken up stays.</param>
    public Regrouping PutMany(IEnumerable<RecordNow> records, Action<string>? tell = null, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            var all = records as IReadOnlyList<RecordNow> ?? [.. records];
            if (_groups.Count + all.Count < FirstFit || all.Count < Grown(_groups.Count))
            {
                return Merged([new Regrouping([]), .. all.Select(record => { cancellation.ThrowIfCancellationRequested(); return Put(record); })]);
            }

            var fresh = all.Select(record => record.Number).Where(number => !_groups.Has(number)).Distinct().ToList();
            Load(all);
            var adopted = Adopt(TryRefit(tell, cancellation));
            var told = adopted.Groups.SelectMany(group => group.Records).ToHashSet();
            return Merged([adopted, new Regrouping([.. fresh.Where(record => !told.Contains(record)).Select(record => new Group(_groups.Of(record), []))])]);
        }
    }

    /// <summary>Takes records up as they were: nothing is decided anew.</summary>
    /// <param name="records">All records.</param>
    /// <param name="groups">The group of each; records that are not named are groups of their own. Groups are told by any number.</param>
    /// <param name="model">What decisions are made from; null for what is supposed.</param>
    /// <param name="statements">What was said of records.</param>
    public void Restore(IEnumerable<RecordNow> records, IEnumerable<(int Record, int Group)> groups, LiveModel? model, IEnumerable<Statement> statements)
    {
        lock (_lock)
        {
            if (_groups.Count > 0)
            {
                throw new InvalidOperationException("Records are restored once, before any other is put.");
            }

            if (model is not null)
            {
                _model = model;
                _table.ReadAs(model.Dates, model.PhoneRegion);
            }

            Load(records);
            UseModel();
            _index = NewIndex();
            _index.AddAll([.. _groups.Records()]);
            foreach (var group in groups.GroupBy(g => g.Group, g => g.Record))
            {
                List<int> members = [.. group.Where(_groups.Has).Distinct().Order()];
                if (members.Count > 1)
                {
                    _groups.Set(members);
                }
            }

            foreach (var statement in statements.OrderBy(s => s.Order))
            {
                _statements.Say(statement);
            }

            foreach (var record in _groups.Records())
            {
                _unseen.Enqueue(record);
            }
        }
    }

    /// <summary>Takes up values and identifiers; keys are made of all of them afterwards.</summary>
    void Load(IEnumerable<RecordNow> records)
    {
        var turned = new List<(MatchField Field, int Value)>();
        foreach (var record in records)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(record.Number, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Number, HighestNumber);
            MakeRoom(record.Number + 1);
            turned.Clear();
            _table.Put(record.Number, record.Values, turned);
            _identifiers.Put(record.Number, record.Identifiers);
            _limits.Put(record.Number, record.Uses);
            foreach (var (field, value) in turned)
            {
                foreach (var bearer in _table.Guarded.Bearers(field, value))
                {
                    _table.Turn(bearer, field, value);
                }
            }

            if (!_groups.Has(record.Number))
            {
                _groups.Add(record.Number);
            }

        }
    }

    /// <summary>Looks a part of the restored records through for doubtful pairs; those that arrive are looked at as they do.</summary>
    void LookForDoubts()
    {
        const int atOnce = 2_000;
        Dilute();
        for (var looked = 0; looked < atOnce && _unseen.TryDequeue(out var record);)
        {
            if (_groups.Has(record))
            {
                looked++;
                _doubts.Take(Likely([record]).Select(likely => new Clustering.Edge(record, likely.Record, likely.Weight)), _rule.Threshold, _groups.AreTogether);
            }
        }
    }
}
