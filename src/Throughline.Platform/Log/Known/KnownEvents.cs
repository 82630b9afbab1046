using Throughline.DuckDb;

namespace Throughline.Platform.Log.Known;

/// <summary>
/// Every event id of the last month and the hash of its content: what makes a repeat a duplicate, exactly, in bounded memory. The
/// newest ids lie in a table; full tables become sorted files, files of one size are merged into larger ones, and files that are
/// older than <see cref="Kept"/> go (a log-structured merge tree; O'Neil et al. 1996). All of it can be built again from the log.
/// </summary>
/// <remarks>Used by those who judge what arrives and by the writer, so its parts are under a lock; files are written and merged beside it.</remarks>
sealed class KnownEvents : IDisposable
{
    /// <summary>
    /// How long an id is known by the clock: the promised 30 days, a day because files know whole days, and two days that a clock may be
    /// ahead for a while.
    /// </summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(33);

    /// <summary>Stands for "was taken out of the log": an id with this hash is not known. A content has it once in 2^64.</summary>
    const ulong Gone = ulong.MaxValue;

    const int MergedAtOnce = 8;
    const int MostBehind = 4;
    static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    readonly string _folder;
    readonly TimeProvider _time;
    readonly int _mostInMemory;
    readonly Lock _gate = new();
    readonly Lock _catching = new();
    readonly List<KnownRun> _runs = []; // in order of the log
    KnownTable _newest = new();
    KnownTable? _full; // on its way into a file
    Task<KnownRun>? _file;
    readonly CancellationTokenSource _ending = new();
    Task<(IReadOnlyList<KnownRun> Old, KnownRun New)>? _merge;
    long _inFiles; // number of the last signal that the files cover
    long _upTo;
    DateOnly _lastDay;
    DateTimeOffset _notBefore; // a file that could not be written is tried again then
    volatile bool _inBulk; // files are merged later then: somebody waits for the start, or for the end of an import

    KnownEvents(string folder, TimeProvider time, int mostInMemory) =>
        (_folder, _time, _mostInMemory) = (Directory.CreateDirectory(folder).FullName, time, mostInMemory);

    /// <summary>Number of the last signal whose id is known.</summary>
    public long UpTo
    {
        get => Volatile.Read(ref _upTo);
        private set => Volatile.Write(ref _upTo, value);
    }

    /// <summary>Files that ids lie in.</summary>
    public int Files => _runs.Count;

    /// <summary>Opens the folder and takes in what the log has beyond it.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="log">A connection of the log.</param>
    /// <param name="head">Number of the log's last signal.</param>
    /// <param name="time">Clock for what is old.</param>
    /// <param name="mostInMemory">Ids in the table before it becomes a file.</param>
    public static KnownEvents Open(string folder, DuckConnection log, long head, TimeProvider time, int mostInMemory = 700_000)
    {
        var known = new KnownEvents(folder, time, mostInMemory);
        known.OpenFiles(head);
        known.CatchUp(log, head);
        known.TakeHeld(log);
        known.TakeRemoved(log);
        return known;
    }

    /// <summary>Takes in the ids of signals that came by another way, for example from a file.</summary>
    public void CatchUp(DuckConnection log, long head)
    {
        if (head <= UpTo)
        {
            return;
        }

        lock (_catching)
        {
            _inBulk = true;
            try
            {
                TakeIn(log, head);
            }
            finally
            {
                _inBulk = false;
            }
        }
    }

    /// <summary>In stretches of a file's length, so that neither the log nor what is known is in memory as a whole.</summary>
    void TakeIn(DuckConnection log, long head)
    {
        var oldest = _time.GetUtcNow().UtcDateTime - Kept;
        while (UpTo < head)
        {
            var until = Math.Min(UpTo + _mostInMemory, head);
            using var reader = log.Query(
                "SELECT id, content_hash, received_at FROM signal WHERE seq > $after AND seq <= $until AND received_at >= $oldest",
                ("after", UpTo), ("until", until), ("oldest", oldest));
            while (reader.NextChunk())
            {
                var ids = reader.Column<UInt128>(0);
                var hashes = reader.Column<ulong>(1);
                var received = reader.Column<long>(2);
                lock (_gate)
                {
                    for (var row = 0; row < reader.RowCount; row++)
                    {
                        _newest.Set(ids[row], hashes[row]);
                        SeeDay(DuckRaw.DateTime(received[row]));
                    }
                }
            }

            Reach(until);
        }
    }

