using System.Collections.Concurrent;
using System.Globalization;
using Throughline.Matching.Normal;
using Throughline.Matching.Records;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Attributes;

/// <summary>How a value reads.</summary>
/// <param name="Key">Values of the same key are the same value, however written.</param>
/// <param name="Valid">False for what cannot be true or stands for nothing.</param>
/// <param name="Completeness">1 for the whole of it, less for an initial, one name of two, a year without a day.</param>
/// <param name="Phone">What the numbering plans say of a telephone number; null for all else.</param>
readonly record struct ValueForm(string Key, bool Valid, double Completeness, PhoneReading? Phone = null);

/// <summary>Reads values of one field; habits (the order of dates, the country of telephones) are told from all of them together.</summary>
sealed class ValueForms(MatchField? field, IReadOnlyList<string> values)
{
    const double Half = 0.5;

    readonly DateOrder _order = field == MatchField.BirthDate ? PartialDate.OrderOf(values.Order(StringComparer.Ordinal)) : DateOrder.YearFirst;
    readonly string _region = field == MatchField.Phone ? PhoneNumber.RegionOf(values.Order(StringComparer.Ordinal)) : "";

    static readonly ConcurrentDictionary<string, MatchField?> s_fields = new(StringComparer.Ordinal);

    /// <summary>The field that an attribute's name speaks of; null when it says nothing.</summary>
    public static MatchField? FieldOf(string attribute) =>
        s_fields.GetOrAdd(attribute, static name => RecordsNow.FieldOf(name));

    public ValueForm Of(string value)
    {
        var folded = TextFold.Of(value);
        if (Placeholder.Is(folded))
        {
            return Not(folded);
        }

        return field switch
        {
            MatchField.Email => Keyed(EmailAddress.Of(value), folded),
            MatchField.Phone => Telephone(PhoneNumber.Of(value, _region), value, folded),
            MatchField.BirthDate => Day(PartialDate.Of(value, _order), folded),
            MatchField.FirstName or MatchField.LastName => Name(folded),
            MatchField.FullName => Name(folded) is { Valid: true } name && !folded.Contains(' ', StringComparison.Ordinal) && char.IsAscii(folded[0])
                ? name with { Completeness = Half }
                : Name(folded),
            _ => new ValueForm(folded, true, 1),
        };
    }

    /// <summary>A number is what its country's plan makes of it; where no country is known, one with enough digits may be one.</summary>
    ValueForm Telephone(string key, string value, string folded) =>
        key.Length == 0 ? Not(folded)
        : PhoneReading.TryRead(value, _region, out var reading) is not { } valid ? new ValueForm(key, true, 1)
        : valid ? new ValueForm(reading.E164, true, 1, reading)
        : new ValueForm(key, false, 1);

    static ValueForm Keyed(string key, string folded) => key.Length == 0 ? Not(folded) : new ValueForm(key, true, 1);

    /// <summary>A name is one with a letter in it; a Latin word of a single letter is an initial.</summary>
    static ValueForm Name(string folded) => !folded.Any(char.IsLetter)
        ? Not(folded)
        : new ValueForm(folded, true, folded.Split(' ').Any(word => word.Trim('.') is { Length: 1 } letter && char.IsAscii(letter[0])) ? Half : 1);

    static ValueForm Day(string digits, string folded) =>
        digits.Length != 8 || int.Parse(digits.AsSpan(0, 4), CultureInfo.InvariantCulture) is < 1880 or > 2200 ? Not(folded)
        : digits.EndsWith("00", StringComparison.Ordinal) ? new ValueForm(digits, true, Half)
        : DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? new ValueForm(digits, true, 1)
        : Not(folded);

    /// <summary>What is not valid is the same as nothing but itself.</summary>
    static ValueForm Not(string folded) => new("\0" + folded, false, 1);
}
