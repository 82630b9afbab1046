using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Language.Languages;
using Throughline.Language.Normal;
using Throughline.Language.Topics;
using Throughline.Language.Topics.Discovery;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Attached;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Topics;

/// <summary>
/// Proposes topics in what customers wrote that no topic of theirs took. The same texts give the same proposals; a proposal that comes again has the same key,
/// and no other ever gets it. What was found is kept in memory alone, so that nothing of it outlives the texts.
/// </summary>
public sealed class TopicProposals(SignalLog log, AttachedStore store, TaxonomyBook book, DetectorBook detectors) : IDisposable
{
    /// <summary>Most texts that are looked at: the newest.</summary>
    public const int MostTexts = 20_000;

    const int LongestText = 2_000, ShownTexts = 3;

    readonly SemaphoreSlim _turn = new(1);
    readonly HashSet<int> _adopted = [];
    DiscoveredTopics? _last;
    (string Mark, Proposals Proposals)? _kept;

    /// <summary>The proposals now.</summary>
    public async Task<Proposals> FindAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await FindInTurnAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Adopts a proposal into the company's topics, with its terms as words that speak of it; null when there is none of this key now.</summary>
    /// <param name="key">The proposal.</param>
    /// <param name="name">What the topic is called.</param>
    /// <param name="parent">The topic that it is a part of; null for none.</param>
    /// <param name="by">Who adopts it.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<CompanyTopic?> AdoptAsync(string key, string name, int? parent, string by, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if ((await FindInTurnAsync(cancellation)).Found.FirstOrDefault(one => one.Key == key) is not { } proposal)
            {
                return null;
            }

