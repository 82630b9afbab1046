using System.Globalization;
using Throughline.DuckDb;
using Throughline.Language.Topics;
using Throughline.Platform.Log;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding.Topics;

/// <summary>A topic that a text speaks of.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What it is called now.</param>
/// <param name="Spans">The words that speak of it, in their order.</param>
public sealed record TopicMention(int Id, string Name, IReadOnlyList<TextSpan> Spans);

/// <summary>What texts are about, for those who show signals. What may not be read now is not given, whatever is kept.</summary>
public sealed class TopicRows(SignalLog log, TaxonomyBook book, DetectorBook detectors)
{
    /// <summary>What an answer depends on beside the log, as one text.</summary>
    internal string State(DuckConnection connection) => $"{book.Now.Version}.{TopicCounts.Mark(connection)}";

    /// <summary>The signals with what they are about.</summary>
    internal void AddTo(Dictionary<long, Verbatim> signals, DuckConnection connection)
    {
        List<long> worded = [.. signals.Where(signal => signal.Value.Text is not null).Select(signal => signal.Key)];
        if (worded.Count == 0)
        {
            return;
        }

        var without = AllowedSources.Without(log, detectors.Now);
        var among = string.Create(CultureInfo.InvariantCulture, $"seq BETWEEN {worded.Min()} AND {worded.Max()} AND seq IN ({string.Join(", ", worded)})");
        var places = new Dictionary<(long Seq, int Topic), List<TextSpan>>();
        using (var reader = connection.Query($"SELECT seq, topic, first, behind FROM understanding.topic_place WHERE {among} ORDER BY seq, topic, first"))
        {
            while (reader.Read())
            {
                var key = (reader.GetInt64(0), reader.GetInt32(1));
                if (!places.TryGetValue(key, out var spans))
                {
                    places.Add(key, spans = []);
                }

                spans.Add(new TextSpan(reader.GetInt32(2), reader.GetInt32(3)));
            }
        }

        var bySignal = places.ToLookup(one => one.Key.Seq, one => (one.Key.Topic, one.Value));
        using var readings = connection.Query($"SELECT seq, of_source, none FROM understanding.topic_reading WHERE {among}");
        while (readings.Read())
        {
            var (seq, none) = (readings.GetInt64(0), (TopicNone)readings.GetInt32(2));
            if (!without.Contains(readings.GetInt32(1)))
            {
                signals[seq] = signals[seq] with
                {
                    Topics = [.. bySignal[seq].OrderBy(one => one.Topic).Select(one => new TopicMention(one.Topic, Name(one.Topic), one.Value))],
                    TopicsNone = none == TopicNone.No ? null : none.Word(),
                };
            }
        }
    }

    /// <summary>Names of the topics of each signal of a stretch that has any, for a file.</summary>
    internal IReadOnlyDictionary<long, string> Names(DuckConnection connection, long after, long until)
    {
        var without = AllowedSources.Without(log, detectors.Now).ToHashSet();
        var names = new Dictionary<long, string>();
        using var reader = connection.Query(
            "SELECT seq, topic, of_source FROM understanding.topic_of WHERE is_own AND NOT is_employee AND seq > $after AND seq <= $until ORDER BY seq, topic", ("after", after), ("until", until));
        while (reader.Read())
        {
            if (!without.Contains(reader.GetInt32(2)))
            {
                var (seq, name) = (reader.GetInt64(0), Name(reader.GetInt32(1)));
                names[seq] = names.TryGetValue(seq, out var before) ? $"{before}; {name}" : name;
            }
        }

        return names;
    }

    /// <summary>How many of some rows speak of each topic or of a part of it, the most frequent first; those that are chosen also with a count of 0.</summary>
    /// <param name="connection">A connection of the log.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="chosen">What the filter chooses.</param>
    internal static IReadOnlyList<FacetValue> Facet(DuckConnection connection, Listed rows, IReadOnlyList<int> chosen)
    {
        var counts = new List<(int Topic, long Count)>();
        using (var reader = connection.Query($"""
            SELECT topic_id, count(*) FROM signal JOIN (SELECT seq, topic AS topic_id FROM understanding.topic_of WHERE NOT is_employee) USING (seq)
            WHERE {rows.Sql} GROUP BY topic_id
            """, rows.With()))
        {
            while (reader.Read())
            {
                counts.Add((reader.GetInt32(0), reader.GetInt64(1)));
            }
        }

        counts.AddRange(chosen.Distinct().Where(id => !counts.Exists(one => one.Topic == id)).Select(id => (id, 0L)).ToList());
        return [.. counts.OrderByDescending(one => one.Count).ThenBy(one => one.Topic).Select(one => new FacetValue(one.Topic.ToString(CultureInfo.InvariantCulture), one.Count))];
    }

    string Name(int topic) => book.Now.Find(topic)?.Words.Name ?? "";
}
