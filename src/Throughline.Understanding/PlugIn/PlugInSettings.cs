using System.Net;
using Throughline.Platform.Http;

namespace Throughline.Understanding.PlugIn;

/// <summary>What the operator set of the plug-in reader. The key is none of it: it is read from the environment when it is needed.</summary>
public sealed record PlugInSettings
{
    /// <summary>A key comes only from a variable whose name begins so: no other secret of the machine can be sent by a setting.</summary>
    public const string KeyPrefix = "THROUGHLINE_PLUG_IN_";

    /// <summary>True where its purpose was switched on by somebody. Default off.</summary>
    public bool IsOn { get; init; }

    /// <summary>Address before <c>/chat/completions</c>, for example <c>https://models.example/v1</c>; null while none is set.</summary>
    public string? Url { get; init; }

    /// <summary>Name of the model; null while none is set.</summary>
    public string? Model { get; init; }

    /// <summary>Variable of the environment that holds the key; null for an endpoint without one.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Seconds that one attempt may take, 1 to 120. Default 20.</summary>
    public int TimeoutSeconds { get; init; } = 20;

    /// <summary>Most requests at once, 1 to 16. Default 2.</summary>
    public int MostInFlight { get; init; } = 2;

    /// <summary>Price of 1,000 tokens that are sent; null where nobody said.</summary>
    public double? PriceIn { get; init; }

    /// <summary>Price of 1,000 tokens that are answered; null where nobody said.</summary>
    public double? PriceOut { get; init; }

    /// <summary>Three letters of the currency of the prices.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>The detectors that it reads. Default none.</summary>
    public IReadOnlyList<ChosenDetector> Detectors { get; init; } = [];

    /// <summary>Number of the signal after which it reads: those before are read only where somebody asked for it.</summary>
    public long From { get; init; }

    /// <summary>True when there is somewhere to send to and something to ask.</summary>
    public bool IsComplete => Url is not null && Model is not null && Detectors.Count > 0;

    /// <summary>The key; null where it has none, or none is in the environment.</summary>
    internal string? Key() => KeyVariable is null ? null : Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key.Trim() : null;

    /// <summary>Refuses what cannot be, naming the member.</summary>
    /// <exception cref="BadInputException">Something is wrong.</exception>
    internal PlugInSettings Checked(AddressRules rules)
    {
        CheckUrl(rules);
        Need(Model is null or { Length: >= 1 and <= 100 } && (Model is null || !Model.Any(char.IsControl)), "model", "A model's name has at most 100 characters.", "plug_in_model");
        Need(KeyVariable is null || (KeyVariable.StartsWith(KeyPrefix, StringComparison.Ordinal) && KeyVariable.Length <= 100 && KeyVariable.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_')),
            "key_variable", $"Name a variable of the environment that begins with {KeyPrefix}. The key itself is never typed in.", "plug_in_key_variable");
        Need(TimeoutSeconds is >= 1 and <= 120, "timeout_seconds", "An attempt takes 1 to 120 seconds.", "plug_in_timeout");
        Need(MostInFlight is >= 1 and <= 16, "most_in_flight", "1 to 16 requests at once.", "plug_in_in_flight");
        Need(IsPrice(PriceIn), "price_in", "A price is a number from 0 to 1,000.", "plug_in_price");
        Need(IsPrice(PriceOut), "price_out", "A price is a number from 0 to 1,000.", "plug_in_price");
        Need(Currency.Length == 3 && Currency.All(char.IsAsciiLetterUpper), "currency", "A currency has three letters, for example EUR.", "plug_in_currency");
        return this;

        static bool IsPrice(double? price) => price is null or (>= 0 and <= 1_000);
    }

    void CheckUrl(AddressRules rules)
    {
        if (Url is null)
        {
            return;
        }

        Need(Uri.TryCreate(Url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0 && Url.Length <= 500
                && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && rules.HasAllowed)),
            "url", "Give the address before /chat/completions, beginning with https://, without a user name, ? and #.", "plug_in_url");
        Need(!IPAddress.TryParse(new Uri(Url).DnsSafeHost, out var address) || rules.Permits(address, new Uri(Url).Scheme == Uri.UriSchemeHttps),
            "url", "This address is private. Whoever starts the server can allow its network with --plug-in-to.", "plug_in_address");
    }

    static void Need(bool holds, string field, string detail, string code)
    {
        if (!holds)
        {
            throw new BadInputException(field, detail, code);
        }
    }
}

/// <summary>A detector that the plug-in reads.</summary>
/// <param name="Id">The detector.</param>
/// <param name="Threshold">From which probability on its answer is present, where it gives one; 0.01 to 0.99.</param>
public sealed record ChosenDetector(string Id, double Threshold = 0.5);

/// <summary>The networks that whoever starts the server allows the plug-in beside the public one.</summary>
/// <param name="Rules">Where it may connect to.</param>
public sealed record PlugInNetworks(AddressRules Rules);
