using Throughline.Contracts;
using Throughline.Listening.Mappings;
using Throughline.Listening.Sources;
using Throughline.Platform.Uses;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Listening;

public sealed class MappedElementsTests
{
    static readonly Mapping Calls = new()
    {
        Name = "calls",
        Channel = "phone",
        Touchpoint = "call",
        Fields = [new MappingField { Column = "at", As = FieldUse.Time }, new MappingField { Column = "where", As = FieldUse.Touchpoint }],
    };

    [Fact]
    public void What_a_mapping_gives_to_every_record_is_an_element_unless_a_column_gives_it()
    {
        var elements = MappedElements.Of(Calls, new Source(3, "calls"), "file").Select(one => (one.Key.Kind, one.Key.Name));
        Assert.Equal([(ElementKind.Time, "at"), (ElementKind.Touchpoint, "where"), (ElementKind.Channel, "channel")], elements);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_joins_a_source_of_the_register_at_a_start_has_the_purpose_only_where_the_source_has_it(bool named)
    {
        using var open = new OpenLog(more: [MappingStore.Migration]);
        var mappings = new MappingStore(open.Keys, TimeProvider.System);
        var saved = mappings.Save(Calls, null, null);
        var calls = open.Log.Catalogue.DeclareSource("calls", hasTime: true);
        mappings.Use(calls.Id, saved, []);
        var naming = new PurposeNaming(Purposes.Improve, "Ada", "person");
        open.Log.Uses.Register([.. MappedElements.Of(Calls, calls, "file").Where(one => one.Key.Kind != ElementKind.Channel)], named ? naming : null);
        Assert.False(open.Log.Uses.Has(new ElementKey(calls.Id, ElementKind.Channel, "channel")));

        await new CarryOver(open.Log, mappings).StartAsync(TestContext.Current.CancellationToken);
        Assert.True(open.Log.Uses.Has(new ElementKey(calls.Id, ElementKind.Channel, "channel")));
        using var asking = open.Log.Uses.Ask(Use.Pulse, open.Log.Catalogue.Contents);
        Assert.Equal(named, asking.Allows(calls.Id, Part.Channel));
    }
}
