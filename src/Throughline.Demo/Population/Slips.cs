namespace Throughline.Demo;

/// <summary>Slips of the pen, one letter each.</summary>
internal static class Slips
{
    /// <summary>The name, or with the given chance the name with one slip. Short names of one or two letters stay as they are.</summary>
    public static string Name(string name, double chance, Dice dice) =>
        !dice.Chance(chance) || name.Length < 4 ? name : One(name, 1, name.Length - 1, dice);

    /// <summary>The address, or with the given chance the address with one slip in the letters before its number.</summary>
    public static string Mail(string mail, double chance, Dice dice)
    {
        var letters = mail.AsSpan().IndexOfAnyInRange('0', '9');
        return !dice.Chance(chance) || letters < 4 ? mail : One(mail, 1, letters - 1, dice);
    }

    // Two letters change places, one is left out, or one is written twice.
    static string One(string text, int from, int to, Dice dice)
    {
        var at = dice.Between(from, to - 1);
        return dice.Below(3) switch
        {
            0 => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
            1 => text[..at] + text[(at + 1)..],
            _ => text[..at] + text[at] + text[at..],
        };
    }
}
