using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>
/// How one field of two records is compared: a level from 0 (one of the values is missing) over 1 (different) to exact agreement, whose
/// classes of rarity come last.
/// </summary>
abstract class Comparison
{
    /// <summary>Level of a pair in which a value is missing.</summary>
    public const int Missing = 0;

    /// <summary>Level of values that have nothing in common.</summary>
    public const int Different = 1;

    readonly string[] _between;

    protected Comparison(Column column, params string[] between)
    {
        Column = column;
        _between = between;
        Rarity = new Rarity(column);
    }

    public Column Column { get; }

    public Rarity Rarity { get; private set; }

    /// <summary>First level of exact agreement.</summary>
    public int Exact => 2 + _between.Length;

    /// <summary>Number of levels.</summary>
    public int Levels => Exact + Rarity.Classes;

    /// <summary>What a level is called in an explanation.</summary>
    public string NameOf(int level) => level switch
    {
        Missing => "missing",
        Different => "different",
        _ when level < Exact => _between[level - 2],
        _ => "exact",
    };

    /// <summary>The level of a pair of records.</summary>
    public abstract int Level(int left, int right);

    /// <summary>Bits to add to a chance agreement for how rare the agreed value is.</summary>
    public float Shift(int left, int level) => level >= Exact ? Rarity.Shift(Column.Ids[left]) : 0;

    /// <summary>Takes up the values that the column got since; to be called before a level is asked of one of them.</summary>
    public abstract void Grow();

    /// <summary>Counts records that got a value, or lost it, where parts of values are counted as well.</summary>
    public virtual void Bear(int value, int records)
    {
    }

    /// <summary>Tells rare values by other counts from now on.</summary>
    public void CountBy(Rarity rarity) => Rarity = rarity;

    /// <summary>Counts value frequencies anew from the column.</summary>
    public void Recount() => Rarity = new Rarity(Column);

    protected int ExactLevel(int value) => Exact + Rarity.ClassOf(value);

    /// <summary>Works out what is known of each value, from the first that is not known yet.</summary>
    protected static void Extend<T>(ref T[] made, ref int known, int count, Func<int, T> of)
    {
        if (made.Length < count)
        {
            Array.Resize(ref made, known == 0 ? count : Math.Max(count, made.Length + made.Length / 2));
        }

        for (; known < count; known++)
        {
            made[known] = of(known);
        }
    }
}
