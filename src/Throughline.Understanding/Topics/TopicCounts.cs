using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Topics;

/// <summary>How many texts each topic has, from what was read; counted again when something was.</summary>
public sealed class TopicCounts(SignalLog log, DetectorBook detectors)
{
    /// <summary>Fewest texts of employees that are told of a topic.</summary>
    public const long EmployeesFloor = 10;

    readonly Lock _turn = new();
    CountedAt? _kept;

    /// <summary>The counts now, without sources whose words have no purpose.</summary>
    public async Task<CountedTopics> NowAsync(CancellationToken cancellation)
    {
        var (head, removals) = (log.Head, log.Removals);
        var without = AllowedSources.Without(log, detectors.Now);
        var mark = $"{await log.ReadAsync(Mark, cancellation)}/{AllowedSources.Name(without)}";
        lock (_turn)
        {
            if (_kept is { } kept && kept.Head == head && kept.Removals == removals && kept.Mark == mark)
            {
                return kept.Counts;
            }
        }

        var counts = await log.ReadAsync(connection => Count(connection, without), cancellation);
        lock (_turn)
        {
            _kept = new CountedAt(head, removals, mark, counts);
        }

        return counts;
    }

    /// <summary>Moves on with everything that is written about topics.</summary>
    internal static string Mark(DuckConnection connection) => connection.Scalar<string>("""
        SELECT (SELECT coalesce(max(read_up_to), 0) FROM understanding.follower WHERE name = 'topics') || ':' || shown || ':'
            || (SELECT coalesce(string_agg(source || '-' || coalesce(done, -1), ',' ORDER BY source), '') FROM understanding.topic_left)
        FROM understanding.topic_state
        """);

    static CountedTopics Count(DuckConnection connection, IReadOnlyList<int> without)
    {
        var allowed = without.Count == 0 ? "TRUE" : $"of_source NOT IN ({string.Join(", ", without)})";
        using var oneMoment = connection.Begin();
        var topics = new Dictionary<int, CountedTopic>();
        using (var reader = connection.Query($"""
            SELECT topic, count(*) FILTER (WHERE is_own AND NOT is_employee), count(*) FILTER (WHERE NOT is_employee), count(*) FILTER (WHERE is_employee)
            FROM understanding.topic_of WHERE {allowed} GROUP BY topic
            """))
        {
            while (reader.Read())
            {
                topics.Add(reader.GetInt32(0), new CountedTopic(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3) is >= EmployeesFloor and var said ? said : null));
            }
        }

        var none = new SortedDictionary<int, long>();
        using (var reader = connection.Query($"SELECT none, count(*) FROM understanding.topic_reading WHERE NOT is_employee AND {allowed} GROUP BY none"))
        {
            while (reader.Read())
            {
                none.Add(reader.GetInt32(0), reader.GetInt64(1));
            }
        }

        return new CountedTopics(topics, none);
    }

    sealed record CountedAt(long Head, long Removals, string Mark, CountedTopics Counts);
}

/// <summary>Counts of texts that were read.</summary>
/// <param name="Topics">Of each topic that any text has.</param>
/// <param name="ByNone">Texts of customers by the reason why they have no topic; 0 stands for those that have one.</param>
public sealed record CountedTopics(IReadOnlyDictionary<int, CountedTopic> Topics, IReadOnlyDictionary<int, long> ByNone);

/// <summary>Texts of one topic.</summary>
/// <param name="Own">Of customers, that speak of it itself.</param>
/// <param name="Texts">Of customers, that speak of it or of a part of it.</param>
/// <param name="Employees">Of employees; null below <see cref="TopicCounts.EmployeesFloor"/>.</param>
public sealed record CountedTopic(long Own, long Texts, long? Employees);
