using Throughline.Matching.Live;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>Forgets records with all that the tables hold of them. Facts stay, since they hold nothing personal; the reasons that people wrote go.</summary>
sealed class RecordErasing(KeyStore keys, Residents residents)
{
    public IReadOnlyList<int> Erase(IReadOnlyList<(int SourceId, string Customer)> records, string who)
    {
        var numbers = keys.Read(connection =>
        {
            using var find = new SqliteStatement(connection, "SELECT id, profile FROM profiles_record WHERE source_id = @source AND customer = @customer", "@source", "@customer");
            return records.Select(one => find.One(r => (Number: r.GetInt32(0), Profile: r.GetInt32(1)), one.SourceId, one.Customer)).Where(one => one.Number > 0).Distinct().ToList();
        });
        if (numbers.Count == 0)
        {
            return [];
        }

        return residents.Alone(live =>
        {
            var changed = numbers.Where(one => live.Has(one.Number)).Select(one => live.Remove(one.Number)).ToList();
            residents.Apply(live, changed, null, (connection, facts) =>
            {
                foreach (var (number, profile) in numbers)
                {
                    connection.Run($"""
                        DELETE FROM profiles_word WHERE fact IN (SELECT seq FROM platform_fact_about WHERE subject IN (@subject, @own));
                        INSERT OR IGNORE INTO profiles_waiting (record, profile) SELECT r.id, r.profile FROM profiles_record gone
                            JOIN profiles_identifier i ON i.identifier = {IdentityTables.IdentifierOf("gone")} JOIN profiles_record r ON r.id = i.record
                            WHERE gone.id = @number AND r.id <> gone.id AND {IdentityTables.IdentifierOf("r")} = i.identifier;
                        DELETE FROM profiles_identifier WHERE record = @number;
                        DELETE FROM profiles_value WHERE record = @number;
                        DELETE FROM profiles_waiting WHERE record = @number;
                        DELETE FROM profiles_record WHERE id = @number
                        """, ("@number", number), ("@subject", IdentityFacts.SubjectOf(profile)), ("@own", IdentityFacts.SubjectOf(number)));
                }

                facts.Add("record_erased", who, IdentityFacts.Write(new ErasedBody([.. numbers.Select(one => one.Number)])),
                    [.. numbers.Select(one => IdentityFacts.SubjectOf(one.Profile)).Distinct()]);
                FactReplay.DropDead(connection);
            });
            return (IReadOnlyList<int>)[.. numbers.Select(one => one.Number)];
        });
    }

    /// <param name="Records">The records that were forgotten.</param>
    sealed record ErasedBody(IReadOnlyList<int> Records);
}
