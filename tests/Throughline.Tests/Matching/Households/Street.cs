using System.Text;
using Throughline.Matching;
using Throughline.Matching.Households;
using Throughline.Matching.Records;

namespace Throughline.Tests.Matching.Households;

/// <summary>Rows of made-up persons, put down one by one.</summary>
sealed class Street
{
    static readonly MatchField[] s_fields =
    [
        MatchField.FirstName, MatchField.LastName, MatchField.BirthDate, MatchField.Street, MatchField.HouseNumber, MatchField.Unit, MatchField.Postcode, MatchField.City,
        MatchField.Phone, MatchField.Email, MatchField.ExternalId,
    ];

    readonly List<(string[] Cells, int Person)> _rows = [];

    public int Persons => _rows.Count == 0 ? 0 : _rows.Max(row => row.Person) + 1;

    public IReadOnlyList<int> PersonOf => [.. _rows.Select(row => row.Person)];

    /// <summary>One row; a person without a number is a new one.</summary>
    public int Add(
        string first, string last, string born = "", string street = "", string number = "", string unit = "", string post = "", string town = "", string phone = "",
        string email = "", string account = "", int? person = null)
    {
        var number1 = person ?? Persons;
        _rows.Add(([first, last, born, street, number, unit, post, town, phone, email, account], number1));
        return number1;
    }

    /// <summary>A small town of strangers and families around what a test asks, so that there is something to fit.</summary>
    public Street WithTown(int homes, int seed, List<int>? household = null)
    {
        var random = new Random(seed);
        string[] start = ["berg", "wald", "stein", "fels", "alt", "neu", "hoch", "nieder", "ober", "mar", "tal", "see", "korn", "eich", "lind"];
        string[] end = ["mann", "er", "bach", "dorf", "hof", "feld", "hauer", "ling", "wig", "brecht"];
        for (var home = 0; home < homes; home++)
        {
            var last = start[random.Next(start.Length)] + end[random.Next(end.Length)];
            var (street, number, post) = ($"{start[random.Next(start.Length)]}{end[random.Next(end.Length)]} weg", $"{random.Next(1, 90)}", $"{random.Next(10_000, 99_999)}");
            var landline = $"030{random.Next(1_000_000, 9_999_999)}";
            for (var n = random.Next(3) == 0 ? random.Next(2, 5) : 1; n > 0; n--)
            {
                Add(
                    $"n{random.Next(300)}", random.Next(8) == 0 ? start[random.Next(start.Length)] + end[random.Next(end.Length)] : last, $"{random.Next(1940, 2000)}-{random.Next(2, 12):00}-11",
                    random.Next(4) == 0 ? "" : street, number, "", random.Next(5) == 0 ? "" : post, "ort", random.Next(3) == 0 ? landline : $"0171{random.Next(1_000_000, 9_999_999)}");
                household?.Add(home);
            }
        }

        return this;
    }

    public HouseholdResolution Find(DateOnly? today = null, int[]? order = null)
    {
        order ??= [.. Enumerable.Range(0, _rows.Count)];
        var builder = new RecordTableBuilder([.. s_fields.Select(field => new MatchColumn(field, field.ToString()))], link: false);
        foreach (var row in order)
        {
            foreach (var (i, cell) in _rows[row].Cells.Index())
            {
                builder.Add(i, Encoding.UTF8.GetBytes(cell));
            }

            builder.EndRow(0);
        }

        return HouseholdFinder.Find(builder.Build(), [.. order.Select(row => _rows[row].Person)], new HouseholdOptions { Today = today });
    }
}
