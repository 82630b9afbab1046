using Throughline.Matching.Records;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Protection;

/// <summary>
/// What is never joined whatever its weight: two by one weak identifier alone, and two of one household who are clearly two.
/// </summary>
sealed class JoinGuard
{
    const double LeastMates = 0.02; // mates for each match; where there are fewer, what differs under one roof is a slip of the pen

    readonly PairScorer _scorer;
    readonly Comparison[] _weak;
    readonly Comparison[] _telling; // neither weak nor of a place
    readonly Column? _first;
    readonly Column? _last;
    readonly Column? _birth;
    readonly bool _hasMates;

    public JoinGuard(RecordTable table, Comparison[] comparisons, PairScorer scorer, IdentifierPolicies policies)
    {
        _scorer = scorer;
        _weak = [.. comparisons.Where(c => IsWeak(c.Column.Field, policies))];
        _telling = [.. comparisons.Except(_weak).Where(c => !ComparisonPlan.IsPlace(c.Column.Field))];
        (_first, _last, _birth) = (table[MatchField.FirstName], table[MatchField.LastName], table[MatchField.BirthDate]);
        _hasMates = _first is not null && _last is not null && scorer.MatesPerMatch >= LeastMates;
    }

    /// <summary>False where a table has nothing but weak identifiers, or none: then there is nothing to tell by.</summary>
    public bool KnowsWeak => _weak.Length > 0 && _telling.Length > 0;

    /// <summary>
    /// True when something else than one weak identifier speaks for the two being one: a name, a birth date, an address of mail, or a second
    /// identifier. That they are at one place is what the weak identifier says already.
    /// </summary>
    public bool RestsOnMore(int left, int right) =>
        Array.Exists(_telling, telling => telling.Level(left, right) > Comparison.Different)
        || _weak.Count(weak => weak.Level(left, right) > Comparison.Different) != 1;

    /// <summary>
    /// True for two under one roof who are clearly two: one surname and another first name (twins, guardian and minor), or one name and
    /// another birth date (parent and child).
    /// </summary>
    public bool AreTwo(Witness witness, int left, int right)
    {
        if (!_hasMates || witness.Veto is null || !_scorer.UnderOneRoof(left, right))
        {
            return false;
        }

        return witness.FirstName
            ? PersonSketch.AreTwo(Text(_first!, left), Text(_first!, right)) && HaveOne(_last!, left, right)
            : PersonSketch.AreTwoDates(Text(_birth!, left), Text(_birth!, right)) && HaveOne(_last!, left, right) && HaveOne(_first!, left, right);
    }

    static bool HaveOne(Column column, int left, int right) =>
        Text(column, left) is { Length: > 1 } a && Text(column, right) is { Length: > 1 } b && !PersonSketch.AreTwo(a, b);

    static string Text(Column column, int record) => column.Values[column.Ids[record]];

    static bool IsWeak(MatchField field, IdentifierPolicies policies) =>
        ProtectedTable.NamespaceOf(field) is { } ns && !policies.For(ns).Exclusive;
}
