using Throughline.Contracts;
using Throughline.Platform.Facts;
using Throughline.Platform.Followers;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;
using Throughline.Profiles.Relations;
using Throughline.Profiles.Reviews;

namespace Throughline.Tests.Profiles.Relations;

/// <summary>Records and profiles written straight into the tables, so that ties can be looked at by themselves.</summary>
sealed class RelationFolder : IDisposable
{
    public static readonly IReadOnlyList<AttributeName> Attributes =
    [
        new(1, "given_name", AttributeKind.Identity), new(2, "family_name", AttributeKind.Identity), new(3, "birth_date", AttributeKind.Identity),
        new(4, "street", AttributeKind.Identity), new(5, "postcode", AttributeKind.Identity), new(6, "phone", AttributeKind.Identity),
    ];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-relations-");

    public RelationFolder()
    {
        Keys = KeyStore.Open(Path.Combine(_folder.FullName, "keys.db"),
            [.. FollowerPump.Migrations, FactLog.Migration, IdentityTables.Migration, RelationTables.Migration, ReviewTables.Migration]);
        Facts = new FactLog(Keys, Time);
        Book = new RelationBook(Keys, Facts, Time);
    }

    public KeyStore Keys { get; }

    public FactLog Facts { get; }

    public RelationBook Book { get; }

    public TimeProvider Time { get; } = new StillTime(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    /// <summary>A record in a profile of its own.</summary>
    public int Record(params (int Attribute, string Value)[] values) => Keys.Write(connection =>
    {
        var id = connection.One("SELECT coalesce(max(id), 0) + 1 FROM profiles_record", r => r.GetInt32(0));
        connection.Run("""
            INSERT INTO profiles_record (id, source_id, customer, profile, first_seen, last_seen, signals, texts, answered)
            VALUES (@id, 1, 'user:' || @id, @id, '2026-01-01T00:00:00.0000000Z', '2026-01-02T00:00:00.0000000Z', 3, 1, 0)
            """, ("@id", id));
        foreach (var (attribute, value) in values)
        {
            connection.Run("INSERT INTO profiles_value VALUES (@id, @attribute, @value, '2026-01-01T00:00:00.0000000Z', '2026-01-02T00:00:00.0000000Z', 1, 1)",
                ("@id", id), ("@attribute", attribute), ("@value", value));
        }

        return id;
    });

    /// <summary>Puts a record into a profile, as a merge or its undoing does.</summary>
    public void Put(int record, int profile) =>
        Keys.Write(connection => connection.Run("UPDATE profiles_record SET profile = @profile WHERE id = @record", ("@record", record), ("@profile", profile)));

    public void Infer(params (int From, int To, string Type, double Probability)[] ties) => InferredRelations.Write(
        Keys, [.. ties.Select(tie => new InferredRelations.InferredRelation(tie.From, tie.To, tie.Type, null, tie.Probability, ["same_address"]))], CancellationToken.None);

    public string Told(int profile) => string.Join("; ", Book.Of(profile).Select(tie =>
        $"{tie.Type} {tie.Other}{(tie.Role is null ? "" : " " + tie.Role)}{(tie.Inferred ? " inferred" : "")}{(tie.Until is null ? "" : " ended")}"));

    public void Dispose()
    {
        Keys.Dispose();
        _folder.Delete(recursive: true);
    }

    sealed class StillTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
