namespace Throughline.Listening.Mappings;

/// <summary>A row that cannot be a signal under the mapping, as it goes to quarantine.</summary>
/// <param name="Row">Data row, counted from 0.</param>
/// <param name="Line">Line of the file (or row of the sheet) where it begins, counted from 1.</param>
/// <param name="Column">Column at fault; null when it is the row as a whole.</param>
/// <param name="Value">The cell as received, cut after 200 characters; null when it is the row as a whole.</param>
/// <param name="Code">Why, a code of <see cref="Quarantine.QuarantineReasons"/>.</param>
/// <param name="Raw">All cells of the row as received, one JSON object from column to value.</param>
public sealed record Reject(long Row, long Line, string? Column, string? Value, string Code, string Raw)
{
    /// <summary>The check that the row does not keep; null where it is held for another reason.</summary>
    public string? Detail { get; init; }

    /// <summary>Why, in English.</summary>
    public string Reason => Quarantine.QuarantineReasons.Of(Code).Reason;

    /// <summary>What a person can do, in English.</summary>
    public string WhatToDo => Quarantine.QuarantineReasons.Of(Code).WhatToDo;

    /// <summary>Says where and why; never what the customer wrote.</summary>
    public override string ToString() => $"row {Row}, column {Column ?? "-"}: {Code}";
}

/// <summary>What became of a row: the signal, why it is held, or the check that turns it away. Exactly one of the three is given.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Reject">Why it is held.</param>
/// <param name="Turned">The check that turns it away.</param>
public readonly record struct RowVerdict(Contracts.Signal? Signal, Reject? Reject, string? Turned = null);

/// <summary>Counts by column while rows are read. Not for several threads at once.</summary>
public sealed class FieldCounts(int fields)
{
    readonly long[] _answers = new long[fields];
    readonly long[] _notApplicable = new long[fields];
    readonly long[] _setAside = new long[fields];

    /// <summary>Answers on the scale, by place of the field in the mapping.</summary>
    public IReadOnlyList<long> Answers => _answers;

    /// <summary>Values that mean that there is no answer.</summary>
    public IReadOnlyList<long> NotApplicable => _notApplicable;

    /// <summary>Answers kept beside their row because they are on another scale or off it.</summary>
    public IReadOnlyList<long> SetAside => _setAside;

    internal void Count(int field, ScoreVerdict verdict)
    {
        switch (verdict)
        {
            case ScoreVerdict.Answer:
                _answers[field]++;
                break;
            case ScoreVerdict.NotApplicable:
                _notApplicable[field]++;
                break;
            case ScoreVerdict.SetAside:
                _setAside[field]++;
                break;
        }
    }
}
