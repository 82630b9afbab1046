using System.Text;
using Throughline.Platform.Log;

namespace Throughline.Profiles.Identity;

/// <summary>The form of an identifier by which it is looked up: case, widths and digits of any script are one, and a telephone number is its digits.</summary>
static class IdentifierFold
{
    public static string Of(string identifier)
    {
        var folded = SearchFold.Of(Normal(identifier.Trim())).Trim();
        return folded.StartsWith("phone:", StringComparison.Ordinal) && folded.Any(char.IsAsciiDigit)
            ? "phone:" + string.Concat(folded.AsSpan(6).ToString().Where(letter => char.IsAsciiDigit(letter) || letter == '+'))
            : folded;
    }

    /// <summary>What cannot be normalised, as half a surrogate, stays as it is.</summary>
    static string Normal(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return text.ToLowerInvariant();
        }
    }
}
