using System.Collections.Frozen;
using Throughline.Language.Normal;
using Throughline.Language.Topics;
using Throughline.Language.Words;

namespace Throughline.Language.Aspects;

/// <summary>
/// Finds what a text speaks of and what it says of each thing: the seeds of a taxonomy and words that were learnt, each judged by its own clause, since a text that
/// praises one thing and blames another has no polarity as a whole. Immutable: any number of <see cref="Reader"/> may read with it at once.
/// </summary>
public sealed class AspectFinder
{
    const string LearntTopic = "learnt_words"; // not a topic: where words stand that belong to none

    /// <summary>Makes a finder.</summary>
    /// <param name="taxonomy">Topics, whose seeds are words for things.</param>
    /// <param name="polarity">What a clause says; asked from several threads when several readers are used.</param>
    /// <param name="learnt">Further words for things (<see cref="AspectTerms"/>).</param>
    /// <param name="opinions">Words of opinion: a seed that is one of them is told as such.</param>
    public AspectFinder(Taxonomy taxonomy, ClausePolarity polarity, IReadOnlyList<string>? learnt = null, IEnumerable<string>? opinions = null)
    {
        var none = new Dictionary<string, string>();
        var words = new Topic(LearntTopic, null, none, new Dictionary<string, IReadOnlyList<string>> { ["und"] = learnt ?? [] }, new Dictionary<string, IReadOnlyList<string>>());
        Tagger = new TopicTagger(new Taxonomy([.. taxonomy.Topics.Where(topic => topic.Id != LearntTopic), words]));
        Polarity = polarity;
        Opinions = (opinions ?? []).Select(Normaliser.Of).ToFrozenSet(StringComparer.Ordinal);
    }

    internal TopicTagger Tagger { get; }

    internal ClausePolarity Polarity { get; }

    internal FrozenSet<string> Opinions { get; }

    /// <summary>A reader of texts; one for each thread.</summary>
    public AspectReading Reader() => new(this);

    /// <summary>The id of a topic; null for the words that belong to none.</summary>
    internal string? TopicOf(int place) => Tagger.Taxonomy.Topics[place].Id is var id && id != LearntTopic ? id : null;
}

/// <summary>Finds the aspects of texts; for one thread at a time.</summary>
public sealed class AspectReading
{
    const double Good = 0.6, Bad = 0.4; // between them it is unclear

    readonly AspectFinder _finder;
    readonly TopicReading _topics;
    readonly Tokens _tokens = new();
    readonly Clauses _clauses = new();
    readonly List<Aspect> _found = [];

    internal AspectReading(AspectFinder finder)
    {
        _finder = finder;
        _topics = finder.Tagger.Reader();
    }

    /// <summary>The aspects of the last text, in its order.</summary>
    public IReadOnlyList<Aspect> Aspects => _found;

    /// <summary>Reads a text of any length, also a broken one.</summary>
    /// <returns>True when it has any aspect.</returns>
    public bool Read(ReadOnlySpan<char> text)
    {
        _found.Clear();
        _topics.Read(text);
        var normal = _topics.Text;
        _tokens.Part(normal);
        _clauses.Part(normal, _tokens);
        var hit = 0;
        var hits = _topics.Hits;
        foreach (var clause in _clauses.All)
        {
            for (; hit < hits.Count && hits[hit].Start < clause.Start; hit++)
            {
                // It lies across the end of a clause: nothing is said of it in one.
            }

            if (hit == hits.Count || hits[hit].Start >= clause.End)
            {
                continue;
            }

            var good = _finder.Polarity(normal.Units[clause.Start..clause.End]);
            var where = normal.Source(text, clause.Start, clause.End);
            for (; hit < hits.Count && hits[hit].Start < clause.End; hit++)
            {
                if (hits[hit].End <= clause.End && !(IsLoneHan(normal.Units[hits[hit].Start..hits[hit].End]) && _finder.TopicOf(hits[hit].Topic) is not null))
                {
                    Add(text, hits[hit], good, where);
                }
            }
        }

        return _found.Count > 0;
    }

    /// <summary>A Chinese character alone, as a seed, is most often a piece of the name of something else, such as fish in a dish.</summary>
    static bool IsLoneHan(ReadOnlySpan<char> term) => term.Length == 1 && Letters.IsHan(term[0]);

    void Add(ReadOnlySpan<char> text, SeedAutomaton.Hit hit, double? good, SourceRange clause)
    {
        var normal = _topics.Text;
        var term = normal.Units[hit.Start..hit.End].ToString();
        var polarity = good switch
        {
            null => AspectPolarity.NotAssessed,
            >= Good => AspectPolarity.Positive,
            <= Bad => AspectPolarity.Negative,
            _ => AspectPolarity.Unclear,
        };
        _found.Add(new Aspect(term, _finder.TopicOf(hit.Topic), _finder.Opinions.Contains(term), polarity, good, normal.Source(text, hit.Start, hit.End), clause));
    }
}
