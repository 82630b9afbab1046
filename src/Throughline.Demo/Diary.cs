using Throughline.Contracts;

namespace Throughline.Demo;

/// <summary>One thing that a source writes down, before it has ids.</summary>
/// <param name="Source">The source.</param>
/// <param name="Kind">Kind of the signal.</param>
/// <param name="Key">Key of the record within its source.</param>
/// <param name="At">When it happened, UTC.</param>
internal sealed record Entry(DemoSource Source, SignalKind Kind, string Key, DateTime At)
{
    public SignalMode Mode { get; init; }
    public IReadOnlyList<Identifier> Who { get; init; } = [];
    public string? Touchpoint { get; init; }
    public string? Channel { get; init; }
    public Verbatim? Words { get; init; }
    public IReadOnlyList<(DemoQuestion Question, double Value)> Scores { get; init; } = [];

    /// <summary>Attributes; those without a value are left out.</summary>
    public IReadOnlyList<(DemoAttributeName Attribute, string? Value)> Facts { get; init; } = [];
}

/// <summary>Turns entries into signals; what would be after the last day is not written.</summary>
internal sealed class Diary(DemoIds ids, Calendar calendar)
{
    readonly List<Signal> _signals = [];

    public IReadOnlyList<Signal> Signals => _signals;

    /// <summary>Attributes that every entry of this diary carries.</summary>
    public IReadOnlyList<(DemoAttributeName Attribute, string? Value)> Always { get; init; } = [];

    /// <summary>True when it was written, false when it lies after the story's end.</summary>
    public bool Write(Entry entry)
    {
        if (!calendar.Holds(entry.At))
        {
            return false;
        }

        var source = ids[entry.Source];
        _signals.Add(new Signal
        {
            Id = SignalId.OfEvent(source, entry.Key),
            SourceId = source,
            Kind = entry.Kind,
            Mode = entry.Mode,
            OccurredAt = entry.At,
            RecordKey = entry.Key,
            Identifiers = entry.Who,
            Touchpoint = entry.Touchpoint,
            Channel = entry.Channel,
            Language = entry.Words?.Language,
            Text = entry.Words?.Text,
            Answers = Answers(entry),
            Attributes = Attributes(entry),
        });
        return true;
    }

    Answer[] Answers(Entry entry)
    {
        var answers = new Answer[entry.Scores.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = new Answer(ids[entry.Scores[i].Question], entry.Scores[i].Value);
        }

        return answers;
    }

    List<AttributeValue> Attributes(Entry entry)
    {
        var values = new List<AttributeValue>(Always.Count + entry.Facts.Count);
        Add(Always, values);
        Add(entry.Facts, values);
        return values;
    }

    void Add(IReadOnlyList<(DemoAttributeName Attribute, string? Value)> facts, List<AttributeValue> values)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts[i].Value is { Length: > 0 } value)
            {
                values.Add(new AttributeValue(ids[facts[i].Attribute], value));
            }
        }
    }
}
