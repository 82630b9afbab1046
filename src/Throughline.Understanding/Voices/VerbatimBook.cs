using System.Text.Json;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Voices;

/// <summary>The door to single signals of this pillar: pages of them in a stable order, counted facets, one whole record.</summary>
public sealed class VerbatimBook(SignalLog log, DetectionRows told)
{
    const int KeptAnswers = 32;

    readonly Lock _turn = new();
    readonly LinkedList<Kept> _kept = [];

    /// <summary>A page of the signals that the filter lets through, with or without text.</summary>
    /// <param name="filter">Which signals.</param>
    /// <param name="order">In which order.</param>
    /// <param name="after">What the page before gave as its next; null for the first page.</param>
    /// <param name="take">Signals wanted, 1 to 200.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="BadInputException"><paramref name="after"/> or <paramref name="take"/> cannot be used.</exception>
    /// <exception cref="UseRefusedException">What the filter or the order goes by has no purpose.</exception>
    public async Task<VerbatimPage> ListAsync(SignalFilter filter, VerbatimOrder order, string? after, int take, CancellationToken cancellation)
    {
        using var asking = log.Uses.Ask(Use.Records, log.Catalogue.Contents);
        return await ListAsync(filter, order, after, take, asking, cancellation);
    }

    /// <summary>The same for another use, which asks for more beside the list.</summary>
    public async Task<VerbatimPage> ListAsync(
        SignalFilter filter, VerbatimOrder order, string? after, int take, Asking asking, CancellationToken cancellation)
    {
        CheckTake(take);
        var catalogue = log.Catalogue.Contents;
        filter = asking.Choose(filter);
        var sql = OrderSql.Of(order, filter, catalogue, asking);
        var place = after is null ? new PageCursor(order, log.Head, 0, 0, 0, 0, null) : PageCursor.Read(after, order);
        var page = await log.ReadAsync(connection =>
        {
            var rows = Listed.Of(filter, catalogue, place.Head);
            var start = after is not null ? place : place with
            {
                Total = connection.Scalar<long>($"SELECT count(*) FROM signal WHERE {rows.Sql}", rows.With()),
            };
            var (items, next) = VerbatimRows.Page(connection, rows, sql, start, take, filter.Words, catalogue, asking, told);
            return new VerbatimPage(items, next, start.Total);
        }, cancellation);
        return page with { LeftOut = asking.LeftOut };
    }

