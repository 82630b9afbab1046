using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Erasing;
using Throughline.Platform.Followers;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Erasure;

/// <summary>
/// Watches the log for the erased: a file imported again, a replayed event or a backup brings signals from before an erasure back. What a
/// person does after it is theirs to have kept, like anybody's.
/// </summary>
sealed class ErasureFollower(ErasureBook book, ErasureMark mark) : Follower
{
    /// <summary>Name of the watermark.</summary>
    public const string Followed = "erasures";

    /// <inheritdoc/>
    public override string Name => Followed;

    /// <inheritdoc/>
    public override object Read(DuckConnection log, LogStretch stretch)
    {
        var returned = new List<(RecordName Record, int Erasure)>();
        var marks = book.Marks();
        if (marks.Count == 0)
        {
            return returned;
        }

        using var reader = log.Query($"""
            SELECT source_id, customer, min(occurred_at) FROM signal
            WHERE seq > $after AND seq <= $upto AND customer IS NOT NULL AND kind <> {(int)SignalKind.Employee} GROUP BY source_id, customer
            """, ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            var customer = reader.GetString(1);
            var erased = Erased(customer) ?? (NamedCustomer.IsMarked(customer) ? Erased(NamedCustomer.IdentifierOf(customer)) : null);
            if (erased is { } known && reader.GetDateTime(2) <= known.AskedAt)
            {
                returned.Add((new RecordName(reader.GetInt32(0), customer), known.Erasure));
            }
        }

        return returned;

        (int Erasure, DateTime AskedAt)? Erased(string name) => marks.TryGetValue(Convert.ToHexStringLower(mark.Of(name)), out var erasure) ? erasure : null;
    }

    /// <inheritdoc/>
    public override void Write(SqliteConnection keys, object read)
    {
        foreach (var (record, erasure) in (List<(RecordName Record, int Erasure)>)read)
        {
            ErasureBook.Return(keys, record, erasure);
        }
    }

    /// <inheritdoc/>
    public override void Clear(SqliteConnection keys) => keys.Run("DELETE FROM profiles_erasure_return");
}
