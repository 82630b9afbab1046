using Microsoft.Data.Sqlite;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Erasing;

/// <summary>What people or their systems wrote into words of ours: names of files, problems of imports, patches on held events.</summary>
sealed class WrittenErasure(KeyStore keys) : PersonalStore
{
    const string Erased = "erased";

    // A patch that was erased changed something that nobody knows any more; it is not "no patch".
    static readonly (string Table, string Key, string Column, string Instead)[] _columns =
    [
        ("listening_upload", "id", "name", Erased),
        ("listening_import", "id", "file", Erased),
        ("listening_import", "id", "problem", Erased),
        ("listening_source", "source_id", "open_questions", "[]"),
        ("listening_decision", "id", "patch", "[]"),
        ("listening_alert", "id", "subject", Erased),
    ];

    /// <inheritdoc/>
    public override string Name => "words";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["keys:listening_import", "keys:listening_source", "keys:listening_decision", "keys:listening_alert"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => Task.FromResult(keys.Read(connection =>
    {
        var (searched, found) = (0L, 0L);
        foreach (var column in _columns)
        {
            var all = All(connection, column);
            searched += all.Count;
            found += all.Count(one => person.Mentions.In(one.Text, ofOwnSource: false));
        }

        return new StoreFinding(searched, found);
    }));

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        keys.Write(connection =>
        {
            foreach (var column in _columns)
            {
                foreach (var (key, _) in All(connection, column).Where(one => person.Mentions.In(one.Text, ofOwnSource: false)))
                {
                    connection.Run($"UPDATE {column.Table} SET {column.Column} = @instead WHERE {column.Key} = @key", ("@instead", column.Instead), ("@key", key));
                }
            }
        });
        return Task.CompletedTask;
    }

    static List<(object Key, string Text)> All(SqliteConnection connection, (string Table, string Key, string Column, string Instead) of) =>
        connection.All($"SELECT {of.Key}, {of.Column} FROM {of.Table} WHERE {of.Column} IS NOT NULL", r => (r.GetValue(0), r.GetString(1)));
}
