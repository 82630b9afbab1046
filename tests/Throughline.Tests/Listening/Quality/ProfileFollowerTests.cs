using System.Text;
using Throughline.Contracts;
using Throughline.Listening;
using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Followers;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Listening.Quality;

public sealed class ProfileFollowerTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_field_of_a_source_has_its_profile_and_a_rebuild_gives_the_same()
    {
        using var open = new OpenLog(more: ListeningModule.Migrations);
        open.Import(1, open.Signal("a", 4, text: "Quick and clean."), open.Signal("b", 5, comfort: 3), open.Signal("c", 1, airline: "red"));
        var pump = Pump(open);
        await pump.CatchUpAsync(Stop);
        var profile = await SourceProfile.ReadAsync(open.Log, open.Keys, open.Source.Id, Stop);
        Assert.Equal((3, 3), (profile.Rows, profile.Looked));
        Assert.Equal([1, 0], [Sketch(profile, "score", "comfort").Filled, Sketch(profile, "score", "overall").Missing]);
        Assert.Equal(2, Sketch(profile, "attribute", "airline").Distinct.Count(), 1);
        Assert.Equal(1, Sketch(profile, "text", "text").Filled);
        var before = Sketch(profile, "attribute", "airline").Write(true);
        pump.Rebuild();
        await pump.CatchUpAsync(Stop);
        Assert.Equal(before, Sketch(await SourceProfile.ReadAsync(open.Log, open.Keys, open.Source.Id, Stop), "attribute", "airline").Write(true));
    }

    [Fact]
    public async Task What_is_only_kept_has_fields_too_and_a_replaced_import_falls_out()
    {
        using var open = new OpenLog(more: ListeningModule.Migrations);
        open.Import(1, open.Signal("a") with { Rest = """{"plan":"gold","properties":{"amount":12.5,"deep":{"x":1}},"list":[1]}""" });
        await Pump(open).CatchUpAsync(Stop);
        var profile = await SourceProfile.ReadAsync(open.Log, open.Keys, open.Source.Id, Stop);
        Assert.Equal(12.5, Sketch(profile, "kept", "properties.amount").Low);
        Assert.Equal(1, Sketch(profile, "kept", "plan").Filled);
        Assert.DoesNotContain(profile.Fields, one => one.Name.Name is "list" or "properties.deep");
        open.Import(2, replaces: 1, [open.Signal("a"), open.Signal("b")]);
        await Pump(open).CatchUpAsync(Stop);
        profile = await SourceProfile.ReadAsync(open.Log, open.Keys, open.Source.Id, Stop);
        Assert.Equal(2, profile.Rows);
        Assert.DoesNotContain(profile.Fields, one => one.Name.Use == "kept");
    }

    [Fact]
    public async Task No_value_of_a_person_stands_in_the_store()
    {
        using var open = new OpenLog(more: ListeningModule.Migrations);
        open.Import(1, open.Signal("a", text: "CANARYWORDS are here", customer: "CANARYPERSON") with { Rest = """{"note":"CANARYNOTE"}""" });
        await Pump(open).CatchUpAsync(Stop);
        var kept = open.Keys.Read(connection => ProfileStore.Fields(connection, open.Source.Id));
        Assert.NotEmpty(kept);
        Assert.All(kept, one => Assert.DoesNotContain("CANARY", Encoding.Latin1.GetString(Inflated(one.Sketch)), StringComparison.Ordinal));
    }

    static byte[] Inflated(FieldSketch sketch)
    {
        using var unpacked = new System.IO.Compression.DeflateStream(new MemoryStream(sketch.Write(true)), System.IO.Compression.CompressionMode.Decompress);
        using var memory = new MemoryStream();
        unpacked.CopyTo(memory);
        return memory.ToArray();
    }

    static FieldSketch Sketch(SourceProfile profile, string use, string name) => profile.Fields.First(one => one.Name == new FieldName(use, name)).Sketch;

    static FollowerPump Pump(OpenLog open) => new(open.Log, open.Keys, [new ProfileFollower(open.Log, new(open.Keys, TimeProvider.System), new(open.Keys, TimeProvider.System))]);
}
