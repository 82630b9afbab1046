namespace Throughline.Language.Features;

/// <summary>What a feature counts in a text: (1 + ln times) · (1 + ln((1 + texts) / (1 + texts with it))), the whole text scaled to length 1.</summary>
static class FeatureWeight
{
    static readonly float[] s_often = [.. Enumerable.Range(0, 64).Select(times => times == 0 ? 0 : 1 + MathF.Log(times))];

    /// <summary>1 + ln of how often it occurs.</summary>
    public static float Often(int times) => times < s_often.Length ? s_often[times] : 1 + MathF.Log(times);

    /// <summary>How telling a feature is that some of the texts have.</summary>
    public static float Telling(int texts, int having) => having == 0 ? 0 : 1 + MathF.Log((1f + texts) / (1f + having));
}
