using Throughline.Matching.Live;
using Throughline.Matching.Records;

namespace Throughline.Tests.Matching.Live;

/// <summary>Short ways to write records down.</summary>
static class Arrivals
{
    static readonly MatchField[] s_town = [MatchField.FirstName, MatchField.LastName, MatchField.BirthDate, MatchField.Street, MatchField.HouseNumber, MatchField.Postcode, MatchField.Email];

    public static RecordNow Record(int number, string first = "", string last = "", string email = "", string phone = "", string birth = "", string city = "", params string[] identifiers) =>
        new(number, [.. Values(first, last, email, phone, birth, city)], identifiers);

    public static List<RecordNow> Of(SmallTown town) =>
        [.. town.Rows.Select((row, i) => new RecordNow(i + 1, [.. s_town.Zip(row, (field, text) => new FieldValue(field, text)).Where(value => value.Text.Length > 0)], []))];

    /// <summary>The group of each record 1 to n, as a list of first members.</summary>
    public static int[] Partition(LiveRecords live, int records)
    {
        var groups = new int[records];
        foreach (var group in live.Groups())
        {
            foreach (var record in group)
            {
                groups[record - 1] = group[0];
            }
        }

        return groups;
    }

    static IEnumerable<FieldValue> Values(string first, string last, string email, string phone, string birth, string city)
    {
        (MatchField, string)[] all = [(MatchField.FirstName, first), (MatchField.LastName, last), (MatchField.Email, email), (MatchField.Phone, phone), (MatchField.BirthDate, birth), (MatchField.City, city)];
        return all.Where(value => value.Item2.Length > 0).Select(value => new FieldValue(value.Item1, value.Item2));
    }
}
