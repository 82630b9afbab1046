namespace Throughline.Language.Damaged;

/// <summary>What is wrong with a stretch of a text.</summary>
public enum DamageKind
{
    /// <summary>Bytes that could not be read: replacement characters (U+FFFD).</summary>
    LostBytes,

    /// <summary>Bytes read in another encoding than they were written in: Ã© for é, ط§ظ„ for ال, 锟斤拷; or Chinese read one byte off.</summary>
    MisreadBytes,

    /// <summary>Half of a surrogate pair.</summary>
    LoneSurrogate,

    /// <summary>Characters that only a private font gives a meaning, and code points that are no character.</summary>
    PrivateUse,

    /// <summary>How a Chinese character is said, put behind it in brackets: 值(zhí).</summary>
    Gloss,

    /// <summary>Letters of another script inside a word.</summary>
    StrayLetters,

    /// <summary>Control characters other than tabs and ends of lines.</summary>
    Control,

    /// <summary>Marks that turn the direction of what follows against its letters.</summary>
    DirectionOverride,

    /// <summary>Unseen characters in a row or inside a word, and text hidden in tags.</summary>
    ZeroWidth,

    /// <summary>Tags and entities of a web page, or what is left of them.</summary>
    MarkUp,

    /// <summary>Words in Latin letters in square brackets inside a text of another script: left over by a translation.</summary>
    Untranslated,
}

/// <summary>A damaged stretch of a text. It says where, and leaves the text alone.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Start">First UTF-16 unit in the original text.</param>
/// <param name="End">The unit after the last; more than <paramref name="Start"/>. Parts no surrogate pair.</param>
public readonly record struct Damage(DamageKind Kind, int Start, int End)
{
    /// <summary>The kind as files name it: <c>lost_bytes</c>.</summary>
    public string Name => Kind switch
    {
        DamageKind.LostBytes => "lost_bytes",
        DamageKind.MisreadBytes => "misread_bytes",
        DamageKind.LoneSurrogate => "lone_surrogate",
        DamageKind.PrivateUse => "private_use",
        DamageKind.Gloss => "gloss",
        DamageKind.StrayLetters => "stray_letters",
        DamageKind.Control => "control",
        DamageKind.DirectionOverride => "direction_override",
        DamageKind.ZeroWidth => "zero_width",
        DamageKind.MarkUp => "mark_up",
        _ => "untranslated",
    };
}
