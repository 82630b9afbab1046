namespace Throughline.Stats;

/// <summary>
/// Rows too many to hand over, as the moments of random parts of them: row i belongs to part hash(i) mod B. The point
/// values are those of the rows; the bootstrap redraws whole parts, which is sound only when the parts are random.
/// </summary>
public sealed class DriverBlocks
{
    /// <summary>Fewer parts than this cannot give a 95 % interval.</summary>
    public const int Fewest = 100;

    /// <param name="names">Name of each driver, each once, in the order of the moments' columns.</param>
    /// <param name="parts">Moments that share columns and origin; empty parts are left out.</param>
    /// <exception cref="ArgumentException">Fewer than <see cref="Fewest"/> parts with rows, or columns that do not
    /// fit the names.</exception>
    public DriverBlocks(IReadOnlyList<string> names, IEnumerable<Moments> parts)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(parts);
        Parts = parts.Where(part => part.N > 0).ToArray();
        if (Parts.Count < Fewest)
        {
            throw new ArgumentException($"{Parts.Count} parts with rows; at least {Fewest} are needed.", nameof(parts));
        }

        Names = DriverRows.RequireNames(names, Parts[0].Columns - 1);
        Whole = Moments.Of(Parts);
    }

    /// <summary>Names of the drivers, in the order of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The random parts.</summary>
    public IReadOnlyList<Moments> Parts { get; }

    /// <summary>All parts together.</summary>
    public Moments Whole { get; }
}
