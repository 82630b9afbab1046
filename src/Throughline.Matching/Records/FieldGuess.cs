namespace Throughline.Matching.Records;

/// <summary>What a column seems to hold: a field, the record's id, or the source it came from.</summary>
/// <param name="Field">The field; null for a column that is no evidence.</param>
/// <param name="IsId">True for the column that numbers the records.</param>
public sealed record ColumnGuess(MatchField? Field, bool IsId);

/// <summary>Guesses what columns hold, from their names first and their values where names say nothing.</summary>
public static class FieldGuess
{
    const double MostDistinctOfWords = 0.98;

    static readonly (MatchField? Field, string[] Names)[] s_names =
    [
        (MatchField.FirstName, ["first_name", "firstname", "given_name", "givenname", "forename", "fname", "first", "given", "vorname", "prenom", "nombre", "christian_name"]),
        (MatchField.LastName, ["last_name", "lastname", "surname", "family_name", "familyname", "lname", "sname", "last", "nachname", "nom", "apellido", "apellidos"]),
        (MatchField.FullName, ["full_name", "fullname", "person_name", "customer_name", "contact_name", "display_name", "customer", "نام"]),
        (MatchField.BirthDate, ["birth_date", "birthdate", "date_of_birth", "dateofbirth", "dob", "birthday", "born", "geburtsdatum", "birth"]),
        (MatchField.Email, ["email", "e_mail", "mail", "email_address", "emailaddress", "mail_address"]),
        (MatchField.Phone, ["phone", "telephone", "tel", "mobile", "cell", "phone_number", "phonenumber", "telephone_number", "mobile_number", "contact_number", "msisdn"]),
        (MatchField.HouseNumber, ["house_number", "housenumber", "street_number", "streetnumber", "house_no", "street_no", "house", "number", "house_num", "civic_number"]),
        (MatchField.Street, ["street", "street_name", "streetname", "address", "addr", "address_1", "address1", "address_line_1", "addressline1", "address_line1", "street_address", "road", "strasse", "site_address"]),
        (MatchField.Unit, ["unit", "address_2", "address2", "address_line_2", "addressline2", "address_line2", "apartment", "apt", "flat", "suite"]),
        (MatchField.City, ["city", "town", "suburb", "locality", "place", "municipality", "birth_place", "birthplace", "village", "ort", "stadt"]),
        (MatchField.Region, ["region", "state", "province", "county", "state_code"]),
        (MatchField.Postcode, ["postcode", "post_code", "postal_code", "postalcode", "zip", "zipcode", "zip_code", "plz", "postcode_fake"]),
        (MatchField.Country, ["country", "country_code", "nation"]),
        (MatchField.Occupation, ["occupation", "job", "profession", "job_title", "trade"]),
        (MatchField.Organisation, ["organisation", "organization", "company", "company_name", "business_name", "org", "site_name", "restaurant", "restaurant_name", "business", "employer", "shop", "venue_name", "organisation_name"]),
        (MatchField.NationalId, ["national_id", "soc_sec_id", "ssn", "social_security_number", "nin", "nino", "passport", "tax_id", "national_number", "soc_sec"]),
        (MatchField.ExternalId, ["external_id", "customer_id", "customer_number", "client_id", "member_id", "loyalty_id", "account_number"]),
        (MatchField.Title, ["title", "paper_title", "work", "book_title", "album", "song"]),
        (MatchField.Venue, ["venue", "journal", "booktitle", "conference", "publisher"]),
        (MatchField.Year, ["year", "pub_year", "publication_year"]),
    ];

    static readonly HashSet<string> s_ids = new(StringComparer.Ordinal) { "id", "record_id", "rec_id", "recordid", "unique_id", "uniqueid", "uid", "row_id", "rowid", "key", "nr" };

    // Where a record came from, or the truth of a test: never evidence.
    static readonly HashSet<string> s_aside = new(StringComparer.Ordinal)
    {
        "source", "source_dataset", "dataset", "system", "origin", "cluster", "cluster_id", "household", "household_id", "created", "created_at", "updated", "updated_at", "timestamp", "notes", "comment",
    };

    /// <summary>The field that a name alone speaks of; null when it says nothing, or that it is no evidence.</summary>
    public static MatchField? OfName(string name) => OfPlainName(Plain(name));

    /// <summary>The field of an attribute that says who somebody is; null when its name tells none.</summary>
    public static MatchField? OfAttribute(string attribute) => attribute == "name" ? MatchField.FullName : OfName(attribute);

