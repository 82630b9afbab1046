using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>Which comparisons a table of records gets, from the fields it has.</summary>
static class ComparisonPlan
{
    /// <summary>Most comparisons: a pattern holds 16 levels of four bits.</summary>
    public const int Most = 16;

    public static Comparison[] Of(RecordTable table) => [.. Usable(table).Take(Most).Select(column => Of(column, table))];

    /// <summary>Columns that could be compared and are not, since there are <see cref="Most"/> before them.</summary>
    public static IReadOnlyList<string> LeftOut(RecordTable table) => [.. Usable(table).Skip(Most).Select(column => column.Name)];

    static IEnumerable<Column> Usable(RecordTable table) => table.Columns.Where(c => c.Filled > 1);

    /// <summary>Comparisons of a table that records come to and go from.</summary>
    /// <param name="table">Its columns with a value.</param>
    /// <param name="byWords">True where values of a custom field are compared word by word.</param>
    public static Comparison[] AsTheyArrive(RecordTable table, bool byWords) =>
        [.. table.Columns.Where(c => c.Filled > 0).Take(Most).Select(column => Of(column, table, byWords))];

    /// <summary>True where most values of a custom column are several words.</summary>
    public static bool IsWords(Column column) => WordsPerValue(column) > 1.8;

    static Comparison Of(Column column, RecordTable table, bool? byWords = null) => column.Field switch
    {
        MatchField.FirstName => new PersonNameComparison(column, table[MatchField.LastName], first: true),
        MatchField.LastName => new PersonNameComparison(column, table[MatchField.FirstName], first: false),
        MatchField.BirthDate => new DateComparison(column),
        MatchField.Email => new EmailComparison(column),
        MatchField.Phone or MatchField.HouseNumber or MatchField.Postcode or MatchField.NationalId or MatchField.ExternalId => new CodeComparison(column),
        MatchField.Year => new YearComparison(column),
        MatchField.Street or MatchField.Unit or MatchField.Organisation or MatchField.Title or MatchField.Venue => new WordsComparison(column, new WordColumn(column, byWords is not null)),
        MatchField.Custom when byWords ?? IsWords(column) => new WordsComparison(column, new WordColumn(column, byWords is not null)),
        _ => new PlaceComparison(column),
    };

    static double WordsPerValue(Column column)
    {
        var (words, values) = (0L, Math.Min(column.Values.Count, 2_000));
        for (var id = 1; id < values; id++)
        {
            words += 1 + column.Values[id].Count(c => c == ' ');
        }

        return values > 1 ? words / (values - 1.0) : 0;
    }

    /// <summary>Fields that people who live together share, or a shop keeps when it changes its name.</summary>
    public static bool IsShared(MatchField field) => field is MatchField.LastName or MatchField.Phone || IsPlace(field);

    /// <summary>Fields that say where somebody is, and change together when they move.</summary>
    public static bool IsPlace(MatchField field) => field is MatchField.Street or MatchField.HouseNumber or MatchField.Unit or MatchField.City
        or MatchField.Region or MatchField.Postcode or MatchField.Country;

    /// <summary>Fields that two who bear one name share for that alone.</summary>
    public static bool IsName(MatchField field) => field is MatchField.FirstName or MatchField.LastName or MatchField.Email or MatchField.Organisation;

    /// <summary>How often a field may differ altogether between two records of one kind of pair; what a fit may not go beyond.</summary>
    public static double MostDifferent(PairKind kind, MatchField field) => kind switch
    {
        PairKind.Same or PairKind.Moved => field switch
        {
            MatchField.FirstName or MatchField.LastName or MatchField.Organisation => 0.2,
            MatchField.Title => 0.15,
            MatchField.BirthDate or MatchField.NationalId => 0.25,
            _ when IsPlace(field) => 0.35,
            _ => 0.6,
        },
        PairKind.Mates => IsPlace(field) ? 0.25 : 0.8,
        PairKind.Kin => field == MatchField.Email ? 1 : IsPlace(field) ? 0.25 : IsName(field) ? 0.1 : 0.8,
        PairKind.Twins => IsPlace(field) ? 0.25 : field is MatchField.LastName or MatchField.BirthDate ? 0.1 : 0.8,
        PairKind.Namesakes => field == MatchField.Email ? 1 : 0.1,
        _ => 1,
    };

    /// <summary>Fields in which father and son of one name differ.</summary>
    public static bool IsOwn(MatchField field) => field is MatchField.BirthDate or MatchField.NationalId or MatchField.ExternalId;

    /// <summary>Fields that hardly ever differ altogether within one customer, whatever else is missing.</summary>
    public static bool IsLasting(MatchField field) => field == MatchField.FirstName || IsOwn(field);

    /// <summary>Fields that speak for a person alone, not for the house.</summary>
    public static bool IsWitness(MatchField field) => IsLasting(field) || field == MatchField.Email;

    /// <summary>Levels from the lowest that count as different for <see cref="MostDifferent"/>: of a name of several words, a few shared ones too.</summary>
    public static int LevelsApart(MatchField field) => field is MatchField.Organisation or MatchField.Title ? 2 : 1;

    /// <summary>Fields that only persons have.</summary>
    public static bool IsPersonal(MatchField field) => field is MatchField.FirstName or MatchField.LastName or MatchField.Email || IsOwn(field);
}
