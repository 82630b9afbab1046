using System.Collections.Immutable;
using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Metrics;
using Throughline.Understanding.Topics;

namespace Throughline.Understanding.Voices;

/// <summary>Counts the facets of a filter: one scan for all parts in which nothing is chosen, one more for each that is.</summary>
sealed class FacetCount
{
    /// <summary>A part with more different values is no choice but a list.</summary>
    public const int MostValues = 200;

    /// <summary>Values shown of an attribute.</summary>
    public const int ShownValues = 20;

    // GROUPING() tells the parts of one scan apart by the bits of a BIGINT.
    const int PartsInScan = 60;

    readonly DuckConnection _connection;
    readonly SignalFilter _filter;
    readonly CatalogueContents _catalogue;
    readonly long _head;
    readonly IReadOnlyList<FacetOffer> _offers;
    readonly DetectionRows _told;
    readonly Dictionary<string, List<(object? Value, long Count)>> _counts = new(StringComparer.Ordinal);
    long? _total;

    FacetCount(DuckConnection connection, SignalFilter filter, CatalogueContents catalogue, long head, IReadOnlyList<FacetOffer> offers, DetectionRows told) =>
        (_connection, _filter, _catalogue, _head, _offers, _told) = (connection, filter, catalogue, head, offers, told);

    /// <summary>The facets, and how many rows the whole filter lets through.</summary>
    /// <remarks><see cref="Listed.FindWords"/> has run in the same transaction.</remarks>
    public static (long Total, VoiceFacets Facets) Of(
        DuckConnection connection, SignalFilter filter, CatalogueContents catalogue, long head, IReadOnlyList<FacetOffer> offers, DetectionRows told) =>
        new FacetCount(connection, filter, catalogue, head, offers, told).Count();

    (long Total, VoiceFacets Facets) Count()
    {
        List<(string Column, SignalFilter? Without)> parts =
        [
            ("source_id", _filter.SourceId is null ? null : _filter with { SourceId = null }),
            .. _offers.Select(offer => (offer.Column, Without(offer))),
        ];
        foreach (var scan in parts.Where(p => p.Without is null).Select(p => p.Column).Chunk(PartsInScan))
        {
            Scan(scan);
        }

        foreach (var (column, without) in parts.Where(p => p.Without is not null))
        {
            ScanAlone(column, without!);
        }

        return (_total ?? Total(), new VoiceFacets
        {
            Source = Texts("source_id", MostValues, []),
            Channel = Texts("channel", MostValues, _filter.Channels),
            Touchpoint = Texts("touchpoint", MostValues, _filter.Touchpoints),
            Language = Texts("language", MostValues, _filter.Languages),
            ReadIn = ReadIn(),
            Detectors = Detectors(),
            Topics = TopicRows.Facet(_connection, Listed.AmongFound(_filter with { Topics = [] }, _catalogue, _head), _filter.Topics),
            Attributes = [.. _offers.Select(offer => offer.Attribute).OfType<AttributeName>().Select(Attribute).OfType<AttributeFacet>()],
            Scores = [.. _offers.Select(offer => offer.Question).OfType<Question>().Select(Score).OfType<ScoreFacet>()],
        });
    }

    /// <summary>The filter under which a part is counted alone; null when that is the whole filter.</summary>
    SignalFilter? Without(FacetOffer offer)
    {
        var lifted = offer.Lifted(_filter);
        return offer.WithoutSources.Count == 0
            ? lifted
            : (lifted ?? _filter) with { WithoutSources = [.. _filter.WithoutSources.Union(offer.WithoutSources).Order()] };
    }

    void Scan(string[] columns)
    {
        var rows = Listed.AmongFound(_filter, _catalogue, _head);
        var all = string.Join(", ", columns);
        using var reader = _connection.Query($"""
            SELECT GROUPING({all}), count(*), {all}
            FROM signal WHERE {rows.Sql}
            GROUP BY GROUPING SETS ({string.Join(", ", columns.Select(c => $"({c})"))})
            """, rows.With());
        var everything = (1L << columns.Length) - 1;
        while (reader.Read())
        {
            // A bit is 0 for the column that the row is grouped by; the first column has the highest bit.
            var grouped = everything & ~reader.GetInt64(0);
            var place = columns.Length - 1 - System.Numerics.BitOperations.TrailingZeroCount(grouped);
            Add(columns[place], reader, place + 2, reader.GetInt64(1));
        }

        // Missing values are a group too, so that the groups of any one part add up to all rows.
        _total ??= _counts.GetValueOrDefault(columns[0])?.Sum(c => c.Count) ?? 0;
    }

