using System.Globalization;

namespace Throughline.Demo;

/// <summary>People who live together: one address, one landline, mostly one family name and one language.</summary>
internal sealed record Home
{
    /// <summary>Number of the first customer of the household; the others follow it.</summary>
    public required int First { get; init; }

    /// <summary>Place of the customer in it: 0 head, 1 partner, then children or a parent.</summary>
    public required int Seat { get; init; }

    public required string Language { get; init; }
    public required Spelling Family { get; init; }
    public required string Street { get; init; }
    public required string Postcode { get; init; }
    public required string Region { get; init; }
    public required string Landline { get; init; }
    public required int HeadBirthYear { get; init; }

    // Customers are cut into blocks, and each block into households, so that a customer's home needs no other block.
    const int Block = 8;

    static readonly double[] _sizes = [0.45, 0.28, 0.14, 0.13];
    static readonly double[] _languages = [0.40, 0.22, 0.20, 0.18];

    public static Home Of(DemoOptions options, int number)
    {
        var (first, seat) = SeatOf(options.Seed, number);
        var dice = new Dice(options.Seed, first, Strand.Home);
        var language = Places.Languages[dice.Weighted(_languages)];
        var region = dice.Below(Places.Regions.Count);
        var street = dice.Below(Places.Streets.Count);
        return new Home
        {
            First = first,
            Seat = seat,
            Language = language,
            Family = dice.Pick(NameBook.Of(language).Family),
            Street = string.Create(CultureInfo.InvariantCulture, $"{dice.Between(1, 160)} {Places.Streets[street]}"),
            Postcode = string.Create(CultureInfo.InvariantCulture, $"{region + 1}{street:00}{dice.Below(100):00}"),
            Region = Places.Regions[region],
            Landline = Numbers.Landline(first),
            HeadBirthYear = options.Until.Year - dice.Between(27, 76),
        };
    }

    static (int First, int Seat) SeatOf(ulong seed, int number)
    {
        var start = number / Block * Block;
        var dice = new Dice(seed, start, Strand.Household);
        for (var first = start; ;)
        {
            var size = 1 + dice.Weighted(_sizes);
            if (number < first + size)
            {
                return (first, number - first);
            }

            first += size;
        }
    }
}
