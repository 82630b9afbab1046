using Microsoft.Data.Sqlite;
using Throughline.Matching.Households;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Relations;

/// <summary>Ties that were worked out from households: of living together, and, of a minor, of who may be the guardian.</summary>
static class InferredRelations
{
    const int AtOnce = 5_000; // changes in one transaction, so that others may write between
    const double LeastRole = 0.5;
    const double Moved = 0.02; // a probability that changes by less stays as it was told

    /// <summary>What was worked out.</summary>
    /// <param name="found">Households of persons.</param>
    /// <param name="profiles">Number of the profile of each person.</param>
    /// <param name="isMinor">True for a person who is not of age.</param>
    public static List<InferredRelation> Of(HouseholdResolution found, IReadOnlyList<int> profiles, Func<int, bool> isMinor)
    {
        var inferred = new List<InferredRelation>(found.Ties.Count);
        foreach (var tie in found.Ties.Where(tie => tie.Role != HouseholdRole.PossiblySame && tie.Probability >= 0.5))
        {
            var (from, to) = (profiles[tie.Left], profiles[tie.Right]);
            var role = tie.RoleProbability >= LeastRole ? tie.Role : null;
            inferred.Add(new InferredRelation(from, to, RelationType.Household, Code(role), tie.Probability, tie.Evidence));
            var (elder, younger) = role switch
            {
                HouseholdRole.Parent => (tie.Left, tie.Right),
                HouseholdRole.Child => (tie.Right, tie.Left),
                _ => (-1, -1),
            };
            if (elder >= 0 && isMinor(younger) && !isMinor(elder))
            {
                inferred.Add(new InferredRelation(
                    profiles[elder], profiles[younger], RelationType.Guardian, null, tie.Probability * tie.RoleProbability!.Value,
                    [.. tie.Evidence, RelationEvidence.GenerationApart, RelationEvidence.Minor]));
            }
        }

        return inferred;
    }

    /// <summary>Brings the table to what was worked out. A tie that stays keeps its number; what people said stands against it.</summary>
    /// <returns>Ties added, changed and taken away.</returns>
    public static (int Added, int Changed, int Gone) Write(KeyStore keys, IReadOnlyList<InferredRelation> inferred, CancellationToken cancellation)
    {
        var (standing, said, gone) = keys.Read(Standing);
        var (added, changed) = (new List<InferredRelation>(), new List<(long Id, InferredRelation Tie)>());
        foreach (var tie in inferred.Where(tie => tie.From != tie.To && !said.Covers(tie.From, tie.To, tie.Type)))
        {
            if (!standing.Remove(RelationRow.KeyOf(tie.From, tie.To, tie.Type), out var row))
            {
                added.Add(tie);
            }
            else if (tie.Differs(row))
            {
                changed.Add((row.Id, tie));
            }
        }

        gone.AddRange(standing.Values.Select(row => row.Id));
        InParts(keys, gone, (connection, id) => connection.Run("DELETE FROM profiles_relation WHERE id = @id AND standing = 'inferred'", ("@id", id)), cancellation);
        InParts(keys, changed, (connection, one) => connection.Run("""
            UPDATE profiles_relation SET "from" = @from, "to" = @to, role = @role, probability = @probability, evidence = @evidence
            WHERE id = @id AND standing = 'inferred'
            """, [("@id", one.Id), .. one.Tie.Parameters()]), cancellation);
        InParts(keys, added, (connection, tie) => connection.Run("""
            INSERT INTO profiles_relation ("from", "to", type, role, standing, probability, evidence) VALUES (@from, @to, @type, @role, 'inferred', @probability, @evidence)
            """, [("@type", tie.Type), .. tie.Parameters()]), cancellation);
        return (added.Count, changed.Count, gone.Count);
    }

    static string? Code(HouseholdRole? role) => role switch
    {
        HouseholdRole.Partner => "partner",
        HouseholdRole.Parent => "parent",
        HouseholdRole.Child => "child",
        HouseholdRole.Sibling => "sibling",
        _ => null,
    };

    /// <summary>The inferred ties by what they say, what people said, and inferred ties that say nothing any more.</summary>
    static (Dictionary<(int, int, string), RelationRow> Standing, PeoplesWord Said, List<long> Gone) Standing(SqliteConnection connection)
    {
        var rows = connection.All($"SELECT {RelationTables.Columns} FROM profiles_relation r ORDER BY r.id", RelationTables.Read).OfType<RelationRow>().ToList();
        var standing = new Dictionary<(int, int, string), RelationRow>();
        HashSet<long> gone = [.. connection.All("""
            SELECT r.id FROM profiles_relation r WHERE r.standing = 'inferred'
            AND (r."from" NOT IN (SELECT id FROM profiles_record) OR r."to" NOT IN (SELECT id FROM profiles_record))
            """, r => r.GetInt64(0))];
        foreach (var row in rows.Where(row => row.Standing == RelationTables.Inferred && !gone.Contains(row.Id)))
        {
            if (row.From == row.To || !standing.TryAdd(row.Key, row))
            {
                gone.Add(row.Id);
            }
        }

        return (standing, PeoplesWord.Of(rows), [.. gone]);
    }

    static void InParts<T>(KeyStore keys, IEnumerable<T> all, Action<SqliteConnection, T> write, CancellationToken cancellation)
    {
        foreach (var part in all.Chunk(AtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            keys.Write(connection =>
            {
                foreach (var one in part)
                {
                    write(connection, one);
                }
            });
        }
    }

    /// <summary>A tie that was worked out, between profiles.</summary>
    public sealed record InferredRelation(int From, int To, string Type, string? Role, double Probability, IReadOnlyList<string> Evidence)
    {
        public bool Differs(RelationRow row) => Math.Abs(Probability - (row.Probability ?? 0)) >= Moved
            || row.Evidence != string.Join(' ', Evidence) || (row.From == From ? row.Role != Role : row.Role != Turned);

        string? Turned => Role switch
        {
            "parent" => "child",
            "child" => "parent",
            _ => Role,
        };

        public (string Name, object? Value)[] Parameters() =>
        [
            ("@from", From), ("@to", To), ("@role", Role), ("@probability", Math.Round(Probability, 4)), ("@evidence", string.Join(' ', Evidence)),
        ];
    }
}