    static MatchField? OfPlainName(string name) => s_names.FirstOrDefault(known => known.Names.Contains(name)).Field;

    /// <summary>A guess for each column.</summary>
    /// <param name="columns">Names, and some of the values of each column.</param>
    public static IReadOnlyList<ColumnGuess> Of(IReadOnlyList<(string Name, IReadOnlyList<string> Values)> columns)
    {
        var guesses = new ColumnGuess?[columns.Count];
        var taken = new HashSet<MatchField>();
        var id = false;
        for (var i = 0; i < columns.Count; i++)
        {
            var name = Plain(columns[i].Name);
            if (!id && s_ids.Contains(name))
            {
                guesses[i] = new ColumnGuess(null, true);
                id = true;
            }
            else if (s_aside.Contains(name) || s_ids.Contains(name))
            {
                guesses[i] = new ColumnGuess(null, false);
            }
            else if (OfPlainName(name) is { } field && taken.Add(field))
            {
                guesses[i] = new ColumnGuess(field, false);
            }
        }

        for (var i = 0; i < columns.Count; i++)
        {
            guesses[i] ??= Of(Plain(columns[i].Name), [.. columns[i].Values.Where(v => v.Length > 0)], taken, ref id);
        }

        return guesses!;
    }

    static ColumnGuess Of(string name, string[] values, HashSet<MatchField> taken, ref bool id)
    {
        if (!id && name.EndsWith("_id", StringComparison.Ordinal) && values.Length > 0 && values.Distinct(StringComparer.Ordinal).Count() == values.Length)
        {
            id = true;
            return new ColumnGuess(null, true);
        }

        if (values.Length == 0)
        {
            return new ColumnGuess(null, false);
        }

        if (name == "name")
        {
            return new ColumnGuess(FieldOfName(taken), false);
        }

        if (Share(values, v => v.Contains('@', StringComparison.Ordinal) && v.Contains('.', StringComparison.Ordinal)) > 0.8 && taken.Add(MatchField.Email))
        {
            return new ColumnGuess(MatchField.Email, false);
        }

        if (Share(values, IsPhone) > 0.8 && taken.Add(MatchField.Phone))
        {
            return new ColumnGuess(MatchField.Phone, false);
        }

        if (Share(values, IsDate) > 0.8 && taken.Add(MatchField.BirthDate))
        {
            return new ColumnGuess(MatchField.BirthDate, false);
        }

        var distinct = values.Distinct(StringComparer.OrdinalIgnoreCase).Count();
        return distinct < 2 || (distinct > MostDistinctOfWords * values.Length && values.Length > 50 && Share(values, v => !v.Contains(' ', StringComparison.Ordinal)) > 0.95)
            ? new ColumnGuess(null, false)
            : new ColumnGuess(MatchField.Custom, false);
    }

    /// <summary>A column called "name" is a person's where other columns speak of persons, else a company's or a place's.</summary>
    static MatchField FieldOfName(HashSet<MatchField> taken)
    {
        var person = taken.Contains(MatchField.BirthDate) || taken.Contains(MatchField.Email) || taken.Contains(MatchField.NationalId) || taken.Contains(MatchField.Occupation);
        var field = taken.Contains(MatchField.LastName) && !taken.Contains(MatchField.FirstName) ? MatchField.FirstName
            : person ? MatchField.FullName
            : MatchField.Organisation;
        return taken.Add(field) ? field : MatchField.Custom;
    }

    static double Share(string[] values, Func<string, bool> test) => values.Count(test) / (double)values.Length;

    static bool IsPhone(string value) => value.Count(char.IsAsciiDigit) is >= 9 and <= 15 && !value.Any(char.IsLetter) && value.AsSpan().ContainsAny("+ ()/-".AsSpan());

    static bool IsDate(string value) => value.Length is >= 8 and <= 10 && Normal.PartialDate.Of(value, Normal.DateOrder.DayFirst).Length == 8 && value.AsSpan().ContainsAny("-/.".AsSpan());

    static string Plain(string header)
    {
        var plain = new System.Text.StringBuilder(header.Length);
        foreach (var (i, c) in header.Trim().Index())
        {
            if (char.IsUpper(c) && i > 0 && char.IsLower(header.Trim()[i - 1]))
            {
                plain.Append('_');
            }

            plain.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_');
        }

        return plain.ToString().Trim('_').Replace("__", "_", StringComparison.Ordinal);
    }
}