    /// <summary>The hash of the content that came with the id; null when the id is not known.</summary>
    /// <param name="id">The id as the log's column holds it.</param>
    public ulong? Find(UInt128 id)
    {
        lock (_gate)
        {
            return Look(id);
        }
    }

    ulong? Look(UInt128 id)
    {
        if (_newest.TryFind(id, out var hash) || (_full is not null && _full.TryFind(id, out hash)))
        {
            return hash == Gone ? null : hash;
        }

        // The newest first: a later run of a mapping gives an id new content.
        for (var i = _runs.Count - 1; i >= 0; i--)
        {
            if (_runs[i].TryFind(id, out hash))
            {
                return hash == Gone ? null : hash;
            }
        }

        return null;
    }

    /// <summary>Notes that the signal of an id was taken out of the log: the id can be stored again.</summary>
    public void Forget(UInt128 id)
    {
        lock (_gate)
        {
            _newest.Set(id, Gone);
        }
    }

    /// <summary>Notes an id that was just stored, or will be; <see cref="Reach"/> follows when it is in the log.</summary>
    public void Set(UInt128 id, ulong hash, DateTime receivedAt)
    {
        lock (_gate)
        {
            _newest.Set(id, hash);
            SeeDay(receivedAt);
        }
    }

    /// <summary>Notes many ids at once.</summary>
    public void SetAll(IReadOnlyDictionary<UInt128, ulong> ids, DateTime receivedAt)
    {
        lock (_gate)
        {
            foreach (var (id, hash) in ids)
            {
                _newest.Set(id, hash);
            }

            SeeDay(receivedAt);
        }
    }

    /// <summary>Says that all signals up to this number are known now.</summary>
    public void Reach(long upTo)
    {
        lock (_gate)
        {
            MoveTo(upTo);
        }
    }

    void MoveTo(long upTo)
    {
        UpTo = Math.Max(UpTo, upTo);
        if (_file is { IsCompleted: true })
        {
            TakeFile();
        }

        if (_newest.Count >= _mostInMemory && UpTo > _inFiles && (_file is null || _newest.Count >= MostBehind * _mostInMemory))
        {
            TakeFile(); // waits where the disk is far behind
            if (_time.GetUtcNow() >= _notBefore)
            {
                BeginFile();
            }
        }
    }

    /// <summary>Writes what is in memory, so that the next start reads nothing from the log.</summary>
    public void Dispose()
    {
        TakeFile();
        if (_newest.Count > 0 && UpTo > _inFiles)
        {
            BeginFile();
            TakeFile();
        }

        _ending.Cancel(); // a merge takes seconds, and the next start can begin it again
        TakeMerged(wait: true);
        _runs.ForEach(run => run.Dispose());
        _ending.Dispose();
    }

    void SeeDay(DateTime receivedAt)
    {
        var day = DateOnly.FromDateTime(receivedAt);
        _lastDay = day > _lastDay ? day : _lastDay;
    }

    /// <summary>Held events have ids of their own; a repeat of one is not held twice.</summary>
    void TakeHeld(DuckConnection log)
    {
        using var reader = log.Query("SELECT id, held_at FROM held WHERE import_id = 0 AND held_at >= $oldest",
            ("oldest", (_time.GetUtcNow() - Kept).UtcDateTime));
        while (reader.Read())
        {
            Set(DuckRaw.Uuid(reader.GetGuid(0)), 0, reader.GetDateTime(1));
        }
    }

    /// <summary>Files may know ids of signals that were taken out since: those can be stored again.</summary>
    void TakeRemoved(DuckConnection log)
    {
        if (log.Scalar<long>("SELECT count(*) FROM removed WHERE id IS NOT NULL") == 0)
        {
            return;
        }

        // The few that were taken out are looked for among the many, not the other way round.
        using var reader = log.Query("""
            SELECT id FROM removed WHERE id IS NOT NULL EXCEPT SELECT id FROM signal WHERE id IN (SELECT id FROM removed WHERE id IS NOT NULL)
            """);
        while (reader.Read())
        {
            Forget(DuckRaw.Uuid(reader.GetGuid(0)));
        }
    }

