using Throughline.Matching.Records;

namespace Throughline.Matching.Protection;

/// <summary>
/// A table without the values that are nobody's own. A value that is blocked, a mailbox of a role, or borne by too many people is an empty
/// cell from here on: neither do two records agree in it, nor does it differ from what else one of them bears.
/// </summary>
static class ProtectedTable
{
    /// <summary>The kind of identifier that a field's values are; null for a field that is none.</summary>
    public static string? NamespaceOf(MatchField field) => field switch
    {
        MatchField.Email => "email",
        MatchField.Phone => "phone",
        MatchField.NationalId => "national_id",
        MatchField.ExternalId => "external_id",
        _ => null,
    };

    /// <summary>The table, and what was left out of it.</summary>
    public static (RecordTable Table, IReadOnlyList<SharedValue> Shared) Of(RecordTable table, IdentifierPolicies policies)
    {
        var shared = new List<SharedValue>();
        var columns = table.Columns.Select(column => Protected(table, column, policies, shared)).ToList();
        return shared.Count == 0 ? (table, shared) : (new RecordTable(table.Count, table.Sides, columns), shared);
    }

    static Column Protected(RecordTable table, Column column, IdentifierPolicies policies, List<SharedValue> shared)
    {
        if (NamespaceOf(column.Field) is not { } ns)
        {
            return column;
        }

        var before = shared.Count;
        var aside = new bool[column.Values.Count];
        ByPolicy(table, column, policies, ns, aside, shared);
        ByPeople(table, column, policies.For(ns).SharedBeyond, aside, shared);
        return shared.Count == before ? column : new Column(column.Field, column.Name, [.. column.Ids.Select(id => aside[id] ? 0 : id)], column.Values);
    }

    /// <summary>What one record alone bears does no harm and is not looked at.</summary>
    static void ByPolicy(RecordTable table, Column column, IdentifierPolicies policies, string ns, bool[] aside, List<SharedValue> shared)
    {
        var ofPersons = table[MatchField.FirstName] is not null || table[MatchField.LastName] is not null;
        for (var id = 1; id < aside.Length; id++)
        {
            if (column.Counts[id] < 2)
            {
                continue;
            }

            var standing = policies.Standing(ns, column.Values[id]);
            if (standing == ValueStanding.Own || (standing == ValueStanding.Role && !ofPersons))
            {
                continue; // where records are of companies, the mailbox of the office is the company's own
            }

            aside[id] = true;
            shared.Add(new SharedValue(column.Field, column.Values[id], ProtectionReason.Of(standing)!, column.Counts[id], 0));
        }
    }

    static void ByPeople(RecordTable table, Column column, int beyond, bool[] aside, List<SharedValue> shared)
    {
        var person = Sketches(table);
        var suspects = Enumerable.Range(0, column.Ids.Length).Where(record => column.Counts[column.Ids[record]] > beyond && !aside[column.Ids[record]]);
        foreach (var bearers in suspects.GroupBy(record => column.Ids[record]))
        {
            if (SharedValues.AreMoreThan(beyond, bearers, person, out var people))
            {
                aside[bearers.Key] = true;
                shared.Add(new SharedValue(column.Field, column.Values[bearers.Key], ProtectionReason.SharedValue, column.Counts[bearers.Key], people));
            }
        }
    }

    static Func<int, PersonSketch> Sketches(RecordTable table)
    {
        var (first, last, birth) = (table[MatchField.FirstName], table[MatchField.LastName], table[MatchField.BirthDate]);
        last ??= first is null ? table[MatchField.Organisation] ?? table[MatchField.Title] : null;
        return record => new PersonSketch(Text(first, record), Text(last, record), Text(birth, record));
    }

    static string Text(Column? column, int record) => column is null ? "" : column.Values[column.Ids[record]];
}
