namespace Throughline.Matching.Protection;

/// <summary>
/// Learns which values of one kind of identifier are shared: those that more than so many different people bear. Counts as records come
/// and go, in a few comparisons each: of the bearers only such are kept as cannot be one another. Values and records are numbers of the caller's.
/// For one thread at a time.
/// </summary>
/// <param name="beyond">Different people up to whom a value is not shared (<see cref="IdentifierPolicy.SharedBeyond"/>).</param>
/// <param name="person">Who a record is about, as far as it says.</param>
public sealed class SharedValues(int beyond, Func<int, PersonSketch> person)
{
    readonly Dictionary<int, List<int>> _people = []; // of each value, one record for each person known
    readonly HashSet<int> _shared = [];

    /// <summary>Different people up to whom a value is not shared.</summary>
    public int Beyond => beyond;

    /// <summary>Values that are shared, in no order.</summary>
    public IReadOnlyCollection<int> Shared => _shared;

    /// <summary>True when more different people bear the value than may.</summary>
    public bool IsShared(int value) => _shared.Contains(value);

    /// <summary>Different people known to bear the value; counting stops at one more than may.</summary>
    public int People(int value) => _people.TryGetValue(value, out var people) ? people.Count : 0;

    /// <summary>A record bears the value. The same record may be told again.</summary>
    /// <returns>True when the value is shared from now on and was not before: joins that rest on it are to be judged again.</returns>
    public bool Add(int value, int record)
    {
        if (_shared.Contains(value) || person(record) is not { IsTelling: true } sketch)
        {
            return false;
        }

        if (!_people.TryGetValue(value, out var people))
        {
            _people.Add(value, [record]);
            return beyond == 0 && _shared.Add(value);
        }

        foreach (var known in people)
        {
            if (known == record || sketch.MayBe(person(known)))
            {
                return false;
            }
        }

        people.Add(record);
        return people.Count > beyond && _shared.Add(value);
    }

    /// <summary>A record bears the value no longer, or has become another; call <see cref="Add"/> afterwards if it still bears it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="record">The record.</param>
    /// <param name="rest">The other records that bear it; read only when the record was one that people were told by.</param>
    /// <returns>True when the value was shared and is not any more.</returns>
    public bool Remove(int value, int record, IEnumerable<int> rest)
    {
        if (!_people.TryGetValue(value, out var people) || !people.Contains(record))
        {
            return false;
        }

        var was = _shared.Remove(value);
        _people.Remove(value);
        foreach (var other in rest)
        {
            if (other != record)
            {
                Add(value, other);
            }
        }

        return was && !_shared.Contains(value);
    }

    /// <summary>Whether the records that bear one value are more than so many different people. For a whole list at once; keeps nothing.</summary>
    public static bool AreMoreThan(int beyond, IEnumerable<int> records, Func<int, PersonSketch> person, out int people)
    {
        var count = new SharedValues(beyond, person);
        var shared = false;
        foreach (var record in records)
        {
            if (count.Add(0, record))
            {
                shared = true;
                break;
            }
        }

        people = count.People(0);
        return shared;
    }
}
