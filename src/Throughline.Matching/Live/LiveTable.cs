using Throughline.Matching.Normal;
using Throughline.Matching.Protection;
using Throughline.Matching.Records;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Live;

/// <summary>Records as columns of numbers that come and go: values in normal form, counted as they do.</summary>
sealed class LiveTable
{
    const int Longest = 1_024; // units of a text that are looked at; a fold keeps fewer

    static readonly int s_fields = Enum.GetValues<MatchField>().Length;
    static readonly MatchField[] s_guarded = [.. Enum.GetValues<MatchField>().Where(GuardedFields.Guards)];

    readonly Column?[] _columns = new Column?[s_fields];
    readonly Column?[] _written = new Column?[s_fields]; // dates and phones as they came, since how they are read may change
    readonly Func<string, string>[] _normal = new Func<string, string>[s_fields];
    readonly string?[] _texts = new string?[s_fields];
    readonly ValueTable _names = new();
    Comparison?[] _comparisons = new Comparison?[s_fields];
    int _room;

    public LiveTable(IdentifierPolicies policies)
    {
        Guarded = new GuardedFields(policies, field => _columns[(int)field]);
        ReadAs(DateOrder.DayFirst, "");
    }

    /// <summary>What records bear in the fields that are identifiers.</summary>
    public GuardedFields Guarded { get; }

    /// <summary>Which fields some record has a value of, a bit each.</summary>
    public uint FilledFields
    {
        get
        {
            var filled = 0u;
            for (var i = 0; i < s_fields; i++)
            {
                filled |= _columns[i] is { Filled: > 0 } ? 1u << i : 0;
            }

            return filled;
        }
    }

    /// <summary>Fields that some record has a value of.</summary>
    public IEnumerable<Column> Columns => _columns.OfType<Column>().Where(column => column.Filled > 0);

    public Column? this[MatchField field] => _columns[(int)field] is { Filled: > 0 } column ? column : null;

    public void MakeRoom(int records)
    {
        _room = records;
        Guarded.MakeRoom(records);
        foreach (var column in _columns.Concat(_written))
        {
            column?.MakeRoom(records);
        }
    }

    /// <summary>Dates and phones are read this way from now on.</summary>
    public void ReadAs(DateOrder dates, string region)
    {
        for (var field = 0; field < s_fields; field++)
        {
            _normal[field] = Normaliser.Of((MatchField)field, dates, region);
        }
    }

    /// <summary>Reads all dates and phones anew, after <see cref="ReadAs"/>.</summary>
    public void ReadAgain(IReadOnlyList<int> records)
    {
        MatchField[] fields = [.. ((MatchField[])[MatchField.BirthDate, MatchField.Phone]).Where(field => _written[(int)field] is not null)];
        foreach (var field in fields)
        {
            var (written, column) = (_written[(int)field]!, _columns[(int)field]!);
            var read = new int[written.Values.Count];
            Array.Fill(read, -1);
            if (GuardedFields.Guards(field))
            {
                Guarded.CountAnew(field, records, Read);
            }

            foreach (var record in records)
            {
                column.Put(record, GuardedFields.Guards(field) ? Guarded.Cell(field, record, Read(record)) : Read(record));
            }

            int Read(int record)
            {
                ref var known = ref read[written.Ids[record]];
                return known >= 0 ? known : known = column.Values.Add(_normal[(int)field](written.Values[written.Ids[record]]));
            }
        }
    }

    /// <summary>The columns of some records, numbered from 0 in their order, with dates and phones read this way. Shares nothing with these.</summary>
    public RecordTable Copy(IReadOnlyList<int> records, DateOrder dates, string region)
    {
        var names = _names.Copy();
        return new RecordTable(records.Count, null, Columns.ToList().Select(Copied));

        Column Copied(Column column)
        {
            var written = _written[(int)column.Field];
            if (written is null)
            {
                return new Column(column.Field, column.Name, [.. records.Select(record => column.Ids[record])], column.Values == _names ? names : column.Values.Copy());
            }

            var (values, normal) = (new ValueTable(), Normaliser.Of(column.Field, dates, region));
            var read = new int[written.Values.Count];
            Array.Fill(read, -1);
            return new Column(column.Field, column.Name, [.. records.Select(record => read[written.Ids[record]] is >= 0 and var known ? known : Read(written.Ids[record]))], values);

            int Read(int id) => read[id] = values.Add(normal(written.Values[id]));
        }
    }

    /// <summary>What dates and phones tell of how they are written.</summary>
    public (DateOrder Dates, string Region) Habits(int looked)
    {
        return (PartialDate.OrderOf(Some(MatchField.BirthDate)), PhoneNumber.RegionOf(Some(MatchField.Phone)));

        IEnumerable<string> Some(MatchField field) =>
            _written[(int)field] is { } column ? Enumerable.Range(1, Math.Min(looked, column.Values.Count - 1)).Select(id => column.Values[id]) : [];
    }

