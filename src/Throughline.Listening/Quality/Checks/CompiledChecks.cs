using System.Text;
using Throughline.Listening.Files;
using Throughline.Listening.Quality.Profiling;

namespace Throughline.Listening.Quality.Checks;

/// <summary>The checks of one source made ready for rows with given columns. One thread at a time.</summary>
sealed class CompiledChecks
{
    readonly (Check Check, RowTest Test, CellTest Ask, int Column)[] _checks;

    CompiledChecks((Check, RowTest, CellTest, int)[] checks) => _checks = checks;

    /// <summary>The checks in the order in which they are asked: what rejects before what holds before what warns.</summary>
    public IEnumerable<Check> Checks => _checks.Select(one => one.Check);

    /// <summary>Makes them ready; null when nothing would be asked of a row.</summary>
    /// <param name="checks">The checks of the source.</param>
    /// <param name="place">The place of a column by its name; -1 where there is none.</param>
    /// <param name="least">Checks that do less are left out.</param>
    /// <param name="ofFile">True when all rows of a file will pass.</param>
    public static CompiledChecks? Of(IReadOnlyList<Check> checks, Func<string, int> place, CheckAction least, bool ofFile)
    {
        (Check, RowTest, CellTest, int)[] compiled =
        [
            .. checks.Where(one => one.Line.Action >= least && one.Test is RowTest test && (ofFile || !test.OfFile)).OrderByDescending(one => one.Line.Action)
                .Select(one => (one, (RowTest)one.Test, ((RowTest)one.Test).Make(place), place(one.Line.Field))),
        ];
        return compiled.Length == 0 ? null : new(compiled);
    }

    /// <summary>Places of columns by their names.</summary>
    public static Func<string, int> PlacesOf(IReadOnlyList<string> columns)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            places.TryAdd(columns[i], i);
        }

        return column => places.GetValueOrDefault(column, -1);
    }

    /// <summary>The columns that checks of rows look at.</summary>
    public static IReadOnlySet<string> ColumnsOf(IReadOnlyList<Check> checks)
    {
        var columns = new HashSet<string>(StringComparer.Ordinal);
        Of(checks, column =>
        {
            columns.Add(column);
            return -1;
        }, CheckAction.Warn, ofFile: true);
        return columns;
    }

    /// <summary>The first check that the row does not keep; null when it keeps them all.</summary>
    /// <param name="row">The row.</param>
    /// <param name="now">When it was received, UTC.</param>
    public CheckFinding? Ask(TableReader row, DateTime now)
    {
        foreach (ref readonly var one in _checks.AsSpan())
        {
            var value = CellTests.Cell(row, one.Column);
            if ((!value.IsEmpty || one.Test.TakesMissing) && !one.Ask(value, row, now))
            {
                return new(one.Check, one.Check.Line.Field, one.Column < 0 ? null : ShownValue.Cut(Encoding.UTF8.GetString(row.Cell(one.Column))));
            }
        }

        return null;
    }

    /// <summary>Asks every check of the row and adds up.</summary>
    public void Count(TableReader row, DateTime now, CheckTally tally)
    {
        for (var i = 0; i < _checks.Length; i++)
        {
            ref readonly var one = ref _checks[i];
            var value = CellTests.Cell(row, one.Column);
            if (!value.IsEmpty || one.Test.TakesMissing)
            {
                tally.Add(i, !one.Ask(value, row, now));
            }
        }
    }

    /// <summary>True when the row does not keep the check of that place.</summary>
    public bool Fails(TableReader row, DateTime now, int place)
    {
        ref readonly var one = ref _checks[place];
        var value = CellTests.Cell(row, one.Column);
        return (!value.IsEmpty || one.Test.TakesMissing) && !one.Ask(value, row, now);
    }
}

/// <summary>A check that a row does not keep.</summary>
/// <param name="Check">The check.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">What stands there, cut after 200 characters; null when the row has no such field.</param>
sealed record CheckFinding(Check Check, string Field, string? Value)
{
    /// <summary>What is kept beside a held row, so that its check is known.</summary>
    public string Detail => DetailOf(Check.Line.Key);

    /// <inheritdoc cref="Detail"/>
    public static string DetailOf(string key) => $"Check: {key}";
}

/// <summary>How often each check was asked and not kept.</summary>
sealed class CheckTally(int checks)
{
    readonly long[] _asked = new long[checks];
    readonly long[] _failed = new long[checks];

    public void Add(int check, bool fails)
    {
        _asked[check]++;
        _failed[check] += fails ? 1 : 0;
    }

    public (long Asked, long Failed) this[int check] => (_asked[check], _failed[check]);
}
