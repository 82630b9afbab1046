using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Erasing;

/// <summary>Tables of <c>keys.db</c> whose rows are a person's by a column: its identifier, or the number of its record.</summary>
/// <param name="keys">The key store.</param>
/// <param name="name">Name of the store.</param>
/// <param name="by">What the column holds.</param>
/// <param name="columns">Tables, each with its column.</param>
public sealed class PersonalRows(KeyStore keys, string name, PersonalColumn by, params (string Table, string Column)[] columns) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => [.. columns.Select(one => "keys:" + one.Table).Distinct()];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => Task.FromResult(keys.Read(connection =>
    {
        var (searched, found) = (0L, 0L);
        if (person.Until is not null)
        {
            return new StoreFinding(0, 0); // they are there again, with what is new
        }

        foreach (var (table, column) in columns)
        {
            searched += connection.One($"SELECT count(*) FROM {table}", r => r.GetInt64(0));
            found += Of(person).Sum(value => connection.One($"SELECT count(*) FROM {table} WHERE {column} = @value", r => r.GetInt64(0), ("@value", value)));
        }

        return new StoreFinding(searched, found);
    }));

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        if (person.Until is null)
        {
            keys.Write(connection => Erase(connection, person));
        }

        return Task.CompletedTask;
    }

    void Erase(SqliteConnection connection, ErasedPerson person)
    {
        foreach (var (table, column) in columns)
        {
            foreach (var value in Of(person))
            {
                connection.Run($"DELETE FROM {table} WHERE {column} = @value", ("@value", value));
            }
        }
    }

    IEnumerable<object> Of(ErasedPerson person) => by == PersonalColumn.Identifier
        ? person.Identifiers.Cast<object>()
        : person.RecordNumbers.Cast<object>();
}

/// <summary>What tells whose a row is.</summary>
public enum PersonalColumn
{
    /// <summary>An identifier, <c>namespace:value</c>.</summary>
    Identifier,

    /// <summary>The number of a record.</summary>
    RecordNumber,
}
