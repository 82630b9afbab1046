using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Collectors;

/// <summary>
/// The data elements of a source whose events arrive by themselves. Nobody confirmed anything: those of a client that we do not know
/// have no purpose, to be named before anything may use them; what is shipped brings its own, and the register says so.
/// </summary>
static class ArrivedElements
{
    /// <summary>Registers a source's elements with its first events, and its words with the first of those.</summary>
    /// <param name="log">The log.</param>
    /// <param name="arrival">What arrived.</param>
    /// <param name="format">How it came.</param>
    /// <param name="naming">A purpose that comes with it; null for none.</param>
    public static void Note(SignalLog log, Arrival arrival, string format, PurposeNaming? naming = null)
    {
        if (arrival.Events.Count == 0)
        {
            return;
        }

        Register(log, arrival.SourceId, arrival.Events[0].Mode, format, naming, arrival.Events.Exists(one => !one.Text.IsEmpty));
    }

    /// <summary>Registers a source's elements, its words only when it brings some.</summary>
    public static void Register(SignalLog log, int source, SignalMode mode, string format, PurposeNaming? naming, bool hasText)
    {
        var uses = log.Uses;
        if (!uses.Knows(source))
        {
            uses.Register(
            [
                Element(source, ElementKind.Activity, "activity", format, "activity", behavioural: true),
                Element(source, ElementKind.Identifier, "customer", format, "customer", personal: true),
                Element(source, ElementKind.Time, "timestamp", format, "occurred_at"),
                Element(source, ElementKind.Channel, "channel", format, "channel"),
                Element(source, ElementKind.Touchpoint, "touchpoint", format, "touchpoint"),
                Element(source, ElementKind.Kept, "properties", format, "rest", personal: true),
            ], naming);
        }

        var text = new ElementKey(source, ElementKind.Text, "text");
        if (hasText && !uses.Has(text))
        {
            uses.Register([Element(source, ElementKind.Text, text.Name, format, "text", behavioural: false, personal: true)], naming);
        }

        DataElement Element(int of, ElementKind kind, string name, string way, string column, bool? behavioural = null, bool personal = false) => new()
        {
            Key = new ElementKey(of, kind, name),
            Captured = $"collector {way}",
            Stored = $"log.duckdb, signal.{column}",
            Regulation = personal ? "personal_data" : null,
            Mode = mode,
            Behavioural = behavioural,
            Solicited = false,
        };
    }
}
