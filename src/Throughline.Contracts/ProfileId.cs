using System.Diagnostics.CodeAnalysis;

namespace Throughline.Contracts;

/// <summary>Identity of a profile as people and programs see it, for example <c>P-4K7M2QX</c>: short, to be read aloud, and without an order to guess by.</summary>
/// <remarks>
/// The number, put through a fixed permutation of 32 bits, and three bits of a check, as seven digits of Crockford's base 32. So a slip of
/// one letter is noticed in most cases.
/// </remarks>
/// <param name="Number">Number of the profile's founding record, above 0.</param>
public readonly record struct ProfileId(int Number)
{
    const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const int Length = 7;
    const uint Odd = 0x9E3779B1, Inverse = 0x0E8B2F51; // their product is 1

    /// <summary>The id as text.</summary>
    public override string ToString()
    {
        var mixed = Mix((uint)Number);
        var code = ((ulong)mixed << 3) | Check(mixed);
        return string.Create(Length + 2, code, static (text, code) =>
        {
            text[0] = 'P';
            text[1] = '-';
            for (var i = text.Length - 1; i >= 2; i--, code >>= 5)
            {
                text[i] = Digits[(int)(code & 31)];
            }
        });
    }

    /// <summary>Reads an id, in letters of either case and with the letters that are taken for digits; false when it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ProfileId id)
    {
        id = default;
        if (text is not { Length: Length + 2 } || text[0] is not ('P' or 'p') || text[1] != '-')
        {
            return false;
        }

        ulong code = 0;
        foreach (var letter in text.AsSpan(2))
        {
            var digit = Digits.IndexOf(char.ToUpperInvariant(letter) switch { 'O' => '0', 'I' or 'L' => '1', var other => other }, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            code = (code << 5) | (uint)digit;
        }

        var mixed = (uint)(code >> 3);
        var number = Unmix(mixed);
        if (number is 0 or > int.MaxValue || (code & 7) != Check(mixed))
        {
            return false;
        }

        id = new ProfileId((int)number);
        return true;
    }

    static uint Mix(uint number)
    {
        var mixed = unchecked(number * Odd);
        mixed ^= mixed >> 16;
        return unchecked(mixed * Odd);
    }

    static uint Unmix(uint mixed)
    {
        var number = unchecked(mixed * Inverse);
        number ^= number >> 16;
        return unchecked(number * Inverse);
    }

    // A digit that is wrong changes the rest by 7 unless it is off by 7, 14, 21 or 28.
    static ulong Check(uint mixed) => mixed % 7;
}
