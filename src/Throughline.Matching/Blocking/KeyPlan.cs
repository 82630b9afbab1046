using Throughline.Matching.Normal;
using Throughline.Matching.Records;

namespace Throughline.Matching.Blocking;

/// <summary>Which keys a table of records gets, from the fields it has. The first families are the most telling ones.</summary>
static class KeyPlan
{
    const int RarestWords = 5;
    const int MostSounds = 3;

    public static (List<KeyFamily> Families, List<Atom> Refiners) Of(RecordTable table) => Of(table, null);

    /// <summary>The plan of a table that records come to and go from: keys depend on the record alone, and names are heard where it is said so.</summary>
    public static (List<KeyFamily> Families, List<Atom> Refiners) AsTheyArrive(RecordTable table, bool heard) => Of(table, heard);

    static (List<KeyFamily> Families, List<Atom> Refiners) Of(RecordTable table, bool? heard)
    {
        var atoms = Atoms(table, heard);
        var families = new List<KeyFamily>();
        foreach (var line in Plan.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var names = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (names.All(atoms.ContainsKey))
            {
                families.Add(new KeyFamily([.. names.Select(name => atoms[name])]));
            }
        }

        foreach (var custom in table.Customs.Where(c => c.Filled > 0))
        {
            families.AddRange(OfCustom(custom, atoms, WordsOf(custom.Name, custom, heard)));
        }

        string[] refiners = ["last_sound", "first_sound", "birth_year", "postcode", "house", "city", "street", "first_letter", "birth_day"];
        return (families, [.. refiners.Where(atoms.ContainsKey).Select(name => atoms[name])]);
    }

    // Atoms of one family a line.
    const string Plan = """
        national_id
        external_id
        email
        phone
        birth
        email_name
        name_pair
        postcode
        first
        last
        street house
        organisation_words
        title_words
        first_sound last_sound
        first_heard last_heard
        last_heard birth_year
        first_heard birth
        last_heard postcode
        last_sound birth_year
        first_sound birth_year
        last_sound birth_day
        first_sound birth_day
        last_sound first_letter
        last_sound postcode
        first_sound postcode
        last_sound city
        first_sound city
        last_sound street
        first_sound street
        street first_letter
        birth first_letter
        birth city
        birth_year postcode
        birth_day postcode
        phone_end first_letter
        phone_end
        last_start first_letter
        first_start birth_year
        last_start birth_year
        house postcode
        house city street_words
        email_name first_letter
        organisation_words organisation_words
        organisation_words city
        organisation_words street_words
        organisation_words postcode
        street_words house
        street_words street_words
        title_words title_words
        title_words year
        title_words venue
        """;

    static Dictionary<string, Atom> Atoms(RecordTable table, bool? heard)
    {
        var atoms = new Dictionary<string, Atom>(StringComparer.Ordinal);
        Add("national_id", MatchField.NationalId, text => text);
        Add("external_id", MatchField.ExternalId, text => text);
        Add("email", MatchField.Email, text => text);
        Add("email_name", MatchField.Email, text => text[..text.IndexOf('@', StringComparison.Ordinal)]);
        Add("phone", MatchField.Phone, text => text);
        Add("phone_end", MatchField.Phone, text => text.Length > 7 ? text[^7..] : text);
        Add("birth", MatchField.BirthDate, text => text.EndsWith("0000", StringComparison.Ordinal) ? "" : text);
        Add("birth_year", MatchField.BirthDate, text => text[..4]);
        Add("birth_day", MatchField.BirthDate, text => text.EndsWith("0000", StringComparison.Ordinal) ? "" : text[4..]);
        Add("first", MatchField.FirstName, text => text.Length > 1 ? text : "");
        Add("last", MatchField.LastName, text => text.Length > 1 ? text : "");
        Add("first_letter", MatchField.FirstName, text => text[..1]);
        Add("first_sound", MatchField.FirstName, text => text.Length > 1 ? NameSkeleton.Of(FirstWord(text)) : "");
        Add("last_sound", MatchField.LastName, text => text.Length > 1 ? NameSkeleton.Of(LastWord(text)) : "");
        Add("first_start", MatchField.FirstName, text => text.Length > 2 ? text[..3] : "");
        Add("last_start", MatchField.LastName, text => text.Length > 2 ? text[..3] : "");
        Add("postcode", MatchField.Postcode, text => text);
        Add("house", MatchField.HouseNumber, text => text);
        Add("street", MatchField.Street, text => text);
        Add("city", MatchField.City, text => text);
        Add("year", MatchField.Year, text => text);
        Add("venue", MatchField.Venue, text => text);
        AddSounds("first_heard", MatchField.FirstName);
        AddSounds("last_heard", MatchField.LastName);
        AddWords("organisation_words", MatchField.Organisation);
        AddWords("title_words", MatchField.Title);
        AddWords("street_words", MatchField.Street);
        if (table[MatchField.FirstName] is { } first && table[MatchField.LastName] is { } last)
        {
            atoms["name_pair"] = Atom.OfBoth("name_pair", first, last, text => NameSkeleton.Of(text)); // by sound
        }

        return atoms;

        void Add(string name, MatchField field, Func<string, string> part)
        {
            if (table[field] is { } column)
            {
                atoms[name] = Atom.Of(name, column, part);
            }
        }

        // Only where names are written in more than one script: there the sound of Latin letters does not bring them together.
        void AddSounds(string name, MatchField field)
        {
            if (table[field] is { } column && (heard ?? HasOtherScripts(column)))
            {
                atoms[name] = Atom.OfSounds(name, column, MostSounds);
            }
        }

        void AddWords(string name, MatchField field)
        {
            if (table[field] is { } column)
            {
                atoms[name] = WordsOf(name, column, heard);
            }
        }
    }

    static Atom WordsOf(string name, Column column, bool? heard) =>
        heard is null ? Atom.OfWords(name, column, new WordColumn(column), RarestWords) : Atom.OfLongestWords(name, column, RarestWords);

    static IEnumerable<KeyFamily> OfCustom(Column custom, Dictionary<string, Atom> atoms, Atom words)
    {
        yield return new KeyFamily(words);
        yield return new KeyFamily(words, words);
        foreach (var other in (string[])["first_sound", "last_sound", "birth_year", "title_words", "organisation_words", "postcode"])
        {
            if (atoms.TryGetValue(other, out var atom))
            {
                yield return new KeyFamily(words, atom);
            }
        }
    }

    internal static bool HasOtherScripts(Column column)
    {
        long others = 0;
        for (var id = 1; id < column.Counts.Length; id++)
        {
            others += column.Values[id][0] >= '\u0250' ? column.Counts[id] : 0;
        }

        return others * 1_000 > column.Filled;
    }

    static string FirstWord(string text) => text.IndexOf(' ', StringComparison.Ordinal) is > 1 and var cut ? text[..cut] : text;

    static string LastWord(string text) => text[(text.LastIndexOf(' ') + 1)..];
}
