namespace Throughline.Profiles.Identity;

/// <summary>What a stretch of the log says of one customer of one source.</summary>
sealed class HeardRecord(int sourceId, string customer, long firstSeq)
{
    Dictionary<(int Attribute, string Value), int>? _places; // of what may be heard again

    public int SourceId { get; } = sourceId;

    public string Customer { get; } = customer;

    public long FirstSeq { get; } = firstSeq;

    public Seen Seen { get; set; }

    public long Texts { get; set; }

    public long Answered { get; set; }

    public Dictionary<string, Seen> Identifiers { get; } = new(StringComparer.Ordinal);

    /// <summary>The values of each attribute; each value of an attribute once.</summary>
    public List<HeardValue> Values { get; } = [];

    public void Hear(string identifier, Seen seen)
    {
        var trimmed = identifier.Trim();
        if (trimmed.Length > 0)
        {
            Identifiers[trimmed] = Identifiers.TryGetValue(trimmed, out var known) ? known.And(seen) : seen;
        }
    }

    /// <summary>Notes a value that was not heard before.</summary>
    public void Add(HeardValue value) => Values.Add(value);

    /// <summary>Notes a value, which may have been heard before.</summary>
    public void Hear(int attribute, string value, KeptValue seen)
    {
        _places ??= Values.Select((one, place) => (one, place)).ToDictionary(one => (one.one.Attribute, one.one.Value), one => one.place);
        if (_places.TryGetValue((attribute, value), out var place))
        {
            Values[place] = Values[place] with { Kept = Values[place].Kept.And(seen) };
        }
        else
        {
            _places.Add((attribute, value), Values.Count);
            Values.Add(new HeardValue(attribute, value, seen));
        }
    }
}

/// <summary>A value of an attribute as a stretch, or the table, has it.</summary>
readonly record struct HeardValue(int Attribute, string Value, KeptValue Kept);

/// <summary>How often, and between which times.</summary>
readonly record struct Seen(DateTime First, DateTime Last, long Signals)
{
    public Seen And(Seen other) => Signals == 0 ? other : new(First < other.First ? First : other.First, Last > other.Last ? Last : other.Last, Signals + other.Signals);
}

/// <summary>A value of an attribute as it is kept for a record.</summary>
/// <param name="First">Earliest time.</param>
/// <param name="Last">Latest time.</param>
/// <param name="Times">How often; 0 when the record has had more values than are kept, so that it is not known.</param>
/// <param name="LastSeq">Number of the last signal with it.</param>
readonly record struct KeptValue(DateTime First, DateTime Last, long Times, long LastSeq)
{
    public KeptValue And(KeptValue other) => new(
        First < other.First ? First : other.First, Last > other.Last ? Last : other.Last, Times == 0 || other.Times == 0 ? 0 : Times + other.Times,
        Math.Max(LastSeq, other.LastSeq));
}
