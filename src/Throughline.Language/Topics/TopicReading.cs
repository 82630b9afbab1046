using Throughline.Language.Languages;
using Throughline.Language.Models;
using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Topics;

/// <summary>A topic of a text.</summary>
/// <param name="Topic">Its place in <see cref="Taxonomy.Topics"/>.</param>
/// <param name="Probability">That the text is about it, 0 to 1; null where no labels say what its seeds are worth.</param>
public readonly record struct TopicFound(int Topic, double? Probability);

/// <summary>Reads texts with a <see cref="TopicTagger"/>; for one thread at a time.</summary>
public sealed class TopicReading
{
    const int FewWords = 3;
    const double SureLanguage = 0.6; // below it the guess is not taken for a reason
    const double FairPrecision = 0.5; // seeds that are right more seldom do not speak for a topic that has a head
    const double HalfSure = 0.5; // share of the head's threshold from which on a fair seed tips the balance

    readonly TopicTagger _tagger;
    readonly TextReading? _heads;
    readonly HeadEvidence? _evidence;
    readonly NormalText _text = new();
    readonly Tokens _tokens = new();
    readonly List<SeedAutomaton.Hit> _hits = [];
    readonly List<TopicFound> _found = [];
    readonly List<(int Topic, SourceRange Range)> _spans = [];

    internal TopicReading(TopicTagger tagger)
    {
        _tagger = tagger;
        _heads = tagger.Learnt?.Heads.Reader();
        _evidence = tagger.Learnt is { } learnt ? new HeadEvidence(learnt.Heads) : null;
    }

    /// <summary>Topics of the last text, in the order of the taxonomy.</summary>
    public IReadOnlyList<TopicFound> Topics => _found;

    /// <summary>Why the last text has no topic.</summary>
    public TopicNone None { get; private set; }

    /// <summary>The words of the last text that speak of a topic, in their order: ranges of the original, whole characters.</summary>
    public IEnumerable<SourceRange> Spans(int topic) => _spans.Where(span => span.Topic == topic).Select(span => span.Range);

    /// <summary>The last text as it was read.</summary>
    internal NormalText Text => _text;

    /// <summary>The seeds of the last text, by their starts; the longer first.</summary>
    internal IReadOnlyList<SeedAutomaton.Hit> Hits => _hits;

    /// <summary>Reads a text of any length, also a broken one.</summary>
    /// <returns>True when it has a topic.</returns>
    public bool Read(ReadOnlySpan<char> text)
    {
        Normaliser.Normalise(text, _text);
        _hits.Clear();
        _found.Clear();
        _spans.Clear();
        _tagger.Seeds.Run(_text.Units, _hits);
        LeaveLongest();
        Find(text);
        None = _found.Count > 0 ? TopicNone.No : WhyNone();
        return _found.Count > 0;
    }

    /// <summary>A seed inside a longer one does not count; two of one extent both do.</summary>
    void LeaveLongest()
    {
        _hits.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End != b.End ? b.End.CompareTo(a.End) : a.Topic.CompareTo(b.Topic));
        var kept = 0;
        for (var i = 0; i < _hits.Count; i++)
        {
            var hit = _hits[i];
            if (kept > 0 && hit == _hits[kept - 1])
            {
                continue;
            }

            // Sorted by start, the last that is kept reaches furthest.
            if (kept > 0 && hit.End <= _hits[kept - 1].End && (hit.Start != _hits[kept - 1].Start || hit.End != _hits[kept - 1].End))
            {
                continue;
            }

            _hits[kept++] = hit;
        }

        _hits.RemoveRange(kept, _hits.Count - kept);
    }

    void Find(ReadOnlySpan<char> text)
    {
        var seeded = new SortedSet<int>();
        foreach (var hit in _hits)
        {
            seeded.Add(hit.Topic);
        }

        var heads = _tagger.HeadTopics;
        if (_heads is not null)
        {
            // Of the normal form, not of the original, so that texts that are alike are read alike.
            _heads.Read(_text.Units);
            for (var head = 0; head < heads.Length; head++)
            {
                if (heads[head] >= 0)
                {
                    AskHead(text, head, heads[head], seeded);
                }
            }
        }

        foreach (var topic in seeded)
        {
            _found.Add(new TopicFound(topic, null));
        }

        foreach (var hit in _hits)
        {
            if (_found.Exists(found => found.Topic == hit.Topic))
            {
                _spans.Add((hit.Topic, _text.Source(text, hit.Start, hit.End)));
            }
        }

        _found.Sort(static (a, b) => a.Topic.CompareTo(b.Topic));
    }

    void AskHead(ReadOnlySpan<char> text, int head, int topic, SortedSet<int> seeded)
    {
        var probability = _heads!.Probabilities[head];
        var present = _heads.Has(head);
        var hasSeed = seeded.Remove(topic);
        var worth = _tagger.Learnt!.SeedPrecision[head];
        if (hasSeed && (present || (worth >= FairPrecision && probability >= HalfSure * _tagger.Learnt.Heads.Cuts[head])))
        {
            _found.Add(new TopicFound(topic, Math.Max(probability, worth)));
        }
        else if (present && _evidence!.Of(_text.Units, head) is var (start, end))
        {
            // Present needs a span: where the head has nothing to show, nothing is said.
            _found.Add(new TopicFound(topic, probability));
            _spans.Add((topic, _text.Source(text, start, end)));
        }
    }

    TopicNone WhyNone()
    {
        _tokens.Part(_text);
        var (words, han) = (0, 0);
        foreach (var token in _tokens.All)
        {
            var units = _text.Units.Slice(token.Start, token.Length);
            words += token.Kind == TokenKind.Word && units.ContainsAnyExceptInRange('0', '9') ? 1 : 0;
            han += token.Kind == TokenKind.Han ? token.Length : 0;
        }

        if (words + han == 0)
        {
            return TopicNone.NoWords;
        }

        var guess = LanguageIdentifier.Of(_text.Units);
        if (guess.Language != "unknown" && guess.Probability >= SureLanguage && !_tagger.Taxonomy.Languages.Contains(guess.Language))
        {
            return TopicNone.LanguageNotCovered;
        }

        return words + (han / 2) < FewWords ? TopicNone.TooShort : TopicNone.NothingMatched;
    }
}
