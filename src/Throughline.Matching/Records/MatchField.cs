namespace Throughline.Matching.Records;

/// <summary>What a column of records holds, as far as it helps to tell who a record is about.</summary>
public enum MatchField
{
    /// <summary>Whole name of a person; parted into first and last where those are missing.</summary>
    FullName = 0,
    /// <summary>Given name.</summary>
    FirstName = 1,
    /// <summary>Family name.</summary>
    LastName = 2,
    /// <summary>Day of birth.</summary>
    BirthDate = 3,
    /// <summary>E-mail address.</summary>
    Email = 4,
    /// <summary>Telephone number.</summary>
    Phone = 5,
    /// <summary>Street, perhaps with the house number.</summary>
    Street = 6,
    /// <summary>House number.</summary>
    HouseNumber = 7,
    /// <summary>Flat, building, or second line of an address.</summary>
    Unit = 8,
    /// <summary>Town or suburb.</summary>
    City = 9,
    /// <summary>State, county or province.</summary>
    Region = 10,
    /// <summary>Postal code.</summary>
    Postcode = 11,
    /// <summary>Country.</summary>
    Country = 12,
    /// <summary>Trade of a person.</summary>
    Occupation = 13,
    /// <summary>Name of a company, shop or place.</summary>
    Organisation = 14,
    /// <summary>Number that a state gave to one person.</summary>
    NationalId = 15,
    /// <summary>Number that some system gave to one person or thing.</summary>
    ExternalId = 16,
    /// <summary>Title of a work.</summary>
    Title = 17,
    /// <summary>Where a work appeared.</summary>
    Venue = 18,
    /// <summary>A year.</summary>
    Year = 19,
    /// <summary>Anything else; its values say whether they are words or codes.</summary>
    Custom = 20,
}

/// <summary>One column of the records: what it holds and what it is called.</summary>
public sealed record MatchColumn(MatchField Field, string Name);
