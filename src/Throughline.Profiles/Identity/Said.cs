using Microsoft.Data.Sqlite;
using Throughline.Platform.Facts;

namespace Throughline.Profiles.Identity;

/// <summary>A person's word on two records that stands.</summary>
/// <param name="Fact">Number of its fact.</param>
/// <param name="Left">The lower number.</param>
/// <param name="Right">The higher number.</param>
/// <param name="Together">True for one customer, false for two.</param>
sealed record Word(long Fact, int Left, int Right, bool Together)
{
    public bool Crosses(IReadOnlySet<int> part) => part.Contains(Left) != part.Contains(Right);
}

/// <summary>The words of people that stand, and whether a new one goes with them.</summary>
sealed class Said
{
    readonly SortedDictionary<long, Word> _standing = [];

    /// <summary>Those that stand, in the order in which they were said.</summary>
    public IEnumerable<Word> Standing => _standing.Values;

    public static Said Read(SqliteConnection connection)
    {
        var said = new Said();
        foreach (var fact in FactLog.OfKinds(connection, IdentityFacts.Words))
        {
            if (fact.Kind == IdentityFacts.Lifted)
            {
                said._standing.Remove(IdentityFacts.Read<LiftedBody>(fact.Body).Fact);
            }
            else
            {
                var body = IdentityFacts.Read<StatedBody>(fact.Body);
                said.Add(fact.Seq, body.Left, body.Right, fact.Kind == IdentityFacts.Together);
            }
        }

        return said;
    }

    public Word? Find(long fact) => _standing.GetValueOrDefault(fact);

    public Word Add(long fact, int left, int right, bool together) =>
        _standing[fact] = new Word(fact, Math.Min(left, right), Math.Max(left, right), together);

    public void Lift(long fact) => _standing.Remove(fact);

    /// <summary>The facts that stand against a word, through whatever chain of words; empty when none does.</summary>
    public IReadOnlyList<long> Against(int left, int right, bool together)
    {
        if (!together)
        {
            return Chain(left, right);
        }

        var (ofLeft, ofRight) = (With(left), With(right));
        return ofLeft.ContainsKey(right) ? []
            :
            [
                .. _standing.Values.Where(word => !word.Together
                    && (ofLeft.ContainsKey(word.Left) && ofRight.ContainsKey(word.Right) || ofLeft.ContainsKey(word.Right) && ofRight.ContainsKey(word.Left)))
                    .Select(word => word.Fact),
            ];
    }

    /// <summary>The words by which two records are one customer; empty when none says so.</summary>
    List<long> Chain(int left, int right)
    {
        var with = With(left);
        var chain = new List<long>();
        for (var at = right; with.TryGetValue(at, out var word) && word is not null; at = word.Left == at ? word.Right : word.Left)
        {
            chain.Add(word.Fact);
        }

        chain.Sort();
        return chain;
    }

    /// <summary>All records that are one customer with this one by what was said, each with the word that led there.</summary>
    Dictionary<int, Word?> With(int record)
    {
        var near = _standing.Values.Where(word => word.Together)
            .SelectMany(word => new[] { (From: word.Left, To: word.Right, word), (From: word.Right, To: word.Left, word) }).ToLookup(one => one.From);
        var reached = new Dictionary<int, Word?> { [record] = null };
        var open = new Queue<int>([record]);
        while (open.TryDequeue(out var from))
        {
            foreach (var (_, to, word) in near[from])
            {
                if (reached.TryAdd(to, word))
                {
                    open.Enqueue(to);
                }
            }
        }

        return reached;
    }
}
