using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;

namespace Throughline.Server.Views;

/// <summary>What can be asked: sources, questions, attributes with their values, channels, touchpoints, languages.</summary>
static class Catalogue
{
    const int MostValues = 50;

    public static void MapCatalogue(this IEndpointRouteBuilder routes) => routes.MapGet("/catalogue",
            async Task<Ok<CatalogueView>> (CatalogueReader reader, CancellationToken cancellation) =>
                TypedResults.Ok(await reader.ReadAsync(cancellation)))
        .WithName("ReadCatalogue").WithSummary("What can be asked, with counts");

    internal static CatalogueView Read(DuckConnection connection, CatalogueContents contents, ViewChoice choice) => new(
        Sources(connection, contents),
        Questions(connection, contents),
        [.. contents.Attributes.Select(a => Attribute(connection, a)).Where(a => a.Distinct > 0)],
        Values(connection, "channel"),
        Values(connection, "touchpoint"),
        Values(connection, "language"),
        choice.Choose(connection));

    static List<SourceEntry> Sources(DuckConnection connection, CatalogueContents contents)
    {
        var sources = new List<SourceEntry>();
        using var reader = connection.Query("""
            SELECT source_id, count(*), min(occurred_at), max(occurred_at), count(text), count(DISTINCT customer)
            FROM signal GROUP BY source_id ORDER BY source_id
            """);
        while (reader.Read())
        {
            if (contents.FindSource(reader.GetInt32(0)) is { } source)
            {
                sources.Add(new SourceEntry(source.Id, source.Name, source.HasTime, source.Demo, reader.GetInt64(1),
                    source.HasTime ? DateOnly.FromDateTime(reader.GetDateTime(2)) : null,
                    source.HasTime ? DateOnly.FromDateTime(reader.GetDateTime(3)) : null, reader.GetInt64(4), reader.GetInt64(5)));
            }
        }

        return sources;
    }

    static List<QuestionEntry> Questions(DuckConnection connection, CatalogueContents contents)
    {
        if (contents.Questions.IsEmpty)
        {
            return [];
        }

        using var reader = connection.Query(
            $"SELECT {string.Join(", ", contents.Questions.Select(q => $"count({SignalWhere.Column(q)})"))} FROM signal");
        reader.Read();
        return [.. contents.Questions.Select((q, i) => new QuestionEntry(
            q.Id, q.SourceId, q.Name, q.Label, q.Scale, q.Metric, q.Role, reader.GetInt64(i)))];
    }

    static AttributeEntry Attribute(DuckConnection connection, AttributeName attribute)
    {
        var column = SignalWhere.Column(attribute);
        var values = Values(connection, column);
        var sources = new List<int>();
        var distinct = 0L;
        using var reader = connection.Query(
            $"SELECT source_id, count(DISTINCT {column}) FROM signal WHERE {column} IS NOT NULL GROUP BY source_id ORDER BY source_id");
        while (reader.Read())
        {
            sources.Add(reader.GetInt32(0));
            distinct = Math.Max(distinct, reader.GetInt64(1));
        }

        return new AttributeEntry(attribute.Id, attribute.Name, attribute.Kind, sources, distinct, values);
    }

    static List<ValueEntry> Values(DuckConnection connection, string column)
    {
        var values = new List<ValueEntry>();
        using var reader = connection.Query($"""
            SELECT {column}, count(*) AS n FROM signal WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT {MostValues}
            """);
        while (reader.Read())
        {
            values.Add(new ValueEntry(reader.GetString(0), reader.GetInt64(1)));
        }

        return values;
    }
}

/// <summary>Keeps the last reading of the catalogue until the log has moved.</summary>
sealed class CatalogueReader(SignalLog log, ViewChoice choice)
{
    volatile Reading? _last;

    /// <summary>The catalogue with counts as the log stands now.</summary>
    public async Task<CatalogueView> ReadAsync(CancellationToken cancellation)
    {
        var (head, contents) = (log.Head, log.Catalogue.Contents);
        if (_last is { } last && last.Head == head && ReferenceEquals(last.Contents, contents))
        {
            return last.View;
        }

        var view = await log.ReadAsync(c => Catalogue.Read(c, contents, choice), cancellation);
        _last = new Reading(head, contents, view);
        return view;
    }

    sealed record Reading(long Head, CatalogueContents Contents, CatalogueView View);
}

/// <summary>What can be asked.</summary>
/// <param name="Sources">Sources with signals.</param>
/// <param name="Questions">Scored questions.</param>
/// <param name="Attributes">Attributes with values.</param>
/// <param name="Channels">Channels, the most frequent first.</param>
/// <param name="Touchpoints">Touchpoints, the most frequent first.</param>
/// <param name="Languages">Languages of texts, the most frequent first.</param>
/// <param name="DefaultView">What pages show when their address says nothing; null while there are no scores.</param>
sealed record CatalogueView(
    IReadOnlyList<SourceEntry> Sources, IReadOnlyList<QuestionEntry> Questions, IReadOnlyList<AttributeEntry> Attributes,
    IReadOnlyList<ValueEntry> Channels, IReadOnlyList<ValueEntry> Touchpoints, IReadOnlyList<ValueEntry> Languages,
    DefaultView? DefaultView);

/// <summary>A source with its counts.</summary>
sealed record SourceEntry(
    int Id, string Name, bool HasTime, bool Demo, long Signals, DateOnly? FirstDay, DateOnly? LastDay, long Texts, long Customers);

/// <summary>A question with the number of its answers.</summary>
sealed record QuestionEntry(
    int Id, int SourceId, string Name, string Label, Scale Scale, Metric Metric, QuestionRole Role, long Answers);

/// <summary>An attribute with its most frequent values.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Which of the four kinds of customer data.</param>
/// <param name="Sources">Sources that give it.</param>
/// <param name="Distinct">Distinct values (the most in any one source).</param>
/// <param name="Values">The 50 most frequent values.</param>
sealed record AttributeEntry(
    int Id, string Name, AttributeKind Kind, IReadOnlyList<int> Sources, long Distinct, IReadOnlyList<ValueEntry> Values);

/// <summary>A value and how many signals carry it.</summary>
sealed record ValueEntry(string Value, long Count);
