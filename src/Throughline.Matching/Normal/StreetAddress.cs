namespace Throughline.Matching.Normal;

/// <summary>A street with its abbreviations written out, and the house number that stands before or behind it.</summary>
public static class StreetAddress
{
    static readonly Dictionary<string, string> s_words = new(StringComparer.Ordinal)
    {
        ["st"] = "street", ["str"] = "street", ["ave"] = "avenue", ["av"] = "avenue", ["aven"] = "avenue", ["rd"] = "road", ["blvd"] = "boulevard", ["bvd"] = "boulevard", ["boul"] = "boulevard",
        ["dr"] = "drive", ["drv"] = "drive", ["ln"] = "lane", ["ct"] = "court", ["crt"] = "court", ["pl"] = "place", ["plc"] = "place", ["sq"] = "square", ["ter"] = "terrace", ["terr"] = "terrace",
        ["cres"] = "crescent", ["cr"] = "crescent", ["cct"] = "circuit", ["cir"] = "circle", ["pde"] = "parade", ["hwy"] = "highway", ["hway"] = "highway", ["pkwy"] = "parkway", ["pky"] = "parkway",
        ["fwy"] = "freeway", ["expy"] = "expressway", ["aly"] = "alley", ["cl"] = "close", ["gdns"] = "gardens", ["gr"] = "grove", ["rte"] = "route", ["tpke"] = "turnpike", ["wy"] = "way",
        ["n"] = "north", ["s"] = "south", ["e"] = "east", ["w"] = "west", ["no"] = "north", ["so"] = "south", ["ne"] = "northeast", ["nw"] = "northwest", ["se"] = "southeast", ["sw"] = "southwest",
        ["apt"] = "unit", ["ste"] = "unit", ["suite"] = "unit", ["fl"] = "floor", ["flr"] = "floor", ["rm"] = "room", ["bldg"] = "building", ["bet"] = "between", ["btw"] = "between", ["nr"] = "near",
        ["1st"] = "first", ["2nd"] = "second", ["3rd"] = "third", ["4th"] = "fourth", ["5th"] = "fifth", ["6th"] = "sixth", ["7th"] = "seventh", ["8th"] = "eighth", ["9th"] = "ninth", ["10th"] = "tenth",
        ["mt"] = "mount", ["ft"] = "fort", ["intl"] = "international", ["strasse"] = "street", ["خ"] = "خیابان", ["ک"] = "کوچه", ["پ"] = "پلاک",
    };

    /// <summary>The words of a street, abbreviations written out, parted by one blank.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var words = Words.Of(TextFold.Of(text));
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = s_words.GetValueOrDefault(words[i], words[i]);
        }

        return string.Join(' ', words);
    }

    /// <summary>Parts the house number from a street that holds it: "371 w. 46th st." or "Lange Gasse 12a". Empty number where there is none.</summary>
    public static (string Number, string Street) Part(string street)
    {
        var first = street.IndexOf(' ', StringComparison.Ordinal);
        if (first > 0 && char.IsAsciiDigit(street[0]) && IsNumber(street.AsSpan(0, first)))
        {
            return (street[..first], street[(first + 1)..]);
        }

        var last = street.LastIndexOf(' ');
        return last > 0 && char.IsAsciiDigit(street[last + 1]) && IsNumber(street.AsSpan(last + 1)) ? (street[(last + 1)..], street[..last]) : ("", street);
    }

    /// <summary>Digits with at most one letter at the end: 12, 12a.</summary>
    static bool IsNumber(ReadOnlySpan<char> word) =>
        word.Length <= 6 && !word[..^1].ContainsAnyExceptInRange('0', '9') && (char.IsAsciiDigit(word[^1]) || char.IsAsciiLetter(word[^1]));
}
