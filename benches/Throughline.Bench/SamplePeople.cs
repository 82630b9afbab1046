using Throughline.Matching.Live;
using Throughline.Matching.Records;

namespace Throughline.Bench;

/// <summary>
/// Made-up people in households, one to a dozen records each, with slips, initials, moves and empty cells. Names are made of syllables, as
/// unevenly frequent as real ones. Not shuffled: each record comes with the household it belongs to.
/// </summary>
sealed class SamplePeople(int seed)
{
    static readonly string[] s_start = ["ber", "wal", "stei", "fel", "al", "neu", "ho", "nie", "mar", "ta", "see", "kor", "ei", "ro", "lin", "ha", "gru", "vo", "kra", "zim", "sa", "do", "pe", "ju"];
    static readonly string[] s_end = ["ger", "dmann", "ner", "sing", "dorf", "hof", "feld", "bach", "ler", "ling", "mann", "der", "hauer", "wig", "brecht", "son", "ton", "ley", "man", "ford"];
    static readonly string[] s_first = [.. s_start.SelectMany(start => (string[])[start + "na", start + "rik", start + "lia", start + "mon", start + "ta", start + "vid"])];
    static readonly string[] s_streets = [.. s_start.SelectMany(start => s_end.Select(end => start + end)).SelectMany(name => (string[])[name + " street", name + " road"])];

    readonly Random _random = new(seed);
    int _number;

    /// <summary>So many records.</summary>
    public List<RecordNow> Make(int records)
    {
        var made = new List<RecordNow>(records + 12);
        while (made.Count < records)
        {
            Household(made);
        }

        return made[..records];
    }

    void Household(List<RecordNow> into)
    {
        var last = s_start[Few(s_start.Length)] + s_end[_random.Next(s_end.Length)] + (_random.Next(3) == 0 ? s_end[_random.Next(s_end.Length)] : "");
        var home = Home();
        var landline = Phone(6);
        for (var people = _random.Next(1, 5); people > 0; people--)
        {
            var first = s_first[Few(s_first.Length)];
            var born = $"{_random.Next(1940, 2008)}-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}";
            var email = $"{(_random.Next(2) == 0 ? first : first[..1])}.{last}{_random.Next(1, 999)}@mail{_random.Next(6)}.example";
            var mobile = Phone(7);
            var place = home;
            do
            {
                place = _random.Next(12) == 0 ? Home() : place;
                into.Add(Record(
                    (MatchField.FirstName, _random.Next(20) == 0 ? first[..1] : first), (MatchField.LastName, last), (MatchField.BirthDate, born), (MatchField.Email, email),
                    (MatchField.Phone, _random.Next(3) == 0 ? landline : mobile), (MatchField.HouseNumber, place.House), (MatchField.Street, place.Street),
                    (MatchField.Postcode, place.Post), (MatchField.City, place.City)));
            }
            while (_random.Next(100) < 48);
        }
    }

    RecordNow Record(params (MatchField Field, string Text)[] cells) => new(
        ++_number,
        [.. cells.Where(_ => _random.Next(5) > 0).Select(cell => new FieldValue(cell.Field, _random.Next(12) == 0 ? Slip(cell.Text) : cell.Text))],
        []);

    (string House, string Street, string Post, string City) Home()
    {
        var area = _random.Next(3_000);
        return ($"{_random.Next(1, 150)}", s_streets[_random.Next(s_streets.Length)], $"{(char)('A' + area % 26)}{area / 26 % 26:00} {area % 10}{(char)('A' + area % 23)}X", s_start[area % 24] + s_end[area % 20]);
    }

    string Phone(int digit) => $"0{digit}{_random.Next(100_000_000, 999_999_999)}";

    /// <summary>A place in a list, the first ones far more often.</summary>
    int Few(int count) => (int)(count * Math.Pow(_random.NextDouble(), 2.2));

    string Slip(string text)
    {
        var at = _random.Next(text.Length);
        return char.IsAsciiDigit(text[at]) ? $"{text[..at]}{_random.Next(10)}{text[(at + 1)..]}" : text.Length > 2 ? text.Remove(at, 1) : text;
    }
}
