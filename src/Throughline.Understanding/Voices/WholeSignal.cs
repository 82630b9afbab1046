using System.Text.Json;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Voices;

/// <summary>A signal with what came beside it.</summary>
/// <param name="Signal">What it says in normal form.</param>
/// <param name="Beside">What came beside it.</param>
public sealed record WholeSignal(Verbatim Signal, SignalBeside Beside);

/// <summary>What came with a signal and has no place in its normal form.</summary>
/// <param name="ReceivedAt">When we received it, UTC.</param>
/// <param name="RecordKey">The key that the source itself uses; null when it has none, or none may be shown.</param>
/// <param name="Identifiers">All identifiers of the customer, the strongest first; empty when none may be shown.</param>
/// <param name="Rest">What the source sent beyond, by its column; null when there is nothing more.</param>
/// <param name="SetAside">Answers kept as they were written and not counted, by question; null when there are none.</param>
public sealed record SignalBeside(
    DateTime ReceivedAt, string? RecordKey, IReadOnlyList<string> Identifiers, IReadOnlyDictionary<string, JsonElement>? Rest, IReadOnlyDictionary<string, JsonElement>? SetAside)
{
    /// <summary>The columns that it is read from.</summary>
    internal const string Columns = "received_at, record_key, customer, identifiers, rest";

    /// <summary>Reads it.</summary>
    /// <param name="reader">On a row.</param>
    /// <param name="first">Where its columns begin.</param>
    /// <param name="source">The signal's source.</param>
    /// <param name="catalogue">What questions there are.</param>
    /// <param name="asking">Who asks: what has no purpose is left out.</param>
    internal static SignalBeside Read(DuckReader reader, int first, int source, CatalogueContents catalogue, Asking asking)
    {
        var (rest, aside) = Parted(reader.GetStringOrNull(first + 4));
        aside = aside?.Where(one => catalogue.QuestionsOf(source).FirstOrDefault(q => q.Name == one.Key) is not { } question || asking.Takes(source, Part.Of(question)))
            .ToDictionary(StringComparer.Ordinal);
        var identifiers = NamedCustomer.IdentifiersOf(reader.GetStringOrNull(first + 2), reader.GetStringOrNull(first + 3));
        return new SignalBeside(reader.GetDateTime(first), reader.GetStringOrNull(first + 1) is { } key && asking.Takes(source, Part.RecordKey) ? key : null,
            identifiers.Count > 0 && asking.Takes(source, Part.Customer) ? identifiers : [], rest, aside is { Count: > 0 } ? aside : null);
    }

    /// <summary>The rest of the record, and apart from it what was kept beside the answers and not counted.</summary>
    static (Dictionary<string, JsonElement>? Kept, Dictionary<string, JsonElement>? Aside) Parted(string? json)
    {
        if (json is null || JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) is not { } rest)
        {
            return (null, null);
        }

        Dictionary<string, JsonElement>? aside = null;
        if (rest.TryGetValue("set_aside", out var found) && found.ValueKind == JsonValueKind.Object)
        {
            aside = found.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
            rest.Remove("set_aside");
        }

        return (rest.Count == 0 ? null : rest, aside);
    }
}
