using System.Globalization;
using Throughline.DuckDb;

namespace Throughline.Platform.Log;

/// <summary>
/// Overwrites what the database has let go of. DuckDB gives blocks that it needs no more to whoever writes next and leaves in them what
/// they held: so a table of noise is written into all of them, in a transaction that is then taken back. Nothing of the file that is in
/// use is touched, and neither readers nor the writer wait.
/// </summary>
static class FreedSpace
{
    const int BlockBytes = 256 << 10;
    const int MostRounds = 6;

    /// <summary>Overwrites every free block; how many there were, and how many could not be reached.</summary>
    /// <param name="connection">A connection of its own.</param>
    /// <exception cref="DuckException">The disk has no room for the noise that is more than fits into the free blocks.</exception>
    public static (long Blocks, long Left) Overwrite(DuckConnection connection)
    {
        var blocks = Free(connection);
        var (left, more) = (blocks, 48L); // each thread holds back the end of what it writes
        for (var round = 0; round < MostRounds && left > 0; round++)
        {
            using var transaction = connection.Begin();
            connection.Execute("CREATE TABLE freed_space (noise BIGINT USING COMPRESSION uncompressed)");
            connection.Execute(string.Create(CultureInfo.InvariantCulture,
                $"INSERT INTO freed_space SELECT (hash(i) >> 1)::BIGINT FROM range({(Free(connection) + more) * BlockBytes / sizeof(long)}) t(i)"));
            left = Free(connection);
            more *= 2;
        }

        return (blocks, left);
    }

    static long Free(DuckConnection connection) => connection.Scalar<long>("SELECT free_blocks::BIGINT FROM pragma_database_size() WHERE database_name = current_database()");
}
