using Throughline.DuckDb;

namespace Throughline.Understanding.Topics;

/// <summary>Writes what was read of texts into the store, in its transaction.</summary>
static class TopicWriting
{
    /// <summary>Adds rows.</summary>
    /// <param name="store">The store's writer.</param>
    /// <param name="texts">What was read.</param>
    /// <param name="suffix">Behind the names of the tables.</param>
    public static void Add(DuckConnection store, IReadOnlyList<ReadText> texts, string suffix)
    {
        if (texts.Count == 0)
        {
            return;
        }

        using var readings = store.Append("topic_reading" + suffix);
        using var topics = store.Append("topic_of" + suffix);
        using var places = store.Append("topic_place" + suffix);
        foreach (var text in texts)
        {
            readings.BeginRow().Value(text.Seq).Value(text.Source).Value(text.IsEmployee).Value((int)text.None).EndRow();
            foreach (var (topic, isOwn) in text.Topics)
            {
                topics.BeginRow().Value(text.Seq).Value(topic).Value(isOwn).Value(text.Source).Value(text.IsEmployee).EndRow();
            }

            foreach (var (topic, first, behind) in text.Places)
            {
                places.BeginRow().Value(text.Seq).Value(topic).Value(first).Value(behind).EndRow();
            }
        }

        readings.Flush();
        topics.Flush();
        places.Flush();
    }

    /// <summary>Takes out the rows of sources.</summary>
    public static void Remove(DuckConnection store, IReadOnlyCollection<int> sources)
    {
        foreach (var suffix in new[] { "", "_next" })
        {
            var which = $"of_source IN ({string.Join(", ", sources)})";
            store.Execute($"DELETE FROM topic_place{suffix} WHERE seq IN (SELECT seq FROM topic_reading{suffix} WHERE {which})");
            store.Execute($"DELETE FROM topic_of{suffix} WHERE {which}; DELETE FROM topic_reading{suffix} WHERE {which}");
        }
    }

    /// <summary>Empties the tables of a reading that begins again.</summary>
    public static void Empty(DuckConnection store, string suffix)
    {
        foreach (var table in TopicTables.Names)
        {
            store.Execute($"DELETE FROM {table}{suffix}");
        }
    }

    /// <summary>Puts what was read by the newer version in the place of the older, and keeps how many texts of customers each topic had and has.</summary>
    public static void Swap(DuckConnection store, int from, int to)
    {
        store.Execute($"""
            DELETE FROM topic_change;
            INSERT INTO topic_change
            SELECT {from}, {to}, topic, count(*) FILTER (WHERE old), count(*) FILTER (WHERE NOT old) FROM (
                SELECT topic, TRUE AS old FROM topic_of WHERE NOT is_employee UNION ALL SELECT topic, FALSE FROM topic_of_next WHERE NOT is_employee) GROUP BY topic
            UNION ALL
            SELECT {from}, {to}, NULL, count(*) FILTER (WHERE old), count(*) FILTER (WHERE NOT old) FROM (
                SELECT TRUE AS old FROM topic_reading WHERE none > 0 AND NOT is_employee UNION ALL SELECT FALSE FROM topic_reading_next WHERE none > 0 AND NOT is_employee)
            """);
        foreach (var table in TopicTables.Names)
        {
            store.Execute($"DROP TABLE {table}; ALTER TABLE {table}_next RENAME TO {table}");
        }

        store.Execute(TopicTables.Three("_next"));
        // Also what had a purpose again was read from the beginning.
        store.Execute($"DELETE FROM topic_left WHERE done IS NOT NULL; UPDATE topic_state SET shown = {to}, next = 0, done = 0");
    }
}
