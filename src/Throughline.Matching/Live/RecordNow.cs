using Throughline.Matching.Records;

namespace Throughline.Matching.Live;

/// <summary>A record as it stands now: who a source says somebody is.</summary>
/// <param name="Number">Its number, above 0 and close to the others: memory grows with the highest number there is.</param>
/// <param name="Values">What is known, as the source wrote it; of several values of one field the last counts.</param>
/// <param name="Identifiers">Exact identifiers as "namespace:value", other than e-mail and phone (those are values).</param>
public sealed record RecordNow(int Number, IReadOnlyList<FieldValue> Values, IReadOnlyList<string> Identifiers)
{
    /// <summary>All values of identifiers, e-mail and phone among them, and since when: what limits of policies are held against.</summary>
    public IReadOnlyList<IdentifierUse> Uses { get; init; } = [];
}

/// <summary>One value of a record, as it was written.</summary>
public readonly record struct FieldValue(MatchField Field, string Text);
