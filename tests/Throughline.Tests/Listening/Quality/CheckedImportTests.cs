using Throughline.Contracts;
using Throughline.Listening;
using Throughline.Listening.Files;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality;
using Throughline.Listening.Quality.Profiling;
using Throughline.Listening.Quality.Scores;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Listening.Quality;

public sealed class CheckedImportTests
{
    const string File = """
        id,time,email,score,city
        1,2026-01-02,anna@mail.example,5, Berlin
        2,2026-01-03,no mail,4,Paris
        3,2026-01-04,,3,paris
        4,2026-01-05,ben@mail.example,2,n/a
        5,2026-01-06,spam,1,Rome
        """;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Mapping Mapping => new()
    {
        Name = "shop",
        Version = 1,
        Fields =
        [
            new() { Column = "id", As = FieldUse.RecordId }, new() { Column = "time", As = FieldUse.Time }, new() { Column = "email", As = FieldUse.Identifier, Namespace = "email" },
            new() { Column = "score", As = FieldUse.Score, Scale = new Scale(1, 5) }, new() { Column = "city", As = FieldUse.Attribute },
        ],
    };

    [Fact]
    public void A_row_is_held_turned_away_or_stored_as_its_checks_say_and_nothing_vanishes()
    {
        using var at = new Place();
        at.Book.Save(at.Source, QualityBook.Checks, "reject email none_of spam\nquarantine email is_email\nwarn email required", "Ann", null);
        var counts = at.Import(1).Counts;
        Assert.Equal((5L, 3L, 0L, 1L, 1L), (counts.Received, counts.Stored, counts.Duplicate, counts.Quarantined, counts.Rejected));
        Assert.True(counts.Balances);
        Assert.Equal("wrong_kind|email|no mail|Check: email is_email", at.Ask("SELECT code || '|' || field || '|' || value || '|' || detail FROM held"));
        Assert.Equal("5|3|0|1|1", at.Ask("SELECT concat_ws('|', sum(received), sum(stored), sum(duplicate), sum(quarantined), sum(rejected)) FROM balance"));
        var turned = Assert.Single(at.Open.Keys.Read(connection => Throughline.Listening.Quality.Checks.CheckStore.Turned(connection, at.Source)));
        Assert.Equal(("email none_of spam", 1L), (turned.Key, turned.Rows));
    }

    [Fact]
    public async Task Scores_come_from_what_is_stored_what_is_held_and_what_was_turned_away()
    {
        using var at = new Place();
        at.Book.Save(at.Source, QualityBook.Checks, "reject email none_of spam\nquarantine email is_email\nwarn email required\nwarn city not_placeholder", "Ann", null);
        at.Import(1);
        await at.Pump.CatchUpAsync(Stop);
        var scores = await at.ScoresAsync();
        var all = scores[0];
        // reject 3 of weight: 1 of 3 filled failed; quarantine 2: 1 of 3; warn 1 and 1: 1 of 3 missing, 1 of 3 a placeholder.
        Assert.Equal(((3 * (1 - (1 / 3.0))) + (2 * (1 - (1 / 3.0))) + (1 - (1 / 3.0)) + (1 - (1 / 3.0))) / 7, all.Value!.Value, 6);
        Assert.Null(all.Estimate);
        Assert.Equal(4, all.Checks);

        // Only an action changes: the counts go on. A check that is new is asked of what is stored.
        at.Book.Save(at.Source, QualityBook.Checks, "warn email required\nwarn score range 3 to 5", "Ann", null);
        await at.Follower.RecountAsync(at.Pump, at.Source, Stop);
        scores = await at.ScoresAsync();
        Assert.Equal((1 - (1 / 3.0) + (1 - (1 / 3.0))) / 2, scores[0].Value!.Value, 6);
    }

