using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Platform.Erasing;

namespace Throughline.Profiles.Erasure;

/// <summary>What was erased, where, and how it was checked. It holds no value of the person.</summary>
public sealed record ErasureProof
{
    /// <summary>Number, given once.</summary>
    public required int Id { get; init; }

    /// <summary>running, checking or done.</summary>
    public required string State { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>When everything was gone and checked, UTC; null until then.</summary>
    public DateTime? DoneAt { get; init; }

    /// <summary>Who asked for it here.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Why { get; init; }

    /// <summary>The erasure whose person came back with signals from before it; null for a first one.</summary>
    public int? Again { get; init; }

    /// <summary>Records of the person.</summary>
    public int Records { get; init; }

    /// <summary>Identifiers that only they bear.</summary>
    public int Identifiers { get; init; }

    /// <summary>Identifiers that others bear too, by which nobody was looked for.</summary>
    public int Shared { get; init; }

    /// <summary>Every store, in the order in which it was erased.</summary>
    public IReadOnlyList<StoreProof> Stores { get; init; } = [];

    /// <summary>Where other people typed the person's address or number; nothing of it was changed.</summary>
    public IReadOnlyList<OthersMention> Mentions { get; init; } = [];

    /// <summary>What was looked at afterwards.</summary>
    public IReadOnlyList<ErasureCheck> Checks { get; init; } = [];

    /// <summary>When the freed blocks of the log were overwritten, UTC; null when they were not.</summary>
    public DateTime? CompactedAt { get; init; }

    /// <summary>Hash of the proof before this one; empty for the first.</summary>
    public string Previous { get; init; } = "";

    /// <summary>SHA-256 over the hash before and everything above, in hexadecimal; empty until it is done.</summary>
    public string Hash { get; init; } = "";

    /// <summary>How proofs are written where they are kept and hashed.</summary>
    internal static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>The hash that it must have.</summary>
    internal string Hashed() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this with { Hash = "" }, Json))));
}

/// <summary>One store in a proof.</summary>
/// <param name="Store">Its name.</param>
/// <param name="Searched">Rows or files that were looked at.</param>
/// <param name="Found">Those of the person.</param>
/// <param name="Erased">Those that are gone.</param>
/// <param name="Left">What names the person and stays, with the reason.</param>
public sealed record StoreProof(string Store, long Searched, long Found, long Erased, IReadOnlyList<LeftBehind> Left);

/// <summary>A place in another customer's words where the person is named.</summary>
/// <param name="Signal">The other customer's signal.</param>
/// <param name="Place"><c>text</c>, or <c>rest</c> for what came with it.</param>
/// <param name="Kind"><c>email</c> or <c>phone</c>.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">UTF-16 units.</param>
public sealed record OthersMention(string Signal, string Place, string Kind, int Start, int Length);

/// <summary>One check after an erasure.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Ok">True when nothing of the person was there.</param>
/// <param name="Count">How much was there.</param>
/// <param name="Detail">In which file or store; empty when nothing was there.</param>
public sealed record ErasureCheck(string Check, bool Ok, long Count, string Detail);

/// <summary>What an erasure would do.</summary>
/// <param name="DryRun">Always true.</param>
/// <param name="Records">Records of the person.</param>
/// <param name="Identifiers">Identifiers that only they bear.</param>
/// <param name="Shared">Identifiers that others bear too, by which nobody is looked for.</param>
/// <param name="Stores">Every store; nothing is erased.</param>
/// <param name="Mentions">Where other people typed the person's address or number.</param>
public sealed record ErasureForecast(
    bool DryRun, int Records, int Identifiers, int Shared, IReadOnlyList<StoreProof> Stores, IReadOnlyList<OthersMention> Mentions);
