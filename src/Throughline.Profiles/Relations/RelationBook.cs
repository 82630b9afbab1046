using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Facts;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Relations;

/// <summary>
/// The ties between profiles: typed, dated, stated by somebody or worked out. What somebody stated, ended or denied holds against every
/// inference of the same type between the two, for ever. Nothing that a customer said or permitted passes along a tie.
/// </summary>
public sealed class RelationBook(KeyStore keys, FactLog facts, TimeProvider time)
{
    const int Most = 200; // ties of one profile that are told

    /// <summary>The ties of a profile: those that hold before those that ended, stated before worked out, the surest first.</summary>
    /// <param name="profile">Its number.</param>
    public IReadOnlyList<RelationOfProfile> Of(int profile) => keys.Read(connection => Of(connection, profile));

    /// <inheritdoc cref="Of(int)"/>
    public static IReadOnlyList<RelationOfProfile> Of(SqliteConnection connection, int profile)
    {
        var rows = RelationTables.Of(connection, profile).Where(row => row.From != row.To).ToList();
        var said = PeoplesWord.Of(rows);
        return
        [
            .. rows.Where(row => row.Standing == RelationTables.Stated || (row.Standing == RelationTables.Inferred && !said.Covers(row.From, row.To, row.Type)))
                // After a merge two ties may say the same: the one that says most is told.
                .GroupBy(row => row.Standing == RelationTables.Inferred ? (row.Key, 0L) : (row.Key, row.Id))
                .Select(same => same.MaxBy(row => row.Probability ?? 1)!)
                .OrderBy(row => row.Until is not null).ThenBy(row => row.Standing == RelationTables.Inferred).ThenByDescending(row => row.Probability).ThenBy(row => row.Id)
                .Take(Most).Select(row => Seen(row, profile)),
        ];
    }

    /// <summary>States a tie; its number. The same tie once more changes nothing.</summary>
    /// <param name="stated">The tie, between two living profiles.</param>
    /// <param name="by">Who states it.</param>
    /// <param name="why">Why, in the person's words.</param>
    public long State(StatedRelation stated, string by, string why) => keys.Write(connection =>
    {
        if (RelationTables.Of(connection, stated.From).Find(row => row.Standing == RelationTables.Stated
            && row.Key == RelationRow.KeyOf(stated.From, stated.To, stated.Type) && row.Since == stated.Since && row.Until == stated.Until) is { } known)
        {
            return known.Id;
        }

        var fact = Tell(connection, "relation_stated", stated.From, stated.To, by, why,
            new { type = stated.Type, from = stated.From, to = stated.To, since = stated.Since, until = stated.Until });
        return Add(connection, stated, RelationTables.Stated, by, fact);
    });

    /// <summary>
    /// Ends a stated tie today, or says of one that was worked out that it is none; the number of the fact. Null where there is no such
    /// tie, or it has ended before.
    /// </summary>
    /// <param name="id">Number of the tie.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="why">Why, in the person's words.</param>
    public long? End(long id, string by, string why) => keys.Write<long?>(connection =>
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (RelationTables.Find(connection, id) is not { } row || row.Standing == RelationTables.Denied || row.Until <= today)
        {
            return null;
        }

        if (row.Standing == RelationTables.Stated)
        {
            connection.Run("UPDATE profiles_relation SET until = @until WHERE id = @id", ("@until", RelationTables.Text(today)), ("@id", id));
            return Tell(connection, "relation_ended", row.From, row.To, by, why, new { relation = id, type = row.Type, from = row.FromRecord, to = row.ToRecord, until = today });
        }

        var denied = new StatedRelation(row.From, row.To, row.Type, null, null);
        var fact = Tell(connection, "relation_denied", row.From, row.To, by, why, new { relation = id, type = row.Type, from = row.From, to = row.To });
        connection.Run("DELETE FROM profiles_relation WHERE id = @id", ("@id", id));
        _ = Add(connection, denied, RelationTables.Denied, by, fact);
        return fact;
    });

    static long Add(SqliteConnection connection, StatedRelation stated, string standing, string by, long fact) => connection.One("""
        INSERT INTO profiles_relation ("from", "to", type, since, until, standing, by, fact) VALUES (@from, @to, @type, @since, @until, @standing, @by, @fact) RETURNING id
        """, r => r.GetInt64(0),
        ("@from", stated.From), ("@to", stated.To), ("@type", stated.Type), ("@since", RelationTables.Text(stated.Since)), ("@until", RelationTables.Text(stated.Until)),
        ("@standing", standing), ("@by", by), ("@fact", fact));

    /// <summary>A fact of the tie. The person's words stand apart from it, since they may name somebody.</summary>
    long Tell(SqliteConnection connection, string kind, int from, int to, string by, string why, object body)
    {
        using var writer = facts.Write(connection);
        var fact = writer.Add(kind, by, JsonSerializer.Serialize(body), new ProfileId(from).ToString(), new ProfileId(to).ToString());
        connection.Run("INSERT INTO profiles_word (fact, why) VALUES (@fact, @why)", ("@fact", fact), ("@why", why));
        return fact;
    }

    static RelationOfProfile Seen(RelationRow row, int profile)
    {
        var isFrom = row.From == profile; // then the other end is the one it goes to
        return new RelationOfProfile(
            row.Id, row.Type, isFrom ? row.To : row.From,
            row.Role is null ? RelationType.RoleOf(row.Type, !isFrom) : isFrom ? Opposite(row.Role) : row.Role,
            row.Since, row.Until, row.Standing == RelationTables.Inferred, row.Evidence?.Split(' ') ?? [], row.Probability,
            row.Standing == RelationTables.Inferred ? null : row.By);
    }

    static string Opposite(string role) => role switch
    {
        "parent" => "child",
        "child" => "parent",
        _ => role,
    };
}

/// <summary>What people stated, ended or denied between profiles: no inference holds against it.</summary>
sealed class PeoplesWord
{
    readonly HashSet<(int, int, string)> _said = [];
    readonly HashSet<(int, int)> _strangers = [];

    public static PeoplesWord Of(IEnumerable<RelationRow> rows)
    {
        var said = new PeoplesWord();
        foreach (var row in rows.Where(row => row.Standing != RelationTables.Inferred))
        {
            said._said.Add(row.Key);
            if (row.Standing == RelationTables.Denied && row.Type == RelationType.Household)
            {
                said._strangers.Add((Math.Min(row.From, row.To), Math.Max(row.From, row.To)));
            }
        }

        return said;
    }

    /// <summary>True when an inferred tie may not be told. Who does not live with somebody is not proposed as the guardian either.</summary>
    public bool Covers(int from, int to, string type) =>
        _said.Contains(RelationRow.KeyOf(from, to, type)) || _strangers.Contains((Math.Min(from, to), Math.Max(from, to)));
}
