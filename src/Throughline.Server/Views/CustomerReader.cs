using System.Text.Json;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Understanding.Voices;

namespace Throughline.Server.Views;

/// <summary>Everything that the log holds about one customer: every signal that names this identifier, as the strongest or among others.</summary>
sealed class CustomerReader(SignalLog log, VerbatimBook book)
{
    const int FirstPage = 50;
    const int FirstColumn = 6;

    /// <summary>The customer.</summary>
    /// <exception cref="NotFoundException">No signal names this identifier.</exception>
    /// <exception cref="UseRefusedException">No source's identifiers have a purpose.</exception>
    public async Task<CustomerRecord> GetAsync(Identifier customer, CancellationToken cancellation)
    {
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Customers, catalogue);
        var filter = asking.Choose(new SignalFilter { Customer = customer });
        var known = await log.ReadAsync(connection => Read(connection, customer, filter, catalogue, asking), cancellation)
            ?? throw new NotFoundException("No signal names this customer. Search for a part of an identifier under /customers.", "no_customer");
        var timeline = await book.ListAsync(filter, VerbatimOrder.Newest, null, FirstPage, asking, cancellation);
        return known with { Timeline = timeline, LeftOut = asking.LeftOut };
    }

    /// <summary>A page of the customer's signals, the newest first; empty when nothing names the identifier.</summary>
    public async Task<VerbatimPage> TimelineAsync(Identifier customer, string? after, int take, CancellationToken cancellation)
    {
        using var asking = log.Uses.Ask(Use.Customers, log.Catalogue.Contents);
        return await book.ListAsync(new SignalFilter { Customer = customer }, VerbatimOrder.Newest, after, take, asking, cancellation);
    }

    static CustomerRecord? Read(DuckConnection connection, Identifier customer, SignalFilter filter, CatalogueContents catalogue, Asking asking)
    {
        var where = new SignalWhere(filter, catalogue);
        List<Part> parts = [.. catalogue.Attributes.Select(Part.Of)];
        var answered = catalogue.Questions.IsEmpty
            ? "FALSE"
            : $"coalesce({string.Join(", ", catalogue.Questions.Select(SignalWhere.Column))}) IS NOT NULL";
        List<string> columns =
        [
            "source_id", "occurred_at", "customer", "identifiers", "language", $"has_text, {answered}",
            .. catalogue.Attributes.Select(SignalWhere.Column),
        ];
        var sources = new List<string>();
        var languages = new List<string>();
        var identifiers = new List<string> { customer.ToString() };
        var heard = new List<HeardValue>();
        var (signals, texts, answers) = (0L, 0L, 0L);
        DateTime first = default, last = default;
        using var reader = connection.Query($"""
            SELECT {string.Join(", ", columns)} FROM signal WHERE {where.Sql} AND {Customers.Named} ORDER BY occurred_at, seq
            """, where.With());
        while (reader.Read())
        {
            var sourceId = reader.GetInt32(0);
            var source = catalogue.FindSource(sourceId)?.Name ?? "";
            last = reader.GetDateTime(1);
            first = signals == 0 ? last : first;
            signals++;
            texts += reader.GetBoolean(5) ? 1 : 0;
            answers += reader.GetBoolean(FirstColumn) ? 1 : 0;
            Note(sources, source);
            Note(languages, reader.GetStringOrNull(4) is { } language && asking.Takes(sourceId, Part.Language) ? language : null);
            foreach (var identifier in reader.IsNull(3)
                ? [reader.GetString(2)]
                : JsonSerializer.Deserialize<string[]>(reader.GetString(3)) ?? [])
            {
                Note(identifiers, identifier);
            }

            for (var i = 0; i < catalogue.Attributes.Length; i++)
            {
                if (reader.GetStringOrNull(FirstColumn + 1 + i) is { Length: > 0 } value && asking.Takes(sourceId, parts[i]))
                {
                    heard.Add(new HeardValue(catalogue.Attributes[i].Id, value, source, last));
                }
            }
        }

        return signals == 0 ? null : new CustomerRecord(customer.ToString(), identifiers, first, last, signals, texts, answers,
            sources, languages, HeldValues.Of(heard, catalogue.Attributes), new VerbatimPage([], null, 0), []);
    }

    static void Note(List<string> known, string? value)
    {
        if (value is not null && !known.Contains(value))
        {
            known.Add(value);
        }
    }
}

/// <summary>What we hold about one customer.</summary>
/// <param name="Key">The identifier asked for, <c>namespace:value</c>.</param>
/// <param name="Identifiers">All identifiers that stand beside it in its signals, the one asked for first.</param>
/// <param name="FirstSeen">Time of the earliest signal, UTC.</param>
/// <param name="LastSeen">Time of the latest signal, UTC.</param>
/// <param name="Signals">Signals that name the identifier.</param>
/// <param name="Texts">Those with words.</param>
/// <param name="Answered">Those with at least one answer.</param>
/// <param name="Sources">Names of the sources heard from, in the order of first hearing.</param>
/// <param name="Languages">Languages written in, in the order of first hearing.</param>
/// <param name="Values">The newest value of each attribute, with what else was said.</param>
/// <param name="Timeline">First page of the timeline.</param>
/// <param name="LeftOut">What is not shown, because no purpose is named for it: whole sources by their identifiers, and values.</param>
sealed record CustomerRecord(
    string Key, IReadOnlyList<string> Identifiers, DateTime FirstSeen, DateTime LastSeen, long Signals, long Texts, long Answered,
    IReadOnlyList<string> Sources, IReadOnlyList<string> Languages, IReadOnlyList<HeldValue> Values, VerbatimPage Timeline,
    IReadOnlyList<LeftOut> LeftOut);
