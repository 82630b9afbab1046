using Xunit.Sdk;

namespace Throughline.BrowserTests;

/// <summary>How a person sees the product: the language of the browser and the colours of the system.</summary>
public sealed record Look(string Language, bool Dark) : IXunitSerializable
{
    /// <summary>Made by the test runner.</summary>
    public Look()
        : this("en", false)
    {
    }

    public string Language { get; private set; } = Language;

    public bool Dark { get; private set; } = Dark;

    /// <summary>Whether the script of the language runs from right to left.</summary>
    public bool RightToLeft => Language is "fa" or "ar";

    public string Name => $"{Language}.{(Dark ? "dark" : "light")}";

    public override string ToString() => Name;

    public void Deserialize(IXunitSerializationInfo info) =>
        (Language, Dark) = (info.GetValue<string>(nameof(Language))!, info.GetValue<bool>(nameof(Dark)));

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Language), Language);
        info.AddValue(nameof(Dark), Dark);
    }
}
