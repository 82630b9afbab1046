using Throughline.Contracts;
using Throughline.Platform.Uses;

namespace Throughline.Tests.Platform;

public sealed class AskingTests
{
    static readonly PurposeNaming ByAda = new(Purposes.Improve, "Ada", "person");

    static readonly SignalFilter ByChannel = new() { Channels = ["web"] };

    [Fact]
    public void What_a_filter_of_one_source_chooses_by_is_refused_counted_once_and_works_again_when_it_is_named()
    {
        using var open = new OpenLog();
        SignalFilter[] filters =
        [
            ByChannel, new() { Touchpoints = ["till"] }, new() { Languages = ["en"] }, new() { Words = "late" }, new() { Customer = new("email", "a@x.example") },
            new() { Attributes = [new AttributeChoice(open.Airline.Id, ["red"])] }, new() { Scores = [new ScoreRange(open.Overall.Id, 1, 2)] },
        ];
        foreach (var filter in filters.Select(one => one with { SourceId = open.Source.Id }))
        {
            Assert.Same(filter, Choose(open, filter));
            Name(open, false);
            Assert.Throws<UseRefusedException>(() => Choose(open, filter));
            Name(open, true);
            Assert.Same(filter, Choose(open, filter));
        }

        // The language is told from the words, so that it stands under them: both of these ask for the words.
        Assert.Equal([("Channel", 1L), ("Identifier", 1), ("Text", 2), ("Touchpoint", 1), ("airline", 1), ("overall", 1)],
            open.Log.Uses.Refusals().Select(one => (one.Key.Name, one.Count)).OrderBy(one => one.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void A_period_asks_for_nothing()
    {
        using var open = new OpenLog();
        Name(open, false);
        var filter = new SignalFilter { SourceId = open.Source.Id, Period = new Period(new(2026, 1, 1), new(2026, 1, 2)), WithText = true };
        Assert.Same(filter, Choose(open, filter));
        Assert.Empty(open.Log.Uses.Refusals());
    }

    [Fact]
    public void Over_all_sources_those_without_a_purpose_are_left_out_and_named()
    {
        using var open = new OpenLog();
        var other = open.Log.Catalogue.DeclareSource("other", hasTime: true);
        open.Log.Uses.Register([Element(other, ElementKind.Channel)], null);
        using var asking = Ask(open);
        Assert.Equal([other.Id], asking.Choose(ByChannel).WithoutSources);
        var left = Assert.Single(asking.LeftOut);
        Assert.Equal(("channel", "other"), (left.By, Assert.Single(left.Sources)));
        Assert.Equal([other.Id], Ask(open).Offer(new SignalFilter(), Part.Channel));

        // Where no source may, there is nothing to choose among.
        Name(open, false);
        Assert.Throws<UseRefusedException>(() => Choose(open, ByChannel));
        Assert.Null(Ask(open).Offer(new SignalFilter(), Part.Channel));
    }

    [Fact]
    public void A_source_that_has_nothing_of_a_part_is_neither_refused_nor_left_out()
    {
        using var open = new OpenLog();
        var other = open.Log.Catalogue.DeclareSource("other", hasTime: true);
        open.Log.Uses.Register([Element(other, ElementKind.Time)], null);
        Assert.Same(ByChannel, Choose(open, ByChannel));
        Assert.Empty(open.Log.Uses.Refusals());
    }

    [Fact]
    public void A_source_that_the_register_does_not_know_is_left_out_of_everything()
    {
        using var open = new OpenLog();
        var other = open.Log.Catalogue.DeclareSource("other", hasTime: true);
        Assert.Equal([other.Id], Choose(open, ByChannel).WithoutSources);
        Assert.False(Ask(open).Allows(other.Id, Part.Of(open.Airline)));
        Assert.Throws<UseRefusedException>(() => Choose(open, ByChannel with { SourceId = other.Id }));
    }

    [Fact]
    public void What_a_bulk_brings_and_nobody_registered_is_in_the_register_without_a_purpose()
    {
        using var open = new OpenLog();
        var region = open.Log.Catalogue.DeclareAttribute("region", AttributeKind.Descriptive);
        using (var stage = open.Log.BeginImport(new Throughline.Platform.Log.IntakeOrigin { ImportId = 1, SourceId = open.Source.Id }, [open.Airline.Id, region.Id]))
        {
            stage.Add(open.Signal("a") with { Activity = "arrived", Attributes = [new AttributeValue(region.Id, "north")] });
            stage.Commit(TestContext.Current.CancellationToken);
        }

        Assert.False(Ask(open).Allows(open.Source.Id, Part.Of(region)));
        Assert.False(Ask(open).Allows(open.Source.Id, Part.Activity));
        Assert.True(Ask(open).Allows(open.Source.Id, Part.Of(open.Airline)));
    }

    [Fact]
    public void What_was_refused_is_counted_when_the_asking_ends_each_element_once()
    {
        using var open = new OpenLog();
        Name(open, false);
        using (var asking = Ask(open))
        {
            Assert.False(asking.Takes(open.Source.Id, Part.Channel));
            Assert.False(asking.Takes(open.Source.Id, Part.Channel));
            Assert.False(asking.Allows(open.Source.Id, Part.Text));
            Assert.Empty(open.Log.Uses.Refusals());
        }

        Assert.Equal(("records", "Channel", 1L), open.Log.Uses.Refusals().Select(one => (one.Use, one.Key.Name, one.Count)).Single());
    }

    static Asking Ask(OpenLog open) => open.Log.Uses.Ask(Use.Records, open.Log.Catalogue.Contents);

    static SignalFilter Choose(OpenLog open, SignalFilter filter)
    {
        using var asking = Ask(open);
        return asking.Choose(filter);
    }

    static void Name(OpenLog open, bool named) =>
        open.Log.Uses.Name([.. open.Log.Uses.Elements().Where(one => one.Key.SourceId == open.Source.Id).Select(one => one.Key)], ByAda, named, null);

    static DataElement Element(Source source, ElementKind kind) => new()
    {
        Key = new ElementKey(source.Id, kind, kind.ToString()),
        Captured = "a test",
        Stored = "log.duckdb",
    };
}
