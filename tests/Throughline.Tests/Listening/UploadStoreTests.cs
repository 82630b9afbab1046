using System.Text;
using Throughline.Listening.Imports;
using Throughline.Listening.Uploads;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Listening;

public sealed class UploadStoreTests
{
    sealed class ManualTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    [Fact]
    public async Task A_file_that_is_not_imported_within_the_time_is_removed_and_one_that_an_import_needs_stays()
    {
        using var open = new OpenLog(more: [UploadStore.Migration, .. ImportStore.Migrations]);
        var time = new ManualTime();
        var (uploads, imports) = (new UploadStore(open.Keys, open.Folder, time), new ImportStore(open.Keys));
        async Task<Upload> GiveAsync(string text)
        {
            using var body = new MemoryStream(Encoding.UTF8.GetBytes($"id,rating\n{text},3\n"));
            return (await uploads.AddAsync(body, $"{text}.csv", TestContext.Current.CancellationToken)).Upload!;
        }

        var (imported, failed, forgotten, again) = (await GiveAsync("imported"), await GiveAsync("failed"), await GiveAsync("forgotten"), await GiveAsync("again"));
        foreach (var (upload, state) in new[] { (imported, ImportState.Done), (failed, ImportState.Failed) })
        {
            var import = imports.Add(new ImportRecord
            {
                Id = 0,
                File = upload.Name,
                Digest = upload.Digest,
                SourceName = "s",
                Mapping = "m",
                MappingVersion = 1,
                StartedAt = time.Now.ToString("O"),
            });
            imports.Update(import with { State = state });
        }

        Assert.Equal(0, uploads.Sweep(UploadSweep.Kept));
        time.Now += TimeSpan.FromHours(23);
        var late = await GiveAsync("again");
        time.Now += TimeSpan.FromHours(2);
        Assert.Equal(2, uploads.Sweep(UploadSweep.Kept));
        Assert.Equal([true, false, false, true, true], new[] { imported, failed, forgotten, again, late }.Select(one => uploads.Find(one.Id) is not null));
        Assert.Equal(new[] { imported.Digest, again.Digest }.Order(), Directory.GetFiles(open.Folder.Files).Select(Path.GetFileName).Order());
        Assert.Equal(0, uploads.Sweep(UploadSweep.Kept));
    }
}
