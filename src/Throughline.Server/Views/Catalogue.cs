using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Server.Views;

/// <summary>What can be asked: sources, questions, attributes with their values, channels, touchpoints, languages.</summary>
static class Catalogue
{
    const int MostValues = 50;

    public static void MapCatalogue(this IEndpointRouteBuilder routes) => routes.MapGet("/catalogue",
            async Task<Ok<CatalogueView>> (CatalogueReader reader, CancellationToken cancellation) =>
                TypedResults.Ok(await reader.ReadAsync(cancellation)))
        .WithName("ReadCatalogue").WithSummary("What can be asked, with counts");

    internal static CatalogueView View(CatalogueTally tally, CatalogueContents contents, DefaultView? defaultView, Asking asking) => new(
        [.. contents.Sources.OrderBy(s => s.Id).Select(s => Source(s, tally.Source(s.Id))).OfType<SourceEntry>()],
        [.. contents.Questions.Select(q => new QuestionEntry(
            q.Id, q.SourceId, q.Name, q.Label, q.Scale, q.Metric, q.Role, tally.Answers(q.Id)))],
        [.. contents.Attributes.Select(a => Attribute(a, tally, asking)).Where(a => a.Distinct > 0)],
        Values(Part.Channel, tally, asking),
        Values(Part.Touchpoint, tally, asking),
        Values(Part.Language, tally, asking),
        defaultView,
        [.. contents.Attributes.Select(a => (Part.Of(a), SignalWhere.Column(a)))
            .Concat([(Part.Channel, "channel"), (Part.Touchpoint, "touchpoint"), (Part.Language, "language")])
            .Select(one => NotOffered(one.Item1, [.. tally.SourcesOf(one.Item2).Where(source => !asking.Allows(source, one.Item1))]))
            .Where(one => one.Sources.Count > 0)]);

    static SourceEntry? Source(Source source, SourceCount? count) => count is null
        ? null
        : new SourceEntry(source.Id, source.Name, source.HasTime, source.Demo, count.Signals,
            source.HasTime ? DateOnly.FromDateTime(count.First) : null,
            source.HasTime ? DateOnly.FromDateTime(count.Last) : null, count.Texts);

    static IReadOnlyList<ValueEntry> Values(Part part, CatalogueTally tally, Asking asking) =>
        tally.Values(part.By, MostValues, source => asking.Allows(source, part));

    static AttributeEntry Attribute(AttributeName attribute, CatalogueTally tally, Asking asking)
    {
        var column = SignalWhere.Column(attribute);
        var part = Part.Of(attribute);
        bool Allows(int source) => asking.Allows(source, part);
        return new AttributeEntry(attribute.Id, attribute.Name, attribute.Kind, [.. tally.SourcesOf(column).Where(Allows)],
            tally.Distinct(column, Allows), tally.Values(column, MostValues, Allows));
    }

    static NotOffered NotOffered(Part part, IReadOnlyList<int> sources) => new(part.By, part.Label, sources);
}

/// <summary>Keeps the catalogue as the log moves: what arrived since the last look is added to what was counted then.</summary>
sealed class CatalogueReader(SignalLog log, ViewChoice choice) : IDisposable
{
    /// <summary>The log must grow by so much before the default view is chosen anew: choosing it takes scans.</summary>
    const double Grown = 1.01;

    readonly SemaphoreSlim _turn = new(1);
    volatile Reading? _last;

    /// <summary>The catalogue with counts as the log stands now.</summary>
    public async Task<CatalogueView> ReadAsync(CancellationToken cancellation) =>
        _last is { } fresh && IsNow(fresh) ? fresh.View : (await InTurnAsync(reading => reading, cancellation)).View;

    /// <summary>Takes something from the counts behind it, which move on with the next reading.</summary>
    public Task<T> CountedAsync<T>(Func<CatalogueTally, T> take, CancellationToken cancellation) =>
        InTurnAsync(reading => take(reading.Tally), cancellation);

    public void Dispose() => _turn.Dispose();

