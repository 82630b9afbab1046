namespace Throughline.Demo;

/// <summary>What is true in the demo company: the only place where an effect has its size.</summary>
internal static class Planted
{
    public const string Company = "Solvane Mobile";

    /// <summary>The drivers with their true effect: points of recommend (0 to 10) for one point of the driver (1 to 5).</summary>
    public static readonly IReadOnlyList<Driver> Drivers =
    [
        new(DemoCatalogue.PhoneWait, "phone_wait", Effect: 1.0, Halo: 0, Applies: 0.93),
        new(DemoCatalogue.Network, "network", Effect: 0.45, Halo: 0.5, Applies: 1),
        new(DemoCatalogue.Bill, "billing", Effect: 0.45, Halo: 0.5, Applies: 0.98),
        new(DemoCatalogue.App, "app", Effect: 0.45, Halo: 0.5, Applies: 0.95),
        new(DemoCatalogue.Delivery, "delivery", Effect: 0.2, Halo: 0.5, Applies: 0.85),
        new(DemoCatalogue.Price, "price", Effect: 0.2, Halo: 0.5, Applies: 1),
        new(DemoCatalogue.ShopStaff, "shop_staff", Effect: 0.25, Halo: 0, Applies: 0.9),
        new(DemoCatalogue.ShopLook, null, Effect: 0, Halo: 0, Applies: 0.9),
    ];

    public const int PhoneWait = 0, Network = 1, App = 3, Delivery = 4, ShopStaff = 6;

    /// <summary>Who waits long on the phone ends up in a shop and is grateful there: that is what makes the shop staff,
    /// who help (+0.25), look as if they harmed.</summary>
    public const double StaffFollowsWait = -0.6;

    /// <summary>Mean and spread of every driver before it is rounded to 1 to 5.</summary>
    public const double DriverMean = 3.6, DriverSpread = 0.9;

    /// <summary>Mean of recommend before it is rounded to 0 to 10, and the spread that no driver explains.</summary>
    public const double RecommendMean = 7.7, RecommendNoise = 1.1;

    /// <summary>Chinese speakers wait longer (fewer agents speak the language) and answer less.</summary>
    public const double ChineseWait = -0.4;

    /// <summary>The network is weaker in Brackwater.</summary>
    public const double BrackwaterNetwork = -0.5;

    /// <summary>December, every year, everyone: more contacts, kinder answers. No effect of anything that the company did.</summary>
    public const double DecemberVolume = 1.4, DecemberRecommend = 0.7, DecemberRating = 0.3;

    /// <summary>From this day the card payment of one bank's prepaid customers fails in the app.</summary>
    public static DateOnly FaultFrom(DemoOptions options) => options.Until.AddDays(-30);

    public const double FaultShare = 0.7, OrdinaryFailure = 0.02;
    public const string FaultBank = "Harbour Bank";

    /// <summary>On this day the chat got a new window, which changed nothing; chat ratings know no December either.</summary>
    public static DateOnly ChatWindowFrom(DemoOptions options) => options.Until.AddDays(-150);
}

/// <summary>One driver of the relationship.</summary>
/// <param name="Question">The question about it.</param>
/// <param name="Topic">Section of the phrase books; null when nobody writes about it.</param>
/// <param name="Effect">True effect, points of recommend per point of the driver.</param>
/// <param name="Halo">Correlation with the customer's general mood, 0 to 1.</param>
/// <param name="Applies">Share of customers to whom the question applies.</param>
internal sealed record Driver(DemoQuestion Question, string? Topic, double Effect, double Halo, double Applies);
