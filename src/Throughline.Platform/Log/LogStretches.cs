using Throughline.DuckDb;
using Throughline.Platform.Followers;

namespace Throughline.Platform.Log;

/// <summary>Reads a long log in stretches, as many at once as there are cores: adding up is the work of one thread a stretch.</summary>
public static class LogStretches
{
    /// <summary>Signals of the shortest stretch that is worth a question of its own.</summary>
    const long Shortest = 1_000_000;

    /// <summary>More stretches than cores, so that one where a filter lets everything through does not hold up the end.</summary>
    const int Most = 16;

    /// <summary>Puts one question to each stretch of a part of the log.</summary>
    /// <typeparam name="T">What comes of a stretch.</typeparam>
    /// <param name="log">The log.</param>
    /// <param name="read">Asks for the signals of one stretch; runs beside the others.</param>
    /// <param name="after">The number after which the first stretch begins; 0 for the whole log.</param>
    /// <param name="upTo">The number with which the last one ends.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>What came of each stretch in their order, at least one.</returns>
    public static async Task<IReadOnlyList<T>> ReadStretchesAsync<T>(
        this SignalLog log, long after, long upTo, Func<DuckConnection, LogStretch, T> read, CancellationToken cancellation)
    {
        var length = upTo - after;
        var count = (int)Math.Clamp(length / Shortest, 1, Most);
        var parts = new T[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (i, token) =>
            {
                var stretch = new LogStretch(after + (length * i / count), after + (length * (i + 1) / count));
                parts[i] = await log.ReadAsync(connection => read(connection, stretch), token);
            });
        return parts;
    }

    /// <summary>Puts one question to each stretch of the log up to its present end.</summary>
    /// <inheritdoc cref="ReadStretchesAsync{T}(SignalLog, long, long, Func{DuckConnection, LogStretch, T}, CancellationToken)"/>
    public static Task<IReadOnlyList<T>> ReadStretchesAsync<T>(
        this SignalLog log, Func<DuckConnection, LogStretch, T> read, CancellationToken cancellation) =>
        log.ReadStretchesAsync(0, log.Head, read, cancellation);
}
