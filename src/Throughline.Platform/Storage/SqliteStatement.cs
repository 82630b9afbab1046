using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Throughline.Platform.Storage;

/// <summary>
/// One statement that runs many times on one connection and is parsed once. Its parameters are given in the order of their names. It talks to
/// SQLite itself: a command of the ADO.NET library takes several times as long as a short statement does.
/// </summary>
public sealed class SqliteStatement : IDisposable
{
    readonly sqlite3 _file;
    readonly sqlite3_stmt _statement;
    readonly int[] _places;

    /// <summary>Parses it.</summary>
    /// <param name="connection">Where it runs.</param>
    /// <param name="sql">One statement, a literal; values travel as parameters.</param>
    /// <param name="parameters">Names of the parameters, each with its @.</param>
    /// <exception cref="SqliteException">It cannot be understood.</exception>
    public SqliteStatement(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        _file = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_file, sql, out _statement), _file);
        _places = new int[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            _places[i] = raw.sqlite3_bind_parameter_index(_statement, parameters[i]);
            if (_places[i] == 0)
            {
                throw new ArgumentException($"The statement has no {parameters[i]}.", nameof(parameters));
            }
        }
    }

    /// <summary>Runs it; rows changed.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public int Run(params ReadOnlySpan<SqliteCell> values)
    {
        Bind(values);
        try
        {
            while (Step())
            {
                // rows that nobody asked for
            }

            return raw.sqlite3_changes(_file);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Runs an INSERT of one row; the row's number. RETURNING would build a table for it each time.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public long Add(params ReadOnlySpan<SqliteCell> values)
    {
        Run(values);
        return raw.sqlite3_last_insert_rowid(_file);
    }

    /// <summary>The first row, or the default when there is none.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public T? One<T>(Func<SqliteRow, T> read, params ReadOnlySpan<SqliteCell> values)
    {
        Bind(values);
        try
        {
            return Step() ? read(new SqliteRow(_statement)) : default;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>All rows.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public List<T> All<T>(Func<SqliteRow, T> read, params ReadOnlySpan<SqliteCell> values)
    {
        var rows = new List<T>();
        Each(row => rows.Add(read(row)), values);
        return rows;
    }

    /// <summary>Shows every row to <paramref name="see"/>, which must not run this statement.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public void Each(Action<SqliteRow> see, params ReadOnlySpan<SqliteCell> values)
    {
        Bind(values);
        try
        {
            while (Step())
            {
                see(new SqliteRow(_statement));
            }
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Lets it go.</summary>
    public void Dispose() => _statement.Dispose();

    bool Step()
    {
        var rc = raw.sqlite3_step(_statement);
        if (rc is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(rc, _file);
        }

        return rc == raw.SQLITE_ROW;
    }

    void Bind(ReadOnlySpan<SqliteCell> values)
    {
        if (values.Length != _places.Length)
        {
            throw new ArgumentException($"The statement wants {_places.Length} values, not {values.Length}.", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            var rc = values[i].Bind(_statement, _places[i]);
            if (rc != raw.SQLITE_OK)
            {
                SqliteException.ThrowExceptionForRC(rc, _file);
            }
        }
    }
}
