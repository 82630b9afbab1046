using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;

namespace Throughline.Understanding.Metrics;

/// <summary>Reads how often each answer was given, for any filter, period and grouping. The door to scores of this pillar.</summary>
public sealed class ScoreBook(SignalLog log)
{
    /// <summary>Largest number of groups that one question is split into; the largest groups are kept.</summary>
    public const int MostGroups = 200;

    /// <summary>All answers to one question that the filter lets through.</summary>
    public Task<ScoreCounts> CountAsync(Question question, SignalFilter filter, CancellationToken cancellation) =>
        log.ReadAsync(connection => Count(connection, question, filter), cancellation);

    /// <inheritdoc cref="CountAsync"/>
    public ScoreCounts Count(DuckConnection connection, Question question, SignalFilter filter) =>
        CountBy(connection, question, filter, null).Values.FirstOrDefault() ?? new ScoreCounts(question, []);

    /// <summary>All answers to one question, split by a part of the signal; a missing part is the empty text.</summary>
    /// <param name="connection">A connection of the log.</param>
    /// <param name="question">The question.</param>
    /// <param name="filter">Which signals.</param>
    /// <param name="split">What to split by; null for no split.</param>
    public Dictionary<string, ScoreCounts> CountBy(DuckConnection connection, Question question, SignalFilter filter, Split? split)
    {
        var where = new SignalWhere(filter, log.Catalogue.Contents);
        var score = SignalWhere.Column(question);
        var sql = $"""
            SELECT {(split is { IsTime: true } ? "strftime(part, '%Y-%m-%d')" : "part")} AS name, answer, n
            FROM (
                SELECT {split?.Sql ?? "''"} AS part, {score} AS answer, count(*) AS n
                FROM signal WHERE {where.Sql} AND {score} IS NOT NULL GROUP BY part, answer)
            """;
        var parts = new Dictionary<string, SortedDictionary<double, long>>(StringComparer.Ordinal);
        using var reader = connection.Query(sql, where.With());
        while (reader.Read())
        {
            var part = reader.GetStringOrNull(0) ?? ""; // not given and empty are one
            if (!parts.TryGetValue(part, out var counts))
            {
                parts.Add(part, counts = []);
            }

            counts[reader.GetDouble(1)] = counts.GetValueOrDefault(reader.GetDouble(1)) + reader.GetInt64(2);
        }

        return parts.OrderByDescending(p => p.Value.Values.Sum()).ThenBy(p => p.Key, StringComparer.Ordinal).Take(MostGroups)
            .ToDictionary(p => p.Key, p => new ScoreCounts(question, [.. p.Value.Select(c => new ValueCount(c.Key, c.Value))]), StringComparer.Ordinal);
    }

    /// <summary>The SQL that <see cref="Count"/> asks, for people who want to check.</summary>
    public string Explain(Question question, SignalFilter filter)
    {
        var where = new SignalWhere(filter, log.Catalogue.Contents);
        var score = SignalWhere.Column(question);
        var sql = $"SELECT {score} AS answer, count(*) AS n FROM signal WHERE {where.Sql} AND {score} IS NOT NULL GROUP BY answer ORDER BY answer";
        foreach (var (name, value) in where.Parameters.Reverse())
        {
            sql = sql.Replace("$" + name, Literal(value), StringComparison.Ordinal);
        }

        return sql;
    }

    static string Literal(object? value) => value switch
    {
        DateTime time => $"TIMESTAMP '{time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "NULL",
    };
}