    /// <summary>The signals of these numbers, for another use that has found them itself; those that are gone, and employees', are missing.</summary>
    /// <param name="seqs">Numbers in the log.</param>
    /// <param name="sources">The sources that they are of.</param>
    /// <param name="asking">Who asks: values without a purpose are withheld.</param>
    /// <param name="isRead">False where nobody looks at what the words say: that is five questions more.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<IReadOnlyDictionary<long, Verbatim>> ReadAsync(
        IReadOnlyList<long> seqs, IReadOnlySet<int> sources, Asking asking, bool isRead, CancellationToken cancellation) =>
        log.ReadAsync<IReadOnlyDictionary<long, Verbatim>>(connection => VerbatimRows.Read(connection, seqs, sources, null, log.Catalogue.Contents, asking, isRead ? told : null)
            .Where(one => one.Value.Kind != SignalKind.Employee).ToDictionary(), cancellation);

    /// <summary>The same with what came beside each signal.</summary>
    /// <param name="seqs">Numbers in the log.</param>
    /// <param name="sources">The sources that they are of.</param>
    /// <param name="asking">Who asks: values without a purpose are withheld.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<IReadOnlyDictionary<long, WholeSignal>> ReadWholeAsync(
        IReadOnlyList<long> seqs, IReadOnlySet<int> sources, Asking asking, CancellationToken cancellation) =>
        log.ReadAsync<IReadOnlyDictionary<long, WholeSignal>>(connection => VerbatimRows.Whole(connection, seqs, sources, log.Catalogue.Contents, asking, told)
            .Where(one => one.Value.Signal.Kind != SignalKind.Employee).ToDictionary(), cancellation);

    /// <summary>A page of verbatims; the first page comes with its facets.</summary>
    /// <inheritdoc cref="ListAsync"/>
    public async Task<VoicesPage> ListVoicesAsync(SignalFilter filter, VerbatimOrder order, string? after, int take, CancellationToken cancellation)
    {
        CheckTake(take);
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Voices, catalogue);
        var voices = asking.Choose(filter with { WithText = true });
        var page = await ReadVoicesAsync(voices, order, after, take, asking, catalogue, cancellation);
        return page with { LeftOut = asking.LeftOut };
    }

    Task<VoicesPage> ReadVoicesAsync(
        SignalFilter voices, VerbatimOrder order, string? after, int take, Asking asking, CatalogueContents catalogue, CancellationToken cancellation)
    {
        var sql = OrderSql.Of(order, voices, catalogue, asking);
        if (after is not null)
        {
            var place = PageCursor.Read(after, order);
            return log.ReadAsync(connection =>
            {
                var (items, next) = VerbatimRows.Page(
                    connection, Listed.Of(voices, catalogue, place.Head), sql, place, take, voices.Words, catalogue, asking, told);
                return new VoicesPage(place.All, place.Total, items, next, null);
            }, cancellation);
        }

        var head = log.Head;
        return log.ReadAsync(connection =>
        {
            using var oneMoment = connection.Begin();
            Listed.FindWords(connection, voices, catalogue, head);
            var offers = FacetOffers.Of(connection, voices, catalogue, asking);
            var (total, facets) = Counted(connection, voices, catalogue, head, offers);
            var everything = new SignalFilter { SourceId = voices.SourceId, WithoutSources = voices.WithoutSources, WithText = true };
            var all = Name(everything) == Name(voices) ? total : All(connection, everything, catalogue, head);
            var (items, next) = VerbatimRows.Page(connection, Listed.AmongFound(voices, catalogue, head), sql,
                new PageCursor(order, head, all, total, 0, 0, null), take, voices.Words, catalogue, asking, told);
            return new VoicesPage(all, total, items, next, facets);
        }, cancellation);
    }

    static void CheckTake(int take)
    {
        if (take is < 1 or > VerbatimRows.MostRows)
        {
            throw new BadInputException("take", $"A page holds 1 to {VerbatimRows.MostRows} signals.");
        }
    }

    (long Total, VoiceFacets? Facets) Counted(
        DuckConnection connection, SignalFilter filter, CatalogueContents catalogue, long head, IReadOnlyList<FacetOffer> offers) =>
        Remember($"f{Name(filter)}{FacetOffers.Name(offers)}{told.State(connection)}{told.Topics?.State(connection)}", catalogue, head, () => FacetCount.Of(connection, filter, catalogue, head, offers, told));

    long All(DuckConnection connection, SignalFilter filter, CatalogueContents catalogue, long head) =>
        Remember("t" + Name(filter), catalogue, head, () =>
        {
            var rows = Listed.Of(filter, catalogue, head);
            return (connection.Scalar<long>($"SELECT count(*) FROM signal WHERE {rows.Sql}", rows.With()), null);
        }).Total;

    /// <summary>
    /// The counts, from memory while the log is what it was: another order of the same list, or a way back to it, costs no scan.
    /// The catalogue is a new value whenever a source goes, the head grows whenever signals come or are replaced.
    /// </summary>
    (long Total, VoiceFacets? Facets) Remember(string name, CatalogueContents catalogue, long head, Func<(long, VoiceFacets?)> count)
    {
        lock (_turn)
        {
            for (var kept = _kept.First; kept is not null; kept = kept.Next)
            {
                if (kept.Value.Name == name && kept.Value.Head == head && ReferenceEquals(kept.Value.Catalogue, catalogue))
                {
                    _kept.Remove(kept);
                    _kept.AddFirst(kept);
                    return (kept.Value.Total, kept.Value.Facets);
                }
            }
        }

        var (total, facets) = count();
        lock (_turn)
        {
            _kept.AddFirst(new Kept(name, catalogue, head, total, facets));
            if (_kept.Count > KeptAnswers)
            {
                _kept.RemoveLast();
            }
        }

        return (total, facets);
    }

    static string Name(SignalFilter filter) => JsonSerializer.Serialize(filter);

    sealed record Kept(string Name, CatalogueContents Catalogue, long Head, long Total, VoiceFacets? Facets);
}
