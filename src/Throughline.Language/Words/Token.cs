namespace Throughline.Language.Words;

/// <summary>What a token is.</summary>
public enum TokenKind
{
    /// <summary>Letters and digits side by side.</summary>
    Word,

    /// <summary>A run of Chinese characters; its words are not parted.</summary>
    Han,

    /// <summary>A picture, whole.</summary>
    Picture,

    /// <summary>What stands for a link, an account or an address.</summary>
    Placeholder,

    /// <summary>A sign, alone.</summary>
    Sign,
}

/// <summary>A piece of a normal text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First unit of the normal text.</param>
/// <param name="Length">Units.</param>
/// <param name="IsJoined">True when only a zero-width non-joiner parts it from the token before.</param>
public readonly record struct Token(TokenKind Kind, int Start, int Length, bool IsJoined)
{
    /// <summary>The unit after the last.</summary>
    public int End => Start + Length;
}
