using System.Globalization;
using Throughline.Contracts;
using Throughline.Language.Detecting;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Attached;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.PlugIn;

/// <summary>
/// Takes answers out that may not stand any more: the plug-in or a detector was switched off, a purpose was taken away, a person took their consent back. Looks
/// only where something of that changed, and writes only where there is something to write.
/// </summary>
sealed class PlugInSweep(SignalLog log, AttachedStore store, DetectorBook detectors, PlugInTexts texts, PersonDoor persons)
{
    const int Stretch = 5_000;

    (PlugInSettings Settings, object Uses, RunningSet Set, long Consents)? _done;

    /// <summary>The number of the last word on a consent that was heard.</summary>
    public long Consents => _done?.Consents ?? -1;

    /// <summary>Does what there is to do.</summary>
    public async Task RunAsync(PlugInSettings settings, CancellationToken cancellation)
    {
        if (!settings.IsOn && ReferenceEquals(_done?.Settings, settings))
        {
            return; // off, and taken out: nothing else can change that
        }

        var now = (settings, log.Uses.Version, detectors.Now, persons.ConsentsChanged());
        if (_done is { } done && ReferenceEquals(done.Settings, now.settings) && ReferenceEquals(done.Uses, now.Version) && ReferenceEquals(done.Set, now.Now) && done.Consents == now.Item4)
        {
            return;
        }

        if (store.Read(connection => connection.Scalar<long>("SELECT count(*) FROM plug_in_reading")) > 0)
        {
            Remove(settings);
            await RemoveRefusedAsync(cancellation);
            Hold(settings);
        }

        _done = now;
    }

    void Remove(PlugInSettings settings)
    {
        var numbers = settings.IsOn ? settings.Detectors.Select(one => detectors.Now.Find(one.Id)?.Number).OfType<int>().ToList() : [];
        var sources = settings.IsOn ? texts.Sources() : [];
        var which = numbers.Count == 0 || sources.Count == 0 ? "TRUE" : $"detector NOT IN ({List(numbers)}) OR source_id NOT IN ({List(sources)})";
        if (store.Read(connection => connection.Scalar<long>($"SELECT count(*) FROM plug_in_reading WHERE {which}")) > 0)
        {
            store.Write(connection => PlugInJoin.Remove(connection, which));
        }
    }

    async Task RemoveRefusedAsync(CancellationToken cancellation)
    {
        for (var after = -1L; ;)
        {
            var from = after;
            var rows = await log.ReadBehindAsync(connection =>
            {
                var found = new List<(long Seq, int Source, string? Customer, IReadOnlyList<string> Identifiers)>();
                using var reader = connection.Query(string.Create(CultureInfo.InvariantCulture, $"""
                    SELECT seq, source_id, customer, identifiers FROM signal
                    WHERE seq IN (SELECT DISTINCT seq FROM understanding.plug_in_reading WHERE seq > {from} ORDER BY seq LIMIT {Stretch}) ORDER BY seq
                    """));
                while (reader.Read())
                {
                    var customer = reader.GetStringOrNull(2);
                    found.Add((reader.GetInt64(0), reader.GetInt32(1), customer, NamedCustomer.IdentifiersOf(customer, reader.GetStringOrNull(3))));
                }

                return found;
            }, cancellation);
            if (rows.Count == 0)
            {
                return;
            }

            List<long> refused = [.. rows.Where(row => row.Customer is null || persons.Consent(row.Source, row.Customer, row.Identifiers, Use.PlugIn.Purpose) != true).Select(row => row.Seq)];
            if (refused.Count > 0)
            {
                store.Write(connection => PlugInJoin.Remove(connection, $"seq IN ({string.Join(", ", refused.Select(seq => seq.ToString(CultureInfo.InvariantCulture)))})"));
            }

            after = rows[^1].Seq;
        }
    }

    /// <summary>Holds answers against the thresholds that are set now, and joins what stands nowhere.</summary>
    void Hold(PlugInSettings settings)
    {
        foreach (var (chosen, number) in settings.Detectors.Select(one => (one, detectors.Now.Find(one.Id)?.Number)).Where(one => one.Number is not null))
        {
            var others = store.Read(connection => connection.Scalar<long>(string.Create(CultureInfo.InvariantCulture, $"""
                SELECT count(*) FROM plug_in_reading WHERE detector = {number} AND probability IS NOT NULL
                AND (state = {(int)DetectionState.Absent}) <> (probability < {chosen.Threshold:R})
                """)));
            if (others > 0)
            {
                store.Write(connection => PlugInJoin.Threshold(connection, number!.Value, chosen.Threshold));
            }
        }

        if (store.Read(connection => connection.Scalar<long>("SELECT count(*) FROM plug_in_reading WHERE joined_set = 0")) > 0)
        {
            store.Write(connection =>
            {
                if (PlugInJoin.Join(connection, -1, long.MaxValue) > 0)
                {
                    PlugInJoin.Move(connection);
                }
            });
        }
    }

    static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
