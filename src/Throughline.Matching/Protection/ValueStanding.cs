namespace Throughline.Matching.Protection;

/// <summary>How the value of an identifier stands as evidence of one customer.</summary>
public enum ValueStanding
{
    /// <summary>It may belong to one customer alone.</summary>
    Own = 0,
    /// <summary>It belongs to nobody: a filler, a placeholder.</summary>
    Blocked = 1,
    /// <summary>A mailbox of a role: <c>info@</c>, <c>sales@</c>. Many read it.</summary>
    Role = 2,
    /// <summary>A mailbox at a provider of addresses that are thrown away.</summary>
    Disposable = 3,
    /// <summary>More different people bear it than its policy allows.</summary>
    Shared = 4,
}

/// <summary>
/// Stable codes of what protection decides, for explanations in every language. They are kept in facts and never change their meaning.
/// </summary>
public static class ProtectionReason
{
    /// <summary>The value is blocked by the identifier's policy.</summary>
    public const string BlockedValue = "blocked_value";

    /// <summary>The value is a mailbox of a role.</summary>
    public const string RoleMailbox = "role_mailbox";

    /// <summary>The value is a mailbox that is thrown away.</summary>
    public const string DisposableMailbox = "disposable_mailbox";

    /// <summary>More different people bear the value than its policy allows.</summary>
    public const string SharedValue = "shared_value";

    /// <summary>Nothing but one weak identifier speaks for the join.</summary>
    public const string WeakAlone = "weak_identifier_alone";

    /// <summary>One surname and one roof, but another first name: twins, brothers and sisters, guardian and minor.</summary>
    public const string OtherFirstName = "same_roof_other_first_name";

    /// <summary>One name and one roof, but another birth date: parent and child of one name.</summary>
    public const string OtherBirthDate = "same_roof_other_birth_date";

    /// <summary>The profile would bear more values of an identifier than its policy allows.</summary>
    public const string OverLimit = "over_limit";

    /// <summary>Every code, for tests and translations.</summary>
    public static IReadOnlyList<string> All { get; } =
        [BlockedValue, RoleMailbox, DisposableMailbox, SharedValue, WeakAlone, OtherFirstName, OtherBirthDate, OverLimit];

    /// <summary>The code of a standing; null for a value that may be somebody's own.</summary>
    public static string? Of(ValueStanding standing) => standing switch
    {
        ValueStanding.Blocked => BlockedValue,
        ValueStanding.Role => RoleMailbox,
        ValueStanding.Disposable => DisposableMailbox,
        ValueStanding.Shared => SharedValue,
        _ => null,
    };
}
