using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Throughline.Platform.Log.Spooling;

/// <summary>
/// Where events wait, durably and in order, between their answer and the log: files to whose end records are written and flushed. A
/// position counts all bytes ever spooled; a file is named by the position of its first byte. What was moved into the log is released,
/// and files that are released whole go.
/// </summary>
/// <remarks>One thread appends and one reads. What a record is, <see cref="SpoolRecord"/> knows.</remarks>
sealed class Spool : IDisposable
{
    const string Extension = ".spool";
    readonly string _folder;
    readonly long _fileBytes;
    readonly Lock _gate = new();
    readonly Lock _appending = new();
    readonly List<long> _starts = []; // of the files, ascending
    SafeFileHandle? _tail;
    SafeFileHandle? _read;
    long _readStart = -1;
    long _end;
    long _released;

    Spool(string folder, long fileBytes) => (_folder, _fileBytes) = (Directory.CreateDirectory(folder).FullName, fileBytes);

    /// <summary>Behind the last byte that is on disk.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>Bytes that wait.</summary>
    public long Waiting => End - Volatile.Read(ref _released);

    /// <summary>
    /// Opens the folder. Of the last file only whole records count: what lies behind them was never acknowledged, and is cut off. A
    /// damaged file before it keeps its name with <c>.damaged</c> behind, for people to look at.
    /// </summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="released">Up to where the log has taken them in.</param>
    /// <param name="fileBytes">Length at which a new file begins.</param>
    public static Spool Open(string folder, long released, long fileBytes = 16 << 20)
    {
        var spool = new Spool(folder, fileBytes) { _released = released, _end = released };
        var starts = Directory.EnumerateFiles(spool._folder, "*" + Extension)
            .Select(path => long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)).Order().ToList();
        for (var i = 0; i < starts.Count; i++)
        {
            var isLast = i == starts.Count - 1;
            var path = spool.PathOf(starts[i]);
            var whole = SpoolRecord.EndOfWhole(path, starts[i]);
            if (starts[i] + new FileInfo(path).Length <= released || (isLast && whole <= released))
            {
                File.Delete(path);
                continue;
            }

            if (!isLast && whole < starts[i + 1])
            {
                KeepDamaged(path);
            }

            using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
            {
                RandomAccess.SetLength(file, whole - starts[i]);
            }

            spool._starts.Add(starts[i]);
            spool._end = whole;
        }

        return spool;
    }

    /// <summary>Writes parts one behind the other at the end, and flushes them to disk. All of it is there when this returns, or nothing.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        lock (_appending)
        {
            Write(parts);
        }
    }

    void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var length = parts.Sum(part => (long)part.Length);
        var tail = Tail();
        var start = _starts[^1];
        try
        {
            RandomAccess.Write(tail, parts, _end - start);
            RandomAccess.FlushToDisk(tail);
        }
        catch
        {
            // After a flush that failed nobody knows what is on disk: the next group begins a file of its own.
            CutOff(tail, _end - start);
            throw;
        }

        Volatile.Write(ref _end, _end + length);
    }

    /// <summary>Reads from a position on; bytes read, no more than lie in one file. 0 when nothing waits there.</summary>
    public int Read(long from, Span<byte> into)
    {
        long start, until;
        lock (_gate)
        {
            var next = _starts.FindIndex(s => s > from);
            var index = next < 0 ? _starts.Count - 1 : next - 1;
            if (index < 0 || from >= End)
            {
                return 0;
            }

            (start, until) = (_starts[index], next < 0 ? End : _starts[next]);
        }

        if (_readStart != start)
        {
            _read?.Dispose();
            _read = File.OpenHandle(PathOf(start), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _readStart = start;
        }

        return RandomAccess.Read(_read!, into[..(int)Math.Min(into.Length, until - from)], from - start);
    }

    /// <summary>
    /// The end of the file that holds a position at which no record stands. Where bytes stand there all the same, the file is damaged:
    /// a copy stays with <c>.damaged</c> behind its name, for people to look at.
    /// </summary>
    public long PassOver(long position)
    {
        lock (_gate)
        {
            var next = _starts.FindIndex(s => s > position);
            var index = next < 0 ? _starts.Count - 1 : next - 1;
            if (index >= 0 && PathOf(_starts[index]) is var path && new FileInfo(path).Length > position - _starts[index])
            {
                KeepDamaged(path);
            }

            return next < 0 ? End : _starts[next];
        }
    }

    static void KeepDamaged(string path) => File.Copy(path, path + ".damaged", overwrite: true);

    /// <summary>Says that everything before a position is in the log.</summary>
    public void Release(long upTo)
    {
        Volatile.Write(ref _released, upTo);
        lock (_gate)
        {
            while (_starts.Count > 1 && _starts[1] <= upTo)
            {
                File.Delete(PathOf(_starts[0]));
                _starts.RemoveAt(0);
            }
        }
    }

    /// <summary>Leaves no file behind when nothing waits: what customers did is in the log alone then. For the thread that reads.</summary>
    public void Tidy()
    {
        lock (_appending)
        {
            if (Waiting > 0 || _starts.Count == 0)
            {
                return;
            }

            Close();
            lock (_gate)
            {
                _starts.ForEach(start => File.Delete(PathOf(start)));
                _starts.Clear();
            }
        }
    }

    /// <summary>Writes no more to the last file, so that it goes as soon as the log has what is in it.</summary>
    public void EndFile()
    {
        lock (_appending)
        {
            _tail?.Dispose();
            _tail = null;
        }
    }

    /// <summary>Closes the files; when nothing waits none is left.</summary>
    public void Dispose()
    {
        Tidy();
        Close();
    }

    void Close()
    {
        _tail?.Dispose();
        _read?.Dispose();
        (_tail, _read, _readStart) = (null, null, -1);
    }

    SafeFileHandle Tail()
    {
        if (_tail is not null && _end - _starts[^1] < _fileBytes)
        {
            return _tail;
        }

        _tail?.Dispose();
        _tail = null;
        var file = File.OpenHandle(PathOf(_end), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        FolderSync.Flush(_folder);
        lock (_gate)
        {
            if (_starts.Count == 0 || _starts[^1] != _end)
            {
                _starts.Add(_end);
            }
        }

        return _tail = file;
    }

    void CutOff(SafeFileHandle tail, long length)
    {
        try
        {
            RandomAccess.SetLength(tail, length);
        }
        catch (IOException)
        {
            // What lies behind is no whole record, or its checksum is of another place; readers stop at the next file's start.
        }

        tail.Dispose();
        _tail = null;
    }

    string PathOf(long start) => Path.Combine(_folder, start.ToString("D19", CultureInfo.InvariantCulture) + Extension);
}
