using System.Globalization;

namespace Throughline.Demo;

/// <summary>Turns a customer's number into numbers that people carry: no two customers share one, and none shows the order.</summary>
internal static class Numbers
{
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Mobile phone. The country code 999 is given to no country.</summary>
    public static string Mobile(int number) => Phone('7', number, 37_139_213);

    /// <summary>A second mobile, of work or of an older contract.</summary>
    public static string OtherMobile(int number) => Phone('6', number, 51_872_309);

    /// <summary>Landline of the household whose first customer has this number.</summary>
    public static string Landline(int first) => Phone('2', first, 24_603_117);

    /// <summary>Digits for a mail address: as many as the number has, and no two numbers give the same.</summary>
    public static string Digits(int number, int step)
    {
        var low = 1;
        while (low * 10L <= number)
        {
            low *= 10;
        }

        var floor = low == 1 ? 0 : low;
        var size = low == 1 ? 10 : 9L * low;
        return (floor + (number - floor) * (long)step % size).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Ten letters and digits from 50 bits: with a million customers a collision has chance 1 in 2,000.</summary>
    public static string Key(ulong seed, int number, int desk)
    {
        var bits = Dice.Mix(Dice.Mix(seed ^ 0xC2B2AE3D27D4EB4F) + (ulong)number * 8 + (ulong)desk);
        return string.Create(10, bits, static (span, bits) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[(int)(bits & 31)];
                bits >>= 5;
            }
        });
    }

    // A step without a factor 2 or 5 visits each of the 10^8 values once.
    static string Phone(char kind, int number, long step) =>
        string.Create(CultureInfo.InvariantCulture, $"+999{kind}{(number + 1) * step % 100_000_000:00000000}");
}
