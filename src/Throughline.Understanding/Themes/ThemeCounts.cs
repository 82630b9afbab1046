using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding.Themes;

/// <summary>What a line is about: a topic of the company, or what a detector finds.</summary>
/// <param name="Kind"><c>topic</c> or <c>detector</c>.</param>
/// <param name="Id">Number of the topic, or id of the detector.</param>
/// <param name="Name">Name of the topic; of a detector its id.</param>
/// <param name="IsExperimental">True for a detector of which nobody has measured how right it is.</param>
readonly record struct ThemeKey(string Kind, string Id, string Name, bool IsExperimental = false);

/// <summary>How many texts of customers of one side were read, and how many of them have each theme. Texts of employees are in none.</summary>
/// <param name="Texts">Texts that were read for topics or by detectors.</param>
/// <param name="Hits">Of each theme that any has: texts that have it, and texts that could.</param>
sealed record ThemeCounts(long Texts, IReadOnlyDictionary<ThemeKey, (long Hits, long Texts)> Hits)
{
    /// <summary>Texts of customers that were read: by detectors, and where there are topics for those.</summary>
    public const string Read = "(SELECT seq FROM understanding.topic_reading WHERE NOT is_employee UNION ALL SELECT seq FROM understanding.reading)";

    /// <summary>Counts.</summary>
    /// <param name="connection">A connection of the log.</param>
    /// <param name="side">Which signals.</param>
    /// <param name="topics">Names of the topics that are not gone.</param>
    /// <param name="detectors">The detectors that are shown.</param>
    /// <param name="catalogue">What the columns mean.</param>
    /// <param name="head">Nothing later.</param>
    public static ThemeCounts Of(DuckConnection connection, SignalFilter side, IReadOnlyDictionary<int, string> topics, IReadOnlyList<KnownDetector> detectors, CatalogueContents catalogue, long head)
    {
        var rows = Listed.Of(side, catalogue, head);
        var texts = connection.Scalar<long>($"SELECT count(*) FROM signal SEMI JOIN {Read} USING (seq) WHERE {rows.Sql}", rows.With());
        var forTopics = connection.Scalar<long>($"SELECT count(*) FROM signal SEMI JOIN (SELECT seq FROM understanding.topic_reading WHERE NOT is_employee) USING (seq) WHERE {rows.Sql}", rows.With());
        var hits = new Dictionary<ThemeKey, (long, long)>();
        Detections(connection, rows, detectors, hits);
        using var reader = connection.Query(
            $"SELECT topic_id, count(*) FROM signal JOIN (SELECT seq, topic AS topic_id FROM understanding.topic_of WHERE NOT is_employee) USING (seq) WHERE {rows.Sql} GROUP BY topic_id", rows.With());
        while (reader.Read())
        {
            if (topics.TryGetValue(reader.GetInt32(0), out var name))
            {
                hits.Add(new ThemeKey("topic", reader.GetInt32(0).ToString(CultureInfo.InvariantCulture), name), (reader.GetInt64(1), forTopics));
            }
        }

        return new ThemeCounts(texts, hits);
    }

    /// <summary>A detector could be present only where it was assessed.</summary>
    static void Detections(DuckConnection connection, Listed rows, IReadOnlyList<KnownDetector> detectors, Dictionary<ThemeKey, (long, long)> hits)
    {
        if (detectors.Count == 0)
        {
            return;
        }

        var counts = detectors.Select(one => string.Create(CultureInfo.InvariantCulture,
            $"count(*) FILTER (WHERE (present >> {one.Number}) & 1 = 1), count(*) FILTER (WHERE (assessed >> {one.Number}) & 1 = 1)"));
        using var reader = connection.Query(
            $"SELECT {string.Join(", ", counts)} FROM signal JOIN (SELECT seq, present, assessed FROM understanding.reading) USING (seq) WHERE {rows.Sql}", rows.With());
        reader.Read();
        for (var i = 0; i < detectors.Count; i++)
        {
            if (reader.GetInt64(2 * i) is > 0 and var present)
            {
                hits.Add(new ThemeKey("detector", detectors[i].Id, detectors[i].Id, detectors[i].Detector.IsExperimental), (present, reader.GetInt64((2 * i) + 1)));
            }
        }
    }
}
