using Throughline.DuckDb.Native;

namespace Throughline.DuckDb;

/// <summary>What kind of failure DuckDB reports, numbered as in the C API.</summary>
public enum DuckErrorType
{
    Invalid = 0,
    OutOfRange = 1,
    Conversion = 2,
    UnknownType = 3,
    Decimal = 4,
    MismatchType = 5,
    DivideByZero = 6,
    ObjectSize = 7,
    InvalidType = 8,
    Serialization = 9,
    Transaction = 10,
    NotImplemented = 11,
    Expression = 12,
    Catalog = 13,
    Parser = 14,
    Planner = 15,
    Scheduler = 16,
    Executor = 17,
    Constraint = 18,
    Index = 19,
    Stat = 20,
    Connection = 21,
    Syntax = 22,
    Settings = 23,
    Binder = 24,
    Network = 25,
    Optimizer = 26,
    NullPointer = 27,
    IO = 28,
    Interrupt = 29,
    Fatal = 30,
    Internal = 31,
    InvalidInput = 32,
    OutOfMemory = 33,
    Permission = 34,
    ParameterNotResolved = 35,
    ParameterNotAllowed = 36,
    Dependency = 37,
    Http = 38,
    MissingExtension = 39,
    Autoload = 40,
    Sequence = 41,
    InvalidConfiguration = 42,
}

/// <summary>A failure reported by DuckDB, with its own message.</summary>
public sealed class DuckException : Exception
{
    DuckException(DuckErrorType kind, string message) : base(message) => Kind = kind;

    /// <summary>The kind of failure. Where the C API gives only a text (opening, preparing) it is read from the text's
    /// first words and <see cref="DuckErrorType.Invalid"/> when they are not known.</summary>
    public DuckErrorType Kind { get; }

    internal static DuckException Of(int kind, string message) =>
        kind == 0 ? FromText(message) : new((DuckErrorType)kind, message);

    /// <summary>"Catalog Error: Table with name x does not exist!" → Catalog.</summary>
    internal static DuckException FromText(string message)
    {
        var end = message.IndexOf(" Error: ", StringComparison.Ordinal);
        var words = end < 0 ? "" : message[..end].Replace(" ", "", StringComparison.Ordinal);
        var kind = words switch
        {
            "TransactionContext" => DuckErrorType.Transaction,
            "INTERRUPT" => DuckErrorType.Interrupt,
            "FATAL" => DuckErrorType.Fatal,
            "INTERNAL" => DuckErrorType.Internal,
            _ => Enum.TryParse<DuckErrorType>(words, ignoreCase: true, out var known) ? known : DuckErrorType.Invalid,
        };
        return new(kind, message);
    }

    internal static unsafe DuckException OfAppender(nint appender)
    {
        var error = NativeMethods.duckdb_appender_error_data(appender);
        try
        {
            return Of(
                NativeMethods.duckdb_error_data_error_type(error),
                NativeMethods.Text(NativeMethods.duckdb_error_data_message(error)));
        }
        finally
        {
            NativeMethods.duckdb_destroy_error_data(ref error);
        }
    }
}
