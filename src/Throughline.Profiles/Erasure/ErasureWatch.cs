using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Throughline.Platform.Http;

namespace Throughline.Profiles.Erasure;

/// <summary>
/// At the start: takes over what the ledger of erasures tells and this folder does not know, and goes on with what was cut off. Then erases
/// again who comes back with signals from before.
/// </summary>
sealed partial class ErasureWatch(
    CustomerEraser eraser, ErasureBook book, ErasureLedger ledger, TimeProvider time, ILogger<ErasureWatch> logger) : BackgroundService
{
    static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan _again = TimeSpan.FromMinutes(1);

    /// <summary>Makes the ledger and the book agree.</summary>
    public static void Reconcile(ErasureBook book, ErasureLedger ledger)
    {
        var lines = ledger.Read();
        foreach (var line in lines)
        {
            book.Adopt(line);
        }

        var written = lines.Select(line => line.Hash).ToHashSet(StringComparer.Ordinal);
        foreach (var proof in book.List().Proofs.Where(proof => proof.State == "done" && !written.Contains(proof.Hash)).Reverse())
        {
            ledger.Add(new ErasureLedgerLine(proof.AskedAt, proof.Hash, book.MarksOf(proof.Id)));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        Reconcile(book, ledger);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = _pause;
            try
            {
                await eraser.ResumeAsync(stoppingToken);
                await EraseReturnedAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is IOException or ConflictException or InvalidOperationException or DuckDb.DuckException or Microsoft.Data.Sqlite.SqliteException)
            {
                Failed(failure.GetType().Name);
                pause = _again;
            }

            await Task.Delay(pause, time, stoppingToken);
        }
    }

    async Task EraseReturnedAsync(CancellationToken cancellation)
    {
        foreach (var one in book.Returned().GroupBy(one => one.Erasure))
        {
            await eraser.EraseAgainAsync([.. one.Select(r => r.Record)], one.Key, book.Find(one.Key)!.AskedAt, cancellation);
        }

    }

    [LoggerMessage(LogLevel.Warning, "An erasure could not be carried on ({Kind}); tried again")]
    partial void Failed(string kind);
}
