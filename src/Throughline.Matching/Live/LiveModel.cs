using System.Text.Json;
using Throughline.Matching.Normal;
using Throughline.Matching.Records;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Live;

/// <summary>What agreements and differences are worth, as it was fitted or supposed; with the records, all that decisions are made from.</summary>
public sealed record LiveModel
{
    /// <summary>The form that this program writes. Another form is not read: fit anew.</summary>
    public const int CurrentForm = 1;

    /// <summary>Form of this model.</summary>
    public int Form { get; init; } = CurrentForm;

    /// <summary>Records that it was fitted on; 0 while there are too few and it is supposed.</summary>
    public int FittedOn { get; init; }

    /// <summary>Least average weight of a join, in bits.</summary>
    public double Threshold { get; init; }

    /// <summary>Bits by which weights overstate, as verdicts on pairs told; part of the threshold.</summary>
    public double Shift { get; init; }

    /// <summary>Expected share of joined pairs that are one customer, 0 to 1, at the time of the fit; null where nothing was joined.</summary>
    public double? EstimatedPrecision { get; init; }

    /// <summary>Expected share of the pairs of one customer that were joined, 0 to 1; null where there seemed to be none.</summary>
    public double? EstimatedRecall { get; init; }

    /// <summary>In which order the dates of these records are written.</summary>
    public DateOrder Dates { get; init; } = DateOrder.DayFirst;

    /// <summary>Code of the country that phones without one belong to; may be empty.</summary>
    public string PhoneRegion { get; init; } = "";

    /// <summary>True where names stand in more than one script, so that they are also found by how they sound.</summary>
    public bool NamesHeard { get; init; }

    /// <summary>log2 of the share of each kind of pair.</summary>
    public IReadOnlyList<double> Share { get; init; } = [];

    /// <summary>What each field's levels are worth.</summary>
    public IReadOnlyList<FieldWorth> Fields { get; init; } = [];

    /// <summary>Largest block of records that a family of keys looks at, by the family's name; others have the most there is.</summary>
    public IReadOnlyDictionary<string, int> BlockLimits { get; init; } = new Dictionary<string, int>();

    /// <summary>The model as bytes (JSON).</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are no model, or one of another form.</exception>
    public static LiveModel FromBytes(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var model = JsonSerializer.Deserialize<LiveModel>(bytes) ?? throw new InvalidDataException("An empty matching model was stored.");
            return model.Form == CurrentForm
                ? model
                : throw new InvalidDataException($"The stored matching model has form {model.Form}, this program reads {CurrentForm}. Fit a new one.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException("The stored matching model cannot be read. Fit a new one.", problem);
        }
    }
}

/// <summary>What the levels of one field are worth.</summary>
public sealed record FieldWorth
{
    /// <summary>The field.</summary>
    public required MatchField Field { get; init; }

    /// <summary>True where values of a custom field are compared word by word.</summary>
    public bool ByWords { get; init; }

    /// <summary>log2 probability of each level, by kind of pair.</summary>
    public required double[][] Level { get; init; }

    /// <summary>Kinds of pairs that share the field by chance alone.</summary>
    public required bool[] ByChance { get; init; }

    /// <summary>Share of values in each class of rarity.</summary>
    public required double[] RarityShare { get; init; }

    /// <summary>How often two records met in a value of each class.</summary>
    public required double[] RarityMeeting { get; init; }

    /// <summary>Records supposed beside those there are.</summary>
    public double Supposed { get; init; }

    /// <summary>Share of the supposed records that bear any one value.</summary>
    public double Typical { get; init; }

    internal Rarity RarityOf(Column column) => new(new RunningRarity(column, RarityShare, RarityMeeting, Supposed, Typical));
}
