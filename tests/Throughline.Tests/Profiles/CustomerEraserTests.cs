using System.Text;
using Throughline.Contracts;
using Throughline.Platform.Access;
using Throughline.Platform.Erasing;
using Throughline.Platform.Facts;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Profiles;
using Throughline.Profiles.Erasure;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Profiles;

public sealed class CustomerEraserTests : IDisposable
{
    const string Zelda = "zqx-unmistakable-zelda";
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-erasure-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Folder(string name) => Path.Combine(_folder.FullName, name);

    static OpenLog Open(string path) => new(path, [FactLog.Migration, .. ProfilesModule.Migrations]);

    /// <summary>What erases, on a log that is open.</summary>
    sealed class Parts
    {
        public Parts(OpenLog open, params PersonalStore[] more)
        {
            Book = new ErasureBook(open.Keys, new SecretBox(open.Folder));
            Mark = new ErasureMark(open.Folder);
            Ledger = new ErasureLedger(open.Folder);
            Pump = new FollowerPump(open.Log, open.Keys, [new ErasureFollower(Book, Mark)]);
            Eraser = new CustomerEraser([.. more, new SignalErasure(open.Log), new HeldErasure(open.Log)], new PersonFinder(open.Log, open.Keys, Pump),
                Book, Mark, Ledger, open.Log, open.Keys, open.Folder, Pump, TimeProvider.System);
        }

        public ErasureBook Book { get; }

        public ErasureMark Mark { get; }

        public ErasureLedger Ledger { get; }

        public FollowerPump Pump { get; }

        public CustomerEraser Eraser { get; }
    }

    /// <summary>A store that cannot be written the first time.</summary>
    sealed class Broken : PersonalStore
    {
        bool _isMended;

        public override string Name => "broken";

        public override IReadOnlyList<string> Places => [];

        public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => Task.FromResult(new StoreFinding(1, 0));

        public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
        {
            var first = !_isMended;
            _isMended = true;
            return first ? throw new IOException("the disk went away") : Task.CompletedTask;
        }
    }

    static Task PlantAsync(OpenLog open) => open.Log.AppendAsync(
        [.. Enumerable.Range(0, 400).Select(i => open.Signal($"r{i}", text: i % 100 == 7 ? $"I am {Zelda}-words" : $"somebody said {i}", customer: i % 100 == 7 ? Zelda : $"c{i % 9}"))], Stop);

    [Fact]
    public async Task An_erasure_that_was_cut_off_goes_on_and_forgets_whom_it_was_about()
    {
        using var open = Open(Folder("a"));
        await PlantAsync(open);
        var broken = new Broken();
        await Assert.ThrowsAsync<IOException>(() => new Parts(open, broken).Eraser.EraseAsync($"reviewer:{Zelda}", false, "asked", "me", Stop));
        Assert.Equal("running", Assert.Single(new ErasureBook(open.Keys, new SecretBox(open.Folder)).List().Proofs).State);

        var parts = new Parts(open, broken); // as after the next start
        await parts.Eraser.ResumeAsync(Stop);
        var proof = Assert.Single(parts.Book.List().Proofs);
        Assert.Equal("done", proof.State);
        Assert.All(proof.Checks, check => Assert.True(check.Ok, $"{check}"));
        Assert.Equal((4, 4), proof.Stores.Where(store => store.Store == "signals").Select(store => (store.Found, store.Erased)).Single());
        Assert.Equal(396, await open.CountAsync());
        await parts.Eraser.ResumeAsync(Stop);
        Assert.Single(parts.Book.List().Proofs);
        open.Close();
        Assert.Empty(InBytes(Folder("a")));
    }

    [Fact]
    public async Task A_log_that_holds_records_is_written_anew_and_says_what_it_said()
    {
        using var open = Open(Folder("a"));
        await PlantAsync(open);
        var arrival = new Arrival { SourceId = open.Source.Id, Format = "native", Bytes = Encoding.UTF8.GetBytes(Zelda) };
        arrival.Held.AddRange(Enumerable.Range(0, 20).Select(_ => new HeldEvent
        {
            Id = Guid.NewGuid(), Code = "missing-identity", Where = "/0/userId", Detail = "nobody", HasKey = true, Key = new Slice(0, 5), Raw = new Slice(0, Zelda.Length),
        }));
        await open.Log.ReceiveAsync(arrival, Stop);
        const string Said = "SELECT count(*) || ':' || sum(hash(id, code, raw, record_key, detail, value)) FROM held";
        var before = await TextAsync(Said);
        await open.Log.WriteAnewAsync(Stop);
        Assert.Equal(before, await TextAsync(Said));
        Assert.Equal(400, await open.CountAsync());

        async Task<string> TextAsync(string sql) => await open.Log.ReadAsync(connection =>
        {
            using var reader = connection.Query(sql);
            reader.Read();
            return reader.GetString(0);
        }, Stop);
    }

