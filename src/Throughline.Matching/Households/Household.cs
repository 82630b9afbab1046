namespace Throughline.Matching.Households;

/// <summary>How households are found.</summary>
public sealed record HouseholdOptions
{
    /// <summary>Most persons of one household. What is larger is a house of flats, a home or an office, and is not joined.</summary>
    public int Most { get; init; } = 10;

    /// <summary>
    /// Persons at one address or postcode above which the place alone says nothing: then a surname, a phone or an account must be shared
    /// as well.
    /// </summary>
    public int MostAtOnePlace { get; init; } = 20;

    /// <summary>The day that ages are told for; null = everybody is taken for grown up. Only roles depend on it.</summary>
    public DateOnly? Today { get; init; }
}

/// <summary>Which persons live together, as far as the values at hand tell.</summary>
public sealed record HouseholdResolution
{
    /// <summary>The household of each person, numbered from 0 in the order of their first persons. Who lives alone, or is not known to live with anybody, is a household of one.</summary>
    public required int[] HouseholdOf { get; init; }

    /// <summary>Households of two persons or more.</summary>
    public required int Households { get; init; }

    /// <summary>Persons of the largest.</summary>
    public required int Largest { get; init; }

    /// <summary>Pairs of persons that were compared.</summary>
    public required long CandidatePairs { get; init; }

    /// <summary>All pairs of persons of one household, by left and right.</summary>
    public required IReadOnlyList<HouseholdTie> Ties { get; init; }

    /// <summary>Expected share of <see cref="Ties"/> that are right, 0 to 1; null where there is none.</summary>
    public required double? EstimatedPrecision { get; init; }

    /// <summary>True for a person who is known not to be of age (18) on the day the search was for; false where that is not known.</summary>
    public required Func<int, bool> IsMinor { get; init; }

    /// <summary>Share of all pairs of persons that the fit takes to live together; 0 where nothing is shared.</summary>
    public required double Share { get; init; }
}

/// <summary>Two persons of one household and why. An inference, never a fact.</summary>
/// <param name="Left">The person with the lower number.</param>
/// <param name="Right">The other.</param>
/// <param name="Weight">Evidence of these two alone in bits, the prior with it; may be below 0 where a third person holds them together.</param>
/// <param name="Probability">That they live together, 0 to 1: that of the join that brought them together.</param>
/// <param name="Evidence">What they share, by stable codes: same_address, same_street, same_postcode, same_town, same_phone, same_email, same_account, same_surname, similar_surname; through_others where it is nothing.</param>
/// <param name="Role">What the left one may be to the right one; null where nothing speaks for a role.</param>
/// <param name="RoleProbability">Of the role, given that they live together; at most 0.95, for a role is guessed. Null without a role.</param>
public sealed record HouseholdTie(
    int Left, int Right, double Weight, double Probability, IReadOnlyList<string> Evidence, HouseholdRole? Role, double? RoleProbability);

/// <summary>What one person of a household may be to another.</summary>
public enum HouseholdRole
{
    /// <summary>Partner: of about one age, both grown up.</summary>
    Partner = 0,
    /// <summary>Parent: a generation older.</summary>
    Parent = 1,
    /// <summary>Child: a generation younger.</summary>
    Child = 2,
    /// <summary>Brother or sister: of about one age, with somebody a generation older in the household.</summary>
    Sibling = 3,
    /// <summary>Perhaps one and the same: one first name and one birth date.</summary>
    PossiblySame = 4,
}
