using System.Text.Json;
using System.Text.Json.Serialization;
using Throughline.Contracts;

namespace Throughline.Profiles.Identity;

/// <summary>Kinds of facts about profiles, and what they hold. Numbers of records and profiles, weights and codes: nothing personal.</summary>
public static class IdentityFacts
{
    /// <summary>One profile went into another.</summary>
    public const string Merged = "profiles_merged";

    /// <summary>Records left a profile, because the evidence changed.</summary>
    public const string Split = "profile_split";

    /// <summary>A person took a merge back, or parted records.</summary>
    public const string Unmerged = "profiles_unmerged";

    /// <summary>A person said that two records are one customer.</summary>
    public const string Together = "joined_stated";

    /// <summary>A person said that two records are two customers.</summary>
    public const string Apart = "apart_stated";

    /// <summary>A statement was taken back.</summary>
    public const string Lifted = "statement_lifted";

    /// <summary>Another model took over.</summary>
    public const string Adopted = "model_adopted";

    /// <summary>All kinds that move records between profiles.</summary>
    internal static IReadOnlyList<string> Moves { get; } = [Merged, Split, Unmerged];

    /// <summary>All kinds that are a person's word on two records.</summary>
    internal static IReadOnlyList<string> Words { get; } = [Together, Apart, Lifted];

    static readonly JsonSerializerOptions s_snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static string Write<T>(T body) => JsonSerializer.Serialize(body, s_snake);

    internal static T Read<T>(string body) =>
        JsonSerializer.Deserialize<T>(body, s_snake) ?? throw new InvalidDataException($"This is no body of a fact: {body}");

    /// <summary>A profile as the subject of facts.</summary>
    public static string SubjectOf(int profile) => new ProfileId(profile).ToString();
}

/// <param name="Into">The profile that survives.</param>
/// <param name="From">The profile that went into it.</param>
/// <param name="Records">The records that came over with it.</param>
/// <param name="Left">A record on one side of the bond; null where none was told.</param>
/// <param name="Right">The record on the other side.</param>
/// <param name="Weight">Weight of the bond in bits.</param>
/// <param name="By">resolver, identifier or person.</param>
/// <param name="Model">Version of the model that decided; null for a person.</param>
/// <param name="Former">Numbers that led to the profile beside those of its records; null when there were none.</param>
sealed record MergedBody(
    int Into, int From, IReadOnlyList<int> Records, int? Left, int? Right, double? Weight, string By, int? Model, IReadOnlyList<int>? Former = null);

/// <param name="From">The profile that lost records.</param>
/// <param name="Parts">The profiles that left it.</param>
/// <param name="By">resolver or person.</param>
/// <param name="Model">Version of the model that decided; null for a person.</param>
sealed record SplitBody(int From, IReadOnlyList<ProfilePart> Parts, string By, int? Model);

/// <param name="Fact">The fact that was taken back; null when records were named.</param>
/// <param name="From">The profile that lost records.</param>
/// <param name="Parts">The profiles that left it.</param>
/// <param name="Statement">The statement that keeps them apart from now on.</param>
/// <param name="Lifted">Statements that were taken back with it.</param>
sealed record UnmergedBody(long? Fact, int From, IReadOnlyList<ProfilePart> Parts, long Statement, IReadOnlyList<long> Lifted);

/// <param name="Left">One record.</param>
/// <param name="Right">The other.</param>
sealed record StatedBody(int Left, int Right);

/// <param name="Fact">The statement.</param>
/// <param name="Left">One record.</param>
/// <param name="Right">The other.</param>
sealed record LiftedBody(long Fact, int Left, int Right);

/// <param name="Version">The model that runs from now on.</param>
/// <param name="Agreement">Pair F1 between the profiles of the two models, 0 to 1.</param>
/// <param name="By">refit or person.</param>
sealed record AdoptedBody(int Version, double? Agreement, string By);
