using Throughline.Matching;
using Throughline.Matching.Live;
using Throughline.Matching.Records;

namespace Throughline.Tests.Matching.Live;

public sealed class ArrivalOrderTests
{
    [Fact]
    public void A_town_in_another_order_is_grouped_alike_and_as_the_batch_does()
    {
        var town = new SmallTown(700, 1);
        var records = Arrivals.Of(town);
        var batch = Resolver.Resolve(town.Table(), new ResolveOptions()).ProfileOf;
        var first = default(int[]);
        for (var seed = 0; seed < 3; seed++)
        {
            var live = new LiveRecords(new LiveOptions());
            var order = records.ToArray();
            new Random(seed).Shuffle(order);
            foreach (var record in order)
            {
                live.Put(record);
            }

            var groups = Arrivals.Partition(live, records.Count);
            first ??= groups;
            var (alike, asBatch) = (Moment.Agreement(first, groups), Moment.Agreement(batch, groups));
            TestContext.Current.TestOutputHelper?.WriteLine($"{alike} {asBatch}");
            Assert.True(alike >= 0.97, $"agreement with another order {alike}");
            Assert.True(asBatch >= 0.97, $"agreement with the batch {asBatch}");
        }
    }
}
