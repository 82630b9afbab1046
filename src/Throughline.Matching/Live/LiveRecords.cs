using Throughline.Matching.Clustering;
using Throughline.Matching.Protection;
using Throughline.Matching.Records;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Live;

/// <summary>
/// Records in memory, resolved one at a time as they arrive: each change looks up at most a few hundred candidates, and groups anew only those it
/// touches. No storage and no clock: what it decides depends on the records, the model, the groups and the statements that it was given, and on
/// nothing else. Any thread may call it; calls wait for each other.
/// </summary>
public sealed partial class LiveRecords
{
    const int MostCandidates = 300;
    const int MostSettled = 96; // records grouped anew at once
    const int MostWhole = 48; // of one group; a larger one is not taken apart but by removal and statements, and stands in by some of its records
    const int StandIns = 16;
    const int MostAsked = 8; // records of a touched group whose candidates are looked up
    const int Rounds = 2; // of looking for candidates: of what changed, and of what that changed
    const int HighestNumber = 1 << 28;
    const int FewEnoughToIndexAnew = 50_000; // records

    readonly Lock _lock = new();
    readonly LiveOptions _options;
    readonly GroupRings _groups = new();
    readonly IdentifierBook _identifiers;
    readonly LimitBook _limits;
    readonly StatementBook _statements = new();
    readonly DoubtBook _doubts = new();
    readonly List<int> _candidates = [];
    readonly LiveTable _table;
    LiveIndex _index;
    Comparison[] _comparisons = [];
    PairScorer _scorer = null!;
    LivePairs _pairs = null!;
    LiveModel _model;
    LinkRule _rule = new();
    int _room;
    uint _met; // fields that are compared, a bit each

    /// <param name="options">How.</param>
    public LiveRecords(LiveOptions? options = null)
    {
        _options = options ?? new LiveOptions();
        _table = new LiveTable(_options.Policies);
        _identifiers = new IdentifierBook(_options.Policies, _table.Guarded.PersonOf);
        _limits = new LimitBook(_options.Policies);
        _model = new LiveModel { Share = SupposedModel.Share() };
        _index = new LiveIndex(_model.BlockLimits, heard: true);
        UseModel();
    }

    /// <summary>Number of records.</summary>
    public int Count => _groups.Count;

    /// <summary>What decisions are made from.</summary>
    public LiveModel Model
    {
        get
        {
            lock (_lock)
            {
                return _model;
            }
        }
    }

