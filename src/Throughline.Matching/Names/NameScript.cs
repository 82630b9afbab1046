namespace Throughline.Matching.Names;

/// <summary>The script a name is written in, decided by the letter that occurs most.</summary>
public enum NameScript : byte
{
    /// <summary>Latin letters, and whatever is put into them letter by letter (Cyrillic, Greek, kana, Hangul).</summary>
    Latin,

    /// <summary>Arabic letters, with those of Persian, Urdu and Kurdish.</summary>
    Arabic,

    /// <summary>Chinese characters, traditional or simplified.</summary>
    Han,
}
