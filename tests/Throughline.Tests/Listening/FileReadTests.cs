using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quarantine;

namespace Throughline.Tests.Listening;

public sealed class FileReadTests : IDisposable
{
    static readonly Mapping Plain = new()
    {
        Name = "m",
        Fields =
        [
            new() { Column = "id", As = FieldUse.RecordId },
            new() { Column = "score", As = FieldUse.Score, Scale = new Scale(0, 10), Metric = Metric.Nps },
        ],
    };

    readonly TempFiles _files = new();

    public void Dispose() => _files.Dispose();

    static FileRead Open(TableFile file) => new(file, new CompiledMapping(Plain, file.Columns, CatalogueIds.Numbered(Plain, 1),
        new ReadingOf("d", DateTime.UnixEpoch)));

    [Fact]
    public void Every_row_is_either_a_signal_or_a_reject_and_is_numbered_as_in_the_file()
    {
        var text = "id,score\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => i % 100 == 7 ? $"r{i},x\n" : i % 100 == 8 ? $"r{i}\n" : $"r{i},{i % 11}\n"));
        var read = Open(Tables.Known(_files.Write(text)));
        var batches = read.Batches().ToList();
        var rejects = batches.SelectMany(batch => batch.Rejects).ToList();

        Assert.Null(read.Problem);
        Assert.Equal(10_000, read.Rows);
        Assert.Equal(10_000, batches.Sum(batch => batch.Signals.Count) + rejects.Count);
        Assert.Equal((100, 100), (rejects.Count(reject => reject.Code == QuarantineReasons.NotANumber), rejects.Count(reject => reject.Code == QuarantineReasons.WrongNumberOfCells)));
        Assert.All(rejects, reject => Assert.True(reject.Row % 100 is 7 or 8 && reject.Line == reject.Row + 2));
        Assert.All(batches.SelectMany(batch => batch.Signals), signal => Assert.Equal($"r{signal.Row}", signal.RecordKey));
        Assert.Equal(batches.Select(batch => batch.BytesRead).Order(), batches.Select(batch => batch.BytesRead));
    }

    [Fact]
    public void A_cut_file_says_so_after_its_last_batch()
    {
        var read = Open(Tables.Known(_files.Write("id,score\nr1,1\nr2,2\nr3,\"3\n")));
        _ = read.Batches().ToList();

        Assert.Equal(("truncated_file", 2L), (read.Problem!.Code, read.Problem.Row));
    }

    [Fact]
    public void Reading_stops_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var read = Open(Tables.Known(_files.Write("id,score\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"r{i},1\n")))));
        using var batches = read.Batches(cancel.Token).GetEnumerator();
        Assert.True(batches.MoveNext());
        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() => batches.MoveNext());
    }

    [Fact]
    public void A_repeated_id_is_a_duplicate_or_a_conflict_by_its_content()
    {
        var read = Open(Tables.Known(_files.Write("id,score\nr1,1\nr1,1\nr1,2\nr2,1\n")));
        var repeats = new RepeatCheck(timeIsReceipt: true);

        Assert.Equal([Repeat.New, Repeat.Duplicate, Repeat.Conflict, Repeat.New],
            read.Batches().SelectMany(batch => batch.Signals).Select(repeats.See));
    }
}
