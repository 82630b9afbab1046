using System.Globalization;
using PhoneNumbers;
using OurNumber = Throughline.Matching.Normal.PhoneNumber;

namespace Throughline.Tests.Matching;

/// <summary>The keys that matching makes of telephone numbers, held against the numbering plans of the world.</summary>
public sealed class PhonePlanTests
{
    static readonly PhoneNumberUtil s_plans = PhoneNumberUtil.GetInstance();

    static IEnumerable<(string Region, PhoneNumber Number)> Examples() => s_plans.GetSupportedRegions().Order(StringComparer.Ordinal)
        .SelectMany(region => new[] { PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE }.Select(type => (region, s_plans.GetExampleNumberForType(region, type))))
        .Where(example => example.Item2 is not null);

    [Fact]
    public void However_a_number_is_written_for_abroad_it_has_one_key()
    {
        Assert.All(Examples(), example =>
        {
            var e164 = s_plans.Format(example.Number, PhoneNumberFormat.E164);
            string[] writings = [e164, s_plans.Format(example.Number, PhoneNumberFormat.INTERNATIONAL), "00" + e164[1..], $"({e164[..3]}) {e164[3..]}"];
            Assert.Single(writings.Select(text => OurNumber.Of(text, "")).Distinct());
        });
    }

    [Fact]
    public void A_number_written_at_home_has_the_key_that_it_has_abroad_in_all_but_the_plans_of_five_digits()
    {
        var (all, other) = (0, new List<string>());
        foreach (var (region, number) in Examples())
        {
            all++;
            var home = OurNumber.Of(s_plans.Format(number, PhoneNumberFormat.NATIONAL), number.CountryCode.ToString(CultureInfo.InvariantCulture));
            if (home != OurNumber.Of(s_plans.Format(number, PhoneNumberFormat.E164), ""))
            {
                other.Add($"{region} {s_plans.Format(number, PhoneNumberFormat.NATIONAL)} {home} {s_plans.Format(number, PhoneNumberFormat.E164)}");
            }
        }

        Assert.True(other.Count <= 0.04 * all, $"{other.Count} of {all}: {string.Join("; ", other)}");
    }

    [Fact]
    public void Numbers_that_are_two_by_their_plans_have_two_keys()
    {
        var random = new Random(5);
        var numbers = Examples().SelectMany(example => Enumerable.Range(0, 20).Select(_ => Changed(example.Number, random))).Where(s_plans.IsValidNumber)
            .Select(number => s_plans.Format(number, PhoneNumberFormat.E164)).Distinct().ToList();
        Assert.True(numbers.Count > 3_000);
        Assert.Empty(numbers.GroupBy(text => OurNumber.Of(text, "")).Where(same => same.Skip(1).Any()).Select(same => string.Join(" ", same)));
    }

    static PhoneNumber Changed(PhoneNumber number, Random random)
    {
        var text = s_plans.Format(number, PhoneNumberFormat.E164).ToCharArray();
        for (var i = 0; i < 3; i++)
        {
            text[^random.Next(1, 5)] = (char)('0' + random.Next(10));
        }

        return s_plans.Parse(new string(text), "ZZ");
    }
}
