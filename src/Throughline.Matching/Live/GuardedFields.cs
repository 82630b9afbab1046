using Throughline.Matching.Protection;
using Throughline.Matching.Records;

namespace Throughline.Matching.Live;

/// <summary>
/// The fields whose values are identifiers: what each record bears there, and whether it says anything. A value that says nothing is an empty cell of
/// the table, as in a file that is resolved at once.
/// </summary>
sealed class GuardedFields(IdentifierPolicies policies, Func<MatchField, Column?> columns)
{
    readonly Dictionary<MatchField, Guarded> _fields = [];
    int _room;

    /// <summary>Bytes held.</summary>
    public long Bytes => _fields.Values.Sum(guarded => guarded.Borne.Bytes + guarded.Of.LongLength * 4 + guarded.Standing.Length);

    public static bool Guards(MatchField field) => ProtectedTable.NamespaceOf(field) is not null;

    public void MakeRoom(int records)
    {
        _room = records;
        foreach (var field in _fields.Values)
        {
            Array.Resize(ref field.Of, Math.Max(records, field.Of.Length));
        }
    }

    /// <summary>Values that a record bears, each with its field.</summary>
    public IEnumerable<(MatchField Field, int Value)> Of(int record) =>
        _fields.Where(field => field.Value.Of[record] != 0).Select(field => (field.Key, field.Value.Of[record]));

    /// <summary>Notes what a record bears in a field; others are told of it by <see cref="Count"/> once its names are known.</summary>
    public void Note(MatchField field, int record, int value) => For(field).Of[record] = value;

    /// <summary>What a record bears in a field; 0 for nothing.</summary>
    public int Borne(MatchField field, int record) => For(field).Of[record];

    /// <summary>A record's cell for a value: the value itself, or 0 where it says nothing.</summary>
    public int Cell(MatchField field, int record, int value) => value == 0 || Reason(field, record, value) is not null ? 0 : value;

    /// <summary>
    /// Why a value says nothing of a record, as a code of <see cref="ProtectionReason"/>; null where it may be its own. The mailbox of an office is
    /// the own one of a company: of a record that bears an organisation's name and no person's.
    /// </summary>
    public string? Reason(MatchField field, int record, int value)
    {
        var guarded = For(field);
        var standing = guarded.Borne.IsShared(value) ? ValueStanding.Shared : Standing(guarded, field, value);
        return standing == ValueStanding.Role && IsCompany(record) ? null : ProtectionReason.Of(standing);
    }

    /// <summary>Counts what a record bears.</summary>
    /// <returns>Values that are shared from now on, or are not any more.</returns>
    public List<(MatchField Field, int Value)> Count(int record) => [.. Of(record).ToList().Where(borne => For(borne.Field).Borne.Add(borne.Value, record))];

    /// <summary>Counts what a record bears no longer, before it changes or goes.</summary>
    /// <returns>Values that are shared from now on, or are not any more.</returns>
    public List<(MatchField Field, int Value)> Forget(int record)
    {
        var turned = Of(record).ToList().Where(borne => For(borne.Field).Borne.Remove(borne.Value, record)).ToList();
        foreach (var field in _fields.Values)
        {
            field.Of[record] = 0;
        }

        return turned;
    }

    /// <summary>Counts a field anew whose values are read in another way.</summary>
    public void CountAnew(MatchField field, IReadOnlyList<int> records, Func<int, int> valueOf)
    {
        var guarded = For(field);
        _fields[field] = new Guarded(new BorneValues(guarded.Borne.Beyond, PersonOf)) { Of = new int[_room] };
        foreach (var record in records)
        {
            _fields[field].Of[record] = valueOf(record);
            if (valueOf(record) is not 0 and var value)
            {
                _fields[field].Borne.Add(value, record);
            }
        }
    }

    /// <summary>Records that bear a value.</summary>
    public int[] Bearers(MatchField field, int value) => For(field).Borne.Of(value, out _).ToArray();

    /// <summary>Why what two records share says nothing, as codes.</summary>
    public IEnumerable<string> SharedInVain(int left, int right) =>
        _fields.Where(field => field.Value.Of[left] != 0 && field.Value.Of[left] == field.Value.Of[right]).Select(field => Reason(field.Key, left, field.Value.Of[left])).OfType<string>();

    /// <summary>Who a record is about, as far as it says.</summary>
    public PersonSketch PersonOf(int record)
    {
        var (first, last) = (columns(MatchField.FirstName), columns(MatchField.LastName));
        last ??= first is null ? columns(MatchField.Organisation) ?? columns(MatchField.Title) : null;
        return new PersonSketch(Text(first, record), Text(last, record), Text(columns(MatchField.BirthDate), record));
    }

    bool IsCompany(int record) => Bears(MatchField.Organisation, record) && !Bears(MatchField.FirstName, record) && !Bears(MatchField.LastName, record);

    bool Bears(MatchField field, int record) => columns(field) is { } column && column.Ids[record] != 0;

    ValueStanding Standing(Guarded guarded, MatchField field, int value)
    {
        if (value >= guarded.Standing.Length)
        {
            Array.Resize(ref guarded.Standing, Math.Max(value + 1, guarded.Standing.Length + guarded.Standing.Length / 2));
        }

        ref var known = ref guarded.Standing[value];
        if (known == 0)
        {
            known = (byte)(1 + (int)policies.Standing(ProtectedTable.NamespaceOf(field)!, columns(field)!.Values[value]));
        }

        return (ValueStanding)(known - 1);
    }

    Guarded For(MatchField field) => _fields.TryGetValue(field, out var guarded) ? guarded
        : _fields[field] = new Guarded(new BorneValues(policies.For(ProtectedTable.NamespaceOf(field)!).SharedBeyond, PersonOf)) { Of = new int[_room] };

    static string Text(Column? column, int record) => column is null ? "" : column.Values[column.Ids[record]];

    sealed class Guarded(BorneValues borne)
    {
        public BorneValues Borne => borne;
        public int[] Of = []; // value of each record
        public byte[] Standing = []; // of each value, 1 added; 0 for one not looked at
    }
}
