using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Language.Topics;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;

namespace Throughline.Understanding.Topics;

/// <summary>What was read of one text.</summary>
/// <param name="Seq">Number of the signal.</param>
/// <param name="Source">Its source.</param>
/// <param name="IsEmployee">True when an employee said it.</param>
/// <param name="None">Why it has no topic.</param>
/// <param name="Topics">Its topics, and the topics that they are parts of, each once, by their numbers.</param>
/// <param name="Places">Where it speaks of its own topics, in its order.</param>
readonly record struct ReadText(long Seq, int Source, bool IsEmployee, TopicNone None, (int Topic, bool IsOwn)[] Topics, (int Topic, int First, int Behind)[] Places);

/// <summary>
/// Reads the words of a stretch of the log for topics: a function of each text and of the version alone, whatever the order and the number of threads. Holds
/// a few megabytes of texts at once.
/// </summary>
sealed class TextTopicsReading
{
    const int LettersAtOnce = 4 << 20;
    const int TextsAtOnce = 20_000;
    const int MostPlaces = 20; // of one topic in one text

    static readonly string s_employees = string.Create(CultureInfo.InvariantCulture, $"(has_text AND kind = {(int)SignalKind.Employee})");

    readonly TaxonomyVersion _version;
    readonly TopicTagger _tagger;
    readonly int[][] _above;

    public TextTopicsReading(TaxonomyVersion version)
    {
        _version = version;
        _tagger = new TopicTagger(version.Taxonomy.Value);
        _above = [.. version.Living.Select(topic => version.Above(topic).Select(one => one.Id).ToArray())];
    }

    /// <summary>The version that is read by.</summary>
    public int Version => _version.Version;

    /// <summary>Reads a stretch.</summary>
    /// <param name="log">The log.</param>
    /// <param name="catalogue">What its columns mean.</param>
    /// <param name="stretch">Which signals.</param>
    /// <param name="only">Only these sources; null for all.</param>
    /// <param name="without">Not these sources.</param>
    public List<ReadText> Read(DuckConnection log, CatalogueContents catalogue, LogStretch stretch, IReadOnlyCollection<int>? only, IReadOnlyCollection<int> without)
    {
        var read = new List<ReadText>();
        if (_version.Living.Count == 0 || only is { Count: 0 })
        {
            return read; // where there is nothing to look for, a text has no reason to have none
        }

        var sources = (only is null ? "" : $" AND source_id IN ({Numbers(only)})") + (without.Count == 0 ? "" : $" AND source_id NOT IN ({Numbers(without)})");
        var texts = new List<(long Seq, int Source, bool IsEmployee, string Text)>();
        var letters = 0;
        using var reader = log.Query(
            $"SELECT seq, source_id, kind, text FROM signal WHERE seq > $after AND seq <= $upto AND ({CustomersWords.Sql(catalogue)} OR {s_employees}){sources} ORDER BY seq", ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            var text = reader.GetString(3);
            texts.Add((reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2) == (int)SignalKind.Employee, text));
            letters += text.Length;
            if (letters >= LettersAtOnce || texts.Count >= TextsAtOnce)
            {
                read.AddRange(Read(texts));
                texts.Clear();
                letters = 0;
            }
        }

        read.AddRange(Read(texts));
        return read;
    }

    /// <summary>Reads one text.</summary>
    public ReadText Read(string text) => Of(_tagger.Reader(), (0, 0, false, text));

    ReadText[] Read(List<(long Seq, int Source, bool IsEmployee, string Text)> texts)
    {
        var read = new ReadText[texts.Count];
        Parallel.For(0, texts.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, _tagger.Reader, (i, _, reader) =>
        {
            read[i] = Of(reader, texts[i]);
            return reader;
        }, static _ => { });
        return read;
    }

    ReadText Of(TopicReading reader, (long Seq, int Source, bool IsEmployee, string Text) one)
    {
        reader.Read(one.Text);
        if (reader.Topics.Count == 0)
        {
            return new ReadText(one.Seq, one.Source, one.IsEmployee, reader.None, [], []);
        }

        var topics = new SortedDictionary<int, bool>();
        var places = new List<(int, int, int)>();
        foreach (var found in reader.Topics)
        {
            var id = _version.Living[found.Topic].Id;
            topics[id] = true;
            foreach (var above in _above[found.Topic])
            {
                topics.TryAdd(above, false);
            }

            places.AddRange(reader.Spans(found.Topic).Take(MostPlaces).Select(span => (id, span.Start, span.End)));
        }

        return new ReadText(one.Seq, one.Source, one.IsEmployee, TopicNone.No, [.. topics.Select(topic => (topic.Key, topic.Value))], [.. places]);
    }

    static string Numbers(IEnumerable<int> ids) => string.Join(", ", ids.Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
