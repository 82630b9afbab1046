using Throughline.Matching.Protection;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Clustering;

/// <summary>One part of the graph of edges that hangs together.</summary>
sealed class LinkedPart
{
    readonly IPairEvidence _pairs;
    readonly LinkRule _rule;
    readonly double _prior;
    readonly double _roof;
    readonly bool _hasFirstName;
    readonly bool _mayAnswer;
    readonly List<int>[] _members;
    readonly Dictionary<int, Tie>[] _ties;
    readonly PriorityQueue<(int A, int B, int Version), (double, int, int)> _queue = new();
    readonly HashSet<(int, int)> _known = [];
    readonly Dictionary<int, int> _at = [];
    readonly Dictionary<(int, int), RefusedJoin> _refused = [];

    /// <param name="pairs">What is known of any two records.</param>
    /// <param name="rule">When clusters are joined.</param>
    /// <param name="edges">Pairs that bring clusters together.</param>
    /// <param name="together">Pairs that are one cluster whatever speaks against it.</param>
    public LinkedPart(IPairEvidence pairs, LinkRule rule, List<Edge> edges, IReadOnlyList<(int Left, int Right)>? together = null)
    {
        (_pairs, _rule, _prior) = (pairs, rule, pairs.Prior);
        _roof = rule.UnderOneRoof * pairs.MatesPerMatch;
        _hasFirstName = pairs.Witnesses.Any(witness => witness.FirstName);
        _mayAnswer = pairs.Witnesses.Any(witness => !witness.FirstName);
        var numbers = new Dictionary<int, int>();
        foreach (var record in edges.SelectMany(e => new[] { e.Left, e.Right }).Concat((together ?? []).SelectMany(t => new[] { t.Left, t.Right })).Order())
        {
            numbers.TryAdd(record, numbers.Count);
        }

        _members = [.. numbers.Keys.Select(record => new List<int> { record })];
        _ties = [.. _members.Select(_ => new Dictionary<int, Tie>())];
        foreach (var edge in edges)
        {
            var (a, b) = (numbers[edge.Left], numbers[edge.Right]);
            _known.Add((Math.Min(edge.Left, edge.Right), Math.Max(edge.Left, edge.Right)));
            var tie = new Tie(pairs.Witnesses) { Sum = pairs.Said(edge.Left, edge.Right) ?? rule.Count(edge.Weight, _prior), Count = 1 };
            Hear(tie, edge.Left, edge.Right);
            _ties[a][b] = _ties[b][a] = tie;
            Push(a, b, tie);
        }

        foreach (var (left, right) in together ?? [])
        {
            var (a, b) = (Place(numbers[left]), Place(numbers[right]));
            if (a != b)
            {
                Unite(Math.Min(a, b), Math.Max(a, b));
                _at[Math.Max(a, b)] = Math.Min(a, b);
            }
        }
    }

    /// <summary>Where the cluster of a record is that was united with others at the start.</summary>
    int Place(int number)
    {
        while (_at.TryGetValue(number, out var into))
        {
            number = into;
        }

        return number;
    }

    /// <summary>Joins that the evidence was for and protection refused, each pair of founders once.</summary>
    public IReadOnlyList<RefusedJoin> Refused => [.. _refused.Values];

    public List<Join> Joins()
    {
        var joins = new List<Join>();
        while (_queue.TryDequeue(out var top, out _))
        {
            var (a, b, version) = top;
            if (!_ties[a].TryGetValue(b, out var tie) || tie.Version != version)
            {
                continue;
            }

            if (tie.Count < _members[a].Count * _members[b].Count)
            {
                Complete(a, b, tie);
                if (tie.Average >= _rule.Threshold)
                {
                    Push(a, b, tie);
                }

                continue;
            }

            var weight = tie.Average + _rule.Bits(_members[a].Count, _members[b].Count);
            if (weight < Asked(tie))
            {
                continue;
            }

            if (Objection(a, b, tie) is { } reason)
            {
                var (left, right) = (_members[a][0], _members[b][0]);
                _refused[(left, right)] = new RefusedJoin(left, right, weight, reason);
                continue;
            }

            joins.Add(new Join(_members[a][0], _members[b][0], weight, _members[a].Count * _members[b].Count));
            Unite(a, b);
        }

        return joins;
    }

    void Complete(int a, int b, Tie tie)
    {
        tie.Version++;
        foreach (var left in _members[a])
        {
            foreach (var right in _members[b])
            {
                if (_known.Add((Math.Min(left, right), Math.Max(left, right))))
                {
                    tie.Sum += _pairs.Said(left, right) ?? _rule.Count(_pairs.Weight(left, right), _prior);
                    tie.Count++;
                    Hear(tie, left, right);
                }
            }
        }
    }

