using Microsoft.Data.Sqlite;

namespace Throughline.Platform.Storage;

/// <summary>One statement that runs many times on one connection and is parsed once. Its parameters are given in the order of their names.</summary>
public sealed class SqliteStatement : IDisposable
{
    readonly SqliteCommand _command;

    /// <summary>Parses it.</summary>
    /// <param name="connection">Where it runs.</param>
    /// <param name="sql">A literal; values travel as parameters.</param>
    /// <param name="parameters">Names of the parameters, each with its @.</param>
    public SqliteStatement(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a literal; values travel as parameters
        _command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            _command.Parameters.AddWithValue(name, DBNull.Value);
        }
    }

    /// <summary>Runs it; rows changed.</summary>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The first row, or the default when there is none.</summary>
    public T? One<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = _command.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>All rows.</summary>
    public List<T> All<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = _command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Lets it go.</summary>
    public void Dispose() => _command.Dispose();

    void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
