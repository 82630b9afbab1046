namespace Throughline.Demo;

/// <summary>The invented country: regions, banks, streets and the languages spoken.</summary>
internal static class Places
{
    public static readonly IReadOnlyList<string> Languages = ["en", "ar", "fa", "zh"];
    public static readonly List<string> Regions = ["Eastmere", "Solhaven", "Tarnfield", "Brackwater", "Lindmoor"];
    public const string WeakNetwork = "Brackwater";

    public static readonly IReadOnlyList<string> Banks = [Planted.FaultBank, "Meridian Bank", "Union Savings", "Northlight Bank"];
    public static readonly double[] BankShares = [0.45, 0.25, 0.18, 0.12];

    public static readonly IReadOnlyList<string> Streets =
    [
        "Lantern Street", "Ropewalk", "Saltmarket", "Quay Lane", "Weavers Row", "Orchard Rise", "Old Tollgate",
        "Heron Way", "Signal Hill", "Copper Lane", "Juniper Close", "Ferry Road", "Windmill Street", "Cooper Square",
        "Harvest Road", "Bellmaker Lane", "Northgate", "Reed Street", "Stonebridge", "Tidal Terrace",
    ];

    static readonly Dictionary<string, IReadOnlyList<string>> _regionsIn = new()
    {
        ["en"] = Regions,
        ["ar"] = ["إيستمير", "سولهافن", "تارنفيلد", "براكووتر", "ليندمور"],
        ["fa"] = ["ایستمیر", "سولهیون", "تارنفیلد", "براک‌واتر", "لیندمور"],
        ["zh"] = ["伊斯特米尔", "索尔黑文", "塔恩菲尔德", "布拉克沃特", "林德穆尔"],
    };

    static readonly Dictionary<string, string> _faultBankIn = new()
    {
        ["en"] = Planted.FaultBank,
        ["ar"] = "بنك هاربر",
        ["fa"] = "بانک هاربر",
        ["zh"] = "海港银行",
    };

    public static IReadOnlyList<string> RegionsIn(string language) => _regionsIn[language];

    public static string FaultBankIn(string language) => _faultBankIn[language];
}
