using System.Runtime.InteropServices;

namespace Throughline.Platform.Storage;

/// <summary>
/// Memory that native code let go of. The C library keeps it for the next need of the same thread, and SQLite, which takes and frees pages
/// by the ten thousand while it catches up, leaves much of it behind.
/// </summary>
public static partial class FreedMemory
{
    /// <summary>Gives it back to the system; does nothing where the C library has no such call.</summary>
    public static void GiveBack()
    {
        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library than GNU's: it keeps little.
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallocTrim(nuint kept);
}
