using System.Text.RegularExpressions;
using Throughline.Contracts;

namespace Throughline.Listening.Sources;

/// <summary>One rule for the names of sources, whoever brings the file in: "lounge_reviews.csv" goes to "Lounge reviews".</summary>
static partial class SourceNames
{
    /// <summary>The source that a file of this name goes to: the known one that is called so in other letters, or a new name for people.</summary>
    public static string OfFile(string file, IEnumerable<Source> known)
    {
        var bare = Marks().Replace(Ending().Replace(file, ""), " ").Trim();
        var name = bare.Length == 0 ? file : char.ToUpperInvariant(bare[0]) + bare[1..];
        return Known(name, known) ?? name;
    }

    /// <summary>The known source that is meant by a name: the one that bears it, else the one that bears it in other letters; null when none does.</summary>
    public static string? Known(string name, IEnumerable<Source> known)
    {
        var own = known.Where(source => !source.Demo).Select(source => source.Name).ToList();
        return own.Find(one => one == name) ?? own.Find(one => Plain(one) == Plain(name));
    }

    static string Plain(string name) => Marks().Replace(name, " ").Trim().ToUpperInvariant();

    [GeneratedRegex(@"\.(csv|tsv|txt|ndjson|jsonl|json|parquet|xlsx|eml|mbox|vtt|srt|xes)(\.gz)?$|\.gz$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ending();

    [GeneratedRegex(@"[_\s-]+")]
    private static partial Regex Marks();
}
