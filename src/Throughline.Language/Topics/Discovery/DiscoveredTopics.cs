using Throughline.Language.Normal;

namespace Throughline.Language.Topics.Discovery;

/// <summary>A topic that was found in texts, and that a person may adopt into the taxonomy.</summary>
/// <param name="Id">From 1; the same topic keeps it in later runs, and no other topic ever gets it.</param>
/// <param name="Words">The terms that tell it from the others, the most telling first.</param>
/// <param name="Examples">The three different texts that are most like it, in normal form.</param>
/// <param name="Texts">Texts that have it.</param>
/// <param name="DifferentTexts">Different ones among them.</param>
public sealed record DiscoveredTopic(int Id, IReadOnlyList<string> Words, IReadOnlyList<string> Examples, int Texts, int DifferentTexts);

/// <summary>Words that stand side by side, and how many texts have them.</summary>
/// <param name="Phrase">The words.</param>
/// <param name="Texts">Texts with it.</param>
/// <param name="Example">The first of them, in ordinal order.</param>
public sealed record PhraseCount(string Phrase, int Texts, string Example);

/// <summary>
/// What was found in texts that no topic of a taxonomy took. It assigns texts: what a text is given is a function of its normal form and of this alone.
/// Immutable.
/// </summary>
public sealed class DiscoveredTopics
{
    internal DiscoveredTopics(IReadOnlyList<DiscoveredTopic> topics, IReadOnlyList<PhraseCount> phrases, int differentTexts, int nextId, TermTable table, IReadOnlyList<double[]> centres, int[] ids)
    {
        Topics = topics;
        Phrases = phrases;
        DifferentTexts = differentTexts;
        NextId = nextId;
        Table = table;
        Centres = centres;
        Ids = ids;
    }

    /// <summary>The topics, by their ids; empty when there are too few texts.</summary>
    public IReadOnlyList<DiscoveredTopic> Topics { get; }

    /// <summary>Words and phrases with their counts, the commonest first; filled when there are too few texts for topics.</summary>
    public IReadOnlyList<PhraseCount> Phrases { get; }

    /// <summary>Different texts that this was found in.</summary>
    public int DifferentTexts { get; }

    /// <summary>The id that the next new topic gets.</summary>
    public int NextId { get; }

    internal TermTable Table { get; }

    internal IReadOnlyList<double[]> Centres { get; }

    /// <summary>Of each centre the id of its topic; 0 where fewer than three different texts are like it.</summary>
    internal int[] Ids { get; }

    /// <summary>A reader of texts; one for each thread.</summary>
    public DiscoveredReading Reader() => new(this);
}

/// <summary>Assigns texts to discovered topics; for one thread at a time.</summary>
public sealed class DiscoveredReading
{
    readonly DiscoveredTopics _topics;
    readonly Terms _terms = new();

    internal DiscoveredReading(DiscoveredTopics topics) => _topics = topics;

    /// <summary>The topic of the last text; 0 for none.</summary>
    public int Id { get; private set; }

    /// <summary>Why the last text has none.</summary>
    public TopicNone None { get; private set; }

    /// <summary>How like the last text is to its topic, 0 to 1.</summary>
    public double Likeness { get; private set; }

    /// <summary>The word of the last text that speaks most for its topic; a range of the original, whole characters.</summary>
    public SourceRange Span { get; private set; }

    /// <summary>Reads a text of any length, also a broken one.</summary>
    /// <returns>True when it has a topic.</returns>
    public bool Read(ReadOnlySpan<char> text)
    {
        (Id, Likeness, Span) = (0, 0, default);
        _terms.Read(text);
        if (_topics.Centres.Count == 0)
        {
            None = _terms.HasWords ? TopicNone.TooFewTexts : TopicNone.NoWords;
            return false;
        }

        var row = _topics.Table.Row("", 1, _terms.All.Select(term => term.Word));
        if (row.Columns.Length == 0)
        {
            None = _terms.HasWords ? TopicNone.NothingShared : TopicNone.NoWords;
            return false;
        }

        var (group, like) = SphericalMeans.Nearest(_topics.Centres, row);
        (Id, None) = like <= 0 ? (0, TopicNone.NothingShared) : _topics.Ids[group] == 0 ? (0, TopicNone.TooFewAlike) : (_topics.Ids[group], TopicNone.No);
        if (Id > 0)
        {
            Likeness = Math.Min(1, like);
            Span = Strongest(text, row, _topics.Centres[group]);
        }

        return Id > 0;
    }

    SourceRange Strongest(ReadOnlySpan<char> text, TermRow row, double[] centre)
    {
        var best = Enumerable.Range(0, row.Columns.Length).MaxBy(i => row.Values[i] * centre[row.Columns[i]]);
        var word = _topics.Table.Words[row.Columns[best]];
        var term = _terms.All.First(one => one.Word == word);
        return _terms.Text.Source(text, term.Start, term.End);
    }
}
