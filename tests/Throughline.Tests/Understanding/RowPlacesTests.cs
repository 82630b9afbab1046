using FsCheck;
using FsCheck.Fluent;
using Throughline.Understanding.Voices;

namespace Throughline.Tests.Understanding;

public sealed class RowPlacesTests
{
    [Fact]
    public void Every_number_lies_in_one_place_and_there_are_few() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Select(n => (long)n).NonEmptyListOf().ToArbitrary(), list =>
        {
            var places = RowPlaces.Of([.. list]);
            return places.Count <= 8 && places.All(place => place.Count > 0) && places.SelectMany(place => place).SequenceEqual(list.Order());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_widest_gaps_part_them()
    {
        Assert.Equal([[1, 2, 3], [900_000, 900_001]], RowPlaces.Of([900_001, 2, 1, 900_000, 3]));
        Assert.Equal([[1, 100_000]], RowPlaces.Of([1, 100_000]));
    }
}
