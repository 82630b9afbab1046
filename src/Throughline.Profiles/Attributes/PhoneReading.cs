using System.Globalization;
using PhoneNumbers;

namespace Throughline.Profiles.Attributes;

/// <summary>What the numbering plans of the world (libphonenumber's metadata) say of a telephone number.</summary>
/// <param name="E164">As E.164, for example <c>+442079460958</c>.</param>
/// <param name="Country">ISO 3166 code of the country that it belongs to; null for one of no country, as +800.</param>
readonly record struct PhoneReading(string E164, string? Country)
{
    const string OfTheWorld = "001", Nowhere = "ZZ"; // as the library calls them

    static readonly PhoneNumberUtil s_plans = PhoneNumberUtil.GetInstance();

    /// <summary>Reads a number.</summary>
    /// <param name="text">As it was written, in digits of any script.</param>
    /// <param name="code">Calling code of the country that a number without one belongs to, for example 44; empty when it is not known.</param>
    /// <param name="reading">What it is; nothing when false.</param>
    /// <returns>True for a number that can be dialled, false for one that cannot; null where it cannot be told, because no country is known or no plan of it.</returns>
    public static bool? TryRead(string text, string code, out PhoneReading reading)
    {
        reading = default;
        var region = code.Length > 0 && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var calling) ? s_plans.GetRegionCodeForCountryCode(calling) : null;
        try
        {
            var number = s_plans.Parse(text, region is null or OfTheWorld ? Nowhere : region);
            if (!s_plans.IsValidNumber(number))
            {
                return false;
            }

            var country = s_plans.GetRegionCodeForNumber(number);
            reading = new PhoneReading(s_plans.Format(number, PhoneNumberFormat.E164), country is null or OfTheWorld or Nowhere ? null : country);
            return true;
        }
        catch (NumberParseException refused)
        {
            return refused.ErrorType == ErrorType.INVALID_COUNTRY_CODE ? null : false;
        }
    }
}
