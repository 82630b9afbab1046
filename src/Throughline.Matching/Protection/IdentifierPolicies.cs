using System.Text.Json;
using System.Text.RegularExpressions;

namespace Throughline.Matching.Protection;

/// <summary>The policies of all kinds of identifiers, checked and ready to be asked. Does not change; safe for many threads.</summary>
public sealed class IdentifierPolicies
{
    readonly Dictionary<string, Ready> _byNamespace;
    readonly Ready _any;

    IdentifierPolicies(IReadOnlyList<IdentifierPolicy> all)
    {
        All = all;
        _byNamespace = all.ToDictionary(policy => policy.Namespace, policy => new Ready(policy), StringComparer.Ordinal);
        _any = _byNamespace.GetValueOrDefault(IdentifierPolicy.Any) ?? new Ready(new IdentifierPolicy { Namespace = IdentifierPolicy.Any });
    }

    /// <summary>What holds until somebody says otherwise.</summary>
    public static IdentifierPolicies Default { get; } = Of(PolicyDefaults.All);

    /// <summary>All policies, in the order they were given.</summary>
    public IReadOnlyList<IdentifierPolicy> All { get; }

    /// <summary>Makes the set.</summary>
    /// <exception cref="ArgumentException">A policy is not sound; <see cref="PolicyCheck.Problems"/> says beforehand what and where.</exception>
    public static IdentifierPolicies Of(IReadOnlyList<IdentifierPolicy> policies) =>
        PolicyCheck.Problems(policies) is [var problem, ..]
            ? throw new ArgumentException($"{problem.Field}: {problem.Detail}", nameof(policies))
            : new IdentifierPolicies([.. policies]);

    /// <summary>Reads a JSON list of policies, names in snake_case.</summary>
    /// <param name="json">The list.</param>
    /// <param name="problems">What is not sound, by field; empty when the set is returned.</param>
    /// <returns>The set, or null with at least one problem.</returns>
    public static IdentifierPolicies? FromJson(string json, out IReadOnlyList<PolicyProblem> problems)
    {
        try
        {
            var policies = JsonSerializer.Deserialize<List<IdentifierPolicy>>(json, PolicyJson.Options) ?? [];
            problems = PolicyCheck.Problems(policies);
            return problems.Count == 0 ? new IdentifierPolicies(policies) : null;
        }
        catch (JsonException failure)
        {
            problems = [new PolicyProblem((failure.Path ?? "$").Replace("$", "policies", StringComparison.Ordinal), "This is not a list of policies as GET gives it.")];
            return null;
        }
    }

    /// <summary>The list as JSON, names in snake_case; what <see cref="FromJson"/> reads.</summary>
    public string ToJson() => JsonSerializer.Serialize(All, PolicyJson.Options);

    /// <summary>The policy of a namespace, or the one for any other.</summary>
    public IdentifierPolicy For(string ns) => ReadyFor(ns).Policy;

    /// <summary>How a value stands by its policy alone; <see cref="ValueStanding.Shared"/> is learnt and not told here.</summary>
    /// <param name="ns">Kind of identifier.</param>
    /// <param name="value">The value, as received.</param>
    public ValueStanding Standing(string ns, string value)
    {
        var folded = value.Trim().ToLowerInvariant();
        return ReadyFor(ns).Blocks(folded) ? ValueStanding.Blocked
            : ns != "email" ? ValueStanding.Own
            : Mailboxes.IsNobody(folded) ? ValueStanding.Blocked
            : Mailboxes.IsRole(folded) ? ValueStanding.Role
            : Mailboxes.IsDisposable(folded) ? ValueStanding.Disposable
            : ValueStanding.Own;
    }

    Ready ReadyFor(string ns) => _byNamespace.GetValueOrDefault(ns, _any);

    /// <summary>A policy with its patterns made.</summary>
    sealed class Ready(IdentifierPolicy policy)
    {
        readonly HashSet<string> _values = [.. policy.Blocked.Select(value => value.Trim().ToLowerInvariant())];
        readonly Regex[] _patterns = [.. policy.BlockedPatterns.Select(PolicyCheck.Made)];

        public IdentifierPolicy Policy => policy;

        public bool Blocks(string folded) =>
            folded.Length == 0 || _values.Contains(folded)
            || (folded.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && _values.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded.AsSpan(0, at + 1)))
            || _patterns.Any(pattern => pattern.IsMatch(folded));
    }
}

static class PolicyJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
