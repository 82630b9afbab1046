using Throughline.Contracts;
using Throughline.Platform.Uses;

namespace Throughline.Tests.Platform;

public sealed class DataUseTests
{
    static readonly PurposeNaming ByAda = new(Purposes.Improve, "Ada", "person");

    [Fact]
    public void What_is_not_in_the_register_is_refused_and_counted()
    {
        using var open = new OpenLog();
        var late = open.Log.Catalogue.DeclareQuestion(open.Overall with { Name = "late", Id = 0 });
        Assert.Equal([open.Overall, open.Comfort], open.Log.Uses.Allowed(Use.Pulse, [open.Overall, late, open.Comfort]));
        Assert.Throws<UseRefusedException>(() => open.Log.Uses.Require(Use.Priorities, late));
        Assert.Throws<UseRefusedException>(() => open.Log.Uses.Require(Use.Priorities, late));
        Assert.Equal([("priorities", "late", 2), ("pulse", "late", 1)],
            open.Log.Uses.Refusals().Select(one => (one.Use, one.Key.Name, one.Count)).OrderBy(one => one.Use, StringComparer.Ordinal));
    }

    [Fact]
    public void A_purpose_holds_for_itself_alone_and_can_be_taken_away()
    {
        using var open = new OpenLog();
        var uses = open.Log.Uses;
        var key = DataUse.KeyOf(open.Overall);
        Assert.False(uses.Allows(new Use("letters", "contact"), key));
        var before = uses.Version;
        uses.Name([key], ByAda, named: false, null);
        Assert.NotSame(before, uses.Version);
        Assert.False(uses.Allows(Use.Pulse, key));

        // Registering again, as an import does, brings nothing back; a person does.
        open.Allow(open.Overall);
        Assert.False(uses.Allows(Use.Pulse, key));
        uses.Name([key], ByAda, named: true, "It is the least that tells.");
        Assert.True(uses.Allows(Use.Pulse, key));
        Assert.Equal([(true, "It is the least that tells.", true), (false, null, true), (true, null, true)],
            uses.Entries().Where(one => one.Key == key).Select(one => (one.Named, one.Why, one.Confirmed)));
    }

    [Fact]
    public void The_register_survives_a_restart_and_forgets_a_source_with_its_elements()
    {
        var folder = Directory.CreateTempSubdirectory("throughline-").FullName;
        try
        {
            using (var open = new OpenLog(folder))
            {
                open.Log.Uses.Say([DataUse.KeyOf(open.Overall)], "contract", null);
            }

            using var again = new OpenLog(folder);
            Assert.True(again.Log.Uses.Allows(Use.Pulse, DataUse.KeyOf(again.Overall)));
            Assert.Equal("contract", again.Log.Uses.Elements().Single(one => one.Key == DataUse.KeyOf(again.Overall)).Permission);
            again.Log.RemoveSource(again.Source.Id);
            Assert.Empty(again.Log.Uses.Elements());
            Assert.False(again.Log.Uses.Knows(again.Source.Id));
            Assert.False(again.Log.Uses.Allows(Use.Pulse, DataUse.KeyOf(again.Overall)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Entries_are_added_and_never_changed()
    {
        using var open = new OpenLog();
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => open.Keys.Write(connection =>
            Throughline.Platform.Storage.SqliteVerbs.Run(connection, "UPDATE platform_purpose SET by = 'somebody else'")));
    }

    [Fact]
    public void Words_without_a_purpose_shut_out_their_source_alone()
    {
        using var open = new OpenLog();
        var uses = open.Log.Uses;
        var other = open.Log.Catalogue.DeclareSource("other", hasTime: true);
        uses.Register([Text(open.Source)], ByAda);
        uses.Register([Text(other)], null);
        Assert.Equal([other.Id], uses.SourcesWithoutText(Use.Voices));
        Assert.Empty(uses.Refusals());
        uses.RefuseTexts(Use.Voices, [other.Id]);
        Assert.Equal(("voices", other.Id, 1L), uses.Refusals().Select(one => (one.Use, one.Key.SourceId, one.Count)).Single());

        static DataElement Text(Source source) => new()
        {
            Key = new ElementKey(source.Id, ElementKind.Text, "comment"),
            Captured = "a test",
            Stored = "log.duckdb",
        };
    }
}
