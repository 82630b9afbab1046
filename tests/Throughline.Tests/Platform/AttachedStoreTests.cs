using Microsoft.Win32.SafeHandles;
using Throughline.DuckDb;
using Throughline.Platform.Erasing;
using Throughline.Platform.Followers;
using Throughline.Platform.Log.Attached;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform;

public sealed class AttachedStoreTests : IDisposable
{
    static readonly Migration s_lengths = new("lengths", 1, "CREATE TABLE length (seq BIGINT NOT NULL, letters INTEGER NOT NULL, mark VARCHAR)");
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-attached-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_joins_the_log_with_what_a_follower_wrote_behind_it()
    {
        using var open = new OpenLog(_folder.FullName);
        using var store = Open(open);
        await PlantAsync(open, 50);
        await new FollowerPump(open.Log, open.Keys, [new Lengths(store)]).CatchUpAsync(Stop);
        Assert.Equal(open.Log.Head, store.Watermark("lengths"));
        Assert.Equal(50, await open.Log.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM signal JOIN understanding.length USING (seq) WHERE letters = length(text)"), Stop));
    }

    [Fact]
    public async Task What_follows_ends_when_it_is_told_to_between_two_steps()
    {
        using var open = new OpenLog(_folder.FullName);
        using var store = Open(open);
        await PlantAsync(open, 5);
        using var end = new CancellationTokenSource();
        await Task.Run(() => new FollowerPump(open.Log, open.Keys, [new Ending(store, end)]).RunAsync(end.Token), Stop).WaitAsync(TimeSpan.FromMinutes(1), Stop);
        Assert.Equal(open.Log.Head, store.Watermark("ending"));
    }

    [Fact]
    public async Task What_was_written_and_how_far_is_there_after_the_next_start_and_a_rebuild_says_the_same()
    {
        using (var open = new OpenLog(_folder.FullName))
        using (var store = Open(open))
        {
            await PlantAsync(open, 50);
            await new FollowerPump(open.Log, open.Keys, [new Lengths(store)]).CatchUpAsync(Stop);
        }

        using var again = new OpenLog(_folder.FullName);
        using var opened = Open(again);
        Assert.Equal(again.Log.Head, opened.Watermark("lengths"));
        const string Said = "SELECT count(*) || ':' || sum(hash(seq, letters, mark)) FROM understanding.length";
        var before = await TextAsync(again, Said);
        var pump = new FollowerPump(again.Log, again.Keys, [new Lengths(opened)]);
        pump.Rebuild();
        Assert.Equal(0, opened.Watermark("lengths"));
        await pump.CatchUpAsync(Stop);
        Assert.Equal(before, await TextAsync(again, Said));
    }

    [Fact]
    public async Task What_failed_half_way_is_not_there_and_the_log_goes_on()
    {
        using var open = new OpenLog(_folder.FullName);
        using var store = Open(open);
        Assert.Throws<InvalidOperationException>(() => store.Write(connection =>
        {
            connection.Execute("INSERT INTO length VALUES (1, 2, NULL)");
            throw new InvalidOperationException("half way");
        }));
        Assert.Throws<DuckException>(() => store.Write(connection => connection.Execute("INSERT INTO length VALUES (1, 2, NULL); DELETE FROM log.signal")));
        await PlantAsync(open, 3);
        Assert.Equal(0, await open.Log.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM understanding.length"), Stop));
        Assert.Equal(3, await open.CountAsync());
    }

    [Fact]
    public async Task Rows_of_an_erased_person_are_gone_from_the_tables_and_from_the_bytes()
    {
        using (var open = new OpenLog(_folder.FullName))
        using (var store = Open(open))
        {
            await PlantAsync(open, 400);
            var pump = new FollowerPump(open.Log, open.Keys, [new Lengths(store)]);
            await pump.CatchUpAsync(Stop);
            Assert.NotEmpty(Traces("c7-mark"));

            var person = new ErasedPerson { Records = [new RecordName(open.Source.Id, "reviewer:c7")], Identifiers = ["reviewer:c7"] };
            var erasure = new StoreErasure(store);
            Assert.Equal((400, 44), await FoundAsync(erasure, person));
            await open.Log.EraseAsync(person.Records, null, [], Stop);
            await pump.CatchUpAsync(Stop);
            await erasure.EraseAsync(person, Stop);
            Assert.Equal((356, 0), await FoundAsync(erasure, person));
            Assert.Equal(0, (await open.Log.OverwriteFreedAsync(Stop)).Left);
            Assert.Empty(Traces("c7-mark"));
            Assert.NotEmpty(Traces("c6-mark"));
            Assert.Equal(0, store.RemoveGone());
        }

        Assert.Empty(Traces("c7-mark"));
    }

    [Fact]
    public async Task A_removed_source_leaves_no_row()
    {
        using var open = new OpenLog(_folder.FullName);
        using var store = Open(open);
        await PlantAsync(open, 20);
        var pump = new FollowerPump(open.Log, open.Keys, [new Lengths(store)]);
        await pump.CatchUpAsync(Stop);
        open.Log.RemoveSource(open.Source.Id);
        await pump.CatchUpAsync(Stop);
        Assert.Equal(0, await open.Log.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM understanding.length"), Stop));
    }

    [Fact]
    public void A_file_of_a_newer_version_and_a_damaged_one_are_refused_with_what_to_do()
    {
        using (var open = new OpenLog(_folder.FullName))
        {
            using (AttachedStore.Open(open.Log, open.Folder.UnderstandingFile, [s_lengths, new Migration("lengths", 2, "SELECT 1")]))
            {
            }
        }

        using (var open = new OpenLog(_folder.FullName))
        {
            Assert.Contains("newer Throughline", Assert.Throws<InvalidDataException>(() => Open(open)).Message, StringComparison.Ordinal);
        }

        File.WriteAllText(Path.Combine(_folder.FullName, "understanding.duckdb"), "no database at all, but long enough to be looked at".PadRight(20_000));
        using (var open = new OpenLog(_folder.FullName))
        {
            Assert.Contains("move it away", Assert.Throws<InvalidDataException>(() => Open(open)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_start_with_everything_in_place_writes_nothing()
    {
        using (var open = new OpenLog(_folder.FullName))
        using (Open(open))
        {
        }

        var file = Path.Combine(_folder.FullName, "understanding.duckdb");
        var before = File.ReadAllBytes(file);
        using (var open = new OpenLog(_folder.FullName))
        using (Open(open))
        {
            Assert.False(File.Exists(file + ".wal") && new FileInfo(file + ".wal").Length > 0);
        }

        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Fact]
    public async Task Other_files_stay_out_of_reach()
    {
        using var open = new OpenLog(_folder.FullName);
        using var store = Open(open);
        var other = Path.Combine(_folder.FullName, "keys.db");
        Assert.Equal(DuckErrorType.Permission, (await Assert.ThrowsAsync<DuckException>(() => open.Log.ReadAsync(c => c.Scalar<long>($"SELECT count(*) FROM read_text('{other}')"), Stop))).Kind);
        Assert.Throws<DuckException>(() => store.Write(c => c.Execute("SET enable_external_access = true")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    static AttachedStore Open(OpenLog open) => AttachedStore.Open(open.Log, open.Folder.UnderstandingFile, [s_lengths]);

    static Task PlantAsync(OpenLog open, int signals) =>
        open.Log.AppendAsync([.. Enumerable.Range(0, signals).Select(i => open.Signal($"r{i}", text: $"somebody said {i}", customer: $"c{i % 9}"))], Stop);

    static async Task<(long, long)> FoundAsync(StoreErasure erasure, ErasedPerson person)
    {
        var finding = await erasure.FindAsync(person, Stop);
        return (finding.Searched, finding.Found);
    }

    static Task<string> TextAsync(OpenLog open, string sql) => open.Log.ReadAsync(connection => connection.Scalar<string>(sql), Stop);

    List<string> Traces(string word) =>
    [
        .. Directory.EnumerateFiles(_folder.FullName, "understanding*").Where(path =>
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[RandomAccess.GetLength(file)];
            _ = RandomAccess.Read(file, bytes, 0);
            return System.Text.Encoding.Latin1.GetString(bytes).Contains(word, StringComparison.Ordinal);
        }),
    ];

    /// <summary>How long each text is, with a mark of whose it is.</summary>
    /// <summary>Is told to end while it is at work.</summary>
    sealed class Ending(AttachedStore store, CancellationTokenSource end) : StoreFollower(store)
    {
        public override string Name => "ending";

        public override object Read(DuckConnection log, LogStretch stretch) => stretch;

        public override void Write(DuckConnection store, object read)
        {
        }

        public override void Clear(DuckConnection store)
        {
        }

        public override Task SettleAsync(bool atEnd, CancellationToken cancellation) => end.CancelAsync();
    }

    sealed class Lengths(AttachedStore store) : StoreFollower(store)
    {
        public override string Name => "lengths";

        public override int MostAtOnce => 30;

        public override object Read(DuckConnection log, LogStretch stretch)
        {
            var rows = new List<(long, int, string)>();
            using var reader = log.Query(
                "SELECT seq, length(text)::INTEGER, customer FROM signal WHERE seq > $after AND seq <= $to AND has_text", ("after", stretch.After), ("to", stretch.UpTo));
            while (reader.Read())
            {
                rows.Add((reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2).Split(':')[1] + "-mark"));
            }

            return rows;
        }

        public override void Write(DuckConnection store, object read)
        {
            using var rows = store.Append("length");
            foreach (var (seq, letters, mark) in (List<(long, int, string)>)read)
            {
                rows.BeginRow().Value(seq).Value(letters).Value(mark).EndRow();
            }

            rows.Flush();
        }

        public override void Clear(DuckConnection store) => store.Execute("DELETE FROM length");
    }
}
