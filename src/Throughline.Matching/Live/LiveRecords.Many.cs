namespace Throughline.Matching.Live;

public sealed partial class LiveRecords
{
    readonly Queue<int> _unseen = new(); // records restored whose doubtful pairs were not looked for yet

    /// <summary>True when the records have doubled since the last fit, or are enough for a first one: <see cref="TryRefit"/> is due.</summary>
    public bool RefitDue => Count >= Math.Max(FirstFit, 2 * _model.FittedOn);

    const int FirstFit = 200;

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

    /// <summary>Values of many records first, keys of all of them afterwards.</summary>
    List<int> Load(IEnumerable<RecordNow> records)
    {
        var loaded = new List<int>();
        foreach (var record in records)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(record.Number, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Number, HighestNumber);
            MakeRoom(record.Number + 1);
            _table.Put(record.Number, record.Values);
            _identifiers.Put(record.Number, record.Identifiers);
            if (!_groups.Has(record.Number))
            {
                _groups.Add(record.Number);
            }

            loaded.Add(record.Number);
        }

        MeetField();
        return loaded;
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
                _doubts.Take([.. Likely([record]).Select(likely => new Clustering.Edge(record, likely.Record, likely.Weight))], _rule.Threshold);
            }
        }
    }

    Regrouping FitInside(Regrouping found) => found;
}
