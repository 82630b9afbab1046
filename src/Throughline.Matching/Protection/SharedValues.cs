namespace Throughline.Matching.Protection;

/// <summary>
/// Tells whether a value of an identifier is shared: whether more than so many different people bear it. The answer depends on who bears it now and on
/// the order they are given in, on no history: a bearer more or fewer may turn it either way.
/// </summary>
public static class SharedValues
{
    /// <summary>
    /// Whether the records that bear one value are more than so many different people. One record stands for each person known; a further one is
    /// somebody else only when it can be none of them. Takes at most so many comparisons a record.
    /// </summary>
    /// <param name="beyond">Different people up to whom a value is not shared (<see cref="IdentifierPolicy.SharedBeyond"/>).</param>
    /// <param name="records">The bearers; in the order of their numbers, so that the answer is the same wherever it is asked.</param>
    /// <param name="person">Who a record is about, as far as it says.</param>
    /// <param name="people">Different people known; counting stops at one more than may.</param>
    public static bool AreMoreThan(int beyond, IEnumerable<int> records, Func<int, PersonSketch> person, out int people)
    {
        var known = new List<PersonSketch>();
        foreach (var sketch in records.Select(person))
        {
            if (sketch.IsTelling && !known.Exists(sketch.MayBe))
            {
                known.Add(sketch);
            }

            if (known.Count > beyond)
            {
                break;
            }
        }

        people = known.Count;
        return people > beyond;
    }
}
