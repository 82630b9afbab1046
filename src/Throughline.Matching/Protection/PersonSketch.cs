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
    const int BirthSlip = 1; // edits between two writings of one date

    /// <summary>True when it can be told from another: it has a first name of more than a letter, or a whole birth date, or a company's name.</summary>
    public bool IsTelling => First.Length > 1 || HasDay(Birth) || (First.Length == 0 && Last.Length > 1);

    /// <summary>
    /// True when the two may be one person: nothing that both have contradicts. A slip, a nickname, an initial, swapped names, another script
    /// and a changed surname do not; another first name does, and so does another birth date. Symmetric.
    /// </summary>
    public bool MayBe(PersonSketch other)
    {
        var swapped = IsAlike(First, other.Last) && IsAlike(Last, other.First);
        if (!swapped && AreTwo(First, other.First))
        {
            return false;
        }

        if (AreTwoDates(Birth, other.Birth))
        {
            return false;
        }

        var bornAlike = HasDay(Birth) && HasDay(other.Birth);
        return swapped || bornAlike || !AreTwo(Last, other.Last);
    }

    static bool IsAlike(string left, string right) => left.Length > 1 && right.Length > 1 && !AreTwo(left, right);

    /// <summary>True for two names that are both there and cannot be writings of one.</summary>
    static bool AreTwo(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0 || string.Equals(left, right, StringComparison.Ordinal) || (left[0] < '\u0250') != (right[0] < '\u0250'))
        {
            return false;
        }

        if (left.Length == 1 || right.Length == 1)
        {
            return left[0] != right[0];
        }

        return !NickNames.AreForms(left, right)
            && JaroWinkler.Similarity(left, right) < AlikeFrom
            && !left.Contains(right, StringComparison.Ordinal) && !right.Contains(left, StringComparison.Ordinal);
    }

    static bool AreTwoDates(string left, string right)
    {
        if (left.Length != 8 || right.Length != 8)
        {
            return false;
        }

        if (!HasDay(left) || !HasDay(right))
        {
            return !left.AsSpan(0, 4).SequenceEqual(right.AsSpan(0, 4));
        }

        var swapped = left.AsSpan(0, 4).SequenceEqual(right.AsSpan(0, 4)) && left.AsSpan(4, 2).SequenceEqual(right.AsSpan(6, 2)) && left.AsSpan(6, 2).SequenceEqual(right.AsSpan(4, 2));
        return !swapped && EditDistance.Between(left, right) > BirthSlip;
    }

    static bool HasDay(string birth) => birth.Length == 8 && !birth.EndsWith("0000", StringComparison.Ordinal);
}
