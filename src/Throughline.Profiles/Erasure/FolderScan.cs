using System.Text;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Erasure;

/// <summary>
/// Looks through the raw bytes of every file of the data folder for the person's identifiers as UTF-8: in use or free, table or left-over.
/// What a file holds compressed it cannot see; of that, what is in use is read through the database, and what is free was overwritten.
/// </summary>
static class FolderScan
{
    /// <summary>Shorter values stand in any file by chance.</summary>
    const int Shortest = 8;

    const int Chunk = 4 << 20;

    /// <summary>What to look for.</summary>
    public static IReadOnlyList<byte[]> Needles(ErasedPerson person) =>
    [
        .. person.Identifiers.Select(one => one[(one.IndexOf(':', StringComparison.Ordinal) + 1)..]).Where(value => value.Length >= Shortest)
            .SelectMany(value => new[] { value, value.ToLowerInvariant() }).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>How often one of them stands in each file, without files that hold none; the file's path is relative to the folder.</summary>
    public static IReadOnlyList<(string File, long Count)> Count(DataFolder folder, IReadOnlyList<byte[]> needles)
    {
        var found = new List<(string, long)>();
        if (needles.Count == 0)
        {
            return found;
        }

        foreach (var path in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            try
            {
                if (CountIn(path, needles) is > 0 and var count)
                {
                    found.Add((Path.GetRelativePath(folder.Path, path), count));
                }
            }
            catch (FileNotFoundException)
            {
                // A file of the spool that the log has taken in meanwhile.
            }
        }

        return found;
    }

    static long CountIn(string path, IReadOnlyList<byte[]> needles)
    {
        var overlap = needles.Max(needle => needle.Length) - 1;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var buffer = new byte[Chunk + overlap];
        var (kept, count) = (0, 0L);
        while (file.Read(buffer, kept, Chunk) is > 0 and var read)
        {
            var bytes = buffer.AsSpan(0, kept + read);
            foreach (var needle in needles)
            {
                // What ends in the part that was kept was counted with the chunk before.
                var from = Math.Max(0, kept - needle.Length + 1);
                for (var at = bytes[from..].IndexOf(needle); at >= 0; at = bytes[from..].IndexOf(needle))
                {
                    count++;
                    from += at + needle.Length;
                }
            }

            kept = Math.Min(overlap, bytes.Length);
            bytes[^kept..].CopyTo(buffer);
        }

        return count;
    }
}
