namespace Throughline.Profiles.Relations;

/// <summary>The types of ties between customers. Each is told from one end to the other.</summary>
public static class RelationType
{
    /// <summary>The two live together.</summary>
    public const string Household = "household";

    /// <summary>From the holder of an account to a member of it.</summary>
    public const string Account = "account";

    /// <summary>From who is responsible to the minor or ward.</summary>
    public const string Guardian = "guardian";

    /// <summary>From who cares to who is cared for.</summary>
    public const string Carer = "carer";

    /// <summary>From the employer to who is employed.</summary>
    public const string Employer = "employer";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Household, Account, Guardian, Carer, Employer];

    /// <summary>True when both ends are alike.</summary>
    public static bool IsMutual(string type) => type == Household;

    /// <summary>What somebody is to the other end, seen from it: stable codes for people to read in their language.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isFrom">True for the end that the tie goes out from.</param>
    public static string? RoleOf(string type, bool isFrom) => (type, isFrom) switch
    {
        (Account, true) => "holder",
        (Account, false) => "member",
        (Guardian, true) => "guardian",
        (Guardian, false) => "ward",
        (Carer, true) => "carer",
        (Carer, false) => "cared_for",
        (Employer, true) => "employer",
        (Employer, false) => "employee",
        _ => null,
    };
}

/// <summary>A tie of one profile to another. Consents, opt-outs and answers never pass along it.</summary>
/// <param name="Id">Number of the tie.</param>
/// <param name="Type">One of <see cref="RelationType"/>.</param>
/// <param name="Other">Number of the other profile.</param>
/// <param name="Role">What the other one is to this one: partner, parent, child, sibling, guardian, ward, carer …; null where nothing says it.</param>
/// <param name="Since">Since when; null when nobody said.</param>
/// <param name="Until">Until when; null while it holds.</param>
/// <param name="Inferred">True when it was worked out from values, false when somebody stated it. An inferred guardian is a proposal.</param>
/// <param name="Evidence">Stable codes of what speaks for it, as <see cref="RelationEvidence"/>; empty for a statement.</param>
/// <param name="Probability">How sure, 0 to 1; null for a statement.</param>
/// <param name="By">Who stated it; null when it was worked out.</param>
public sealed record RelationOfProfile(
    long Id, string Type, int Other, string? Role, DateOnly? Since, DateOnly? Until, bool Inferred, IReadOnlyList<string> Evidence, double? Probability, string? By);

/// <summary>Codes of what speaks for an inferred tie.</summary>
public static class RelationEvidence
{
    /// <summary>All codes: what two persons of a household share, then what a guardian is proposed for.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "same_address", "same_street", "same_postcode", "same_town", "same_phone", "same_email", "same_account", "same_surname", "similar_surname", "through_others",
        GenerationApart, Minor,
    ];

    /// <summary>One was born a generation before the other.</summary>
    public const string GenerationApart = "generation_apart";

    /// <summary>The younger one is not of age.</summary>
    public const string Minor = "minor";
}

/// <summary>A tie that somebody states.</summary>
/// <param name="From">Profile that it goes out from.</param>
/// <param name="To">Profile that it goes to.</param>
/// <param name="Type">One of <see cref="RelationType"/>.</param>
/// <param name="Since">Since when; null when it is not known.</param>
/// <param name="Until">Until when; null while it holds.</param>
public sealed record StatedRelation(int From, int To, string Type, DateOnly? Since, DateOnly? Until);
