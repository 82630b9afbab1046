using Throughline.Listening.Files;
using Throughline.Listening.Quality.Profiling;

namespace Throughline.Listening.Quality.Checks;

/// <summary>One of the checks that there are.</summary>
/// <param name="Word">As it is written.</param>
/// <param name="Dimension">The side of quality that it speaks of.</param>
/// <param name="Code">Reason under which a row is held; null for a check of all rows together.</param>
/// <param name="Form">What follows the word, by an example; empty for nothing.</param>
/// <param name="Read">Reads what follows the word.</param>
sealed record CheckKind(string Word, QualityDimension Dimension, string? Code, string Form, Func<LineReader, CheckTest> Read)
{
    /// <summary>True for a check of all rows together.</summary>
    public bool OfSource => Code is null;

    /// <summary>True for a check of the source as a whole, whose field is <c>*</c>.</summary>
    public bool OfWhole { get; init; }
}

/// <summary>What a check asks: of a row, or of all rows together.</summary>
abstract record CheckTest;

/// <summary>Asks each row.</summary>
/// <param name="Make">Makes the test for rows with given columns: the place of a column by its name, -1 where there is none.</param>
/// <param name="TakesMissing">True when a row without the value is asked as well; all other checks pass it over.</param>
/// <param name="OfFile">True when it must see all rows of a file, so that it is not asked of what arrives one by one.</param>
sealed record RowTest(Func<Func<string, int>, CellTest> Make, bool TakesMissing = false, bool OfFile = false) : CheckTest;

/// <summary>Asks all rows together.</summary>
/// <param name="Judge">From the facts to the verdict; null when there is too little to judge by.</param>
sealed record SourceTest(Func<SourceFacts, string, SourceVerdict?> Judge) : CheckTest;

/// <summary>True when the value keeps the check. The value has no blanks at its ends.</summary>
delegate bool CellTest(ReadOnlySpan<byte> value, TableReader row, DateTime now);

/// <summary>How a check of all rows together went.</summary>
/// <param name="Passes">True when it is kept.</param>
/// <param name="Figure">The figure that it looked at, in its own unit.</param>
sealed record SourceVerdict(bool Passes, double Figure);

/// <summary>What checks of all rows together look at: the newest batch against those before.</summary>
sealed record SourceFacts
{
    /// <summary>Now, UTC.</summary>
    public required DateTime Now { get; init; }

    /// <summary>When something came last, UTC; null when nothing did.</summary>
    public required DateTime? LastReceived { get; init; }

    /// <summary>Rows of the newest batch.</summary>
    public required long Rows { get; init; }

    /// <summary>Everything received of the source.</summary>
    public required long Received { get; init; }

    /// <summary>Those of it that are held.</summary>
    public required long Held { get; init; }

    /// <summary>Those of it that repeat what was there.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Sketch of a field in the newest batch, by its column; null where it has none.</summary>
    public required Func<string, FieldSketch?> Field { get; init; }

    /// <summary>Shift of a field in the newest batch against those before; null where it cannot be told.</summary>
    public required Func<string, double?> Drift { get; init; }

    /// <summary>The columns that the newest batch fills.</summary>
    public required IReadOnlySet<string> Filled { get; init; }
}
