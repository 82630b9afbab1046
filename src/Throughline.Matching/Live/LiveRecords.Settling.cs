using Throughline.Matching.Clustering;

namespace Throughline.Matching.Live;

public sealed partial class LiveRecords
{
    /// <summary>Groups anew what some records touch: their groups, and the groups of their likely candidates.</summary>
    /// <param name="seeds">Records that changed.</param>
    /// <param name="told">Records whose groups are told even if they hold the same records as before.</param>
    /// <param name="whole">True to take apart even a large group: somebody asked for it.</param>
    Regrouping Settle(IReadOnlyList<int> seeds, List<int> told, bool whole = false)
    {
        Dilute();
        var touched = new Touched(this, whole ? int.MaxValue : MostWhole);
        foreach (var seed in seeds)
        {
            touched.TakeGroupOf(seed, seed);
        }

        var asked = new HashSet<int>();
        var ask = seeds;
        Settlement? settlement = null;
        List<Group> moved = [];
        for (var round = 0; round < Rounds && ask.Count > 0; round++)
        {
            var before = touched.Records.Count;
            asked.UnionWith(ask);
            foreach (var (candidate, _) in Likely(ask))
            {
                touched.TakeGroupOf(candidate, candidate);
            }

            if (round > 0 && touched.Records.Count == before)
            {
                break;
            }

            touched.Records.Sort();
            settlement = touched.Records.Count > 1 ? new Settlement(_pairs, _rule, touched.Records, touched.Together()) : null;
            moved = [.. Moved(settlement, touched, told)];
            // A group that became another may suit others than before.
            ask = [.. moved.Where(group => group.Records.Count > 1).SelectMany(group => group.Records).Where(record => !asked.Contains(record)).Take(MostAsked)];
        }

        foreach (var group in moved)
        {
            _groups.Set(group.Records);
        }

        _doubts.Take(settlement?.Edges ?? [], _rule.Threshold, _groups.AreTogether);
        return new Regrouping(moved) { Refused = settlement?.Refused ?? [] };
    }

    /// <summary>Groups that hold other records than before, or are to be told anyway.</summary>
    IEnumerable<Group> Moved(Settlement? settlement, Touched touched, IReadOnlyList<int> told)
    {
        foreach (var (records, because) in settlement?.Groups() ?? [([.. touched.Records], [])])
        {
            var members = touched.WithThoseStoodInFor(records);
            if (!_groups.Of(members[0]).SequenceEqual(members) || told.Any(members.Contains))
            {
                yield return new Group(members, because);
            }
        }
    }

    /// <summary>Pairs grow with the square of the records, those who are one customer with their number.</summary>
    void Dilute()
    {
        var records = Math.Max(2, _groups.Count);
        _scorer.Dilution = _model.FittedOn > 0 ? Math.Log2(records / (double)_model.FittedOn) : Math.Max(0, Math.Log2(records / (double)SupposedModel.Of));
    }

    /// <summary>Records outside the seeds' groups that may be one with a seed, the likeliest first.</summary>
    List<(int Record, float Weight)> Likely(IReadOnlyList<int> seeds)
    {
        var likely = new List<(int Record, float Weight)>();
        foreach (var seed in seeds.Take(MostAsked))
        {
            _candidates.Clear();
            _index.Find(seed, _identifiers, _room, MostCandidates, _candidates);
            foreach (var candidate in _candidates)
            {
                if (_pairs.Weight(seed, candidate) is >= Settlement.Linking and var weight && !_groups.AreTogether(seed, candidate))
                {
                    likely.Add((candidate, weight));
                }
            }
        }

        likely.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Record.CompareTo(b.Record));
        return likely;
    }

    /// <summary>The records that one change touches, group by group, within bounds.</summary>
    sealed class Touched(LiveRecords all, int whole)
    {
        readonly HashSet<int> _in = [];
        readonly Dictionary<int, List<int>> _stoodInFor = []; // by the first of the stand-ins
        readonly List<(int, int)> _kept = [];

        public List<int> Records { get; } = [];

        /// <summary>Takes the group of a record, unless there is no room for it.</summary>
        /// <param name="record">The record.</param>
        /// <param name="speaker">One that is among the stand-ins if the group is large.</param>
        public void TakeGroupOf(int record, int speaker)
        {
            if (_in.Contains(record))
            {
                return;
            }

            var group = all._groups.Of(record);
            var own = group.Count <= whole ? group : [speaker, .. group.Where(member => member != speaker).Take(StandIns - 1)];
            if (Records.Count > 0 && Records.Count + own.Count > MostSettled && whole < int.MaxValue)
            {
                return;
            }

            _in.UnionWith(group);
            Records.AddRange(own);
            if (own.Count < group.Count)
            {
                own.Sort();
                _stoodInFor[own[0]] = [.. group.Except(own)];
                _kept.AddRange(own.Skip(1).Select(member => (own[0], member)));
            }

            foreach (var member in all._statements.Any ? group : [])
            {
                foreach (var other in all._statements.TogetherWith(member))
                {
                    TakeGroupOf(other, other);
                }
            }
        }

        /// <summary>Pairs that stay together: large groups, and what was said to be one customer.</summary>
        public List<(int Left, int Right)> Together()
        {
            var together = _kept;
            if (all._statements.Any)
            {
                var here = Records.ToHashSet();
                foreach (var record in Records)
                {
                    together.AddRange(all._statements.TogetherWith(record).Where(other => record < other && here.Contains(other)).Select(other => (record, other)));
                }
            }

            return together;
        }

        public List<int> WithThoseStoodInFor(List<int> records)
        {
            var more = records.Where(_stoodInFor.ContainsKey).ToList();
            return more.Count == 0 ? records : [.. records.Concat(more.SelectMany(record => _stoodInFor[record])).Order()];
        }
    }
}
