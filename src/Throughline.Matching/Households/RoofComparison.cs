using Throughline.Matching.Text;

namespace Throughline.Matching.Households;

/// <summary>
/// Where two persons live, as one comparison, since the parts of an address depend on each other. Agreement is told in classes of how many
/// persons bear the place: three at an address are another thing than sixty.
/// </summary>
sealed class RoofComparison(PersonTable persons, int mostAtOnePlace) : MateComparison
{
    const int Town = 2, OtherDoor = 3;
    const int Neighbours = 4, Elsewhere = 7, Postcode = 10, Street = 13, Home = 16; // each in three classes
    const int Family = 6; // persons at a place up to which it may be one household
    const double MostStrangersOfOneAddress = 0.05; // of pairs, where few bear it
    const double PriorPairs = 20;
    const double AlikeFrom = 0.9;
    const int ShortestForOneEdit = 4;

    public override int Levels => Home + 3;

    public override double[] Prior { get; } =
        [0, 0.08, 0.03, 0.01, 0.01, 0.005, 0.005, 0.01, 0.01, 0.01, 0.12, 0.04, 0.02, 0.14, 0.05, 0.02, 0.34, 0.08, 0.02];

    public override (int UpTo, double Most) Apart => (Elsewhere - 1, 0.3);

    public override int Level(int left, int right)
    {
        var street = persons.Streets?.Shared(left, right) ?? 0;
        var postcode = persons.Postcodes?.Shared(left, right) ?? 0;
        var streets = HaveBoth(persons.Streets, left, right);
        var postcodes = HaveBoth(persons.Postcodes, left, right);
        var sameTown = persons.Towns is { } towns && towns.Shared(left, right) != 0;
        if (street != 0 && OtherDoors(left, right, street))
        {
            return OtherDoor;
        }

        if (street != 0)
        {
            var inTown = persons.InTown?.Shared(left, right) ?? 0;
            var bearers = inTown != 0 ? Math.Min(persons.Streets!.Bearers[street], persons.InTown!.Bearers[inTown]) : persons.Streets!.Bearers[street];
            return postcode != 0 ? Home + Crowd(Math.Min(bearers, persons.Postcodes!.Bearers[postcode]))
                : !postcodes ? Street + Crowd(bearers)
                : PostcodesClose(left, right) ? Home + Crowd(bearers)
                : HaveBoth(persons.Towns, left, right) && !sameTown ? Different
                : Elsewhere + Crowd(bearers);
        }

        if (postcode != 0)
        {
            var bearers = persons.Postcodes!.Bearers[postcode];
            return !streets ? Postcode + Crowd(bearers) : StreetsClose(left, right) ? Home + Crowd(bearers) : Neighbours + Crowd(bearers);
        }

        return streets || postcodes ? Different
            : sameTown ? Town
            : HaveBoth(persons.Towns, left, right) ? Different
            : Missing;
    }

    public override double[] AllPairs(long[] met)
    {
        var pairs = Array.ConvertAll(met, n => (double)n);
        // Who shares a crowded place was not met pair by pair.
        var crowded = Crowded(persons.Streets) + Crowded(persons.Postcodes);
        foreach (var level in (int[])[Neighbours, Elsewhere, Postcode, Street, Home])
        {
            pairs[level + 2] = Math.Max(pairs[level + 2], crowded);
        }

        pairs[Town] = Math.Max(pairs[Town], persons.Towns is { } towns ? towns.Bearers.Sum(n => Pairs(n)) * Lacking() : 0);
        var filled = Math.Max(persons.Streets?.Filled ?? 0, Math.Max(persons.Postcodes?.Filled ?? 0, persons.Towns?.Filled ?? 0));
        pairs[Missing] = 0;
        pairs[Different] = 0;
        pairs[Different] = Math.Max(1, Pairs(filled) - pairs.Sum());
        return pairs;
    }

    /// <summary>
    /// Few persons of one whole address mostly live together, as far as the file's own doors do not say otherwise. How often a postcode or
    /// a street alone is another house is seen where both are known.
    /// </summary>
    public override (double Least, double Most)[] ByChance(double[] all)
    {
        var bounds = base.ByChance(all);
        var otherDoor = Math.Max(MostStrangersOfOneAddress, Of(all[OtherDoor], all[Home] + all[Home + 1]));
        Bound(Home, otherDoor);
        Bound(Postcode, Of(all[Neighbours], all[Home]));
        Bound(Street, Of(all[Elsewhere], all[Home]));
        return bounds;

        void Bound(int level, double most) => bounds[level] = (LeastByChance, Math.Max(most, otherDoor));

        static double Of(double apart, double together) => (apart + 1) / (apart + together + PriorPairs);
    }

    public override string? CodeOf(int level) => level switch
    {
        >= Home => "same_address",
        >= Street => "same_street",
        >= Postcode => "same_postcode",
        >= Elsewhere => "same_street",
        >= Neighbours => "same_postcode",
        Town => "same_town",
        _ => null,
    };

    /// <summary>True for a place with more persons than a household has: it says nothing by itself.</summary>
    public static bool IsCrowded(int level) => level >= Neighbours && (level - Neighbours) % 3 == 2;

    int Crowd(int bearers) => bearers <= Family ? 0 : bearers <= mostAtOnePlace ? 1 : 2;

    double Crowded(PersonValues? values) => values?.Bearers.Sum(n => n > mostAtOnePlace ? Pairs(n) : 0) ?? 0;

    /// <summary>Share of pairs in which neither streets nor postcodes can be compared.</summary>
    double Lacking()
    {
        double streets = (persons.Streets?.Filled ?? 0) / (double)persons.Count, postcodes = (persons.Postcodes?.Filled ?? 0) / (double)persons.Count;
        return (1 - streets * streets) * (1 - postcodes * postcodes);
    }

    static bool HaveBoth(PersonValues? values, int left, int right) => values is not null && !values.Of(left).IsEmpty && !values.Of(right).IsEmpty;

    bool OtherDoors(int left, int right, int street)
    {
        if (persons.Doors is not { } doors)
        {
            return false;
        }

        int here = 0, there = 0;
        foreach (var door in doors.Of(left))
        {
            here += persons.StreetOfDoor[door] == street ? 1 : 0;
        }

        foreach (var door in doors.Of(right))
        {
            there += persons.StreetOfDoor[door] == street ? 1 : 0;
        }

        return here > 0 && there > 0 && (doors.Shared(left, right) is var shared && (shared == 0 || persons.StreetOfDoor[shared] != street));
    }

    bool PostcodesClose(int left, int right)
    {
        foreach (var a in persons.Postcodes!.Of(left))
        {
            foreach (var b in persons.Postcodes.Of(right))
            {
                var (x, y) = (persons.Postcodes.Text(a), persons.Postcodes.Text(b));
                if (Math.Min(x.Length, y.Length) >= ShortestForOneEdit && EditDistance.IsAtMostOne(x, y))
                {
                    return true;
                }
            }
        }

        return false;
    }

    bool StreetsClose(int left, int right)
    {
        foreach (var a in persons.Streets!.Of(left))
        {
            foreach (var b in persons.Streets.Of(right))
            {
                if (persons.SameNumber(a, b) && JaroWinkler.Similarity(persons.StreetName(a), persons.StreetName(b)) >= AlikeFrom)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
