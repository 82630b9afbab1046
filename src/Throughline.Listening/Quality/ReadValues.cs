using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Throughline.Listening.Collectors;
using Throughline.Listening.Quality.Checks;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Quality;

/// <summary>The most frequent values of one field, read from the log itself when somebody asks: none is kept anywhere else, so erasure reaches them all.</summary>
static class ReadValues
{
    const int MostRows = 50_000;
    const int Most = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/quality/{source}/values", ReadAsync)
        .WithName("ReadFieldValues").WithSummary("The most frequent values of a field among the newest rows, where the register allows to show them");

    static async Task<Ok<FieldValues>> ReadAsync(string source, string field, SignalLog log, QualityReader reader, CancellationToken cancellation)
    {
        var of = NamedSource.Find(log, source);
        var (columns, contents) = (reader.ColumnsOf(of.Id), log.Catalogue.Contents);
        using var asking = log.Uses.Ask(QualityPart.Use, contents);
        asking.Require(of.Id, QualityPart.Of(columns.FieldOf(field), of.Id, contents));
        var (counts, rows) = await CountAsync(log, of, columns, field, cancellation);
        return TypedResults.Ok(new FieldValues(field, [.. counts.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Take(Most)
            .Select(one => new CountedValue(one.Key, one.Value))], counts.Count, rows));
    }

    /// <summary>Values by how often they stand in the newest rows, and those rows.</summary>
    internal static Task<(Dictionary<string, long> Counts, long Rows)> CountAsync(
        SignalLog log, Contracts.Source of, FieldColumns columns, string field, CancellationToken cancellation) => log.ReadAsync(connection =>
    {
        var (counts, rows) = (new Dictionary<string, long>(StringComparer.Ordinal), 0L);
        using var table = NewestRows.Open(connection, log, of, columns, [field], MostRows, out var place);
        while (place(field) >= 0 && table.Read())
        {
            rows++;
            if (table.Cell(place(field)) is { IsEmpty: false } cell)
            {
                var value = ShownValue.Cut(Encoding.UTF8.GetString(cell));
                counts[value] = counts.GetValueOrDefault(value) + 1;
            }
        }

        return (counts, rows);
    }, cancellation);
}

/// <summary>The most frequent values of a field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Values">The most frequent first, at most 50.</param>
/// <param name="Distinct">Distinct values among the rows.</param>
/// <param name="Rows">The newest rows that were looked at.</param>
sealed record FieldValues(string Field, IReadOnlyList<CountedValue> Values, long Distinct, long Rows);

/// <summary>A value and how often it stands there.</summary>
sealed record CountedValue(string Value, long Count);
