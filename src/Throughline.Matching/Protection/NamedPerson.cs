using Throughline.Matching.Normal;
using Throughline.Matching.Records;

namespace Throughline.Matching.Protection;

/// <summary>
/// Who is named beside an address or a number. A source that has no key of its own for a customer names them by a mailbox or a telephone, which a family, an
/// office or a shop may share: what is said under it is then said of whoever is named with it.
/// </summary>
public static class NamedPerson
{
    /// <summary>True for a field that tells who is named.</summary>
    public static bool Tells(MatchField? field) => field is MatchField.FullName or MatchField.FirstName or MatchField.LastName or MatchField.BirthDate;

    /// <summary>True for an identifier by which somebody is reached, and no key that a system gave: by its kind, or because its value is an address of mail or an international number.</summary>
    /// <param name="kind">Namespace of the identifier.</param>
    /// <param name="value">Its value.</param>
    public static bool IsReachedBy(string kind, string value) => kind is "email" or "phone" || IsAddress(value) || IsNumber(value);

    /// <summary>The person in normal form: one for all writings that differ in case, accents, letters of one alphabet, titles and form of the date; empty where nobody is named.</summary>
    /// <param name="whole">The whole name; read where both parts are missing.</param>
    /// <param name="first">First name.</param>
    /// <param name="last">Last name.</param>
    /// <param name="birth">Birth date.</param>
    public static string Of(string? whole, string? first, string? last, string? birth)
    {
        var person = SketchOf(whole, first, last, birth);
        return person is { First: "", Last: "", Birth: "" } ? "" : $"{person.First}|{person.Last}|{person.Birth}";
    }

    /// <summary>The same, to be held against another.</summary>
    /// <inheritdoc cref="Of"/>
    public static PersonSketch SketchOf(string? whole, string? first, string? last, string? birth)
    {
        var (given, family) = (PersonName.Part(first), PersonName.Part(last));
        if (given.Length == 0 && family.Length == 0)
        {
            (given, _, family) = PersonName.Whole(whole);
        }

        return new PersonSketch(given, family, PartialDate.Of(birth, DateOrder.DayFirst));
    }

    static bool IsAddress(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && value.LastIndexOf('.') > at + 1 && !value.Any(char.IsWhiteSpace);
    }

    static bool IsNumber(string value) => value.StartsWith('+') && value.Count(char.IsDigit) >= 8 && !value.Any(char.IsLetter);
}
