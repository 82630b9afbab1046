using Throughline.Matching.Scoring;

namespace Throughline.Matching.Live;

/// <summary>Stable codes of levels, for explanations in every language. They never change their meaning.</summary>
public static class LevelCode
{
    /// <summary>Level of a shared exact identifier.</summary>
    public const string SharedIdentifier = "shared_identifier";

    /// <summary>Every code, for tests and translations.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "missing", "different", "exact", "alike", "close", "initial", "part_of_it", "nickname", "swapped", "other_script", "same_year", "year_only", "day_and_month",
        "two_of_three_parts", "one_slip", "day_month_swapped", "other_domain", "half_the_same", "some_words", "half_the_words", "most_words", "nearly_all_words",
        "a_year_apart", SharedIdentifier,
    ];

    internal static string Of(Comparison comparison, int level) => comparison.NameOf(level) switch
    {
        "the same in another script" => "other_script",
        "year known alone, the same" => "year_only",
        "two of three parts" => "two_of_three_parts",
        "day and month swapped" => "day_month_swapped",
        "same name at another domain" => "other_domain",
        var name => name.Replace(' ', '_'),
    };
}

/// <summary>Stable codes of what keeps two records apart or asks more of them, beside those of protection.</summary>
public static class ObjectionCode
{
    /// <summary>Somebody said that they are two.</summary>
    public const string SaidApart = "said_apart";

    /// <summary>They share a place or a phone, and nothing that is one person's own: more is asked of them.</summary>
    public const string UnderOneRoof = "under_one_roof";

    /// <summary>A first name, birth date or number of a person differs, which hardly ever happens within one.</summary>
    public const string LastingDiffers = "lasting_field_differs";

    /// <summary>Every code.</summary>
    public static IReadOnlyList<string> All { get; } = [SaidApart, UnderOneRoof, LastingDiffers];
}
