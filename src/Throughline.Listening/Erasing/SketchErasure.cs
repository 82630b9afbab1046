using System.Text;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Erasing;

/// <summary>
/// Sketches of fields. Those of fields that the register calls personal hold no values; where another holds the person's address or number all
/// the same, the sketch of that batch goes.
/// </summary>
sealed class SketchErasure(KeyStore keys) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "field_profiles";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["keys:listening_quality_field"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => Task.FromResult(keys.Read(connection =>
    {
        var (searched, theirs) = Theirs(connection, person);
        return new StoreFinding(searched, theirs.Count);
    }));

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        keys.Write(connection => Theirs(connection, person).Found.ForEach(one => connection.Run("""
            DELETE FROM listening_quality_field WHERE source_id = @source AND import_id = @import AND day = @day AND use = @use AND name = @name
            """, ("@source", one.Source), ("@import", one.Import), ("@day", one.Day), ("@use", one.Use), ("@name", one.Name))));
        return Task.CompletedTask;
    }

    static (long Searched, List<Sketched> Found) Theirs(SqliteConnection connection, ErasedPerson person)
    {
        var all = connection.All("SELECT source_id, import_id, day, use, name, sketch FROM listening_quality_field", r => (
            new Sketched(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetString(3), r.GetString(4)),
            IsTheirs: person.Mentions.In(Encoding.UTF8.GetString(r.GetFieldValue<byte[]>(5)), ofOwnSource: false)));
        return (all.Count, [.. all.Where(one => one.IsTheirs).Select(one => one.Item1)]);
    }

    sealed record Sketched(int Source, int Import, int Day, string Use, string Name);
}