            var seeds = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [proposal.Language] = proposal.Terms };
            var topic = book.Add(new TopicWords(name, parent, new Dictionary<string, string>(), seeds, []), by, isAdopted: true);
            _adopted.Add(proposal.Id);
            _kept = null;
            return topic;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    async Task<Proposals> FindInTurnAsync(CancellationToken cancellation)
    {
        var (head, without) = (log.Head, AllowedSources.Without(log, detectors.Now));
        var (texts, mark, firstId) = await log.ReadAsync(connection =>
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"{head}/{log.Removals}/{string.Join(',', without)}/{TopicCounts.Mark(connection)}");
            return (_kept?.Mark == mark ? [] : Texts(connection, log.Catalogue.Contents, head, without), mark, connection.Scalar<int>("SELECT next_proposal FROM understanding.topic_state"));
        }, cancellation);
        if (_kept is { } kept && kept.Mark == mark)
        {
            return kept.Proposals;
        }

        var found = await Task.Run(() => DiscoverTopics.Of(texts.Select(text => text.Text), _last, firstId), cancellation);
        if (found.NextId != firstId)
        {
            // Before anybody sees them: a key is never given twice.
            store.Write(connection => connection.Execute("UPDATE topic_state SET next_proposal = $next", ("next", found.NextId)));
        }

        var proposals = await Task.Run(() => Of(found, texts), cancellation);
        (_last, _kept) = (found.Topics.Count > 0 ? found : _last, (mark, proposals));
        return proposals;
    }

    static List<LeftText> Texts(DuckConnection connection, CatalogueContents catalogue, long head, IReadOnlyList<int> without)
    {
        var nothing = $"{(int)TopicNone.LanguageNotCovered}, {(int)TopicNone.NothingMatched}";
        var left = connection.Scalar<int>("SELECT shown FROM understanding.topic_state") == 0
            ? "ANTI JOIN (SELECT seq FROM understanding.topic_reading)"
            : $"SEMI JOIN (SELECT seq FROM understanding.topic_reading WHERE none IN ({nothing}))";
        var texts = new List<LeftText>();
        using var reader = connection.Query(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT seq, id, left(text, {LongestText}) FROM signal {left} USING (seq)
            WHERE seq <= $head AND {CustomersWords.Sql(catalogue)}
                {(without.Count == 0 ? "" : $"AND source_id NOT IN ({string.Join(", ", without)})")}
            ORDER BY seq DESC LIMIT {MostTexts}
            """), ("head", head));
        while (reader.Read())
        {
            texts.Add(new LeftText(reader.GetInt64(0), new SignalId(reader.GetGuid(1)), reader.GetString(2)));
        }

        return texts;
    }

    Proposals Of(DiscoveredTopics found, List<LeftText> texts)
    {
        if (found.Topics.Count == 0)
        {
            var normal = texts.Select(text => (text.Seq, text.Id, Normal: Normaliser.Of(text.Text))).OrderBy(text => text.Seq).ToList();
            return new Proposals(texts.Count, [], [.. found.Phrases.Select(phrase => new ProposedPhrase(
                phrase.Phrase, phrase.Texts, [.. normal.Where(text => text.Normal.Contains(phrase.Phrase, StringComparison.Ordinal)).DistinctBy(text => text.Normal).Take(ShownTexts).Select(text => text.Id.ToString())]))],
                found.DifferentTexts < DiscoverTopics.FewestTexts
                    ? new Shortfall("not_enough_texts", found.DifferentTexts, DiscoverTopics.FewestTexts)
                    : new Shortfall("texts_too_alike", null, null)); // they differ in numbers and small words alone
        }

        var reader = found.Reader();
        var near = found.Topics.ToDictionary(topic => topic.Id, _ => new List<(double Likeness, long Seq, string Normal, LeftText Text)>());
        foreach (var text in texts)
        {
            if (reader.Read(text.Text))
            {
                near[reader.Id].Add((reader.Likeness, text.Seq, Normaliser.Of(text.Text), text));
            }
        }

        return new Proposals(texts.Count, [.. found.Topics.Where(topic => !_adopted.Contains(topic.Id)).OrderByDescending(topic => topic.Texts).ThenBy(topic => topic.Id).Select(topic =>
        {
            var nearest = near[topic.Id].OrderByDescending(one => one.Likeness).ThenBy(one => one.Seq).DistinctBy(one => one.Normal).Take(ShownTexts).Select(one => one.Text).ToList();
            return new Proposal(topic.Id, topic.Words, topic.Texts, [.. nearest.Select(text => text.Id.ToString())], Language(nearest));
        })], [], null);
    }

    /// <summary>The language that the terms are taken for.</summary>
    static string Language(List<LeftText> texts) =>
        LanguageIdentifier.Of(string.Join('\n', texts.Select(text => text.Text))).Language is var language && language is "en" or "ar" or "fa" or "zh" ? language : "und";

    sealed record LeftText(long Seq, SignalId Id, string Text);
}

/// <summary>What was found in texts without a topic.</summary>
/// <param name="LookedAt">Texts that were looked at.</param>
/// <param name="Found">Proposals, the one with most texts first.</param>
/// <param name="Phrases">Words and phrases with their counts, where there are too few texts for proposals.</param>
/// <param name="Shortfall">Why there are none; null when there are.</param>
public sealed record Proposals(int LookedAt, IReadOnlyList<Proposal> Found, IReadOnlyList<ProposedPhrase> Phrases, Shortfall? Shortfall);

/// <summary>A topic that a person may adopt.</summary>
/// <param name="Id">Its number, never given to another.</param>
/// <param name="Terms">What tells it from the others, the most telling first.</param>
/// <param name="Texts">Texts that would have it.</param>
/// <param name="Nearest">Ids of the three signals that are most like it.</param>
/// <param name="Language">The language that its terms are taken for.</param>
public sealed record Proposal(int Id, IReadOnlyList<string> Terms, int Texts, IReadOnlyList<string> Nearest, string Language)
{
    /// <summary>What it is asked for by.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"s{Id}");
}

/// <summary>A word or a phrase that several texts have.</summary>
/// <param name="Phrase">The words, in normal form.</param>
/// <param name="Texts">Texts with it.</param>
/// <param name="Nearest">Ids of up to three signals that have it.</param>
public sealed record ProposedPhrase(string Phrase, int Texts, IReadOnlyList<string> Nearest);