    void Unite(int a, int b)
    {
        _members[a].AddRange(_members[b]);
        _members[b].Clear();
        _ties[a].Remove(b);
        _ties[b].Remove(a);
        foreach (var (other, tie) in _ties[b])
        {
            _ties[other].Remove(b);
            if (_ties[a].TryGetValue(other, out var have))
            {
                have.Add(tie);
            }
            else
            {
                _ties[a][other] = _ties[other][a] = tie;
            }
        }

        _ties[b].Clear();
        foreach (var (other, tie) in _ties[a].OrderBy(t => t.Key))
        {
            tie.Version++;
            Push(a, other, tie);
        }
    }

    void Push(int a, int b, Tie tie) => _queue.Enqueue((a, b, tie.Version), (-tie.Average, Math.Min(a, b), Math.Max(a, b)));

    /// <summary>
    /// Two under one roof share much without being one: to join them more is asked, unless their first names agree and something that is
    /// their own does. Not asked where no field could answer.
    /// </summary>
    double Asked(Tie tie)
    {
        if (!tie.UnderOneRoof || !_mayAnswer)
        {
            return _rule.Threshold;
        }

        var (name, own) = (!_hasFirstName, false);
        for (var i = 0; i < _pairs.Witnesses.Length; i++)
        {
            var speaksFor = tie.Heard[i].Sum > 0;
            name |= speaksFor && _pairs.Witnesses[i].FirstName;
            own |= speaksFor && !_pairs.Witnesses[i].FirstName;
        }

        return name && own ? _rule.Threshold : _rule.Threshold + _roof;
    }

    /// <summary>Why two clusters are not joined whatever their weight, as a code; null where nothing is against it.</summary>
    string? Objection(int a, int b, Tie tie)
    {
        for (var i = 0; tie.IsTwo != 0 && !tie.HasOwn && i < _pairs.Witnesses.Length; i++)
        {
            if ((tie.IsTwo & (1 << i)) != 0 && tie.Heard[i].Sum < 0)
            {
                return _pairs.Witnesses[i].Veto;
            }
        }

        return _pairs.KnowsWeak && !_members[a].Exists(left => _members[b].Exists(right => _pairs.RestsOnMore(left, right))) ? ProtectionReason.WeakAlone
            : _pairs.IsOverLimit(_members[a], _members[b]) ? ProtectionReason.OverLimit
            : null;
    }

    /// <summary>Adds what the fields that speak for a person alone say of two records.</summary>
    void Hear(Tie tie, int left, int right)
    {
        for (var i = 0; i < _pairs.Witnesses.Length; i++)
        {
            if (_pairs.Evidence(_pairs.Witnesses[i].Comparison, left, right) is { } evidence)
            {
                tie.Heard[i] = (tie.Heard[i].Sum + evidence, tie.Heard[i].Count + 1);
                tie.Borne |= evidence > 0 && _pairs.Witnesses[i].IsOwn && _pairs.BearOne(_pairs.Witnesses[i].Comparison, left, right) ? 1 << i : 0;
                tie.IsTwo |= evidence < 0 && _pairs.AreTwo(_pairs.Witnesses[i], left, right) ? 1 << i : 0;
            }
        }

        tie.UnderOneRoof |= _pairs.UnderOneRoof(left, right);
    }

    /// <summary>What is between two clusters: what their pairs count together, and what the fields say that speak for a person alone.</summary>
    sealed class Tie(Witness[] witnesses)
    {
        public double Sum;
        public int Count;
        public int Version;
        public bool UnderOneRoof;
        public int Borne; // witnesses, a bit each, of which a pair bears one and the same value
        public int IsTwo; // witnesses, a bit each, by which a pair is clearly two who live together

        /// <summary>True where a number or an address that only one person has speaks for the two sides being one.</summary>
        public bool HasOwn => Heard.Index().Any(heard => (Borne & (1 << heard.Index)) != 0 && heard.Item.Sum > 0);

        public (double Sum, int Count)[] Heard { get; } = new (double, int)[witnesses.Length];

        /// <summary>
        /// Mean over all pairs. What a lasting field says against it counts in full, though it is missing in most pairs: records without
        /// a birth date do not make two birth dates one.
        /// </summary>
        public double Average
        {
            get
            {
                var average = Sum / Count;
                for (var i = 0; i < Heard.Length; i++)
                {
                    var (sum, count) = Heard[i];
                    average += sum < 0 && witnesses[i].Lasting ? sum / count * (1 - (double)count / Count) : 0;
                }

                return average;
            }
        }

        public void Add(Tie other)
        {
            Sum += other.Sum;
            Count += other.Count;
            UnderOneRoof |= other.UnderOneRoof;
            IsTwo |= other.IsTwo;
            Borne |= other.Borne;
            for (var i = 0; i < Heard.Length; i++)
            {
                Heard[i] = (Heard[i].Sum + other.Heard[i].Sum, Heard[i].Count + other.Heard[i].Count);
            }
        }
    }
}
