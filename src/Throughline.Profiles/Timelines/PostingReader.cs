using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Throughline.Profiles.Timelines;

/// <summary>Where postings of a record may stand.</summary>
/// <param name="Id">The chunk.</param>
/// <param name="Record">The record.</param>
/// <param name="Key">Its key.</param>
/// <param name="FirstKey">Smallest key of the chunk.</param>
/// <param name="FirstAt">Earliest time of anything in the chunk.</param>
/// <param name="LastAt">Latest time of anything in the chunk.</param>
readonly record struct PostingPlace(long Id, TimelineRecord Record, long Key, long FirstKey, long FirstAt, long LastAt);

/// <summary>Looks records up in the index; its statements are made once and asked often.</summary>
sealed class PostingReader : IDisposable
{
    readonly SqliteCommand _tail;
    readonly SqliteCommand _places;
    readonly SqliteCommand _body;
    readonly List<TimelineRun> _runs;
    readonly List<Posting> _found = [];

    public PostingReader(SqliteConnection keys)
    {
        _runs = TimelineTables.Runs(keys);
        _tail = keys.CreateCommand();
        _tail.CommandText = "SELECT at, seq, form FROM profiles_timeline_tail WHERE source_id = @source AND key = @key";
        Declare(_tail, "@source", "@key");
        _places = keys.CreateCommand();
        _places.CommandText = """
            SELECT id, first_key, first_at, last_at FROM profiles_timeline_chunk
            WHERE source_id = @source AND run = @run AND last_key >= @key ORDER BY last_key, first_key, first_at
            """;
        Declare(_places, "@source", "@run", "@key");
        _body = keys.CreateCommand();
        _body.CommandText = "SELECT body FROM profiles_timeline_chunk WHERE id = @id";
        Declare(_body, "@id");
    }

    /// <summary>What came last; valid until the next reading.</summary>
    public ReadOnlySpan<Posting> Tail(TimelineRecord record)
    {
        _found.Clear();
        var key = CustomerKey.Of(record.SourceId, record.Customer);
        _tail.Parameters[0].Value = record.SourceId;
        _tail.Parameters[1].Value = key;
        using var reader = _tail.ExecuteReader();
        while (reader.Read())
        {
            _found.Add(new Posting(key, reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2)));
        }

        return CollectionsMarshal.AsSpan(_found);
    }

    /// <summary>The chunks whose range of keys holds the record.</summary>
    public List<PostingPlace> Places(TimelineRecord record)
    {
        var key = CustomerKey.Of(record.SourceId, record.Customer);
        var places = new List<PostingPlace>();
        foreach (var run in _runs)
        {
            _places.Parameters[0].Value = record.SourceId;
            _places.Parameters[1].Value = run.Run;
            _places.Parameters[2].Value = key;
            using var reader = _places.ExecuteReader();
            while (reader.Read() && reader.GetInt64(1) is var first && first <= key)
            {
                places.Add(new PostingPlace(reader.GetInt64(0), record, key, first, reader.GetInt64(2), reader.GetInt64(3)));
            }
        }

        return places;
    }

    /// <summary>The record's postings of a chunk; valid until the next reading.</summary>
    public ReadOnlySpan<Posting> Read(PostingPlace place)
    {
        _found.Clear();
        _body.Parameters[0].Value = place.Id;
        using (var reader = _body.ExecuteReader())
        {
            if (reader.Read())
            {
                PostingChunk.Unpack((byte[])reader.GetValue(0), place.FirstKey, place.Key, _found);
            }
        }

        return CollectionsMarshal.AsSpan(_found);
    }

    public void Dispose()
    {
        _tail.Dispose();
        _places.Dispose();
        _body.Dispose();
    }

    static void Declare(SqliteCommand command, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter(name, null));
        }
    }
}
