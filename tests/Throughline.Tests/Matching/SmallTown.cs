using System.Text;
using Throughline.Matching.Records;

namespace Throughline.Tests.Matching;

/// <summary>A town of made-up people with known truth: one to four records each, with slips, empty cells, households, and twins.</summary>
sealed class SmallTown
{
    static readonly string[] s_first = ["anna", "berta", "carl", "dora", "emil", "frida", "gustav", "hanna", "ivan", "julia", "karl", "lena", "max", "nora", "otto", "paula"];
    static readonly string[] s_start = ["berg", "wald", "stein", "fels", "grün", "alt", "neu", "hoch", "nieder", "ober", "mar", "tal", "see", "korn", "eich"];
    static readonly string[] s_end = ["mann", "er", "bach", "dorf", "hof", "feld", "hauer", "ling", "wig", "brecht"];

    readonly Random _random;
    readonly List<string[]> _rows = [];

    public SmallTown(int persons, int seed)
    {
        _random = new Random(seed);
        for (var person = 0; person < persons; person++)
        {
            var home = (Street: $"{Pick(s_start)}weg", House: $"{_random.Next(1, 99)}", Post: $"{_random.Next(10_000, 99_999)}");
            var last = Pick(s_start) + Pick(s_end);
            var born = $"{_random.Next(1940, 2005)}-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}";
            var first = Pick(s_first);
            Tell(first, last, born, home);
            if (_random.Next(40) == 0)
            {
                Tell(s_first[(Array.IndexOf(s_first, first) + 5) % s_first.Length], last, born, home); // a twin
            }

            for (var more = _random.Next(4) - 1; more > 0; more--)
            {
                Tell(Pick(s_first), last, $"{_random.Next(1940, 2005)}-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}", home); // others of the house
            }
        }
    }

    public List<int> Truth { get; } = [];

    public IReadOnlyList<string[]> Rows => _rows;

    public string Csv => "id,first_name,last_name,birth_date,street,house_number,postcode,email\n"
        + string.Concat(_rows.Select((row, i) => $"r{i},{string.Join(',', row)}\n"));

    public RecordTable Table()
    {
        MatchField[] fields = [MatchField.FirstName, MatchField.LastName, MatchField.BirthDate, MatchField.Street, MatchField.HouseNumber, MatchField.Postcode, MatchField.Email];
        var builder = new RecordTableBuilder([.. fields.Select(field => new MatchColumn(field, field.ToString()))], link: false);
        foreach (var row in _rows)
        {
            foreach (var (i, cell) in row.Index())
            {
                builder.Add(i, Encoding.UTF8.GetBytes(cell));
            }

            builder.EndRow(0);
        }

        return builder.Build();
    }

    /// <summary>Precision and recall over pairs.</summary>
    public (double Precision, double Recall) Score(int[] profiles)
    {
        double joined = 0, right = 0, all = 0;
        for (var i = 0; i < profiles.Length; i++)
        {
            for (var j = i + 1; j < profiles.Length; j++)
            {
                var (same, put) = (Truth[i] == Truth[j], profiles[i] == profiles[j]);
                joined += put ? 1 : 0;
                all += same ? 1 : 0;
                right += same && put ? 1 : 0;
            }
        }

        return (right / joined, right / all);
    }

    void Tell(string first, string last, string born, (string Street, string House, string Post) home)
    {
        var person = Truth.Count == 0 ? 0 : Truth[^1] + 1;
        for (var n = _random.Next(1, 5); n > 0; n--)
        {
            string[] cells = [Slip(first), Slip(last), Slip(born), Slip(home.Street), home.House, Slip(home.Post), $"{first}.{last}{born[2..4]}@mail.example"];
            _rows.Add([.. cells.Select(cell => _random.Next(6) == 0 ? "" : cell)]);
            Truth.Add(person);
        }
    }

    string Slip(string text)
    {
        if (_random.Next(12) > 0)
        {
            return text;
        }

        var at = _random.Next(text.Length);
        return char.IsAsciiDigit(text[at]) ? $"{text[..at]}{_random.Next(10)}{text[(at + 1)..]}" : text.Remove(at, 1);
    }

    string Pick(string[] words) => words[_random.Next(words.Length)];
}
