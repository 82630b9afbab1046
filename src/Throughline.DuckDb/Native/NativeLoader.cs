using System.Reflection;
using System.Runtime.InteropServices;

namespace Throughline.DuckDb.Native;

/// <summary>Finds libduckdb beside the program and refuses a library of another version than the one we are bound to:
/// layouts and enum numbers are the version's, so a near miss would read memory wrongly rather than fail.</summary>
internal static unsafe class NativeLoader
{
    /// <summary>The version this binding was written and tested against; native/package.json fetches the
    /// same.</summary>
    internal const string BoundVersion = "v1.5.6";

    static readonly Lazy<string> Checked = new(Check);

    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);

    internal static string EnsureVersion() => Checked.Value;

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name != NativeMethods.Library)
        {
            return 0;
        }
        const string file = "libduckdb.so";
        if (NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, file), out var handle)
            || NativeLibrary.TryLoad(file, assembly, search, out handle))
        {
            return handle;
        }
        throw new DllNotFoundException(
            $"{file} ({BoundVersion}, linux-x64) is not beside the program in {AppContext.BaseDirectory}; "
            + "building Throughline.DuckDb puts it there.");
    }

    static string Check()
    {
        var version = NativeMethods.Text(NativeMethods.duckdb_library_version());
        return version == BoundVersion
            ? version
            : throw new InvalidOperationException(
                $"libduckdb is {version} but this program is bound to {BoundVersion}; put that version beside it.");
    }
}
