using System.Globalization;
using Throughline.Language.Normal;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Labels;

/// <summary>
/// The texts that may be labelled: customers' own words, never an employee's and no conversation, of sources whose words may be used for the
/// purpose. Their order is a lot that is drawn once for each detector: even lots measure, odd ones teach.
/// </summary>
sealed class LabelTexts(SignalLog log)
{
    /// <summary>Longest text that is read.</summary>
    public const int Longest = 4_000;

    /// <summary>The first texts by lot, each wording once, and whether there are more.</summary>
    /// <param name="detector">Whose lots.</param>
    /// <param name="measures">True for those that measure, false for those that teach.</param>
    /// <param name="most">Most texts, before wordings that come again are left out.</param>
    /// <param name="of">What is kept of a text.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<(IReadOnlyList<T> Drawn, bool IsCut)> DrawAsync<T>(string detector, bool measures, int most, Func<LabelText, T> of, CancellationToken cancellation)
    {
        var (drawn, rows) = await ReadAsync(string.Create(CultureInfo.InvariantCulture,
            $"hash(id::VARCHAR, $detector::VARCHAR) % 2 = {(measures ? 0 : 1)} ORDER BY hash(id::VARCHAR, $detector::VARCHAR) LIMIT {most}"), detector, of, true, cancellation);
        return (drawn, rows == most);
    }

    /// <summary>How many removals the log knows: what was learnt before the last of them may rest on what is gone.</summary>
    public Task<long> RemovalsAsync(CancellationToken cancellation) => log.ReadAsync(connection => connection.Scalar<long>("SELECT count(*) FROM removed"), cancellation);

    /// <summary>What decides which texts there are, besides what comes in: removals since the start, and the sources that may be used.</summary>
    public string State() => string.Create(CultureInfo.InvariantCulture, $"{log.Removals} {string.Join(',', Sources())}");

    /// <summary>The number of the newest signal.</summary>
    public long Head => log.Head;

    /// <summary>The texts of these signals that are still there.</summary>
    public async Task<IReadOnlyDictionary<Guid, LabelText>> FindAsync(IReadOnlyCollection<Guid> signals, string detector, CancellationToken cancellation) => signals.Count == 0
        ? new Dictionary<Guid, LabelText>()
        : (await ReadAsync($"id IN ({string.Join(", ", signals.Select(id => $"'{id:D}'::UUID"))})", detector, text => text, false, cancellation)).Read.DistinctBy(one => one.Signal).ToDictionary(one => one.Signal);

    /// <summary>How many texts there are.</summary>
    public Task<long> CountAsync(CancellationToken cancellation)
    {
        var sources = Sources();
        return sources.Count == 0 ? Task.FromResult(0L) : log.ReadAsync(connection => connection.Scalar<long>(
            $"SELECT count(*) FROM signal WHERE {CustomersWords.Written} AND source_id IN ({string.Join(", ", sources)})"), cancellation);
    }

    List<int> Sources()
    {
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Detections, catalogue);
        return [.. catalogue.Sources.Select(source => source.Id).Where(id => asking.Takes(id, Part.Text))];
    }

    Task<(IReadOnlyList<T> Read, int Rows)> ReadAsync<T>(string condition, string detector, Func<LabelText, T> of, bool distinct, CancellationToken cancellation)
    {
        var sources = Sources();
        return sources.Count == 0 ? Task.FromResult<(IReadOnlyList<T>, int)>(([], 0)) : log.ReadAsync<(IReadOnlyList<T>, int)>(connection =>
        {
            var texts = new List<T>();
            var wordings = new HashSet<string>(StringComparer.Ordinal);
            var rows = 0;
            using var reader = connection.Query(string.Create(CultureInfo.InvariantCulture,
                $"SELECT id, source_id, left(text, {Longest}), language, hash(id::VARCHAR, $detector::VARCHAR) % 2 = 0 FROM signal WHERE {CustomersWords.Written} AND source_id IN ({string.Join(", ", sources)}) AND {condition}"),
                ("detector", detector));
            while (reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                rows++;
                var text = reader.GetString(2);
                if (!distinct || wordings.Add(Normaliser.Of(text)))
                {
                    texts.Add(of(new LabelText(reader.GetGuid(0), reader.GetInt32(1), text, CustomersWords.LanguageOf(text, reader.GetStringOrNull(3)), reader.GetBoolean(4))));
                }
            }

            return (texts, rows);
        }, cancellation);
    }
}

/// <summary>A text that may be labelled.</summary>
/// <param name="Signal">Its signal.</param>
/// <param name="SourceId">Its source.</param>
/// <param name="Text">The words.</param>
/// <param name="Language">Their language.</param>
/// <param name="Measures">True where its lot is one that measures.</param>
sealed record LabelText(Guid Signal, int SourceId, string Text, string Language, bool Measures);
