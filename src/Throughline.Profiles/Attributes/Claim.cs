using Throughline.Contracts;

namespace Throughline.Profiles.Attributes;

/// <summary>That one record holds a value of an attribute.</summary>
/// <param name="Record">Number of the record. A name, never evidence.</param>
/// <param name="SourceId">Its source.</param>
/// <param name="Value">The value, as the source wrote it.</param>
/// <param name="First">When it was first said, UTC.</param>
/// <param name="Last">When it was last said, UTC.</param>
/// <param name="Times">How often it was said; 0 when that is not known any more.</param>
public sealed record Claim(int Record, int SourceId, string Value, DateTime First, DateTime Last, long Times);

/// <summary>A claim with what became of it.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Valid">False for what cannot be true or stands for nothing.</param>
/// <param name="Score">Trust × recency × validity × completeness × frequency, above 0, at most 1.</param>
/// <param name="Verdict">One of <see cref="ValueVerdict"/>.</param>
/// <param name="Reason">One of <see cref="ValueReason"/>.</param>
/// <param name="Standard">The same value in the form that all systems read: of a telephone number E.164; null where there is no such form.</param>
/// <param name="Country">ISO 3166 code of the country that a telephone number belongs to; null for all else.</param>
public sealed record Candidate(Claim Claim, bool Valid, double Score, string Verdict, string Reason, string? Standard = null, string? Country = null);

/// <summary>The value that is taken for true, with everything that was held against it.</summary>
/// <param name="Rule">What settled it: the reason of the claim that is kept.</param>
/// <param name="Confidence">Share of all support that the value has, between 0 and 1; an index, no probability.</param>
/// <param name="Pinned">True when a person chose it.</param>
/// <param name="Candidates">All claims: the one that is kept first, then those that agree, then the others by the support of their value.</param>
public sealed record Survivor(string Rule, double Confidence, bool Pinned, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>The claim that is kept.</summary>
    public Claim Kept => Candidates[0].Claim;
}

/// <summary>What became of a claim.</summary>
public static class ValueVerdict
{
    /// <summary>It is the value.</summary>
    public const string Kept = "kept";

    /// <summary>It says the same.</summary>
    public const string Agrees = "agrees";

    /// <summary>It says something else.</summary>
    public const string SetAside = "set_aside";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Kept, Agrees, SetAside];
}

/// <summary>Why a claim is kept, agrees, or is set aside. Stable codes: clients have words for each.</summary>
public static class ValueReason
{
    /// <summary>Kept: a person chose it.</summary>
    public const string Pinned = "pinned";

    /// <summary>Kept: nothing else is held.</summary>
    public const string OnlyValue = "only_value";

    /// <summary>Kept: more sources say so than anything else.</summary>
    public const string Agreed = "agreed";

    /// <summary>Kept: it can be true, and what stands next cannot.</summary>
    public const string Valid = "valid";

    /// <summary>Kept: it was said last.</summary>
    public const string Newest = "newest";

    /// <summary>Kept: its source is trusted more.</summary>
    public const string MoreTrusted = "more_trusted";

    /// <summary>Kept: there is more of it.</summary>
    public const string MoreComplete = "more_complete";

    /// <summary>Kept: it was said more often.</summary>
    public const string SaidMoreOften = "said_more_often";

    /// <summary>Kept: nothing tells it from the next; the order of letters decided.</summary>
    public const string TieBroken = "tie_broken";

    /// <summary>Agrees: it is the same value.</summary>
    public const string SameValue = "same_value";

    /// <summary>Set aside: a person chose another.</summary>
    public const string PinnedOther = "pinned_other";

    /// <summary>Set aside: its own record has said the kept value since.</summary>
    public const string Replaced = "replaced";

    /// <summary>Set aside: it cannot be true, or stands for nothing.</summary>
    public const string NotValid = "not_valid";

    /// <summary>Set aside: it was said longer ago.</summary>
    public const string Older = "older";

    /// <summary>Set aside: its source is trusted less.</summary>
    public const string LessTrusted = "less_trusted";

    /// <summary>Set aside: there is less of it.</summary>
    public const string LessComplete = "less_complete";

    /// <summary>Set aside: it was said less often.</summary>
    public const string SaidLessOften = "said_less_often";

    /// <summary>Set aside: fewer sources say so.</summary>
    public const string FewerSources = "fewer_sources";

    /// <summary>Set aside: nothing tells it from the kept one; the order of letters decided.</summary>
    public const string Tie = "tie";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Pinned, OnlyValue, Agreed, Valid, Newest, MoreTrusted, MoreComplete, SaidMoreOften, TieBroken,
        SameValue, PinnedOther, Replaced, NotValid, Older, LessTrusted, LessComplete, SaidLessOften, FewerSources, Tie,
    ];
}

/// <summary>How long what was said stays fresh: after so many days it counts half.</summary>
public static class HalfLife
{
    /// <summary>Days, by the kind of data.</summary>
    public static double Days(AttributeKind kind) => kind switch
    {
        AttributeKind.Identity => 5 * 365,
        AttributeKind.Descriptive => 365,
        _ => 90,
    };
}
