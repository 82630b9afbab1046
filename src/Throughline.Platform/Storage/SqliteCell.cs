using System.Text;
using SQLitePCL;

namespace Throughline.Platform.Storage;

/// <summary>One value on its way into a <see cref="SqliteStatement"/>: NULL, a whole number, a number, a text or bytes. Made of them without being asked.</summary>
public readonly struct SqliteCell
{
    const int OnStack = 512; // bytes

    readonly object? _text; // a text or bytes
    readonly long _whole;
    readonly double _number;
    readonly Kind _kind;

    SqliteCell(Kind kind, object? text = null, long whole = 0, double number = 0) => (_kind, _text, _whole, _number) = (kind, text, whole, number);

    enum Kind : byte
    {
        Null,
        Whole,
        Number,
        Text,
        Bytes,
    }

    /// <summary>NULL where it is null.</summary>
    public static implicit operator SqliteCell(string? text) => text is null ? default : new(Kind.Text, text);

    /// <summary>NULL where it is null.</summary>
    public static implicit operator SqliteCell(byte[]? bytes) => bytes is null ? default : new(Kind.Bytes, bytes);

    /// <summary>A whole number.</summary>
    public static implicit operator SqliteCell(int number) => new(Kind.Whole, whole: number);

    /// <summary>A whole number.</summary>
    public static implicit operator SqliteCell(long number) => new(Kind.Whole, whole: number);

    /// <summary>NULL where it is null.</summary>
    public static implicit operator SqliteCell(long? number) => number is { } one ? one : default(SqliteCell);

    /// <summary>NULL where it is null.</summary>
    public static implicit operator SqliteCell(int? number) => number is { } one ? (long)one : default(SqliteCell);

    /// <summary>A number.</summary>
    public static implicit operator SqliteCell(double number) => new(Kind.Number, number: number);

    /// <summary>NULL where it is null.</summary>
    public static implicit operator SqliteCell(double? number) => number is { } one ? one : default(SqliteCell);

    internal int Bind(sqlite3_stmt statement, int place) => _kind switch
    {
        Kind.Whole => raw.sqlite3_bind_int64(statement, place, _whole),
        Kind.Number => raw.sqlite3_bind_double(statement, place, _number),
        Kind.Text => BindText(statement, place, (string)_text!),
        Kind.Bytes => raw.sqlite3_bind_blob(statement, place, (byte[])_text!),
        _ => raw.sqlite3_bind_null(statement, place),
    };

    static int BindText(sqlite3_stmt statement, int place, string text)
    {
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(statement, place, text); // an empty span would be taken for NULL
        }

        var room = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = room <= OnStack ? stackalloc byte[OnStack] : new byte[room];
        return raw.sqlite3_bind_text(statement, place, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }
}

/// <summary>The row that a <see cref="SqliteStatement"/> stands at; valid until the next.</summary>
public readonly struct SqliteRow
{
    readonly sqlite3_stmt _statement;

    internal SqliteRow(sqlite3_stmt statement) => _statement = statement;

    /// <summary>True where the column is NULL.</summary>
    public bool IsDBNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A whole number; 0 for NULL.</summary>
    public int GetInt32(int column) => checked((int)raw.sqlite3_column_int64(_statement, column));

    /// <summary>A whole number; 0 for NULL.</summary>
    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>A number; 0 for NULL.</summary>
    public double GetDouble(int column) => raw.sqlite3_column_double(_statement, column);

    /// <summary>A text as UTF-8; empty for NULL. Gone with the row.</summary>
    public ReadOnlySpan<byte> GetUtf8(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>A text; empty for NULL.</summary>
    public string GetString(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));
}