    [Fact]
    public async Task An_erasure_that_was_cut_off_while_it_looked_through_the_bytes_looks_again_and_its_proof_holds()
    {
        using var open = Open(Folder("a"));
        await PlantAsync(open);
        var unreadable = Path.Combine(Folder("a"), "unreadable");
        File.CreateSymbolicLink(unreadable, unreadable);
        await Assert.ThrowsAsync<IOException>(() => new Parts(open).Eraser.EraseAsync($"reviewer:{Zelda}", false, "asked", "me", Stop));
        Assert.Equal("checking", Assert.Single(new Parts(open).Book.List().Proofs).State);
        Assert.Empty(InBytes(Folder("a")));

        File.Delete(unreadable);
        var parts = new Parts(open); // as after the next start
        await parts.Eraser.ResumeAsync(Stop);
        var proof = Assert.Single(parts.Book.List().Proofs);
        Assert.Equal("done", proof.State);
        Assert.All(proof.Checks, check => Assert.True(check.Ok, $"{check}"));
        Assert.Equal(["bytes"], proof.Checks.Where(check => check.Check == "bytes").Select(check => check.Check));
        Assert.True(parts.Book.List().ChainHolds);
        Assert.Single(parts.Ledger.Read());
    }

    [Fact]
    public async Task A_line_of_the_ledger_that_was_cut_off_takes_no_other_with_it()
    {
        using var open = Open(Folder("a"));
        await PlantAsync(open);
        var parts = new Parts(open);
        await parts.Eraser.EraseAsync($"reviewer:{Zelda}", false, "asked", "me", Stop);
        var path = Path.Combine(Folder("a"), "erasures.jsonl");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Stop))[..40], Stop);
        ErasureWatch.Reconcile(parts.Book, parts.Ledger);
        Assert.Equal(parts.Book.List().Proofs.Select(one => one.Hash), parts.Ledger.Read().Select(line => line.Hash));
    }

    [Fact]
    public async Task A_backup_that_is_put_back_with_the_ledger_of_today_has_the_erasure_done_again()
    {
        using (var before = Open(Folder("a")))
        {
            await PlantAsync(before);
        }

        Copy(Folder("a"), Folder("backup"));
        using (var open = Open(Folder("a")))
        {
            await new Parts(open).Eraser.EraseAsync($"reviewer:{Zelda}", false, "asked", "me", Stop);
        }

        foreach (var file in new[] { "erasures.jsonl", "erasure.key" })
        {
            Assert.DoesNotContain(Zelda, File.ReadAllText(Path.Combine(Folder("a"), file)), StringComparison.Ordinal);
            File.Copy(Path.Combine(Folder("a"), file), Path.Combine(Folder("backup"), file));
        }

        using var restored = Open(Folder("backup"));
        var parts = new Parts(restored);
        Assert.Equal(400, await restored.CountAsync());
        ErasureWatch.Reconcile(parts.Book, parts.Ledger);
        await parts.Pump.CatchUpAsync(Stop);
        var (record, erasure) = Assert.Single(parts.Book.Returned());
        await parts.Eraser.EraseAgainAsync([record], erasure, parts.Book.Find(erasure)!.AskedAt, Stop);
        Assert.Equal(396, await restored.CountAsync());
        Assert.Equal(("came_back", erasure), parts.Book.List().Proofs.Select(proof => (proof.Why, proof.Again!.Value)).Single());
        ErasureWatch.Reconcile(parts.Book, parts.Ledger);
        await parts.Pump.CatchUpAsync(Stop);
        Assert.Empty(parts.Book.Returned());
        restored.Close();
        Assert.Empty(InBytes(Folder("backup")));
    }

    [Fact]
    public async Task A_proof_that_was_changed_breaks_the_chain()
    {
        using var open = Open(Folder("a"));
        await PlantAsync(open);
        var parts = new Parts(open);
        await parts.Eraser.EraseAsync($"reviewer:{Zelda}", false, "asked", "me", Stop);
        await parts.Eraser.EraseAsync("reviewer:c3", false, "asked", "me", Stop);
        Assert.True(parts.Book.List().ChainHolds);
        open.Keys.Write(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE profiles_erasure SET proof = replace(proof, '\"erased\":4', '\"erased\":5') WHERE id = 1";
            Assert.Equal(1, command.ExecuteNonQuery());
        });
        Assert.False(parts.Book.List().ChainHolds);
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    static List<string> InBytes(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal) && new FileInfo(path).LinkTarget is null && Encoding.Latin1.GetString(File.ReadAllBytes(path)).Contains(Zelda, StringComparison.OrdinalIgnoreCase))];

    public void Dispose() => _folder.Delete(recursive: true);
}
