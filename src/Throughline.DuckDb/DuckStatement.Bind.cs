using Throughline.DuckDb.Native;

namespace Throughline.DuckDb;

public sealed unsafe partial class DuckStatement
{
    public void Bind(int position, bool value) =>
        Check(NativeMethods.duckdb_bind_boolean(_handle, (ulong)position, value), position);

    public void Bind(int position, int value) =>
        Check(NativeMethods.duckdb_bind_int32(_handle, (ulong)position, value), position);

    public void Bind(int position, long value) =>
        Check(NativeMethods.duckdb_bind_int64(_handle, (ulong)position, value), position);

    public void Bind(int position, Int128 value) =>
        Check(NativeMethods.duckdb_bind_hugeint(_handle, (ulong)position, new Wide((UInt128)value)), position);

    public void Bind(int position, UInt128 value) =>
        Check(NativeMethods.duckdb_bind_uhugeint(_handle, (ulong)position, new Wide(value)), position);

    public void Bind(int position, double value) =>
        Check(NativeMethods.duckdb_bind_double(_handle, (ulong)position, value), position);

    /// <summary>Binds a TIMESTAMP in UTC, cut to microseconds. A local time is refused.</summary>
    public void Bind(int position, DateTime value) =>
        Check(NativeMethods.duckdb_bind_timestamp(_handle, (ulong)position, DuckRaw.Micros(value)), position);

    public void Bind(int position, DateOnly value) =>
        Check(NativeMethods.duckdb_bind_date(_handle, (ulong)position, DuckRaw.Days(value)), position);

    public void Bind(int position, TimeOnly value) => Check(
        NativeMethods.duckdb_bind_time(_handle, (ulong)position, value.Ticks / TimeSpan.TicksPerMicrosecond), position);

    /// <summary>Binds a VARCHAR. A half of a surrogate pair becomes U+FFFD.</summary>
    public void Bind(int position, string value)
    {
        using var utf8 = new Utf8Text(value, stackalloc byte[Utf8Text.Stack]);
        byte empty = 0; // the library wants an address even for no bytes
        fixed (byte* text = utf8.Bytes)
        {
            var state = NativeMethods.duckdb_bind_varchar_length(
                _handle, (ulong)position, text is null ? &empty : text, (ulong)utf8.Bytes.Length);
            Check(state, position);
        }
    }

    /// <summary>Binds a BLOB.</summary>
    public void Bind(int position, ReadOnlySpan<byte> value)
    {
        byte empty = 0;
        fixed (byte* data = value)
        {
            var state = NativeMethods.duckdb_bind_blob(
                _handle, (ulong)position, data is null ? &empty : data, (ulong)value.Length);
            Check(state, position);
        }
    }

    public void Bind(int position, Guid value)
    {
        // duckdb_create_uuid takes the plain 128 bits and flips the top one itself.
        var made = NativeMethods.duckdb_create_uuid(new Wide(DuckRaw.Uuid(value) ^ (UInt128.One << 127)));
        try
        {
            Check(NativeMethods.duckdb_bind_value(_handle, (ulong)position, made), position);
        }
        finally
        {
            NativeMethods.duckdb_destroy_value(ref made);
        }
    }

    public void BindNull(int position) => Check(NativeMethods.duckdb_bind_null(_handle, (ulong)position), position);

    public void Bind(string name, bool value) => Bind(Position(name), value);
    public void Bind(string name, int value) => Bind(Position(name), value);
    public void Bind(string name, long value) => Bind(Position(name), value);
    public void Bind(string name, Int128 value) => Bind(Position(name), value);
    public void Bind(string name, UInt128 value) => Bind(Position(name), value);
    public void Bind(string name, double value) => Bind(Position(name), value);
    public void Bind(string name, DateTime value) => Bind(Position(name), value);
    public void Bind(string name, DateOnly value) => Bind(Position(name), value);
    public void Bind(string name, TimeOnly value) => Bind(Position(name), value);
    public void Bind(string name, string value) => Bind(Position(name), value);
    public void Bind(string name, ReadOnlySpan<byte> value) => Bind(Position(name), value);
    public void Bind(string name, Guid value) => Bind(Position(name), value);
    public void BindNull(string name) => BindNull(Position(name));

    internal DuckStatement BindAll(ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        try
        {
            foreach (var (name, value) in parameters)
            {
                BindObject(Position(name), name, value);
            }
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    void BindObject(int position, string name, object? value)
    {
        switch (value)
        {
            case null: BindNull(position); break;
            case string text: Bind(position, text); break;
            case long number: Bind(position, number); break;
            case int number: Bind(position, number); break;
            case double number: Bind(position, number); break;
            case bool flag: Bind(position, flag); break;
            case Guid id: Bind(position, id); break;
            case DateTime time: Bind(position, time); break;
            case DateTimeOffset time: Bind(position, time.UtcDateTime); break;
            case DateOnly date: Bind(position, date); break;
            case TimeOnly time: Bind(position, time); break;
            case UInt128 number: Bind(position, number); break;
            case Int128 number: Bind(position, number); break;
            case ulong number: Bind(position, (UInt128)number); break;
            case uint number: Bind(position, (long)number); break;
            case short number: Bind(position, (int)number); break;
            case ushort number: Bind(position, (int)number); break;
            case byte number: Bind(position, (int)number); break;
            case sbyte number: Bind(position, (int)number); break;
            case float number: Bind(position, (double)number); break;
            case byte[] bytes: Bind(position, bytes.AsSpan()); break;
            case ReadOnlyMemory<byte> bytes: Bind(position, bytes.Span); break;
            default: throw new ArgumentException($"Parameter {name}: a {value.GetType().Name} cannot be bound.");
        }
    }

    int Position(string name)
    {
        var bare = name.StartsWith('$') ? name[1..] : name;
        Sql.RefuseNul(bare);
        return NativeMethods.duckdb_bind_parameter_index(_handle, out var index, bare) == NativeMethods.Success
            ? (int)index
            : throw new ArgumentException($"The statement has no parameter ${bare}; it has {Parameters()}.");
    }

    string Parameters()
    {
        var names = Enumerable.Range(1, ParameterCount)
            .Select(index => "$" + NativeMethods.OwnedText(NativeMethods.duckdb_parameter_name(_handle, (ulong)index)));
        return ParameterCount == 0 ? "none" : string.Join(", ", names);
    }

    void Check(int state, int position)
    {
        if (state != NativeMethods.Success)
        {
            var error = NativeMethods.Text(NativeMethods.duckdb_prepare_error(_handle.Pointer));
            throw error.Length > 0
                ? DuckException.FromText(error)
                : new ArgumentOutOfRangeException(
                    nameof(position), position, $"The statement has {ParameterCount} parameters.");
        }
    }
}