    void BeginFile()
    {
        var (folder, full, stretch) = (_folder, _newest, new KnownStretch(_inFiles, UpTo, _lastDay));
        (_full, _newest) = (full, new KnownTable(full.Count)); // as large at once: growing would keep the next events waiting
        _file = Task.Run(() => KnownRun.Write(folder, stretch, full.Count, full.Sorted()));
    }

    /// <summary>
    /// Takes the file that was written in. Where the disk took none, its ids go back into memory: the files only spare reading the log,
    /// so whoever has stored something must never hear of it.
    /// </summary>
    void TakeFile()
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            var run = _file.GetAwaiter().GetResult();
            _runs.Add(run);
            (_file, _full, _inFiles) = (null, null, run.Stretch.UpTo);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _full!.Take(_newest);
            (_newest, _full, _file, _notBefore) = (_full, null, null, _time.GetUtcNow() + Again);
            return;
        }

        TakeMerged(wait: false);
        DropOld();
        Merge();
    }

    void DropOld()
    {
        var oldest = DateOnly.FromDateTime((_time.GetUtcNow() - Kept).UtcDateTime);
        while (_merge is null && _runs.Count > 1 && _runs[0].Stretch.LastDay < oldest)
        {
            Drop(_runs[0]);
        }
    }

    /// <summary>Begins to merge eight neighbours of about one size into one file; at most one merge runs.</summary>
    void Merge()
    {
        if (_merge is not null || _inBulk)
        {
            return;
        }

        for (var last = _runs.Count; last >= MergedAtOnce; last--)
        {
            var some = _runs.GetRange(last - MergedAtOnce, MergedAtOnce);
            if (some.Max(r => r.Count) <= 4 * some.Min(r => r.Count))
            {
                var (folder, ending) = (_folder, _ending.Token);
                _merge = Task.Run(() => ((IReadOnlyList<KnownRun>)some, KnownMerge.Write(folder, some, ending)), ending);
                return;
            }
        }
    }

    void TakeMerged(bool wait)
    {
        if (_merge is null || (!wait && !_merge.IsCompleted))
        {
            return;
        }

        try
        {
            var (old, merged) = _merge.GetAwaiter().GetResult();
            _runs.Insert(_runs.IndexOf(old[0]), merged);
            foreach (var run in old)
            {
                Drop(run);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // They stay as they are, and are merged when there is room, or after the next start.
        }

        _merge = null;
    }

    void Drop(KnownRun run)
    {
        _runs.Remove(run);
        run.Dispose();
        File.Delete(run.Path);
    }

    /// <summary>Opens the files that follow each other up to the newest; anything else is left over from a crash and goes.</summary>
    void OpenFiles(long head)
    {
        var found = Directory.EnumerateFiles(_folder).Select(path => (Path: path, Run: path.EndsWith(".run", StringComparison.Ordinal) ? KnownRun.Open(path) : null))
            .ToList();
        foreach (var (path, _) in found.Where(f => f.Run is null))
        {
            File.Delete(path);
        }

        if (found.Exists(f => f.Run is null && f.Path.EndsWith(".run", StringComparison.Ordinal)))
        {
            // One of them is damaged: what it knew is in the log, so all are made again.
            found.Select(f => f.Run).OfType<KnownRun>().ToList().ForEach(Drop);
            found.Clear();
        }

        // A merged file stands beside its parts when the end came between: the longer one holds.
        var chain = new List<KnownRun>();
        foreach (var run in found.Select(f => f.Run).OfType<KnownRun>().OrderBy(r => r.Stretch.After).ThenByDescending(r => r.Stretch.UpTo))
        {
            if (chain.Count == 0 || run.Stretch.After == chain[^1].Stretch.UpTo)
            {
                chain.Add(run);
            }
            else
            {
                run.Dispose();
                File.Delete(run.Path);
            }
        }

        if (chain.Count > 0 && chain[^1].Stretch.UpTo > head)
        {
            // The log is an older one than these files were made of.
            chain.ForEach(Drop);
            chain.Clear();
        }

        _runs.AddRange(chain);
        _inFiles = UpTo = chain.Count == 0 ? 0 : chain[^1].Stretch.UpTo;
        _lastDay = chain.Count == 0 ? DateOnly.MinValue : chain.Max(r => r.Stretch.LastDay);
    }
}
