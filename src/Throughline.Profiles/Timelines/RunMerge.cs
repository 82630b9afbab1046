using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Timelines;

/// <summary>How large runs are.</summary>
/// <param name="Smallest">Postings of the smallest run; fewer wait in the tail.</param>
/// <param name="Largest">Larger runs stay: merging them would take longer than looking into one place more.</param>
/// <param name="Together">Runs of a like size that are merged into one.</param>
sealed record RunSizes(int Smallest = 20_000, long Largest = 720_000, int Together = 6)
{
    /// <summary>The runs to merge now; none while there are few of any size.</summary>
    public IReadOnlyList<TimelineRun> Choose(IEnumerable<TimelineRun> runs) =>
        runs.Where(run => run.Postings < Largest).GroupBy(Size).Where(size => size.Count() >= Together).MinBy(size => size.Key)?.ToList() ?? [];

    int Size(TimelineRun run) => (int)Math.Log(Math.Max(1, run.Postings / (double)Smallest), Together);
}

/// <summary>Merges runs, a chunk of each in memory.</summary>
static class RunMerge
{
    /// <summary>Everything of some runs, without some sources, as the chunks of one.</summary>
    public static List<PostingChunk> Merge(SqliteConnection keys, IReadOnlyList<TimelineRun> runs, IReadOnlySet<int> without)
    {
        var merged = new List<PostingChunk>();
        foreach (var source in Sources(keys, runs).Where(source => !without.Contains(source)))
        {
            merged.AddRange(PostingChunk.Pack(source, Ordered([.. runs.Select(run => Stored(keys, source, run.Run))])));
        }

        return merged;
    }

    /// <summary>Postings of several sorted streams as one.</summary>
    internal static IEnumerable<Posting> Ordered(IReadOnlyList<IEnumerable<Posting>> streams)
    {
        var next = new PriorityQueue<IEnumerator<Posting>, Posting>();
        try
        {
            foreach (var stream in streams)
            {
                Offer(stream.GetEnumerator());
            }

            while (next.TryDequeue(out var stream, out var posting))
            {
                yield return posting;
                Offer(stream);
            }
        }
        finally
        {
            foreach (var (stream, _) in next.UnorderedItems)
            {
                stream.Dispose();
            }
        }

        void Offer(IEnumerator<Posting> stream)
        {
            if (stream.MoveNext())
            {
                next.Enqueue(stream, stream.Current);
            }
            else
            {
                stream.Dispose();
            }
        }
    }

    static SortedSet<int> Sources(SqliteConnection keys, IReadOnlyList<TimelineRun> runs) =>
    [
        .. runs.SelectMany(run => keys.All("SELECT DISTINCT source_id FROM profiles_timeline_chunk WHERE id BETWEEN @first AND @last AND run = @run",
            r => r.GetInt32(0), ("@first", run.FirstId), ("@last", run.LastId), ("@run", run.Run))),
    ];

    static IEnumerable<Posting> Stored(SqliteConnection keys, int source, long run)
    {
        using var command = keys.CreateCommand();
        command.CommandText = """
            SELECT first_key, body FROM profiles_timeline_chunk WHERE source_id = @source AND run = @run ORDER BY last_key, first_key, first_at, id
            """;
        command.Parameters.AddWithValue("@source", source);
        command.Parameters.AddWithValue("@run", run);
        using var reader = command.ExecuteReader();
        var chunk = new List<Posting>(PostingChunk.Most);
        while (reader.Read())
        {
            chunk.Clear();
            PostingChunk.Unpack((byte[])reader.GetValue(1), reader.GetInt64(0), null, chunk);
            foreach (var posting in chunk)
            {
                yield return posting;
            }
        }
    }
}
