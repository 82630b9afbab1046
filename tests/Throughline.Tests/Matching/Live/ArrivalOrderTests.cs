using System.Diagnostics;
using Throughline.Matching;
using Throughline.Matching.Live;
using Throughline.Matching.Records;

namespace Throughline.Tests.Matching.Live;

public sealed class ArrivalOrderTests
{
    const string Population = "first_name=FirstName,last_name=LastName,birth_date=BirthDate,email=Email,phone=Phone,house_number=HouseNumber,street=Street,postcode=Postcode,city=City";

    [Fact]
    public void A_town_in_another_order_is_grouped_alike_and_as_the_batch_does()
    {
        var town = new SmallTown(700, 1);
        AssertAlike(Arrivals.Of(town), Resolver.Resolve(town.Table(), new ResolveOptions()).ProfileOf, 3, 0.985, 0.98);
    }

    [Theory]
    [InlineData("fake_1000", "first_name=FirstName,surname=LastName,dob=BirthDate,city=City,email=Email", 3, 0.97)]
    [InlineData("febrl3", "given_name=FirstName,surname=LastName,street_number=HouseNumber,address_1=Street,address_2=Unit,suburb=City,postcode=Postcode,state=Region,date_of_birth=BirthDate,soc_sec_id=NationalId", 2, 0.995)]
    public void A_public_set_in_another_order_is_grouped_alike(string set, string map, int orders, double least)
    {
        var records = Csv(SharedFolder.Require($"data/identity/{set}.csv"), map);
        var bulk = new LiveRecords(new LiveOptions());
        bulk.PutMany(records, null, CancellationToken.None);
        AssertAlike(records, Arrivals.Partition(bulk, records.Count), orders, least, least);
    }

    /// <summary>LIVE_ORDER_FILE names a CSV as gen_people.py makes them; without it there is nothing to do.</summary>
    [Fact]
    public void A_made_up_population_in_ten_orders_is_grouped_alike()
    {
        var path = Environment.GetEnvironmentVariable("LIVE_ORDER_FILE");
        Assert.SkipWhen(path is null, "LIVE_ORDER_FILE names no file: ten orders of thousands of records take minutes.");
        var records = Csv(path!, Population);
        var bulk = new LiveRecords(new LiveOptions());
        bulk.PutMany(records, null, CancellationToken.None);
        var orders = (Environment.GetEnvironmentVariable("LIVE_ORDERS") ?? "0-9").Split('-').Select(int.Parse).ToArray(); // in pieces, the first always among them
        AssertAlike(records, Arrivals.Partition(bulk, records.Count), orders[1] + 1, 0.99, 0.99, 0.995, orders[0], 0.995);
    }

    static void AssertAlike(List<RecordNow> records, int[] batch, int orders, double least, double leastToBatch, double secondLook = 0, int from = 0, double leastAtPause = 0.98)
    {
        int[]? first = null, firstSettled = null;
        for (var seed = 0; seed < orders; seed = seed == 0 ? Math.Max(1, from) : seed + 1)
        {
            var watch = Stopwatch.StartNew();
            var live = new LiveRecords(new LiveOptions());
            var order = records.ToArray();
            new Random(seed).Shuffle(order);
            foreach (var record in order)
            {
                live.Put(record);
            }

            var groups = Arrivals.Partition(live, records.Count);
            var before = Moment.Agreement(batch, groups);
            // What the program does when nothing more arrives.
            var fitted = live.Model.FittedOn;
            if (live.PauseRefitDue)
            {
                live.Adopt(live.TryRefit(null, CancellationToken.None));
                Assert.False(live.PauseRefitDue);
            }

            var settled = Arrivals.Partition(live, records.Count);
            firstSettled ??= settled;
            var atPause = Moment.Agreement(firstSettled, settled);
            if (secondLook > 0)
            {
                foreach (var record in order)
                {
                    live.Put(record); // judged again by the same model, with all others there
                }

                var same = Moment.Agreement(settled, Arrivals.Partition(live, records.Count));
                TestContext.Current.TestOutputHelper?.WriteLine($"order {seed}: with a second look at all by the same model {same:0.0000}");
                Assert.True(same >= secondLook, $"agreement with a second look {same}");
            }

            var refit = live.TryRefit(null, CancellationToken.None);
            live.Adopt(refit);
            var repaired = Arrivals.Partition(live, records.Count);
            first ??= groups;
            var alike = Moment.Agreement(first, groups);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"order {seed}: with the first order {alike:0.0000}, with the batch {before:0.0000}, after a repair {Moment.Agreement(batch, repaired):0.0000}, told by the refit {refit.Agreement:0.0000}; after a pause {atPause:0.0000}, with the batch {Moment.Agreement(batch, settled):0.0000}, fitted on {fitted} and then {live.Model.FittedOn}; {watch.Elapsed.TotalSeconds:0.0} s");
            Assert.True(alike >= least, $"agreement with another order {alike}");
            Assert.True(before >= leastToBatch, $"agreement with the batch {before}");
            Assert.True(atPause >= leastAtPause, $"agreement with another order after a pause {atPause}");
            Assert.True(Moment.Agreement(batch, repaired) >= 0.999, "after a repair the order does not matter");
        }
    }

    static List<RecordNow> Csv(string path, string map)
    {
        var fields = map.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Enum.Parse<MatchField>(pair[1]));
        var columns = File.ReadLines(path).First().Split(',').Select(name => name.Trim()).ToArray();
        return [.. File.ReadLines(path).Skip(1).Select((line, i) => new RecordNow(i + 1, [.. columns.Zip(line.Split(','))
            .Where(cell => fields.ContainsKey(cell.First) && cell.Second.Trim().Length > 0).Select(cell => new FieldValue(fields[cell.First], cell.Second))], []))];
    }
}
