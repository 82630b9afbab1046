using Throughline.Contracts;

namespace Throughline.Server.Views;

/// <summary>What was heard of one customer, by attribute: the newest value wins, the others are kept with the reason why not.</summary>
static class HeldValues
{
    /// <summary>Rules over what was heard, the oldest first.</summary>
    /// <remarks>
    /// A value of a source holds since the source began to say so without a break. Beside the winner each source's values are
    /// listed: <c>agrees</c>, another source says the same; <c>disagrees</c>, another source's own latest word is another;
    /// <c>older</c>, its own source has said something else since.
    /// </remarks>
    public static IReadOnlyList<HeldValue> Of(IEnumerable<HeardValue> heard, IEnumerable<AttributeName> attributes)
    {
        var byAttribute = heard.ToLookup(h => h.AttributeId);
        return [.. attributes.Where(a => byAttribute.Contains(a.Id)).Select(a => Rule(a, Runs(byAttribute[a.Id])))];
    }

    static HeldValue Rule(AttributeName attribute, List<Run> runs)
    {
        var latestOfSource = runs.GroupBy(r => r.Source).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Last)!);
        var winner = runs.MaxBy(r => r.Last)!;
        var others = runs.Where(r => r != winner && (r.Source, r.Value) != (winner.Source, winner.Value))
            .GroupBy(r => (r.Source, r.Value)).Select(g => g.MaxBy(r => r.Last)!)
            .OrderByDescending(r => r.Last)
            .Select(r => new OtherValue(r.Value, r.Source, r.Since,
                r.Value == winner.Value ? ValueStanding.Agrees
                : r == latestOfSource[r.Source] ? ValueStanding.Disagrees
                : ValueStanding.Older));
        return new HeldValue(attribute.Name, attribute.Kind, winner.Value, winner.Source, winner.Since, [.. others]);
    }

    /// <summary>Stretches in which a source says the same value.</summary>
    static List<Run> Runs(IEnumerable<HeardValue> heard)
    {
        var runs = new List<Run>();
        var open = new Dictionary<string, Run>(StringComparer.Ordinal);
        var place = 0;
        foreach (var (_, value, source, at) in heard)
        {
            place++;
            if (open.TryGetValue(source, out var run) && run.Value == value)
            {
                run.Last = place;
                continue;
            }

            run = new Run(source, value, at) { Last = place };
            open[source] = run;
            runs.Add(run);
        }

        return runs;
    }

    sealed class Run(string source, string value, DateTime since)
    {
        public string Source => source;

        public string Value => value;

        public DateTime Since => since;

        /// <summary>Place of its last mention among all mentions.</summary>
        public int Last { get; set; }
    }
}

/// <summary>One mention of a value.</summary>
/// <param name="AttributeId">The attribute.</param>
/// <param name="Value">What was said.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="At">When, UTC.</param>
readonly record struct HeardValue(int AttributeId, string Value, string Source, DateTime At);

/// <summary>The value that is taken for true.</summary>
/// <param name="Name">Name of the attribute.</param>
/// <param name="Kind">Which of the four kinds of customer data it is.</param>
/// <param name="Value">The newest value.</param>
/// <param name="Source">Name of the source that said it last.</param>
/// <param name="Since">Since when that source says so without a break, UTC.</param>
/// <param name="Others">What else was said, the latest first.</param>
sealed record HeldValue(
    string Name, AttributeKind Kind, string Value, string Source, DateTime Since, IReadOnlyList<OtherValue> Others);

/// <summary>A value that did not win.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">Name of the source that said it.</param>
/// <param name="Since">Since when it said so, UTC.</param>
/// <param name="Why">Why it did not win.</param>
sealed record OtherValue(string Value, string Source, DateTime Since, ValueStanding Why);

/// <summary>How a value stands to the one that won.</summary>
enum ValueStanding
{
    /// <summary>Its own source has said something else since.</summary>
    Older = 0,
    /// <summary>Another source's latest word is another.</summary>
    Disagrees = 1,
    /// <summary>Another source says the same.</summary>
    Agrees = 2,
}
