using Microsoft.Data.Sqlite;
using Throughline.Listening.Quality.Profiling;

namespace Throughline.Listening.Quality.Checks;

/// <summary>What the checks of a source find in stored rows of one batch.</summary>
/// <param name="checks">The checks; null when there are none.</param>
sealed class AskedRows(CompiledChecks? checks)
{
    /// <summary>Key under which it is counted how many rows were asked at all.</summary>
    public const string All = "";

    readonly CheckTally _tally = new(checks?.Checks.Count() ?? 0);
    long _rows;

    /// <summary>The checks of a source for stored rows; null when there are none.</summary>
    public static CompiledChecks? Compile(SourceRules? rules, StoredNames names, FieldColumns columns)
    {
        var places = names.Fields.Select((name, i) => (name, i)).ToDictionary(one => one.name, one => one.i);
        return rules is null ? null : CompiledChecks.Of(rules.Checks, column => places.GetValueOrDefault(columns.FieldOf(column), -1), CheckAction.Warn, ofFile: false);
    }

    /// <summary>Asks a row.</summary>
    public void Ask(StoredTable row)
    {
        if (checks is not null)
        {
            _rows++;
            checks.Count(row, row.ReceivedAt, _tally);
        }
    }

    /// <summary>Adds what was found to what was found before.</summary>
    public void Write(SqliteConnection keys, BatchKey batch)
    {
        if (checks is null || _rows == 0)
        {
            return;
        }

        CheckStore.Count(keys, batch, All, _rows, 0);
        foreach (var (check, i) in checks.Checks.Select((check, i) => (check, i)))
        {
            CheckStore.Count(keys, batch, check.Line.Key, _tally[i].Asked, _tally[i].Failed);
        }
    }
}
