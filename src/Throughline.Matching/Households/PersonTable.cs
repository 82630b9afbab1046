using Throughline.Matching.Records;

namespace Throughline.Matching.Households;

/// <summary>Persons with what may be shared in a household: every different value of all their records.</summary>
sealed class PersonTable
{
    readonly Dictionary<(int, int), int> _streets = [];
    readonly List<(int Number, int Street)> _parts = [default];
    readonly Column? _street;

    public PersonTable(RecordTable table, int[] personOf, int persons)
    {
        Count = persons;
        Surnames = PersonValues.Of(table[MatchField.LastName], personOf, persons);
        FirstNames = PersonValues.Of(table[MatchField.FirstName], personOf, persons);
        Births = PersonValues.Of(table[MatchField.BirthDate], personOf, persons);
        Phones = PersonValues.Of(table[MatchField.Phone], personOf, persons);
        Emails = PersonValues.Of(table[MatchField.Email], personOf, persons);
        Accounts = PersonValues.Of(table[MatchField.ExternalId], personOf, persons);
        Postcodes = PersonValues.Of(table[MatchField.Postcode], personOf, persons);
        Towns = PersonValues.Of(table[MatchField.City], personOf, persons);
        _street = table[MatchField.Street];
        if (_street is null)
        {
            return;
        }

        var houses = table[MatchField.HouseNumber];
        var streets = new int[table.Count];
        for (var record = 0; record < streets.Length; record++)
        {
            // A street is no address until it has a number, where numbers are known at all.
            streets[record] = _street.Ids[record] == 0 || (houses is not null && houses.Ids[record] == 0)
                ? 0
                : Street(houses?.Ids[record] ?? 0, _street.Ids[record]);
        }

        Streets = PersonValues.Of(streets, personOf, persons, id => $"{houses?.Values[_parts[id].Number]} {_street.Values[_parts[id].Street]}");
        InTown = Together(streets, table[MatchField.City]) is { } inTown ? PersonValues.Of(inTown, personOf, persons, _ => "") : null;
        if (Together(streets, table[MatchField.Unit]) is { } doors)
        {
            StreetOfDoor = new int[doors.Max() + 1];
            for (var record = 0; record < doors.Length; record++)
            {
                StreetOfDoor[doors[record]] = streets[record];
            }

            Doors = PersonValues.Of(doors, personOf, persons, _ => "");
        }
    }

    public int Count { get; }

    public PersonValues? Surnames { get; }

    public PersonValues? FirstNames { get; }

    public PersonValues? Births { get; }

    public PersonValues? Phones { get; }

    public PersonValues? Emails { get; }

    /// <summary>Numbers that some system gave: of a loyalty card, a contract, a means of payment.</summary>
    public PersonValues? Accounts { get; }

    public PersonValues? Postcodes { get; }

    public PersonValues? Towns { get; }

    /// <summary>House number and street.</summary>
    public PersonValues? Streets { get; }

    /// <summary>House number, street and town.</summary>
    public PersonValues? InTown { get; }

    /// <summary>House number, street and unit, of those who gave a unit.</summary>
    public PersonValues? Doors { get; }

    /// <summary>The value of <see cref="Streets"/> that each door stands in.</summary>
    public int[] StreetOfDoor { get; } = [];

    public bool SameNumber(int left, int right) => _parts[left].Number == _parts[right].Number;

    public string StreetName(int street) => _street!.Values[_parts[street].Street];

    int Street(int number, int street)
    {
        ref var id = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_streets, (number, street), out var known);
        if (!known)
        {
            id = _parts.Count;
            _parts.Add((number, street));
        }

        return id;
    }

    /// <summary>A number for each pair of values that stand together in a record; 0 where one of them is missing.</summary>
    static int[]? Together(int[] first, Column? second)
    {
        if (second is null)
        {
            return null;
        }

        var numbers = new Dictionary<(int, int), int>();
        var ids = new int[first.Length];
        for (var record = 0; record < ids.Length; record++)
        {
            if (first[record] == 0 || second.Ids[record] == 0)
            {
                continue;
            }

            ref var id = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(numbers, (first[record], second.Ids[record]), out var known);
            id = known ? id : numbers.Count;
            ids[record] = id;
        }

        return ids;
    }
}
