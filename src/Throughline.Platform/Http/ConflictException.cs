namespace Throughline.Platform.Http;

/// <summary>What is asked for goes against what stands; becomes a problem document with status 409.</summary>
/// <param name="detail">What stands against it, and what to do.</param>
/// <param name="code">Stable word for the client, which says it in the reader's language.</param>
/// <param name="facts">Facts that stand against it; empty when none does.</param>
public sealed class ConflictException(string detail, string code, IReadOnlyList<long>? facts = null) : Exception(detail)
{
    /// <summary>Stable word for the client.</summary>
    public string Code { get; } = code;

    /// <summary>Facts that stand against it.</summary>
    public IReadOnlyList<long> Facts { get; } = facts ?? [];
}
