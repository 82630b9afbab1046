using System.Globalization;

namespace Throughline.Matching.Households;

/// <summary>
/// What two persons of a household may be to each other, by their birth dates and surnames. The shares are rough figures of populations,
/// not fitted: a guess to be marked as one.
/// </summary>
sealed class RoleGuess(PersonTable persons, DateOnly? today)
{
    const double Certain = 0.95; // more than this no guess claims
    const int GrownUp = 18; // years
    const int GenerationFrom = 16, GenerationTo = 50; // years between parent and child

    /// <summary>The role of the left person to the right one; null where none is likelier than all others together.</summary>
    public (HouseholdRole Role, double Probability)? Of(int left, int right, IReadOnlyList<int> household)
    {
        var (a, b) = (Birth(left), Birth(right));
        if (SameFirstName(left, right) && persons.Births is { } births && births.Shared(left, right) != 0)
        {
            return (HouseholdRole.PossiblySame, 0.5);
        }

        if (a is not { } born || b is not { } other)
        {
            return null;
        }

        var years = Math.Abs(born - other);
        var sameName = persons.Surnames is { } surnames && !surnames.Of(left).IsEmpty && !surnames.Of(right).IsEmpty ? surnames.Shared(left, right) != 0 : (bool?)null;
        var grown = Math.Min(Age(born), Age(other)) >= GrownUp;
        var elder = household.Any(third => third != left && third != right && Birth(third) is { } birth
            && Math.Min(born, other) - birth is >= GenerationFrom and <= GenerationTo);
        // Shares of pairs under one roof, spread of years between the two, and share of one surname.
        var partner = grown ? 0.35 * HalfNormal(years, 5) * Named(sameName, 0.75) * (elder ? 0.1 : 1) : 0;
        var parent = years is >= GenerationFrom and <= GenerationTo ? 0.4 * Normal(years, 29, 6.5) * Named(sameName, 0.85) : 0;
        var sibling = 0.15 * HalfNormal(years, 5) * Named(sameName, 0.95) * (elder ? 1 : 0.3);
        var none = 0.1 / 80 * Named(sameName, 0.3);
        var all = partner + parent + sibling + none;
        var (role, share) = partner >= parent && partner >= sibling ? (HouseholdRole.Partner, partner)
            : parent >= sibling ? (born < other ? HouseholdRole.Parent : HouseholdRole.Child, parent)
            : (HouseholdRole.Sibling, sibling);
        return share / all > 0.5 ? (role, Math.Min(Certain, share / all)) : null;
    }

    /// <summary>True for a person who is known not to be of age.</summary>
    public bool IsMinor(int person) => today is not null && Birth(person) is { } birth && Age(birth) < GrownUp;

    /// <summary>Year of birth with the part of the year; null where it is not known, or where a person bears several years.</summary>
    double? Birth(int person)
    {
        double? found = null;
        foreach (var value in persons.Births is { } births ? births.Of(person) : [])
        {
            var text = persons.Births!.Text(value);
            if (text.Length != 8 || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            {
                continue;
            }

            var month = int.TryParse(text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var named) && named is >= 1 and <= 12 ? named : 7;
            var birth = year + ((month - 0.5) / 12);
            if (found is { } before && Math.Abs(before - birth) > 2)
            {
                return null;
            }

            found ??= birth;
        }

        return found;
    }

    double Age(double birth) => today is { } day ? day.Year + (day.DayOfYear / 366.0) - birth : GrownUp;

    bool SameFirstName(int left, int right) => persons.FirstNames is { } names && names.Shared(left, right) != 0;

    static double Named(bool? same, double share) => same is not { } known ? 1 : known ? share : 1 - share;

    static double HalfNormal(double years, double spread) => 2 * Normal(years, 0, spread);

    static double Normal(double years, double mean, double spread) =>
        Math.Exp(-0.5 * (years - mean) * (years - mean) / (spread * spread)) / (spread * Math.Sqrt(2 * Math.PI));
}
