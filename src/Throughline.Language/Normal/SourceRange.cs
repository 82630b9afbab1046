namespace Throughline.Language.Normal;

/// <summary>A half-open range of the original text, in UTF-16 units.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">The unit after the last one.</param>
public readonly record struct SourceRange(int Start, int End)
{
    /// <summary>UTF-16 units.</summary>
    public int Length => End - Start;
}
