using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Tests.Platform;

public sealed class SignalLogTests
{
    [Fact]
    public async Task An_appended_signal_is_there_with_every_value_when_the_append_returns()
    {
        using var open = new OpenLog();
        await open.Log.AppendAsync([open.Signal("r1", overall: 5, comfort: 2, text: "چه سالن خوبی 👍")]);
        var (overall, comfort, text, airline, customer) = await open.Log.ReadAsync(c =>
        {
            using var reader = c.Query(
                $"SELECT score_{open.Overall.Id}, score_{open.Comfort.Id}, text, attribute_{open.Airline.Id}, customer FROM signal");
            Assert.True(reader.Read());
            return (reader.GetDouble(0), reader.GetDouble(1), reader.GetString(2), reader.GetString(3), reader.GetString(4));
        });
        Assert.Equal((5, 2, "چه سالن خوبی 👍", "blue", "reviewer:c1"), (overall, comfort, text, airline, customer));
        Assert.Equal(1, open.Log.Head);
    }

    [Fact]
    public async Task Many_writers_at_once_are_grouped_and_none_is_lost()
    {
        using var open = new OpenLog();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            open.Log.AppendAsync([.. Enumerable.Range(0, 10).Select(j => open.Signal($"{i}-{j}"))])));
        Assert.Equal(2000, await open.CountAsync());
        Assert.Equal(2000, await open.Log.ReadAsync(c => c.Scalar<long>("SELECT count(DISTINCT seq) FROM signal")));
        Assert.Equal(2000, await open.Log.ReadAsync(c => c.Scalar<long>("SELECT CAST(sum(stored) AS BIGINT) FROM balance")));
    }

    [Fact]
    public async Task An_import_becomes_visible_all_at_once_or_not_at_all()
    {
        using var open = new OpenLog();
        using (var stage = open.Log.BeginImport(new IntakeOrigin { ImportId = 1, SourceId = open.Source.Id }, [open.Airline.Id]))
        {
            for (var i = 0; i < 5000; i++)
            {
                stage.Add(open.Signal($"r{i}"));
            }

            Assert.Equal(new IntakeCounts(5000, 5000, 0, 0, 0, 0), stage.Preview(TestContext.Current.CancellationToken));
            Assert.Equal(0, await open.CountAsync());
        }

        Assert.Equal(0, await open.CountAsync());
        Assert.Equal(2, open.Import(2, open.Signal("a"), open.Signal("b")).Stored);
        Assert.Equal(2, await open.CountAsync());
    }

    [Fact]
    public async Task The_same_record_again_is_a_duplicate_and_with_other_content_a_conflict_that_is_held()
    {
        using var open = new OpenLog();
        open.Import(1, open.Signal("a", overall: 5), open.Signal("b"));
        var counts = open.Import(2, open.Signal("a", overall: 1), open.Signal("b"), open.Signal("c"), open.Signal("c"), open.Signal("c", overall: 2));
        Assert.Equal(new IntakeCounts(Received: 5, Stored: 1, Duplicate: 2, Quarantined: 2, Rejected: 0, SetAside: 0) { Conflict = 2 }, counts);
        Assert.True(counts.Balances);
        Assert.Equal(3, await open.CountAsync());
        Assert.Equal(2, await open.Log.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM held WHERE code = 'same_id_other_content'")));
    }

    [Fact]
    public async Task A_row_that_is_held_already_is_a_duplicate_and_one_that_passes_now_leaves_the_quarantine()
    {
        using var open = new OpenLog();
        HeldRecord Held(int row) => new() { Id = SignalId.OfRow(open.Source.Id, "d", row).Value, Row = row, Code = "off_scale", Raw = "{}" };
        IntakeCounts Import(int import, Action<ImportStage> fill)
        {
            using var stage = open.Log.BeginImport(new IntakeOrigin { ImportId = import, SourceId = open.Source.Id, File = "a.csv", Digest = "d" }, [open.Airline.Id]);
            fill(stage);
            return stage.Commit();
        }

        async Task<(long Received, long Stored, long Duplicate, long Quarantined, long Held)> BalanceAsync() => await open.Log.ReadAsync(c =>
        {
            using var reader = c.Query("SELECT sum(received)::BIGINT, sum(stored)::BIGINT, sum(duplicate)::BIGINT, sum(quarantined)::BIGINT, (SELECT count(*) FROM held) FROM balance");
            reader.Read();
            return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
        });

        var first = Import(1, stage => { stage.Add(open.Signal("a") with { Row = 0 }); stage.Hold(Held(1)); stage.Hold(Held(2)); stage.Hold(Held(3)); });
        Assert.Equal(new IntakeCounts(4, 1, 0, 3, 0, 0), first);
        var again = Import(2, stage => { stage.Add(open.Signal("a") with { Row = 0 }); stage.Hold(Held(1)); stage.Hold(Held(2)); stage.Hold(Held(3)); });
        Assert.Equal(new IntakeCounts(4, 0, 4, 0, 0, 0), again);
        var mended = Import(3, stage => { stage.Add(open.Signal("b") with { Row = 1 }); stage.Hold(Held(2)); });
        Assert.Equal(new IntakeCounts(2, 1, 1, 0, 0, 0), mended);
        Assert.Equal((9, 2, 5, 2, 2), await BalanceAsync());
        Import(3, stage => { stage.Add(open.Signal("c") with { Row = 2 }); stage.Release(Held(2).Id); });
        Assert.Equal((9, 3, 5, 1, 1), await BalanceAsync());
    }

    [Fact]
    public async Task A_file_that_was_held_by_one_import_and_passes_in_another_leaves_no_import_with_less_than_nothing()
    {
        using var open = new OpenLog();
        HeldRecord Held(int row) => new() { Id = SignalId.OfRow(open.Source.Id, "d", row).Value, Row = row, Code = "off_scale", Raw = "{}" };
        IntakeCounts Import(int import, int? replaces, Action<ImportStage> fill)
        {
            using var stage = open.Log.BeginImport(
                new IntakeOrigin { ImportId = import, SourceId = open.Source.Id, File = "a.csv", Digest = "d", Replaces = replaces }, [open.Airline.Id]);
            fill(stage);
            return stage.Commit();
        }

        Import(1, null, stage => stage.Add(open.Signal("a") with { Row = 0 }));
        Import(2, null, stage => stage.Hold(Held(0)));
        Import(3, 1, stage => stage.Add(open.Signal("a", overall: 5) with { Row = 0 }));
        Import(4, 2, stage => stage.Add(open.Signal("a", overall: 5) with { Row = 0 }));
        var imports = await open.Log.ReadAsync(c =>
        {
            using var reader = c.Query("""
                SELECT import_id, sum(received)::BIGINT, sum(stored)::BIGINT, sum(duplicate)::BIGINT, sum(quarantined)::BIGINT
                FROM intake GROUP BY import_id ORDER BY import_id
                """);
            var rows = new List<(int, long, long, long, long)>();
            while (reader.Read())
            {
                rows.Add((reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
            }

            return rows;
        });
        Assert.Equal([(3, 1, 1, 0, 0), (4, 1, 0, 1, 0)], imports);
    }

    [Fact]
    public async Task A_day_without_a_clock_changes_no_identity_and_a_log_from_before_it_opens_and_takes_it()
    {
        var path = Directory.CreateTempSubdirectory("throughline-").FullName;
        try
        {
            using (var before = new OpenLog(path))
            {
                before.Import(1, before.Signal("a"));
                await before.Log.ReadAsync(c => c.Execute("ALTER TABLE signal DROP COLUMN occurred_day"));
            }

            using var open = new OpenLog(path);
            var day = new DateOnly(2026, 1, 2);
            var counts = open.Import(2, open.Signal("a") with { OccurredDay = day }, open.Signal("b") with { OccurredDay = day });
            Assert.Equal((1, 1, 0), (counts.Stored, counts.Duplicate, counts.Quarantined));
            Assert.Equal(1, await open.CountAsync("occurred_day = DATE '2026-01-02'"));
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public async Task An_import_may_take_the_place_of_an_earlier_one()
    {
        using var open = new OpenLog();
        open.Import(1, open.Signal("a", overall: 5), open.Signal("b", overall: 5));
        var counts = open.Import(2, replaces: 1, [open.Signal("a", overall: 1), open.Signal("b", overall: 1)]);
        Assert.Equal(2, counts.Stored);
        Assert.Equal(2, await open.CountAsync($"score_{open.Overall.Id} = 1"));
        Assert.Equal(2, await open.CountAsync());
    }

    [Fact]
    public async Task Everything_is_there_after_a_reopening()
    {
        var path = Directory.CreateTempSubdirectory("throughline-").FullName;
        try
        {
            long head;
            using (var open = new OpenLog(path))
            {
                open.Import(1, open.Signal("a"), open.Signal("b"));
                await open.Log.AppendAsync([open.Signal("c")]);
                head = open.Log.Head;
            }

            using var again = new OpenLog(path);
            Assert.Equal(3, await again.CountAsync());
            Assert.Equal(head, again.Log.Head);
            Assert.Equal("Overall", again.Log.Catalogue.Contents.FindQuestion(again.Overall.Id)?.Label);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public void A_second_opening_of_the_folder_gets_one_clear_line()
    {
        using var open = new OpenLog();
        open.Folder.Announce(new RunningServer(4711, "http://127.0.0.1:8080", "secret"));
        var refused = Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(open.Path));
        Assert.Contains("http://127.0.0.1:8080", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_source_leaves_nothing()
    {
        using var open = new OpenLog();
        open.Import(1, open.Signal("a"), open.Signal("b"));
        Assert.Equal(2, open.Log.RemoveSource(open.Source.Id));
        Assert.Equal(0, await open.CountAsync());
        Assert.Empty(open.Log.Catalogue.Contents.Sources);
        Assert.Equal(0, await open.Log.ReadAsync(c => c.Scalar<long>("SELECT count(*) FROM intake")));
    }

    [Fact]
    public async Task A_question_can_be_asked_for_as_soon_as_it_is_declared()
    {
        using var open = new OpenLog();
        Assert.Equal(0, await open.Log.ReadAsync(c => c.Scalar<long>($"SELECT count(score_{open.Comfort.Id}) + count(attribute_{open.Airline.Id}) FROM signal")));
    }

    [Fact]
    public async Task A_cancelled_question_is_interrupted()
    {
        using var open = new OpenLog();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => open.Log.ReadAsync(
            c => c.Scalar<long>("SELECT CAST(sum(a.range * b.range % 7) AS BIGINT) FROM range(10000000) a, range(10000) b"), stop.Token));
    }
}
