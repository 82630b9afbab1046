using System.Globalization;
using System.Text.Json;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.PlugIn;

/// <summary>The door to what is set of the plug-in reader, and to who changed it.</summary>
public sealed class PlugInBook(KeyStore keys, SignalLog log, DetectorBook detectors, PlugInNetworks networks, TimeProvider time)
{
    readonly Lock _turn = new();
    volatile PlugInSettings? _now;

    /// <summary>The settings; another object after every change.</summary>
    public PlugInSettings Now
    {
        get
        {
            if (_now is { } now)
            {
                return now;
            }

            lock (_turn)
            {
                return _now ??= keys.Read(connection => connection.All("SELECT settings FROM understanding_plug_in", r => r.GetString(0)))
                    .Select(json => JsonSerializer.Deserialize<PlugInSettings>(json)).FirstOrDefault() ?? new PlugInSettings();
            }
        }
    }

    /// <summary>Sets what is given. Another address or key is another recipient: then it is off until somebody switches it on again.</summary>
    /// <exception cref="BadInputException">Something is wrong.</exception>
    public PlugInSettings Set(Func<PlugInSettings, PlugInSettings> change, string by)
    {
        lock (_turn)
        {
            var was = Now;
            var wished = change(was).Checked(networks.Rules);
            foreach (var chosen in wished.Detectors)
            {
                _ = detectors.Now.Find(chosen.Id) is not null && PlugInPrompt.Traits.ContainsKey(chosen.Id) ? true
                    : throw new BadInputException("detectors", $"There is no detector \"{chosen.Id}\".", "no_detector");
                if (!(chosen.Threshold is >= 0.01 and <= 0.99))
                {
                    throw new BadInputException("detectors", "A threshold is a number from 0.01 to 0.99.", "bad_threshold");
                }
            }

            wished = wished with { Detectors = [.. wished.Detectors.DistinctBy(one => one.Id).OrderBy(one => one.Id, StringComparer.Ordinal)] };
            var isSame = wished.Url == was.Url && wished.KeyVariable == was.KeyVariable;
            return Keep(was, wished with { IsOn = was.IsOn && isSame && wished.IsComplete }, by);
        }
    }

    /// <summary>Switches the purpose on or off: the explicit act without which nothing is sent.</summary>
    /// <param name="purpose">The purpose, spelt out.</param>
    /// <param name="isOn">On or off.</param>
    /// <param name="history">True reads what is in the log already; false only what comes in from now on.</param>
    /// <param name="by">Who.</param>
    /// <exception cref="BadInputException">It is another purpose.</exception>
    /// <exception cref="ConflictException">There is nothing to switch on.</exception>
    public PlugInSettings Switch(string purpose, bool isOn, bool history, string by)
    {
        if (purpose != Use.PlugIn.Purpose)
        {
            throw new BadInputException("purpose", $"The plug-in serves one purpose, {Use.PlugIn.Purpose}.", "plug_in_purpose");
        }

        lock (_turn)
        {
            var was = Now;
            if (isOn && !was.IsComplete)
            {
                throw new ConflictException("Set an address, a model and at least one detector first.", "plug_in_incomplete");
            }

            return Keep(was, was with { IsOn = isOn, From = !isOn || (was.IsOn && !history) ? was.From : history ? 0 : log.Head }, by);
        }
    }

    /// <summary>What was changed, the newest first.</summary>
    public IReadOnlyList<DetectorChange> History() => keys.Read(connection => connection.All(
        "SELECT at, by, what, old, new FROM understanding_plug_in_change ORDER BY id DESC LIMIT 50",
        r => new DetectorChange(DateTime.Parse(r.GetString(0), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.TextOrNull(4))));

    PlugInSettings Keep(PlugInSettings was, PlugInSettings now, string by)
    {
        (string What, string? From, string? To)[] all =
        [
            ("url", was.Url, now.Url), ("model", was.Model, now.Model), ("key_variable", was.KeyVariable, now.KeyVariable),
            ("detectors", Text(was), Text(now)), ("timeout", Whole(was.TimeoutSeconds), Whole(now.TimeoutSeconds)), ("in_flight", Whole(was.MostInFlight), Whole(now.MostInFlight)),
            ("price", Price(was), Price(now)), (now.IsOn ? "switched_on" : "switched_off", was.IsOn ? "on" : null, now.IsOn ? "on" : null),
        ];
        keys.Write(connection =>
        {
            connection.Run("INSERT INTO understanding_plug_in (id, settings) VALUES (1, @settings) ON CONFLICT DO UPDATE SET settings = excluded.settings",
                ("@settings", JsonSerializer.Serialize(now)));
            foreach (var (what, from, to) in all.Where(one => one.From != one.To))
            {
                var isSwitch = what.StartsWith("switched", StringComparison.Ordinal);
                connection.Run("INSERT INTO understanding_plug_in_change (at, by, what, old, new) VALUES (@at, @by, @what, @old, @new)",
                    ("@at", time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), ("@by", by), ("@what", what),
                    ("@old", isSwitch ? null : from), ("@new", isSwitch ? null : to));
            }
        });
        return _now = now;
    }

    static string? Text(PlugInSettings settings) => settings.Detectors.Count == 0 ? null
        : string.Join(", ", settings.Detectors.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Id} {one.Threshold:R}")));

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string? Price(PlugInSettings settings) => settings is { PriceIn: null, PriceOut: null } ? null
        : string.Create(CultureInfo.InvariantCulture, $"{settings.PriceIn:R} / {settings.PriceOut:R} {settings.Currency}");
}