    async Task<T> InTurnAsync<T>(Func<Reading, T> take, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return take(_last is { } last && IsNow(last) ? last : _last = await MoveOnAsync(_last, cancellation));
        }
        finally
        {
            _turn.Release();
        }
    }

    bool IsNow(Reading reading) =>
        reading.Removals == log.Removals && reading.Head == log.Head && ReferenceEquals(reading.Contents, log.Catalogue.Contents)
        && ReferenceEquals(reading.Uses, log.Uses.Version);

    async Task<Reading> MoveOnAsync(Reading? last, CancellationToken cancellation)
    {
        var (removals, contents, head, uses) = (log.Removals, log.Catalogue.Contents, log.Head, log.Uses.Version);
        var asking = log.Uses.Ask(Use.Catalogue, contents);
        var tally = last is not null && last.Removals == removals ? last.Tally : new CatalogueTally();
        return await log.ReadAsync(connection =>
        {
            _last = null; // half a step forward is no reading: if it fails, the next one starts afresh
            tally.Advance(connection, contents, head);
            var (view, at) = last is not null && last.Tally == tally && ReferenceEquals(last.Contents, contents) && ReferenceEquals(last.Uses, uses) && tally.Signals < Grown * last.ChosenAt
                ? (last.View.DefaultView, last.ChosenAt)
                : (choice.Choose(connection), tally.Signals);
            return new Reading(removals, head, contents, uses, tally, Catalogue.View(tally, contents, view, asking), at);
        }, cancellation);
    }

    sealed record Reading(long Removals, long Head, CatalogueContents Contents, object Uses, CatalogueTally Tally, CatalogueView View, long ChosenAt);
}

/// <summary>What can be asked.</summary>
/// <param name="Sources">Sources with signals.</param>
/// <param name="Questions">Scored questions.</param>
/// <param name="Attributes">Attributes with values.</param>
/// <param name="Channels">Channels, the most frequent first.</param>
/// <param name="Touchpoints">Touchpoints, the most frequent first.</param>
/// <param name="Languages">Languages of texts, the most frequent first.</param>
/// <param name="DefaultView">What pages show when their address says nothing; null while there are no scores.</param>
/// <param name="NotOffered">What is there and not offered, because no purpose is named for it.</param>
sealed record CatalogueView(
    IReadOnlyList<SourceEntry> Sources, IReadOnlyList<QuestionEntry> Questions, IReadOnlyList<AttributeEntry> Attributes,
    IReadOnlyList<ValueEntry> Channels, IReadOnlyList<ValueEntry> Touchpoints, IReadOnlyList<ValueEntry> Languages,
    DefaultView? DefaultView, IReadOnlyList<NotOffered> NotOffered);

/// <summary>Something to split and filter by that is not offered.</summary>
/// <param name="By">As it would stand in an address.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sources">The sources in which no purpose is named for it.</param>
sealed record NotOffered(string By, string Name, IReadOnlyList<int> Sources);

/// <summary>A source with its counts.</summary>
sealed record SourceEntry(
    int Id, string Name, bool HasTime, bool Demo, long Signals, DateOnly? FirstDay, DateOnly? LastDay, long Texts);

/// <summary>A question with the number of its answers.</summary>
sealed record QuestionEntry(
    int Id, int SourceId, string Name, string Label, Scale Scale, Metric Metric, QuestionRole Role, long Answers);

/// <summary>An attribute with its most frequent values.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Which of the four kinds of customer data.</param>
/// <param name="Sources">Sources that give it.</param>
/// <param name="Distinct">Distinct values (the most in any one source); about, above 20,000.</param>
/// <param name="Values">The 50 most frequent values; none above 20,000.</param>
sealed record AttributeEntry(
    int Id, string Name, AttributeKind Kind, IReadOnlyList<int> Sources, long Distinct, IReadOnlyList<ValueEntry> Values);

/// <summary>A value and how many signals carry it.</summary>
sealed record ValueEntry(string Value, long Count);
