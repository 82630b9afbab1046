using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Throughline.Platform.Log.Known;

/// <summary>
/// Event ids of one stretch of the log in a file, sorted, behind a filter that answers most misses with one look. The filter is mapped,
/// so the system keeps in memory what is asked for and may drop it at any time; the entries are read, a page at a time.
/// </summary>
/// <remarks>
/// Layout: a block of 64 bytes (magic, entries, filter blocks), the filter (blocks of 512 bits; Putze, Sanders, Singler 2007, "Cache-,
/// hash- and space-efficient Bloom filters"), then entries of 24 bytes. The filter only spares work: what it lets through is looked up.
/// </remarks>
sealed unsafe class KnownRun : IDisposable
{
    const ulong Magic = 0x3130_4e55_5257_4e4b; // "KNWRUN01"
    const int HeaderBytes = 64;
    const int EntryBytes = 24;
    const int KeysOfBlock = 48; // 10.7 bits a key: about one miss in a hundred passes
    const int BitsSet = 6;
    const int PageEntries = 170; // 4 KiB

    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _view;
    readonly byte* _start;
    readonly ulong* _filter;
    readonly Microsoft.Win32.SafeHandles.SafeFileHandle _handle;
    readonly ulong _blocks;

    KnownRun(string path, KnownStretch stretch)
    {
        (Path, Stretch) = (path, stretch);
        _handle = File.OpenHandle(path);
        Span<ulong> header = stackalloc ulong[HeaderBytes / 8];
        RandomAccess.Read(_handle, MemoryMarshal.AsBytes(header), 0);
        Count = (long)header[1];
        _blocks = header[2];
        _file = MemoryMappedFile.CreateFromFile(_handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, HeaderBytes + ((long)_blocks * 64), MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _filter = (ulong*)(_start + HeaderBytes);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it covers.</summary>
    public KnownStretch Stretch { get; }

    /// <summary>Entries.</summary>
    public long Count { get; }

    /// <summary>Opens a run; null when the file is no whole one.</summary>
    public static KnownRun? Open(string path)
    {
        if (KnownStretch.Parse(System.IO.Path.GetFileNameWithoutExtension(path)) is not { } stretch)
        {
            return null;
        }

        using (var file = File.OpenRead(path))
        {
            Span<byte> header = stackalloc byte[HeaderBytes];
            if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            {
                return null;
            }

            var words = MemoryMarshal.Cast<byte, ulong>(header);
            if (words[0] != Magic || file.Length != HeaderBytes + ((long)words[2] * 64) + ((long)words[1] * EntryBytes))
            {
                return null;
            }
        }

        return new KnownRun(path, stretch);
    }

    /// <summary>Writes entries that come in order of their ids; on disk under its name when this returns, or not at all.</summary>
    public static KnownRun Write(string folder, KnownStretch stretch, long most, IEnumerable<KnownEntry> entries)
    {
        var path = System.IO.Path.Combine(folder, stretch + ".run");
        var unfinished = path + ".part";
        try
        {
            WriteTo(unfinished, most, entries);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            File.Delete(unfinished); // half a file helps nobody, least of all where the disk is full
            throw;
        }

        File.Move(unfinished, path, overwrite: true);
        return Open(path) ?? throw new InvalidOperationException($"{path} could not be read back.");
    }

    static void WriteTo(string path, long most, IEnumerable<KnownEntry> entries)
    {
        var blocks = (ulong)Math.Max(1, (most + KeysOfBlock - 1) / KeysOfBlock);
        var filter = new ulong[blocks * 8];
        var count = 0L;
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            file.Position = HeaderBytes + ((long)blocks * 64);
            foreach (var entry in entries)
            {
                var (id, hash) = (entry.Id, entry.Hash);
                file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in id)));
                file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in hash)));
                Mark(filter, blocks, entry.Id);
                count++;
            }

            file.Position = 0;
            Span<ulong> header = stackalloc ulong[HeaderBytes / 8];
            (header[0], header[1], header[2]) = (Magic, (ulong)count, blocks);
            file.Write(MemoryMarshal.AsBytes(header));
            file.Write(MemoryMarshal.AsBytes(filter.AsSpan()));
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>The hash that the id has; false when the id is not here.</summary>
    public bool TryFind(UInt128 id, out ulong hash)
    {
        hash = 0;
        if (!MayHold(id))
        {
            return false;
        }

        // Ids are spread evenly: the place is guessed from the first bits, and guessed again within what is left (interpolation search;
        // Perl, Itai, Avni 1978). A page is read at each look, and nearly always the first holds the place. Halving at last, so that no run
        // of bad luck is long.
        Span<byte> page = stackalloc byte[PageEntries * EntryBytes];
        var (low, high) = (0L, Count - 1);
        var (lowest, highest) = (0UL, ulong.MaxValue);
        var wanted = (ulong)(id >> 64);
        for (var look = 0; low <= high; look++)
        {
            var at = look < 8 && highest > lowest
                ? low + (long)((UInt128)(wanted - lowest) * (ulong)(high - low) / (highest - lowest))
                : low + ((high - low) / 2);
            var from = Math.Clamp(at - (PageEntries / 2), low, Math.Max(low, high - PageEntries + 1));
            var there = Read(page, from, (int)Math.Min(PageEntries, high - from + 1));
            if (id < there[0].Id)
            {
                (high, highest) = (from - 1, (ulong)(there[0].Id >> 64));
            }
            else if (id > there[^1].Id)
            {
                (low, lowest) = (from + there.Length, (ulong)(there[^1].Id >> 64));
            }
            else
            {
                var place = there.BinarySearch(new OnDisk(id, 0));
                hash = place < 0 ? 0 : there[place].Hash;
                return place >= 0;
            }
        }

        return false;
    }

    /// <summary>The entries in order.</summary>
    public IEnumerable<KnownEntry> Entries()
    {
        var pages = new byte[64 * PageEntries * EntryBytes];
        for (var from = 0L; from < Count;)
        {
            var count = Read(pages, from, (int)Math.Min(64 * PageEntries, Count - from)).Length;
            for (var i = 0; i < count; i++)
            {
                var one = MemoryMarshal.Cast<byte, OnDisk>(pages)[i];
                yield return new KnownEntry(one.Id, one.Hash);
            }

            from += count;
        }
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        _handle.Dispose();
    }

    bool MayHold(UInt128 id)
    {
        if (Count == 0)
        {
            return false;
        }

        var block = _filter + (BlockOf(id, _blocks) * 8);
        var bits = (ulong)id;
        for (var i = 0; i < BitsSet; i++)
        {
            var bit = (bits >> (9 * i)) & 511;
            if ((block[bit >> 6] >> (int)(bit & 63) & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }

    static void Mark(ulong[] filter, ulong blocks, UInt128 id)
    {
        var block = filter.AsSpan((int)(BlockOf(id, blocks) * 8), 8);
        var bits = (ulong)id;
        for (var i = 0; i < BitsSet; i++)
        {
            var bit = (bits >> (9 * i)) & 511;
            block[(int)(bit >> 6)] |= 1UL << (int)(bit & 63);
        }
    }

    static ulong BlockOf(UInt128 id, ulong blocks) => Math.BigMul((ulong)(id >> 64) * 0x9E3779B97F4A7C15UL, blocks, out _);

    ReadOnlySpan<OnDisk> Read(Span<byte> into, long from, int count)
    {
        var bytes = into[..(count * EntryBytes)];
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(_handle, bytes[done..], HeaderBytes + ((long)_blocks * 64) + (from * EntryBytes) + done);
            done += read > 0 ? read : throw new IOException($"{Path} is shorter than it was.");
        }

        return MemoryMarshal.Cast<byte, OnDisk>(bytes);
    }

    /// <summary>An entry as it lies in the file.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 8)]
    readonly struct OnDisk(UInt128 id, ulong hash) : IComparable<OnDisk>
    {
        readonly ulong _low = (ulong)id;
        readonly ulong _high = (ulong)(id >> 64);

        public UInt128 Id => new(_high, _low);

        public ulong Hash { get; } = hash;

        public int CompareTo(OnDisk other) => Id.CompareTo(other.Id);
    }
}

/// <summary>The part of the log that a run covers.</summary>
/// <param name="After">Number before its first signal.</param>
/// <param name="UpTo">Number of its last.</param>
/// <param name="LastDay">Day of receipt of its last signal: the run goes when that day is long past.</param>
readonly record struct KnownStretch(long After, long UpTo, DateOnly LastDay)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{After:D16}-{UpTo:D16}-{LastDay:yyyyMMdd}");

    public static KnownStretch? Parse(string name)
    {
        var parts = name.Split('-');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var upTo)
            && DateOnly.TryParseExact(parts[2], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && upTo > after
                ? new KnownStretch(after, upTo, day)
                : null;
    }
}
