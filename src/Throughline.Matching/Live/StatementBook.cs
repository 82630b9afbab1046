namespace Throughline.Matching.Live;

/// <summary>
/// What somebody said of records: these are one customer, those are not. Of statements that contradict each other, through whatever chain, the
/// newest holds; the others are kept and hold again when it is lifted.
/// </summary>
sealed class StatementBook
{
    readonly Dictionary<(int, int), Statement> _said = [];
    readonly Dictionary<int, HashSet<int>> _with = []; // of each record, those that something was said of it and them
    readonly HashSet<(int, int)> _overruled = [];

    /// <summary>All statements.</summary>
    public IEnumerable<Statement> All => _said.Values.OrderBy(statement => statement.Order);

    /// <summary>Order of the next statement.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>Takes a statement up, in place of another on the same two.</summary>
    /// <returns>Statements that held and do not any more.</returns>
    public IReadOnlyList<Statement> Say(Statement statement)
    {
        var pair = (statement.Left, statement.Right);
        IEnumerable<Statement> replaced = _said.TryGetValue(pair, out var before) && before.Together != statement.Together ? [before] : [];
        _said[pair] = statement;
        With(statement.Left).Add(statement.Right);
        With(statement.Right).Add(statement.Left);
        Next = Math.Max(Next, statement.Order + 1);
        return [.. replaced, .. Weigh(statement.Left)];
    }

    /// <summary>Pairs that are one customer because of what was said.</summary>
    public IEnumerable<(int Left, int Right)> Together() =>
        _said.Values.Where(statement => statement.Together && !_overruled.Contains((statement.Left, statement.Right))).OrderBy(s => s.Order).Select(s => (s.Left, s.Right));

    /// <summary>Takes back what was said of two records.</summary>
    public void Lift(int left, int right)
    {
        if (_said.Remove(Pair(left, right)))
        {
            _overruled.Remove(Pair(left, right));
            _with[left].Remove(right);
            _with[right].Remove(left);
            Weigh(left);
            Weigh(right);
        }
    }

    /// <summary>Forgets a record.</summary>
    public void Forget(int record)
    {
        foreach (var other in _with.GetValueOrDefault(record)?.ToArray() ?? [])
        {
            Lift(record, other);
        }

        _with.Remove(record);
    }

    public bool Any => _said.Count > 0;

    /// <summary>True where it holds that the two are not one customer.</summary>
    public bool AreApart(int left, int right) => _said.Count > 0 && Holds(left, right) is { Together: false };

    /// <summary>True where it holds that the two are one customer.</summary>
    public bool AreTogether(int left, int right) => _said.Count > 0 && Holds(left, right) is { Together: true };

    /// <summary>Records that are one customer with this one because somebody said so of the two.</summary>
    public IEnumerable<int> TogetherWith(int record) =>
        _with.TryGetValue(record, out var others) ? others.Where(other => AreTogether(record, other)).Order() : [];

    /// <summary>The record and those that it is one customer with because of what was said, through whatever chain, within bounds.</summary>
    public IReadOnlyList<int> OneWith(int record)
    {
        const int most = 8;
        var all = new List<int> { record };
        for (var i = 0; _with.ContainsKey(record) && i < all.Count && all.Count < most; i++)
        {
            all.AddRange(TogetherWith(all[i]).Except(all).Take(most - all.Count));
        }

        return all;
    }

    Statement? Holds(int left, int right) =>
        Pair(left, right) is var pair && _said.TryGetValue(pair, out var statement) && !_overruled.Contains(pair) ? statement : null;

    /// <summary>Weighs all statements that hang together with a record, from the newest down: one that contradicts those before it does not hold.</summary>
    List<Statement> Weigh(int from)
    {
        var statements = Around(from);
        var parent = new Dictionary<int, int>();
        var apart = new Dictionary<int, HashSet<int>>();
        var fallen = new List<Statement>();
        foreach (var statement in statements.OrderByDescending(s => s.Order))
        {
            var pair = (statement.Left, statement.Right);
            var (a, b) = (Root(statement.Left), Root(statement.Right));
            var holds = statement.Together ? a == b || !(apart.TryGetValue(a, out var enemies) && enemies.Contains(b)) : a != b;
            if (holds && statement.Together && a != b)
            {
                Unite(a, b);
            }
            else if (holds && !statement.Together)
            {
                Enemies(a).Add(b);
                Enemies(b).Add(a);
            }

            if (holds)
            {
                _overruled.Remove(pair);
            }
            else if (_overruled.Add(pair))
            {
                fallen.Add(statement);
            }
        }

        return fallen;

        int Root(int record)
        {
            while (parent.GetValueOrDefault(record, record) is var up && up != record)
            {
                record = up;
            }

            return record;
        }

        HashSet<int> Enemies(int root) => apart.TryGetValue(root, out var known) ? known : apart[root] = [];

        void Unite(int a, int b)
        {
            var (more, fewer) = Enemies(a).Count >= Enemies(b).Count ? (a, b) : (b, a);
            parent[fewer] = more;
            foreach (var enemy in Enemies(fewer))
            {
                Enemies(more).Add(enemy);
                Enemies(enemy).Remove(fewer);
                Enemies(enemy).Add(more);
            }

            apart.Remove(fewer);
        }
    }

    List<Statement> Around(int from)
    {
        var seen = new HashSet<int> { from };
        var open = new Queue<int>(seen);
        var found = new List<Statement>();
        while (open.TryDequeue(out var record))
        {
            foreach (var other in _with.GetValueOrDefault(record) ?? [])
            {
                if (record < other)
                {
                    found.Add(_said[(record, other)]);
                }

                if (seen.Add(other))
                {
                    open.Enqueue(other);
                }
            }
        }

        return found;
    }

    HashSet<int> With(int record) => _with.TryGetValue(record, out var others) ? others : _with[record] = [];

    static (int, int) Pair(int left, int right) => left < right ? (left, right) : (right, left);
}
