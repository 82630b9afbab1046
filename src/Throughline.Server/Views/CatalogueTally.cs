using System.Runtime.InteropServices;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;

namespace Throughline.Server.Views;

/// <summary>
/// How often every choice of a filter occurs, counted up to one place in the log. What arrives later is added, so that a live log is
/// not counted again for every page.
/// </summary>
sealed class CatalogueTally
{
    /// <summary>A column with more different values is no list of choices: its values are not kept.</summary>
    const long MostValuesKept = 20_000;

    static readonly string[] _fixed = ["channel", "touchpoint", "language"];

    readonly Dictionary<int, SourceCount> _sources = [];
    readonly Dictionary<int, long> _answers = [];
    readonly Dictionary<string, Dictionary<int, long>> _given = new(StringComparer.Ordinal);
    readonly Dictionary<string, Dictionary<(int Source, string Value), long>> _values = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _wide = new(StringComparer.Ordinal);

    /// <summary>Number of the last signal that is counted.</summary>
    public long UpTo { get; private set; }

    /// <summary>All signals counted.</summary>
    public long Signals => _sources.Values.Sum(s => s.Signals);

    /// <summary>Adds the signals up to a place.</summary>
    public void Advance(DuckConnection connection, CatalogueContents contents, long upTo)
    {
        var stretch = new LogStretch(UpTo, upTo);
        string[] columns = [.. _fixed, .. contents.Attributes.Select(SignalWhere.Column)];
        AddSources(connection, contents, columns, stretch);
        var distinct = ColumnStatistics.Distinct(connection, columns);
        for (var i = 0; i < columns.Length; i++)
        {
            if (distinct[i] > MostValuesKept)
            {
                _wide[columns[i]] = distinct[i]!.Value;
                _values.Remove(columns[i]);
            }
            else
            {
                AddValues(connection, columns[i], stretch);
            }
        }

        UpTo = upTo;
    }

    /// <summary>The counts of a source; null while it has no signals.</summary>
    public SourceCount? Source(int sourceId) => _sources.GetValueOrDefault(sourceId);

    /// <summary>Answers to a question.</summary>
    public long Answers(int questionId) => _answers.GetValueOrDefault(questionId);

    /// <summary>Sources that fill a column.</summary>
    public IReadOnlyList<int> SourcesOf(string column) => [.. (_given.GetValueOrDefault(column) ?? []).Keys.Order()];

    /// <summary>Different values of a column, the most in any one of some sources; about, when there are too many to keep.</summary>
    public long Distinct(string column, Func<int, bool> source) => _wide.TryGetValue(column, out var about)
        ? SourcesOf(column).Any(source) ? about : 0
        : (_values.GetValueOrDefault(column) ?? []).Keys.Where(k => source(k.Source)).CountBy(k => k.Source).Select(s => (long)s.Value).DefaultIfEmpty().Max();

    /// <summary>Different values of a column in one source; about, when there are too many to keep.</summary>
    public long Distinct(string column, int sourceId) => _wide.TryGetValue(column, out var about)
        ? SourcesOf(column).Contains(sourceId) ? about : 0
        : (_values.GetValueOrDefault(column) ?? []).Keys.LongCount(k => k.Source == sourceId);

    /// <summary>The most frequent values of a column in some sources; none when there are too many to keep.</summary>
    public IReadOnlyList<ValueEntry> Values(string column, int most, Func<int, bool> source) =>
    [
        .. (_values.GetValueOrDefault(column) ?? []).Where(v => source(v.Key.Source)).GroupBy(v => v.Key.Value, v => v.Value, StringComparer.Ordinal)
            .Select(g => new ValueEntry(g.Key, g.Sum()))
            .OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.Ordinal).Take(most),
    ];

    void AddSources(DuckConnection connection, CatalogueContents contents, string[] columns, LogStretch stretch)
    {
        var counted = string.Concat(contents.Questions.Select(SignalWhere.Column).Concat(columns).Select(column => $", count({column})"));
        using var reader = connection.Query($"""
            SELECT source_id, count(*), min(occurred_at), max(occurred_at), count_if(has_text){counted}
            FROM signal WHERE seq > $after AND seq <= $upto GROUP BY source_id
            """, ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            var source = reader.GetInt32(0);
            var more = new SourceCount(reader.GetInt64(1), reader.GetDateTime(2), reader.GetDateTime(3), reader.GetInt64(4));
            _sources[source] = _sources.TryGetValue(source, out var known) ? known.And(more) : more;
            var at = 5;
            foreach (var question in contents.Questions)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_answers, question.Id, out _) += reader.GetInt64(at++);
            }

            foreach (var column in columns)
            {
                if (reader.GetInt64(at++) is > 0 and var given)
                {
                    var bySource = CollectionsMarshal.GetValueRefOrAddDefault(_given, column, out _) ??= [];
                    CollectionsMarshal.GetValueRefOrAddDefault(bySource, source, out _) += given;
                }
            }
        }
    }

    void AddValues(DuckConnection connection, string column, LogStretch stretch)
    {
        if (SourcesOf(column).Count == 0)
        {
            return;
        }

        var values = CollectionsMarshal.GetValueRefOrAddDefault(_values, column, out _) ??= [];
        using var reader = connection.Query($"""
            SELECT source_id, {column}, count(*) FROM signal
            WHERE seq > $after AND seq <= $upto AND {column} IS NOT NULL GROUP BY source_id, {column}
            """, ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            CollectionsMarshal.GetValueRefOrAddDefault(values, (reader.GetInt32(0), reader.GetString(1)), out _) += reader.GetInt64(2);
        }
    }
}

/// <summary>What one source has brought.</summary>
/// <param name="Signals">Signals.</param>
/// <param name="First">Time of the earliest.</param>
/// <param name="Last">Time of the latest.</param>
/// <param name="Texts">Signals with words.</param>
sealed record SourceCount(long Signals, DateTime First, DateTime Last, long Texts)
{
    public SourceCount And(SourceCount more) => new(
        Signals + more.Signals, First < more.First ? First : more.First, Last > more.Last ? Last : more.Last, Texts + more.Texts);
}