    [Fact]
    public void A_recipe_cleans_before_the_checks_and_what_was_received_stays_beside_it()
    {
        using var at = new Place();
        at.Book.Save(at.Source, QualityBook.Recipe, "city trim\ncity title\ncity empty_if n/a\nemail replace \"no mail\" with \"\"", "Ann", null);
        at.Book.Save(at.Source, QualityBook.Checks, "quarantine city one_of Berlin, Paris, Rome\nquarantine email matches \"@|spam\"", "Ann", null);
        var counts = at.Import(1).Counts;
        Assert.Equal((5L, 5L), (counts.Received, counts.Stored));
        var city = at.Open.Log.Catalogue.Contents.Attributes.First(one => one.Name == "city").Id;
        Assert.Equal("Berlin,Paris,Paris,none,Rome", at.Ask($"SELECT string_agg(coalesce(attribute_{city}, 'none'), ',' ORDER BY record_key) FROM signal"));
        Assert.Equal("""{"as_received":{"city":" Berlin"}}""", at.Ask("SELECT rest FROM signal WHERE record_key = '1'"));
        Assert.Equal("""{"as_received":{"email":"no mail"}}""", at.Ask("SELECT rest FROM signal WHERE record_key = '2'"));

        // Undo is the version before, run over history: everything stands there as it was received.
        at.Book.Save(at.Source, QualityBook.Recipe, "", "Ann", "undo");
        at.Book.Save(at.Source, QualityBook.Checks, "", "Ann", null);
        at.Import(2, replaces: 1);
        Assert.Equal("Berlin,Paris,paris,n/a,Rome", at.Ask($"SELECT string_agg(coalesce(attribute_{city}, 'none'), ',' ORDER BY record_key) FROM signal"));
        Assert.Equal("0", at.Ask("SELECT count(*) FROM signal WHERE rest LIKE '%as_received%'"));
    }

    [Fact]
    public void A_source_without_checks_and_recipe_has_no_rules_at_all()
    {
        using var at = new Place();
        Assert.Null(at.Book.Of(at.Source));
        at.Book.Save(at.Source, QualityBook.Checks, "warn email required", "Ann", null);
        Assert.Null(at.Book.Of(at.Source)!.Rent(counts: true)); // what only warns is asked behind the log
        at.Book.Save(at.Source, QualityBook.Checks, "# nothing\n", "Ann", null);
        Assert.Null(at.Book.Of(at.Source));
    }

    sealed class Place : IDisposable
    {
        readonly TempFiles _files = new();
        readonly TableFile _file;

        public Place()
        {
            Open = new OpenLog(more: ListeningModule.Migrations);
            Source = Open.Log.Catalogue.DeclareSource("shop", hasTime: true).Id;
            Book = new QualityBook(Open.Keys, TimeProvider.System);
            Mappings = new MappingStore(Open.Keys, TimeProvider.System);
            Mappings.Use(Source, Mappings.Save(Mapping, null, null), []);
            Follower = new ProfileFollower(Open.Log, Book, Mappings);
            Pump = new FollowerPump(Open.Log, Open.Keys, [Follower]);
            _file = TableFile.Recognise(_files.Write(File, name: "shop.csv")).File!;
        }

        public OpenLog Open { get; }

        public int Source { get; }

        public QualityBook Book { get; }

        public MappingStore Mappings { get; }

        public ProfileFollower Follower { get; }

        public FollowerPump Pump { get; }

        public ImportOutcome Import(int id, int? replaces = null) =>
            new ImportWork(Open.Log, Book, TimeProvider.System).Run(new ImportOrder(id, _file, "digest", Mapping, "shop", replaces), null, Stop);

        public string Ask(string sql) => Open.Log.ReadAsync(connection => connection.Scalar<string>($"SELECT ({sql})::VARCHAR"), Stop).GetAwaiter().GetResult();

        public async Task<IReadOnlyList<QualityScore>> ScoresAsync()
        {
            var profile = await SourceProfile.ReadAsync(Open.Log, Open.Keys, Source, Stop);
            var quality = await SourceQuality.ReadAsync(
                Open.Log, Open.Keys, Book.Of(Source), Source, profile, new FieldColumns(Mapping), DateTime.UnixEpoch, Stop);
            return QualityScores.Of([.. quality.Days]);
        }

        public void Dispose()
        {
            Open.Dispose();
            _files.Dispose();
        }
    }
}
