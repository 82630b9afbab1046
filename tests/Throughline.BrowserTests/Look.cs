namespace Throughline.BrowserTests;

/// <summary>How a person sees the product: the language of the browser and the colours of the system.</summary>
public sealed record Look(string Language, bool Dark)
{
    /// <summary>Whether the script of the language runs from right to left.</summary>
    public bool RightToLeft => Language is "fa" or "ar";

    public override string ToString() => $"{Language}.{(Dark ? "dark" : "light")}";
}
