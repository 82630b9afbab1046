using Throughline.Contracts;
using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality.Checks;

/// <summary>
/// Finds checks of fields that a source never had: such a check is never asked, and whoever wrote it would take that for good news. A source of which nothing
/// has come yet may be given any, and so may one of events, whose fields are paths into objects.
/// </summary>
sealed class KnownFields(SignalLog log, KeyStore keys, QualityReader reader)
{
    /// <summary>The lines whose field is not there, each with the fields that are nearest to it.</summary>
    public async Task<IReadOnlyList<CheckProblem>> MissingAsync(Source of, IReadOnlyList<Check> checks, CancellationToken cancellation)
    {
        var columns = reader.ColumnsOf(of.Id);
        if (!columns.AreMapped || checks.Count == 0 || await SourceProfile.ReadAsync(log, keys, of.Id, cancellation) is not { Rows: > 0 } profile)
        {
            return [];
        }

        var seen = profile.Fields.Select(field => field.Name).ToHashSet();
        var names = seen.Select(columns.ColumnOf).Order(StringComparer.Ordinal).ToList();
        return
        [
            .. from check in checks
               from column in CompiledChecks.ColumnsOf([check]).Append(check.Line.Field).Distinct()
               where column != "*" && !columns.Has(column) && !seen.Contains(columns.FieldOf(column))
               select new CheckProblem(check.Line.Line, CheckText.Word(check.Line.Action).Length + 2, column, "check_no_field",
                   $"The source has no field {CheckText.Quote(column)}.{Near(column, names)} It has {string.Join(", ", names.Take(Told).Select(CheckText.Quote))}{(names.Count > Told ? ", …" : "")}."),
        ];
    }

    const int Told = 12;

    static string Near(string column, IReadOnlyList<string> names) =>
        names.Where(name => string.Equals(name, column, StringComparison.OrdinalIgnoreCase) || name.Contains(column, StringComparison.OrdinalIgnoreCase) || column.Contains(name, StringComparison.OrdinalIgnoreCase))
            .Take(2).Select(CheckText.Quote).ToList() is { Count: > 0 } near ? $" Did you mean {string.Join(" or ", near)}?" : "";
}
