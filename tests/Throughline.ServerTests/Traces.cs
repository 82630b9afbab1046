using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.ServerTests;

/// <summary>Where words stand in a data folder: in rows of both databases, read through them, and in the raw bytes of all files.</summary>
sealed class Traces(string folder, SignalLog log, KeyStore keys)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>All tables and views, as <c>log:table</c>, <c>understanding:table</c> and <c>keys:table</c>.</summary>
    public IEnumerable<string> Tables() =>
    [
        .. OfLog("SELECT database_name || ':' || table_name FROM duckdb_tables() WHERE NOT temporary UNION SELECT database_name || ':' || view_name FROM duckdb_views() WHERE NOT internal"),
        .. OfKeys().Select(table => $"keys:{table}"),
    ];

    /// <summary>Columns of the log and tables of the keys that hold one of the words in any case.</summary>
    public List<string> InRows(string[] words)
    {
        var wanted = string.Join("|", words.Select(word => Regex.Escape(word.ToLowerInvariant())));
        List<string> found =
        [
            .. OfLog("SELECT database_name || '.' || table_name || '.' || column_name FROM duckdb_columns() WHERE NOT internal AND table_name <> 'balance' AND data_type IN ('VARCHAR', 'BLOB')")
                .Where(column => log.ReadAsync(connection => connection.Scalar<long>(
                    $"SELECT count(*) FROM {column[..column.LastIndexOf('.')]} WHERE regexp_matches(lower({column[(column.LastIndexOf('.') + 1)..]}::VARCHAR), $wanted)", ("wanted", wanted)), Stop).GetAwaiter().GetResult() > 0),
        ];
        found.AddRange(OfKeys().Where(table => keys.Read(connection => connection.All($"SELECT * FROM {table}", Texts))
            .Exists(text => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))));
        return found;
    }

    /// <summary>Files in whose raw bytes one of the words stands in any case.</summary>
    public List<string> InBytes(string[] words) => InBytes(folder, words);

    /// <summary>The same, of a folder that nobody has open.</summary>
    public static List<string> InBytes(string folder, string[] words) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
            .Where(path =>
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var bytes = new byte[file.Length];
                file.ReadExactly(bytes);
                var text = Encoding.Latin1.GetString(bytes);
                return words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
            }),
    ];

    List<string> OfKeys() => keys.Read(connection => connection.All("SELECT name FROM sqlite_master WHERE type = 'table'", r => r.GetString(0)));

    List<string> OfLog(string question) => log.ReadAsync(connection =>
    {
        var names = new List<string>();
        using var reader = connection.Query(question);
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }, Stop).GetAwaiter().GetResult();

    static string Texts(SqliteDataReader row) => string.Join('\n', Enumerable.Range(0, row.FieldCount)
        .Select(column => row.GetValue(column) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : row.GetValue(column).ToString()));
}
