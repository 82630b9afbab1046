using Throughline.Matching.Records;

namespace Throughline.Matching.Protection;

/// <summary>
/// Limits of policies in a table: how many mailboxes and numbers one customer may have. A table has neither sources nor days, so limits of a source or
/// a window say nothing here; numbers that an authority gave are written by hand, and two of them may be one.
/// </summary>
sealed class CellLimits
{
    readonly (Column Column, int Limit)[] _limited;

    public CellLimits(RecordTable table, IdentifierPolicies policies) => _limited =
    [
        .. table.Columns.Where(column => column.Field is MatchField.Email or MatchField.Phone)
            .Select(column => (column, Policy: policies.For(ProtectedTable.NamespaceOf(column.Field)!)))
            .Where(one => one.Policy is { Limit: not null, WindowDays: null, PerSource: false }).Select(one => (one.column, one.Policy.Limit!.Value)),
    ];

    /// <summary>True when two clusters together bear more values than the policy allows.</summary>
    public bool IsOver(IReadOnlyList<int> left, IReadOnlyList<int> right) =>
        Array.Exists(_limited, one => left.Count + right.Count > one.Limit && left.Concat(right).Select(record => one.Column.Ids[record]).Where(id => id != 0).Distinct().Skip(one.Limit).Any());
}