    long Total()
    {
        var rows = Listed.AmongFound(_filter, _catalogue, _head);
        return _connection.Scalar<long>($"SELECT count(*) FROM signal WHERE {rows.Sql}", rows.With());
    }

    void ScanAlone(string column, SignalFilter without)
    {
        var rows = Listed.AmongFound(without, _catalogue, _head);
        using var reader = _connection.Query($"SELECT count(*), {column} FROM signal WHERE {rows.Sql} GROUP BY {column}", rows.With());
        while (reader.Read())
        {
            Add(column, reader, 1, reader.GetInt64(0));
        }
    }

    void Add(string column, DuckReader reader, int place, long count)
    {
        if (!_counts.TryGetValue(column, out var counts))
        {
            _counts.Add(column, counts = []);
        }

        object? value = reader.IsNull(place) ? null : reader.Type(place) switch
        {
            DuckType.Double => reader.GetDouble(place),
            DuckType.Integer => reader.GetInt64(place).ToString(CultureInfo.InvariantCulture),
            _ => reader.GetString(place),
        };
        counts.Add((value, count));
    }

    List<FacetValue> ReadIn()
    {
        var rows = Listed.AmongFound(_filter with { ReadIn = [] }, _catalogue, _head);
        var counts = new List<FacetValue>();
        using var reader = _connection.Query($"""
            SELECT read_in, count(*) FROM signal JOIN (SELECT seq, language AS read_in FROM understanding.reading WHERE language <> '') USING (seq)
            WHERE {rows.Sql} GROUP BY read_in ORDER BY count(*) DESC, read_in
            """, rows.With());
        while (reader.Read())
        {
            counts.Add(new FacetValue(reader.GetString(0), reader.GetInt64(1)));
        }

        return [.. counts, .. _filter.ReadIn.Where(chosen => counts.All(one => one.Value != chosen)).Select(chosen => new FacetValue(chosen, 0))];
    }

    List<FacetValue> Detectors()
    {
        var shown = _told.Shown;
        if (shown.Count == 0)
        {
            return [];
        }

        var rows = Listed.AmongFound(_filter with { Detectors = [] }, _catalogue, _head);
        using var reader = _connection.Query($"""
            SELECT {string.Join(", ", shown.Select(one => string.Create(CultureInfo.InvariantCulture, $"count(*) FILTER (present & {1L << one.Number} <> 0)")))}
            FROM signal JOIN (SELECT seq, present FROM understanding.reading WHERE present <> 0) USING (seq) WHERE {rows.Sql}
            """, rows.With());
        reader.Read();
        return [.. shown.Select((one, i) => new FacetValue(one.Id, reader.GetInt64(i))).OrderByDescending(one => one.Count).ThenBy(one => one.Value, StringComparer.Ordinal)];
    }

    AttributeFacet? Attribute(AttributeName attribute)
    {
        var column = SignalWhere.Column(attribute);
        var chosen = _filter.Attributes.Where(c => c.AttributeId == attribute.Id).SelectMany(c => c.Values).ToList();
        var given = _counts.GetValueOrDefault(column)?.Count(c => c.Value is string { Length: > 0 }) ?? 0;
        return given > MostValues || (given == 0 && chosen.Count == 0)
            ? null
            : new AttributeFacet(attribute, Texts(column, ShownValues, chosen));
    }

    ScoreFacet? Score(Question question)
    {
        var values = (_counts.GetValueOrDefault(SignalWhere.Column(question)) ?? [])
            .Where(c => c.Value is double).Select(c => new ValueCount((double)c.Value!, c.Count)).OrderBy(c => c.Value).ToImmutableArray();
        return values.Length is 0 or > MostValues ? null : new ScoreFacet(question, values);
    }

    /// <summary>Values, the most frequent first; missing and empty are one. What is chosen is there even when it leaves nothing.</summary>
    ImmutableArray<FacetValue> Texts(string column, int most, IReadOnlyList<string> chosen)
    {
        var all = (_counts.GetValueOrDefault(column) ?? [])
            .GroupBy(c => c.Value as string ?? "", c => c.Count, StringComparer.Ordinal)
            .Select(g => new FacetValue(g.Key, g.Sum()))
            .OrderByDescending(f => f.Count).ThenBy(f => f.Value, StringComparer.Ordinal).ToList();
        return
        [
            .. all.Take(most),
            .. all.Skip(most).Where(f => chosen.Contains(f.Value)),
            .. chosen.Distinct(StringComparer.Ordinal).Where(c => all.TrueForAll(f => f.Value != c)).Select(c => new FacetValue(c, 0)),
        ];
    }
}