    /// <summary>Comparisons that are told of values that come and go.</summary>
    public void Compare(Comparison[] comparisons)
    {
        _comparisons = new Comparison?[s_fields];
        foreach (var comparison in comparisons)
        {
            _comparisons[(int)comparison.Column.Field] = comparison;
        }
    }

    /// <summary>Gives a record its values in place of those it had.</summary>
    /// <param name="record">The record.</param>
    /// <param name="values">Its values.</param>
    /// <param name="turned">Values that are shared from now on, or are not any more.</param>
    public void Put(int record, IReadOnlyList<FieldValue> values, List<(MatchField Field, int Value)> turned)
    {
        turned.AddRange(Guarded.Forget(record));
        Array.Clear(_texts);
        foreach (var value in values)
        {
            var text = value.Text.Length > Longest ? value.Text[..Longest] : value.Text;
            _texts[(int)value.Field] = text.Trim();
        }

        PartNames();
        PartStreet();
        for (var field = MatchField.FirstName; (int)field < s_fields; field++)
        {
            Set(record, field, _texts[(int)field]);
        }

        // Whether an identifier says anything depends on the record's other fields.
        foreach (var field in s_guarded)
        {
            Count(record, (int)field, Guarded.Cell(field, record, Guarded.Borne(field, record)));
        }

        turned.AddRange(Guarded.Count(record));
    }

    /// <summary>Fills or empties a cell whose value has turned.</summary>
    public void Turn(int record, MatchField field, int value) => Count(record, (int)field, Guarded.Cell(field, record, value));

    /// <summary>True where a cell is not as its value has turned.</summary>
    public bool IsToTurn(int record, MatchField field, int value) => _columns[(int)field]!.Ids[record] != Guarded.Cell(field, record, value);

    /// <summary>Takes a record's values away.</summary>
    /// <returns>Values that were shared and are not any more.</returns>
    public List<(MatchField Field, int Value)> Remove(int record)
    {
        var turned = Guarded.Forget(record);
        for (var field = 0; field < s_fields; field++)
        {
            Count(record, field, 0);
            _written[field]?.Put(record, 0);
        }

        return turned;
    }

    void Set(int record, MatchField field, string? text)
    {
        var place = (int)field;
        if (string.IsNullOrEmpty(text) && _columns[place] is null)
        {
            return;
        }

        var column = _columns[place] ??= Made(field, field is MatchField.FirstName or MatchField.LastName ? _names : new ValueTable());
        if (field is MatchField.BirthDate or MatchField.Phone)
        {
            var written = _written[place] ??= Made(field, new ValueTable());
            written.Put(record, written.Values.Add(text ?? ""));
        }

        var folded = field is MatchField.FirstName or MatchField.LastName or MatchField.Street or MatchField.HouseNumber; // done by whoever parted them
        var id = string.IsNullOrEmpty(text) ? 0 : column.Values.Add(folded ? text : _normal[place](text));
        if (GuardedFields.Guards(field))
        {
            Guarded.Note(field, record, id);
        }
        else
        {
            Count(record, place, id);
        }
    }

    void Count(int record, int field, int id)
    {
        if (_columns[field] is not { } column)
        {
            return;
        }

        var before = column.Ids[record];
        if (before == id)
        {
            return;
        }

        column.Put(record, id);
        if (_comparisons[field] is { } comparison)
        {
            comparison.Grow();
            comparison.Bear(before, -1);
            comparison.Bear(id, 1);
        }
    }

    Column Made(MatchField field, ValueTable values)
    {
        var column = new Column(field, field == MatchField.Custom ? "custom" : field.ToString(), values);
        column.MakeRoom(_room);
        return column;
    }

    /// <summary>First and last name in normal form; a whole name stands in where both are missing.</summary>
    void PartNames()
    {
        ref var first = ref _texts[(int)MatchField.FirstName];
        ref var last = ref _texts[(int)MatchField.LastName];
        first = _normal[(int)MatchField.FirstName](first ?? "");
        last = _normal[(int)MatchField.LastName](last ?? "");
        if (first.Length == 0 && last.Length == 0 && _texts[(int)MatchField.FullName] is { Length: > 0 } whole)
        {
            (first, _, last) = PersonName.Whole(whole);
        }
    }

    /// <summary>The house number of a record that has none beside its street is parted off.</summary>
    void PartStreet()
    {
        ref var street = ref _texts[(int)MatchField.Street];
        ref var house = ref _texts[(int)MatchField.HouseNumber];
        street = _normal[(int)MatchField.Street](street ?? "");
        house = _normal[(int)MatchField.HouseNumber](house ?? "");
        if (house.Length == 0)
        {
            (house, street) = StreetAddress.Part(street);
        }
    }
}
