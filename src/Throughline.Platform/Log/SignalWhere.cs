using System.Globalization;
using System.Text;
using Throughline.Contracts;

namespace Throughline.Platform.Log;

/// <summary>A filter as a condition of SQL on the table <c>signal</c>, with its values as parameters.</summary>
public sealed class SignalWhere
{
    readonly StringBuilder _sql = new("TRUE");
    readonly List<(string Name, object? Value)> _parameters = [];

    /// <summary>Reads the filter. Ids that the catalogue does not know match nothing.</summary>
    public SignalWhere(SignalFilter filter, CatalogueContents catalogue)
    {
        if (filter.SourceId is { } source)
        {
            And($"source_id = {Parameter(source)}");
        }

        if (filter.WithoutSources.Count > 0)
        {
            And($"source_id NOT IN ({string.Join(", ", filter.WithoutSources.Select(id => Parameter(id)))})");
        }

        if (filter.Period is { } period)
        {
            And($"occurred_at >= {Parameter(period.Start)} AND occurred_at < {Parameter(period.End)}");
        }

        AnyOf("channel", filter.Channels);
        AnyOf("touchpoint", filter.Touchpoints);
        AnyOf("language", filter.Languages);
        if (filter.Detectors.Count > 0)
        {
            And($"""
                seq IN (SELECT seq FROM understanding.reading WHERE (present & (
                    SELECT coalesce(bit_or(1::BIGINT << number), 0) FROM understanding.detector WHERE is_on AND id IN ({Any(filter.Detectors)}))) <> 0)
                """);
        }

        if (filter.ReadIn.Count > 0)
        {
            And($"seq IN (SELECT seq FROM understanding.reading WHERE language IN ({Any(filter.ReadIn)}))");
        }

        if (filter.Topics.Count > 0)
        {
            And($"seq IN (SELECT seq FROM understanding.topic_of WHERE topic IN ({string.Join(", ", filter.Topics.Select(id => Parameter(id)))}))");
        }

        foreach (var choice in filter.Attributes)
        {
            if (catalogue.FindAttribute(choice.AttributeId) is null)
            {
                And("FALSE");
                continue;
            }

            AnyOf(SignalTable.AttributeColumn(choice.AttributeId), choice.Values);
        }

        foreach (var range in filter.Scores)
        {
            var column = SignalTable.ScoreColumn(range.QuestionId);
            And(catalogue.FindQuestion(range.QuestionId) is null
                ? "FALSE"
                : $"{column} BETWEEN {Parameter(range.From)} AND {Parameter(range.To)}");
        }

        if (filter.Customer is { } customer)
        {
            var key = customer.ToString();
            And($"(customer = {Parameter(key)} OR contains(identifiers, {Parameter(System.Text.Json.JsonSerializer.Serialize(key))}))");
        }

        if (filter.WithText)
        {
            And("has_text");
        }

        if (!string.IsNullOrWhiteSpace(filter.Words))
        {
            foreach (var word in SearchFold.Words(filter.Words))
            {
                And($"regexp_matches(text, {Parameter(SearchFold.Pattern(word))})");
            }
        }
    }

    /// <summary>The condition, to stand after WHERE.</summary>
    public string Sql => _sql.ToString();

    /// <summary>Values of the condition's parameters.</summary>
    public IReadOnlyList<(string Name, object? Value)> Parameters => _parameters;

    /// <summary>The parameters and more of the caller's own.</summary>
    public (string Name, object? Value)[] With(params ReadOnlySpan<(string Name, object? Value)> more) =>
        [.. _parameters, .. more];

    /// <summary>Column of a question's answers.</summary>
    public static string Column(Question question) => SignalTable.ScoreColumn(question.Id);

    /// <summary>Column of an attribute's values.</summary>
    public static string Column(AttributeName attribute) => SignalTable.AttributeColumn(attribute.Id);

    void And(string condition) => _sql.Append(" AND ").Append(condition);

    void AnyOf(string column, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            And($"coalesce({column}, '') IN ({Any(values)})");
        }
    }

    string Any(IReadOnlyList<string> values) => string.Join(", ", values.Select(v => Parameter(v)));

    string Parameter(object value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"w{_parameters.Count}");
        _parameters.Add((name, value));
        return "$" + name;
    }
}
