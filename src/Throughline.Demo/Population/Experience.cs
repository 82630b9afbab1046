namespace Throughline.Demo;

/// <summary>What a customer truly lives through, whether asked or not: one level per driver, near 1 to 5.</summary>
internal sealed class Experience
{
    readonly double[] _level = new double[Planted.Drivers.Count];

    public Experience(ulong seed, int number, Home home)
    {
        var dice = new Dice(seed, number, Strand.Experience);
        var mood = dice.Normal();
        double wait = 0;
        for (var i = 0; i < _level.Length; i++)
        {
            var own = dice.Normal();
            var driver = Planted.Drivers[i];
            var z = i == Planted.ShopStaff ? Blend(Planted.StaffFollowsWait, wait, own) : Blend(driver.Halo, mood, own);
            _level[i] = Planted.DriverMean + Planted.DriverSpread * z;
            wait = i == Planted.PhoneWait ? z : wait;
        }

        _level[Planted.PhoneWait] += home.Language == "zh" ? Planted.ChineseWait : 0;
        _level[Planted.Network] += home.Region == Places.WeakNetwork ? Planted.BrackwaterNetwork : 0;
        Recommend = Planted.RecommendMean
            + _level.Select((level, i) => Planted.Drivers[i].Effect * (level - Planted.DriverMean)).Sum();
    }

    /// <summary>Level of a driver by its place in <see cref="Planted.Drivers"/>.</summary>
    public double this[int driver] => _level[driver];

    /// <summary>What the customer would answer to "recommend" on the average outside December; not cut to 0 to 10.</summary>
    public double Recommend { get; }

    /// <summary>The driver that matters and is worst for this customer.</summary>
    public int Worst => Enumerable.Range(0, Planted.ShopStaff + 1).MinBy(i => _level[i]);

    static double Blend(double share, double common, double own) => share * common + Math.Sqrt(1 - share * share) * own;
}