    /// <summary>Takes a record up, new or changed: it is attached, and groups merge or split as the evidence demands.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0, or so high that memory would be wasted on it.</exception>
    public Regrouping Put(RecordNow record)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(record.Number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Number, HighestNumber);
        lock (_lock)
        {
            var known = _groups.Has(record.Number);
            Changed(record.Number);
            if (known)
            {
                _index.Remove(record.Number);
            }

            var touched = Fill(record);
            _index.Add(record.Number);
            var found = Merged([Settle([record.Number], known ? [] : [record.Number]), .. touched.Select(other => Settle([other], []))]);
            return RefitDue && FitsInside ? Merged([found, Adopt(TryRefit())]) : found;
        }
    }

    /// <summary>Forgets a record; what it held together may fall apart.</summary>
    /// <exception cref="ArgumentException">There is no such record.</exception>
    public Regrouping Remove(int record)
    {
        lock (_lock)
        {
            Require(record);
            Changed(record);
            var rest = _groups.Of(record);
            rest.Remove(record);
            _index.Remove(record);
            _statements.Forget(record);
            var touched = _identifiers.Remove(record);
            _limits.Remove(record);
            var turned = _table.Remove(record);
            _groups.Remove(record);
            touched.AddRange(Turn(turned, record));
            MeetFields(record);
            var found = rest.Count == 0 ? new Regrouping([]) : Settle(rest, rest, whole: true);
            return Merged([found, .. touched.Distinct().Order().Select(other => Settle([other], []))]);
        }
    }

    /// <summary>Somebody says that two records are one customer. It holds against all evidence, until a newer statement contradicts it.</summary>
    public Regrouping Join(int a, int b) => Say(a, b, together: true);

    /// <summary>Somebody says that two records are not one customer.</summary>
    public Regrouping Part(int a, int b) => Say(a, b, together: false);

    /// <summary>Takes back what was said of two records, if anything was.</summary>
    public Regrouping Lift(int a, int b)
    {
        lock (_lock)
        {
            Require(a);
            Require(b);
            _statements.Lift(a, b);
            return Settle([a, b], [], whole: true);
        }
    }

    /// <summary>The records of a record's group, itself among them, rising.</summary>
    /// <exception cref="ArgumentException">There is no such record.</exception>
    public IReadOnlyList<int> GroupOf(int record)
    {
        lock (_lock)
        {
            Require(record);
            return _groups.Of(record);
        }
    }

    /// <summary>All groups, in the order of their first records.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups()
    {
        lock (_lock)
        {
            return [.. _groups.All()];
        }
    }

    /// <summary>What was said of records and not taken back.</summary>
    public IReadOnlyList<Statement> Statements
    {
        get
        {
            lock (_lock)
            {
                return [.. _statements.All];
            }
        }
    }

    Regrouping Say(int a, int b, bool together)
    {
        lock (_lock)
        {
            Require(a);
            Require(b);
            if (a == b)
            {
                throw new ArgumentException($"Record {a} is one customer with itself; a statement is about two records.", nameof(b));
            }

            var overruled = _statements.Say(new Statement(Math.Min(a, b), Math.Max(a, b), together, _statements.Next));
            List<int> touched = [a, b, .. overruled.SelectMany(s => new[] { s.Left, s.Right })];
            return Settle([.. touched.Distinct()], [], whole: true) with { Overruled = overruled };
        }
    }

    /// <summary>Gives a record its values and identifiers; a new one is a group of its own. Its keys are not made yet.</summary>
    /// <returns>Other records that bear a value which is shared from now on, or is not any more: their joins are to be judged again.</returns>
    List<int> Fill(RecordNow record)
    {
        MakeRoom(record.Number + 1);
        var turned = new List<(MatchField, int)>();
        _table.Put(record.Number, record.Values, turned);
        var touched = _identifiers.Put(record.Number, record.Identifiers);
        _limits.Put(record.Number, record.Uses);
        if (!_groups.Has(record.Number))
        {
            _groups.Add(record.Number);
        }

        MeetFields(record.Number);
        foreach (var comparison in _comparisons)
        {
            comparison.Grow();
        }

        touched.AddRange(Turn(turned, record.Number));
        MeetFields(record.Number);
        return [.. touched.Distinct().Order()];
    }

    /// <summary>Empties or fills the cells of values that have turned shared, or own again.</summary>
    /// <param name="turned">The values.</param>
    /// <param name="unfiled">A record whose keys are not made at present.</param>
    /// <returns>The records whose cells changed, but for the unfiled one.</returns>
    List<int> Turn(List<(MatchField Field, int Value)> turned, int unfiled)
    {
        var changed = new List<int>();
        foreach (var (field, value) in turned.Distinct())
        {
            foreach (var bearer in _table.Guarded.Bearers(field, value).Where(bearer => _table.IsToTurn(bearer, field, value)))
            {
                if (bearer != unfiled)
                {
                    _index.Remove(bearer);
                }

                _table.Turn(bearer, field, value);
                if (bearer != unfiled)
                {
                    _index.Add(bearer);
                    changed.Add(bearer);
                }
            }
        }

        return changed;
    }

    void MakeRoom(int records)
    {
        if (records > _room)
        {
            _room = Math.Max(records, Math.Max(1_024, _room + _room / 2));
            _table.MakeRoom(_room);
            _groups.MakeRoom(_room);
            _identifiers.MakeRoom(_room);
            _limits.MakeRoom(_room);
        }
    }

    /// <summary>Where a field has its first value, or has lost its last: it is compared from now on and keys are made of it, or no more.</summary>
    void MeetFields(int unfiled)
    {
        if (_table.FilledFields == _met)
        {
            return;
        }

        UseModel();
        if (_groups.Count < FewEnoughToIndexAnew)
        {
            _index = NewIndex();
            _index.AddAll([.. _groups.Records().Where(record => record != unfiled)]);
        }
        else
        {
            _index.Plan(View());
        }
    }

    LiveIndex NewIndex()
    {
        var index = new LiveIndex(_model.BlockLimits, _model.FittedOn == 0 || _model.NamesHeard);
        index.Plan(View());
        return index;
    }

    RecordTable View() => new(0, null, _table.Columns);

    /// <summary>Makes comparisons of the fields there are, with what the model says of them; what it does not know is supposed.</summary>
    void UseModel()
    {
        var custom = _table[MatchField.Custom];
        var words = _model.Fields.FirstOrDefault(field => field.Field == MatchField.Custom)?.ByWords ?? (custom is not null && ComparisonPlan.IsWords(custom));
        _comparisons = ComparisonPlan.AsTheyArrive(View(), words);
        var worths = _comparisons.Select(Worth).ToArray();
        var model = new PairModel
        {
            Share = [.. _model.Share],
            Pairs = _model.FittedOn * (_model.FittedOn - 1.0) / 2,
            Level = [.. Enumerable.Range(0, PairModel.Kinds).Select(kind => worths.Select(worth => worth.Level[kind]).ToArray())],
            ByChance = [.. Enumerable.Range(0, PairModel.Kinds).Select(kind => worths.Select(worth => worth.ByChance[kind]).ToArray())],
        };
        _model = _model with { Fields = [.. worths, .. _model.Fields.Where(known => !worths.Any(worth => worth.Field == known.Field))] };
        _met = _table.FilledFields;
        _rule = Resolver.Rule with { Threshold = Math.Max(_model.Threshold, Resolver.Rule.Threshold + _model.Shift), Shift = _model.Shift };
        _scorer = new PairScorer(_comparisons, model, []);
        _pairs = new LivePairs(_scorer, new JoinGuard(View(), _comparisons, _scorer, _options.Policies), _identifiers, _limits, _statements);
        _table.Compare(_comparisons);

        FieldWorth Worth(Comparison comparison)
        {
            if (_model.Fields.FirstOrDefault(field => field.Field == comparison.Column.Field) is not { } worth)
            {
                return SupposedModel.Worth(comparison);
            }

            comparison.CountBy(worth.RarityOf(comparison.Column));
            return worth;
        }
    }

    void Require(int record)
    {
        if (!_groups.Has(record))
        {
            throw new ArgumentException($"There is no record {record}.", nameof(record));
        }
    }
}
