using Throughline.Matching.Records;

namespace Throughline.Matching.Normal;

/// <summary>Which normal form a field has. A column is looked at as a whole first: the order of its dates, the country of its phones.</summary>
static class Normaliser
{
    const int Looked = 5_000; // distinct values that a column's habits are told from

    public static Func<string, string> Of(MatchField field, RawValues values) => Of(
        field,
        field == MatchField.BirthDate ? PartialDate.OrderOf(Some(values)) : default,
        field == MatchField.Phone ? PhoneNumber.RegionOf(Some(values)) : "");

    /// <summary>The normal form of a field where dates are written in one order, and numbers without a country's code belong to one region.</summary>
    public static Func<string, string> Of(MatchField field, DateOrder order, string region)
    {
        switch (field)
        {
            case MatchField.FirstName or MatchField.LastName:
                return text => PersonName.Part(text);
            case MatchField.BirthDate:
                return text => PartialDate.Of(text, order);
            case MatchField.Email:
                return text => EmailAddress.Of(text);
            case MatchField.Phone:
                return text => PhoneNumber.Of(text, region);
            case MatchField.Street or MatchField.Unit:
                return text => Placeholder.Is(TextFold.Of(text)) ? "" : StreetAddress.Of(text);
            case MatchField.Postcode or MatchField.NationalId or MatchField.ExternalId or MatchField.HouseNumber or MatchField.Year:
                return Code;
            case MatchField.Organisation or MatchField.Title or MatchField.Venue or MatchField.Custom or MatchField.Occupation:
                return text => TextFold.Of(text) is var folded && Placeholder.Is(folded) ? "" : string.Join(' ', Words.Of(folded));
            default:
                return text => TextFold.Of(text) is var folded && Placeholder.Is(folded) ? "" : string.Join(' ', Words.Of(folded));
        }
    }

    /// <summary>Letters and digits alone; 12.0 is what a table program makes of 12.</summary>
    static string Code(string text)
    {
        var folded = TextFold.Of(text);
        folded = folded.EndsWith(".0", StringComparison.Ordinal) && !folded.AsSpan(..^2).ContainsAnyExceptInRange('0', '9') ? folded[..^2] : folded;
        return Placeholder.Is(folded) ? "" : string.Concat(folded.Where(char.IsLetterOrDigit));
    }

    static IEnumerable<string> Some(RawValues values)
    {
        for (var id = 1; id <= Math.Min(values.Count, Looked); id++)
        {
            yield return values.Text(id);
        }
    }
}
