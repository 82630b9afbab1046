using System.Runtime.Intrinsics;

namespace Throughline.Matching.Scoring;

/// <summary>Eight numbers, one for each kind of pair and some to spare, added at once.</summary>
struct Lanes
{
    public Vector256<double> Front;
    public Vector256<double> Back;

    public double this[int lane]
    {
        readonly get => lane < 4 ? Front.GetElement(lane) : Back.GetElement(lane - 4);
        set
        {
            if (lane < 4)
            {
                Front = Front.WithElement(lane, value);
            }
            else
            {
                Back = Back.WithElement(lane - 4, value);
            }
        }
    }
}

/// <summary>Expected numbers of pairs of each kind: in all, and at each level.</summary>
sealed class KindSums(Lanes[] levels)
{
    public Lanes All;

    public Lanes[] Levels { get; } = levels;

    public void Add(KindSums other)
    {
        All.Front += other.All.Front;
        All.Back += other.All.Back;
        for (var i = 0; i < Levels.Length; i++)
        {
            Levels[i].Front += other.Levels[i].Front;
            Levels[i].Back += other.Levels[i].Back;
        }
    }
}
