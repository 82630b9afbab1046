using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Attached;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.PlugIn;

/// <summary>Which texts the plug-in may be asked for next: customers' own words that the own detectors have read, of sources with its purpose.</summary>
sealed class PlugInTexts(SignalLog log, AttachedStore store, DetectorBook detectors, PersonDoor persons)
{
    const long Window = 20_000;
    const int Most = 32;

    /// <summary>Longest text that is sent.</summary>
    public const int Longest = 4_000;

    /// <summary>Sources whose words may be sent, in order: the own reading's purpose and the plug-in's are named for them.</summary>
    public IReadOnlyList<int> Sources()
    {
        var catalogue = log.Catalogue.Contents;
        var without = AllowedSources.Without(log, detectors.Now);
        using var asking = log.Uses.Ask(Use.PlugIn, catalogue);
        return [.. catalogue.Sources.Select(source => source.Id).Where(id => !without.Contains(id) && log.Uses.Knows(id) && asking.Allows(id, Part.Text)).Order()];
    }

    /// <summary>Up to where texts may be taken: what the own detectors have read, of persons who are known.</summary>
    public long Ready => Math.Min(store.Watermark("detections"), persons.KnownUpTo());

    /// <summary>The next texts of the log after a signal.</summary>
    public Task<PlugInBatch> NextAsync(PlugInSettings settings, long after, CancellationToken cancellation)
    {
        var upTo = Math.Min(Ready, after + Window);
        return upTo <= after ? Task.FromResult(new PlugInBatch([], after)) : ReadAsync(settings,
            string.Create(CultureInfo.InvariantCulture, $"seq > {after} AND seq <= {upTo}"), upTo, cancellation);
    }

    /// <summary>These signals, wherever they are in the log.</summary>
    public Task<PlugInBatch> OfAsync(PlugInSettings settings, IReadOnlyCollection<Guid> signals, CancellationToken cancellation) => signals.Count == 0
        ? Task.FromResult(new PlugInBatch([], 0))
        : ReadAsync(settings, string.Create(CultureInfo.InvariantCulture, $"seq <= {Ready} AND id IN ({string.Join(", ", signals.Select(id => $"'{id:D}'::UUID"))})"), 0, cancellation);

    Task<PlugInBatch> ReadAsync(PlugInSettings settings, string condition, long upTo, CancellationToken cancellation)
    {
        var sources = Sources();
        List<KnownDetector> chosen = [.. settings.Detectors.Select(one => detectors.Now.Find(one.Id)).OfType<KnownDetector>().Where(one => one.IsOn)];
        if (sources.Count == 0 || chosen.Count == 0)
        {
            return Task.FromResult(new PlugInBatch([], upTo));
        }

        var wanted = chosen.Aggregate(0L, (bits, one) => bits | (1L << one.Number));
        return log.ReadBehindAsync(connection =>
        {
            var texts = new List<PlugInText>();
            using var rows = connection.Query(string.Create(CultureInfo.InvariantCulture, $"""
                SELECT s.seq, s.id, s.source_id, s.text, s.customer, s.identifiers, s.language, coalesce(p.bits, 0)
                FROM (SELECT seq, id, source_id, text, customer, identifiers, language FROM signal
                    WHERE {condition} AND {CustomersWords.Sql(log.Catalogue.Contents)} AND source_id IN ({string.Join(", ", sources)})) s
                LEFT JOIN (SELECT seq, bit_or(1::BIGINT << detector) AS bits FROM understanding.plug_in_reading WHERE seq IN (SELECT seq FROM signal WHERE {condition}) GROUP BY seq) p USING (seq)
                WHERE coalesce(p.bits, 0) & {wanted} <> {wanted} ORDER BY s.seq LIMIT {Most}
                """));
            while (rows.Read())
            {
                var has = rows.GetInt64(7);
                var customer = rows.GetStringOrNull(4);
                texts.Add(new PlugInText(rows.GetInt64(0), rows.GetGuid(1), rows.GetInt32(2), rows.GetString(3), customer,
                    NamedCustomer.IdentifiersOf(customer, rows.GetStringOrNull(5)), rows.GetStringOrNull(6), [.. chosen.Where(one => (has >> one.Number & 1) == 0)]));
            }

            return new PlugInBatch(texts, texts.Count < Most ? upTo : texts[^1].Seq);
        }, cancellation);
    }
}

/// <summary>Texts that may be asked for.</summary>
/// <param name="Texts">In the order of the log.</param>
/// <param name="UpTo">Number of the signal up to which that is all.</param>
sealed record PlugInBatch(IReadOnlyList<PlugInText> Texts, long UpTo);

/// <summary>A text with what is on its signal.</summary>
/// <param name="Seq">Number of the signal.</param>
/// <param name="Signal">Its id.</param>
/// <param name="SourceId">Its source.</param>
/// <param name="Text">The words.</param>
/// <param name="Customer">The customer as the log names them; null where nobody knows.</param>
/// <param name="Identifiers">All identifiers on the signal.</param>
/// <param name="Language">The language that its source names; null where it names none.</param>
/// <param name="Detectors">The detectors that have no answer yet.</param>
sealed record PlugInText(
    long Seq, Guid Signal, int SourceId, string Text, string? Customer, IReadOnlyList<string> Identifiers, string? Language, IReadOnlyList<KnownDetector> Detectors);
