using System.Text.RegularExpressions;

namespace Throughline.Matching.Protection;

/// <summary>What is not sound in a list of policies.</summary>
/// <param name="Field">Where, for example <c>policies[2].limit</c>.</param>
/// <param name="Detail">What is wrong and what to give instead.</param>
public sealed record PolicyProblem(string Field, string Detail);

/// <summary>Checks a list of policies before it is used.</summary>
public static class PolicyCheck
{
    const int MostPolicies = 100;
    const int MostBlocked = 1_000;
    const int Longest = 200; // characters of a value or pattern

    static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(50);

    /// <summary>All problems, in the order of the list; empty when it is sound.</summary>
    public static IReadOnlyList<PolicyProblem> Problems(IReadOnlyList<IdentifierPolicy> policies)
    {
        var problems = new List<PolicyProblem>();
        if (policies.Count is 0 or > MostPolicies)
        {
            problems.Add(new PolicyProblem("policies", $"Give 1 to {MostPolicies} policies."));
            return problems;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < policies.Count; i++)
        {
            if (policies[i] is not { } policy)
            {
                problems.Add(new PolicyProblem($"policies[{i}]", "This is no policy."));
                continue;
            }

            foreach (var (field, detail) in Of(policy))
            {
                problems.Add(new PolicyProblem($"policies[{i}].{field}", detail));
            }

            if (!seen.Add(policy.Namespace ?? ""))
            {
                problems.Add(new PolicyProblem($"policies[{i}].namespace", $"There is a policy of {policy.Namespace} above; a namespace has one."));
            }
        }

        return problems;
    }

    static IEnumerable<(string, string)> Of(IdentifierPolicy policy)
    {
        if (policy.Namespace != IdentifierPolicy.Any && !IsName(policy.Namespace))
        {
            yield return ("namespace", "A namespace is 1 to 64 small letters, digits and underscores, or * for any other.");
        }

        foreach (var problem in Texts("blocked", policy.Blocked).Concat(Texts("blocked_patterns", policy.BlockedPatterns)))
        {
            yield return problem;
        }

        foreach (var (i, pattern) in (policy.BlockedPatterns ?? []).Index())
        {
            if (pattern is { Length: > 0 and <= Longest } && !IsPattern(pattern))
            {
                yield return ($"blocked_patterns[{i}]", "This is no regular expression, or one with look-around or back-references, which take no bounded time.");
            }
        }

        if (policy.Limit is < 1 or > 1_000)
        {
            yield return ("limit", "A limit is 1 to 1,000 values, or null for any number.");
        }

        if (policy.WindowDays is < 1 or > 3_650)
        {
            yield return ("window_days", "A window is 1 to 3,650 days, or null for ever.");
        }
        else if (policy is { WindowDays: not null, Limit: null })
        {
            yield return ("window_days", "A window without a limit limits nothing; give a limit too.");
        }

        if (policy.Priority is < 1 or > 100)
        {
            yield return ("priority", "A priority is 1 (holds before all others) to 100.");
        }

        if (policy.SharedBeyond is < 1 or > 1_000)
        {
            yield return ("shared_beyond", "1 to 1,000 people may bear a value before it is held to be shared.");
        }
    }

    static IEnumerable<(string, string)> Texts(string field, IReadOnlyList<string>? texts)
    {
        if (texts is null || texts.Count > MostBlocked)
        {
            yield return (field, $"Give at most {MostBlocked:N0}, or an empty list.");
            yield break;
        }

        foreach (var (i, text) in texts.Index())
        {
            if (text is null || text.Trim().Length is 0 or > Longest)
            {
                yield return ($"{field}[{i}]", $"Give 1 to {Longest} characters.");
            }
        }
    }

    internal static Regex Made(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, s_patience);

    static bool IsPattern(string pattern)
    {
        try
        {
            _ = Made(pattern);
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    static bool IsName(string? text) =>
        text is { Length: > 0 and <= 64 } && !text.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789_".AsSpan());
}
