using Microsoft.Data.Sqlite;
using Throughline.Platform.Facts;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>Puts the profiles together from facts alone: every record starts as its own profile, and each fact moves what it says.</summary>
static class FactReplay
{
    public static void Run(SqliteConnection connection)
    {
        connection.Run("UPDATE profiles_record SET profile = id; DELETE FROM profiles_redirect");
        using var writing = new ProfileMoves(connection);
        for (var after = 0L; ;)
        {
            var moves = FactLog.OfKinds(connection, IdentityFacts.Moves, after, 10_000);
            if (moves.Count == 0)
            {
                break;
            }

            foreach (var fact in moves)
            {
                Move(writing, fact);
            }

            after = moves[^1].Seq;
        }

        DropDead(connection);
    }

    /// <summary>Numbers of profiles of which no record is left lead nowhere.</summary>
    public static void DropDead(SqliteConnection connection) => connection.Run("""
        DELETE FROM profiles_redirect WHERE NOT EXISTS (SELECT 1 FROM profiles_record WHERE profiles_record.profile = profiles_redirect."into")
        """);

    static void Move(ProfileMoves writing, Fact fact)
    {
        switch (fact.Kind)
        {
            case IdentityFacts.Merged:
                var merged = IdentityFacts.Read<MergedBody>(fact.Body);
                writing.Join(merged.Into, new ProfilePart(merged.From, merged.Records));
                break;
            case IdentityFacts.Split:
                writing.Leave(IdentityFacts.Read<SplitBody>(fact.Body).Parts);
                break;
            default:
                writing.Leave(IdentityFacts.Read<UnmergedBody>(fact.Body).Parts);
                break;
        }
    }
}
