namespace Throughline.DuckDb;

internal static class Sql
{
    /// <summary>The C API ends a text at its first NUL: the rest of a statement would silently not run.</summary>
    internal static void RefuseNul(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A statement, name or path cannot hold U+0000; bind it as a parameter.");
        }
    }
}
