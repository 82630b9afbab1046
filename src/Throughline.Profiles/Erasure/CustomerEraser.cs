using Throughline.Contracts;
using Throughline.Platform.Erasing;
using Throughline.Platform.Followers;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Erasure;

/// <summary>
/// Erases a customer from every store: says what there is, takes it out store by store, overwrites what the files still hold, looks again,
/// and keeps a proof. How far it came is on disk after each step, so that an end of the program in between costs a repeat and no more.
/// </summary>
sealed class CustomerEraser(
    IEnumerable<PersonalStore> stores, PersonFinder finder, ErasureBook book, ErasureMark mark, ErasureLedger ledger,
    SignalLog log, KeyStore keys, DataFolder folder, FollowerPump pump, TimeProvider time) : IDisposable
{
    // Profiles first, while it is known which they are; then the log, and then what follows it: what was read before is written by then.
    readonly List<PersonalStore> _stores = [.. stores.OrderBy(store => store.Name == ProfileErasure.Called ? 0 : IsOfLog(store) ? 1 : 2)];
    readonly SemaphoreSlim _turn = new(1);

    DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What an erasure would do.</summary>
    public async Task<ErasureForecast> ForecastAsync(string id, bool all, CancellationToken cancellation)
    {
        var person = await finder.FindAsync(id, all, cancellation);
        return new ErasureForecast(true, person.Records.Count, person.Identifiers.Count, person.Shared.Count,
            await LookAsync(person, cancellation), await OthersWords.FindAsync(log, person, cancellation));
    }

    /// <summary>Erases a customer; the proof, when everything is gone and checked.</summary>
    /// <exception cref="NotFoundException">No store names them.</exception>
    /// <exception cref="BadInputException">The reason names the person, so that it would stay in the proof.</exception>
    public async Task<ErasureProof> EraseAsync(string id, bool all, string why, string by, CancellationToken cancellation)
    {
        var person = await finder.FindAsync(id, all, cancellation);
        if (person.Mentions.In(why))
        {
            throw new BadInputException("why", "The reason names the person, and the proof must not. Say it without the address, number or id.", "why_names_person");
        }

        return await EraseAsync(person, why, by, null, cancellation)
            ?? throw new NotFoundException("Nothing that is held names this customer, so nothing was erased.", "no_customer");
    }

    /// <summary>Erases somebody who came back with signals from before their erasure.</summary>
    public async Task EraseAgainAsync(IReadOnlyList<RecordName> records, int erasure, DateTime until, CancellationToken cancellation)
    {
        var marks = book.Marks();
        var person = await finder.OfRecordsAsync(records, until, name => marks.ContainsKey(Convert.ToHexStringLower(mark.Of(name))), cancellation);
        await EraseAsync(person, "came_back", "", erasure, cancellation);
        book.Forget(records);
    }

    /// <summary>Goes on with erasures that an end of the program cut off.</summary>
    public async Task ResumeAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            foreach (var (proof, work) in book.Unfinished())
            {
                if (proof.State == "checking")
                {
                    await CheckAsync(proof, work is null ? null : FolderScan.Needles(work.Person));
                }
                else if (work is not null) // else it stays as running: whom it is about is known to secrets.key alone, and that is another one
                {
                    if (_stores.Find(store => !work.Done.Contains(store.Name)) is { } cutOff && IsOfLog(cutOff))
                    {
                        await log.WriteAnewAsync(cancellation);
                    }

                    await RunAsync(proof, work, cancellation);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    async Task<ErasureProof?> EraseAsync(ErasedPerson person, string why, string by, int? again, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var found = await LookAsync(person, cancellation);
            if (found.All(store => store.Found == 0))
            {
                return null;
            }

            var work = new ErasureWork(person, found, await OthersWords.FindAsync(log, person, cancellation), []);
            var proof = new ErasureProof
            {
                Id = 0,
                State = "running",
                AskedAt = Now,
                By = by,
                Why = why,
                Again = again,
                Records = person.Records.Count,
                Identifiers = person.Identifiers.Count,
                Shared = person.Shared.Count,
            };
            return await RunAsync(proof with { Id = book.Begin(proof, work) }, work, CancellationToken.None); // whoever asked may go; it is done
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task<ErasureProof> RunAsync(ErasureProof proof, ErasureWork work, CancellationToken cancellation)
    {
        var isCaughtUp = false;
        foreach (var store in _stores.Where(store => !work.Done.Contains(store.Name)))
        {
            if (!isCaughtUp && !IsOfLog(store) && store.Name != ProfileErasure.Called)
            {
                await pump.CatchUpAsync(cancellation);
                isCaughtUp = true;
            }

            await store.EraseAsync(work.Person, cancellation);
            work = work with { Done = [.. work.Done, store.Name] };
            book.Note(proof.Id, work);
        }

        var (_, unreached) = await log.OverwriteFreedAsync(cancellation);
        var after = await LookAsync(work.Person, cancellation);
        var erased = proof with
        {
            State = "checking",
            CompactedAt = unreached == 0 ? Now : null,
            Mentions = work.Mentions,
            Stores =
            [
                .. after.Select(now => (Now: now, Before: work.Found.FirstOrDefault(before => before.Store == now.Store) ?? now))
                    .Select(store => store.Now with { Found = store.Before.Found, Erased = Math.Max(0, store.Before.Found - store.Now.Found), Left = store.Before.Left }),
            ],
            Checks =
            [
                new ErasureCheck("stores", after.All(store => store.Found == 0), after.Sum(store => store.Found),
                    string.Join(", ", after.Where(store => store.Found > 0).Select(store => store.Store))),
                new ErasureCheck("freed_blocks", unreached == 0, unreached, unreached == 0 ? "" : "log.duckdb"),
            ],
        };
        book.Erased(erased, work.Person.Until is null ? work.Person.Identifiers.Concat(work.Person.Records.Select(record => record.Customer).Where(NamedCustomer.IsMarked)).Select(mark.Of) : []);
        return await CheckAsync(erased, FolderScan.Needles(work.Person));
    }

    /// <summary>Looks through the bytes of all files, which hold whom it is about at most sealed.</summary>
    async Task<ErasureProof> CheckAsync(ErasureProof proof, IReadOnlyList<byte[]>? needles)
    {
        var isSettled = await keys.SettleAsync();
        var found = needles is null ? [] : await Task.Run(() => FolderScan.Count(folder, needles));
        if (found.Any(one => one.File.StartsWith("keys.db", StringComparison.Ordinal)))
        {
            // Pages of SQLite may hold what moved to other pages before it was deleted.
            await Task.Run(keys.WriteAnew);
            isSettled = await keys.SettleAsync();
            found = await Task.Run(() => FolderScan.Count(folder, needles!));
        }

        var ended = book.End(proof with
        {
            DoneAt = Now,
            Checks =
            [
                .. proof.Checks,
                new ErasureCheck("write_ahead", isSettled, isSettled ? 0 : 1, isSettled ? "" : "keys.db-wal"),
                needles is null
                    ? new ErasureCheck("bytes", false, 0, "not looked at: the program ended before, and secrets.key is another one since")
                    : new ErasureCheck("bytes", found.All(one => IsOthers(proof, one.File)), found.Sum(one => one.Count), string.Join(", ", found.Select(one => one.File))),
            ],
        });
        await keys.SettleAsync(); // the sealed note of whom it was about goes from the file ahead too
        ledger.Add(new ErasureLedgerLine(ended.AskedAt, ended.Hash, book.MarksOf(ended.Id)));
        return ended;
    }

    /// <summary>True where what other people typed may stand: it was found there, and is left.</summary>
    static bool IsOthers(ErasureProof proof, string file) =>
        ((file.StartsWith("log.duckdb", StringComparison.Ordinal) || file.StartsWith("keys.db", StringComparison.Ordinal)) && proof.Mentions.Count > 0)
        || (file.StartsWith("files", StringComparison.Ordinal) && proof.Stores.Any(store => store.Store == "files" && store.Left.Any(left => left.Reason == "typed_by_others")));

    static bool IsOfLog(PersonalStore store) => store.Places.Any(place => place.StartsWith("log:", StringComparison.Ordinal));

    async Task<IReadOnlyList<StoreProof>> LookAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var found = new List<StoreProof>();
        foreach (var store in _stores)
        {
            var finding = await store.FindAsync(person, cancellation);
            found.Add(new StoreProof(store.Name, finding.Searched, finding.Found, 0, finding.Left));
        }

        return found;
    }
}
