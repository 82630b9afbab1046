using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding.Themes;

/// <summary>What a line is about: a topic of the company, or what a detector finds.</summary>
/// <param name="Kind"><c>topic</c> or <c>detector</c>.</param>
/// <param name="Id">Number of the topic, or id of the detector.</param>
/// <param name="Name">Name of the topic; of a detector its id.</param>
readonly record struct ThemeKey(string Kind, string Id, string Name);

/// <summary>How many texts of customers of one side were read, and how many of them have each theme. Texts of employees are in none.</summary>
/// <param name="Texts">Texts that were read for topics.</param>
/// <param name="Hits">Of each theme that any has: texts that have it, and texts that could.</param>
sealed record ThemeCounts(long Texts, IReadOnlyDictionary<ThemeKey, (long Hits, long Texts)> Hits)
{
    /// <summary>Counts.</summary>
    /// <param name="connection">A connection of the log.</param>
    /// <param name="side">Which signals.</param>
    /// <param name="topics">Names of the topics that are not gone.</param>
    /// <param name="catalogue">What the columns mean.</param>
    /// <param name="head">Nothing later.</param>
    public static ThemeCounts Of(DuckConnection connection, SignalFilter side, IReadOnlyDictionary<int, string> topics, CatalogueContents catalogue, long head)
    {
        var rows = Listed.Of(side, catalogue, head);
        var texts = connection.Scalar<long>($"SELECT count(*) FROM signal SEMI JOIN (SELECT seq FROM understanding.topic_reading WHERE NOT is_employee) USING (seq) WHERE {rows.Sql}", rows.With());
        var hits = new Dictionary<ThemeKey, (long, long)>();
        using var reader = connection.Query(
            $"SELECT topic_id, count(*) FROM signal JOIN (SELECT seq, topic AS topic_id FROM understanding.topic_of WHERE NOT is_employee) USING (seq) WHERE {rows.Sql} GROUP BY topic_id", rows.With());
        while (reader.Read())
        {
            if (topics.TryGetValue(reader.GetInt32(0), out var name))
            {
                hits.Add(new ThemeKey("topic", reader.GetInt32(0).ToString(CultureInfo.InvariantCulture), name), (reader.GetInt64(1), texts));
            }
        }

        return new ThemeCounts(texts, hits);
    }
}
