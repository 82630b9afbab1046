using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;

namespace Throughline.Understanding.Voices;

/// <summary>Which rows a list may show: the filter, never an employee's signal, and nothing later than the list began.</summary>
/// <remarks>
/// What employees say is shown in groups only, above the anonymity floor. Until such groups exist their signals stand in no
/// list, no record and no export of this pillar.
/// </remarks>
sealed class Listed
{
    /// <summary>The condition that keeps single signals of employees out.</summary>
    public static readonly string NoEmployee =
        string.Create(CultureInfo.InvariantCulture, $"kind <> {(int)SignalKind.Employee}");

    readonly SignalWhere _where;

    Listed(SignalWhere where, string sql) => (_where, Sql) = (where, sql);

    /// <summary>The condition, to stand after WHERE.</summary>
    public string Sql { get; }

    /// <summary>The condition's parameters and more of the caller's own.</summary>
    public (string Name, object? Value)[] With(params ReadOnlySpan<(string Name, object? Value)> more) => _where.With(more);

    public static Listed Of(SignalFilter filter, CatalogueContents catalogue, long head)
    {
        var where = new SignalWhere(filter, catalogue);
        return new Listed(where, string.Create(CultureInfo.InvariantCulture, $"{where.Sql} AND {NoEmployee} AND seq <= {head}"));
    }

    /// <summary>As <see cref="Of"/>, with the filter's words taken from what <see cref="FindWords"/> found.</summary>
    public static Listed AmongFound(SignalFilter filter, CatalogueContents catalogue, long head)
    {
        var rows = Of(filter with { Words = null }, catalogue, head);
        return new Listed(rows._where, string.IsNullOrWhiteSpace(filter.Words) ? rows.Sql : rows.Sql + " AND seq IN (SELECT seq FROM voice_found)");
    }

    /// <summary>
    /// Searches the texts once, whatever else is chosen, and keeps the numbers of the rows found for the page and every count
    /// of the same answer. Words are by far the dearest part of a filter. The caller's transaction ends them.
    /// </summary>
    public static void FindWords(DuckConnection connection, SignalFilter filter, CatalogueContents catalogue, long head)
    {
        if (string.IsNullOrWhiteSpace(filter.Words))
        {
            return;
        }

        var rows = Of(new SignalFilter { Period = filter.Period, Customer = filter.Customer, WithText = true, Words = filter.Words },
            catalogue, head);
        connection.Execute($"CREATE OR REPLACE TEMP TABLE voice_found AS SELECT seq FROM signal WHERE {rows.Sql}", rows.With());
    }
}
