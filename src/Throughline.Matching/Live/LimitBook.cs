using System.Runtime.InteropServices;
using Throughline.Matching.Blocking;
using Throughline.Matching.Protection;

namespace Throughline.Matching.Live;

/// <summary>
/// Which values of limited identifiers each record bears, and since when: whether two groups would bear more than a policy allows if they were one.
/// Days come with the records, never from a clock, so that the same records are judged alike at any time.
/// </summary>
sealed class LimitBook(IdentifierPolicies policies)
{
    readonly Dictionary<string, int> _policyOf = new(StringComparer.Ordinal); // by namespace; -1 for one without a limit
    readonly List<IdentifierPolicy> _limited = [];
    LimitedUse[]?[] _of = [];

    public long Bytes => _of.LongLength * 8 + _of.Sum(own => (own?.LongLength ?? 0) * Marshal.SizeOf<LimitedUse>());

    public void MakeRoom(int records) => Array.Resize(ref _of, Math.Max(records, _of.Length));

    /// <summary>Gives a record what it bears in place of what it had.</summary>
    public void Put(int record, IReadOnlyList<IdentifierUse> uses)
    {
        LimitedUse[] own = [.. uses.Select(Known).Where(use => use.Policy >= 0)];
        _of[record] = own.Length == 0 ? null : own;
    }

    public void Remove(int record) => _of[record] = null;

    /// <summary>Gives a record what one of another book bears.</summary>
    public void Copy(int record, LimitBook other, int from)
    {
        if (_limited.Count == 0)
        {
            _limited.AddRange(other._limited);
        }

        _of[record] = other._of[from];
    }

    /// <summary>True when the two together bear more values within a window than their policy allows, and more than either of them does alone.</summary>
    public bool IsOver(IReadOnlyList<int> left, IReadOnlyList<int> right)
    {
        var (a, b) = (UsesOf(left), UsesOf(right));
        if (a.Count == 0 || b.Count == 0)
        {
            return false;
        }

        foreach (var kind in a.Select(use => use.Kind).Intersect(b.Select(use => use.Kind)))
        {
            var policy = _limited[kind.Policy];
            if (Most(a.Concat(b), kind, policy.WindowDays) is var both && both > policy.Limit && both > Most(a, kind, policy.WindowDays) && both > Most(b, kind, policy.WindowDays))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Most values that came new within any window of so many days; all of them where there is none.</summary>
    static int Most(IEnumerable<LimitedUse> uses, (int Policy, int Source) kind, int? window)
    {
        var since = uses.Where(use => use.Kind == kind).GroupBy(use => use.Value).Select(value => value.Min(use => use.Day)).Order().ToList();
        var most = window is null ? since.Count : 0;
        for (int first = 0, next = 0; window is { } days && next < since.Count; next++)
        {
            while (since[next] - since[first] >= days)
            {
                first++;
            }

            most = Math.Max(most, next - first + 1);
        }

        return most;
    }

    List<LimitedUse> UsesOf(IReadOnlyList<int> records)
    {
        var uses = new List<LimitedUse>();
        foreach (var record in records)
        {
            uses.AddRange(_of[record] ?? []);
        }

        return uses;
    }

    LimitedUse Known(IdentifierUse use)
    {
        var colon = use.Identifier.IndexOf(':', StringComparison.Ordinal);
        var ns = colon > 0 ? use.Identifier[..colon] : "";
        if (!_policyOf.TryGetValue(ns, out var number))
        {
            var policy = policies.For(ns);
            (number, var limited) = (-1, ns.Length > 0 && policy.Limit is not null);
            if (limited)
            {
                number = _limited.Count;
                _limited.Add(policy);
            }

            _policyOf.Add(ns, number);
        }

        return number < 0 || policies.Standing(ns, use.Identifier[(colon + 1)..]) == ValueStanding.Blocked
            ? new LimitedUse(-1, 0, 0, 0)
            : new LimitedUse(number, _limited[number].PerSource ? use.Source : 0, use.Since.DayNumber, KeyHash.Of(use.Identifier));
    }

    readonly record struct LimitedUse(int Policy, int Source, int Day, ulong Value)
    {
        public (int Policy, int Source) Kind => (Policy, Source);
    }
}

/// <summary>A value of an identifier that a record bears.</summary>
/// <param name="Identifier">As "namespace:value", in the form in which values are told apart.</param>
/// <param name="Source">Number of the source that says so.</param>
/// <param name="Since">Day of the first signal that bore it, UTC.</param>
public readonly record struct IdentifierUse(string Identifier, int Source, DateOnly Since);
