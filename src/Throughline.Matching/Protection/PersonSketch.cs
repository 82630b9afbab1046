using Throughline.Matching.Normal;
using Throughline.Matching.Text;

namespace Throughline.Matching.Protection;

/// <summary>As much of a person as tells two people apart who bear one value: names and birth date in normal form, empty where not known.</summary>
/// <param name="First">First name, as <see cref="PersonName.Part"/> makes it.</param>
/// <param name="Last">Last name, or the name of a company.</param>
/// <param name="Birth">Eight digits, as <see cref="PartialDate"/> makes them.</param>
public readonly record struct PersonSketch(string First, string Last, string Birth)
{
    const double AlikeFrom = 0.8; // Jaro-Winkler; below two names are two
    const int MostSlips = 2; // edits between two writings of one date

    /// <summary>True when it can be told from another: a name of more than a letter.</summary>
    public bool IsTelling => First.Length > 1 || Last.Length > 1;

    /// <summary>
    /// True when the two may be one person: their names are writings of one (slips, nicknames, initials, swapped, another script), or one name
    /// and the birth date are. In doubt it is one: a person who writes badly is not a crowd. Symmetric.
    /// </summary>
    public bool MayBe(PersonSketch other)
    {
        var apart = AreTwo(First, other.First) || AreTwo(Last, other.Last);
        return !apart || (IsAlike(First, other.Last) && IsAlike(Last, other.First)) || AreOneDate(Birth, other.Birth);
    }

    /// <summary>
    /// True when the two are two people where it is worse to take two for one than one for two: their first names are two, whatever else agrees, or their names
    /// are, or they were born on two days. Symmetric.
    /// </summary>
    public bool IsNot(PersonSketch other) => !MayBe(other) || AreTwoDates(Birth, other.Birth)
        || (AreTwo(First, other.First) && !(IsAlike(First, other.Last) && IsAlike(Last, other.First)));

    static bool IsAlike(string left, string right) => left.Length > 1 && right.Length > 1 && !AreTwo(left, right);

    /// <summary>True for two names that are both there and cannot be writings of one.</summary>
    internal static bool AreTwo(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0 || string.Equals(left, right, StringComparison.Ordinal) || (left[0] < '\u0250') != (right[0] < '\u0250'))
        {
            return false;
        }

        return left.Length > 1 && right.Length > 1 // an initial may be that of another form: W. is Bill
            && !NickNames.AreForms(left, right)
            && JaroWinkler.Similarity(left, right) < AlikeFrom
            && !EditDistance.IsAtMostOne(left, right)
            && !left.Contains(right, StringComparison.Ordinal) && !right.Contains(left, StringComparison.Ordinal);
    }

    /// <summary>True for two whole dates that there are in the calendar and that are more than two slips apart.</summary>
    internal static bool AreTwoDates(string left, string right) => IsDate(left) && IsDate(right) && !AreOneDate(left, right);

    static bool IsDate(string date) => DateOnly.TryParseExact(date, "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) && day.Year > 1880;

    static bool AreOneDate(string left, string right)
    {
        if (left.Length != 8 || right.Length != 8 || left.EndsWith("0000", StringComparison.Ordinal) || right.EndsWith("0000", StringComparison.Ordinal))
        {
            return false;
        }

        var swapped = left.AsSpan(0, 4).SequenceEqual(right.AsSpan(0, 4)) && left.AsSpan(4, 2).SequenceEqual(right.AsSpan(6, 2)) && left.AsSpan(6, 2).SequenceEqual(right.AsSpan(4, 2));
        return swapped || EditDistance.Between(left, right) <= MostSlips;
    }
}
