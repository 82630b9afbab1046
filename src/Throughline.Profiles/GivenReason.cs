using Throughline.Platform.Http;

namespace Throughline.Profiles;

/// <summary>Why somebody says something of a customer, in their own words.</summary>
static class GivenReason
{
    const int Longest = 2_000;

    /// <summary>The words without blanks around them; null when nothing is said.</summary>
    /// <exception cref="BadInputException">They are too long.</exception>
    public static string? Read(string? why) => why?.Trim() is not { Length: > 0 } words ? null
        : words.Length <= Longest ? words
        : throw new BadInputException("why", "Say it in at most 2,000 characters.");

    /// <summary>The words, which must be given.</summary>
    /// <param name="why">The words.</param>
    /// <param name="what">What to say, for people.</param>
    /// <param name="code">Stable word for the client where nothing is said.</param>
    /// <exception cref="BadInputException">Nothing is said, or they are too long.</exception>
    public static string Need(string? why, string what, string code) =>
        Read(why) ?? throw new BadInputException("why", $"Say in at most 2,000 characters {what}.", code);
}
