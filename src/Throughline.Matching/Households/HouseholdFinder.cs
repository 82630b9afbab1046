using Throughline.Matching.Clustering;
using Throughline.Matching.Records;

namespace Throughline.Matching.Households;

/// <summary>
/// Finds which persons live together, without labels: a second clustering, over persons and not over records. A household is an inference
/// about people, never a reason to put two of them into one profile.
/// </summary>
public static class HouseholdFinder
{
    const int MostOfPhone = 6; // persons; what more bear belongs to a desk
    const int MostOfEmail = 3;

    /// <summary>The households of all persons of a table.</summary>
    /// <param name="table">The records, in normal form.</param>
    /// <param name="personOf">The person of each record, numbered from 0 without a gap.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops between the steps.</param>
    /// <exception cref="ArgumentException">Persons and records do not go together.</exception>
    public static HouseholdResolution Find(RecordTable table, int[] personOf, HouseholdOptions options, CancellationToken cancellation = default)
    {
        if (personOf.Length != table.Count)
        {
            throw new ArgumentException($"There are {table.Count} records and persons for {personOf.Length}.", nameof(personOf));
        }

        var persons = new PersonTable(table, personOf, personOf.Length == 0 ? 0 : personOf.Max() + 1);
        var pairs = PersonPairs.Of(persons, options.MostAtOnePlace);
        cancellation.ThrowIfCancellationRequested();
        var comparisons = Comparisons(persons, options);
        if (pairs.Length == 0 || comparisons.Length == 0)
        {
            return Alone(persons.Count, pairs.Length);
        }

        var fit = Fit(comparisons, pairs, persons.Count);
        var scorer = new MateScorer(comparisons, fit);
        cancellation.ThrowIfCancellationRequested();
        var edges = new List<Edge>();
        foreach (var (left, right) in pairs)
        {
            if (scorer.Weight(left, right) is var weight && weight >= HouseholdLinkage.Rule.Threshold)
            {
                edges.Add(new Edge(left, right, (float)weight));
            }
        }

        var (joins, roots) = new HouseholdLinkage(persons.Count, scorer, options.Most).Of(edges);
        cancellation.ThrowIfCancellationRequested();
        return Told(persons, scorer, joins, roots, pairs.Length, fit.Share, options.Today);
    }

    internal static MateFit Fit(MateComparison[] comparisons, (int Left, int Right)[] pairs, int persons) =>
        MateFit.Of(comparisons, Patterns(comparisons, pairs), persons);

    static MateComparison[] Comparisons(PersonTable persons, HouseholdOptions options)
    {
        var made = new List<MateComparison>();
        if (persons.Streets is not null || persons.Postcodes is not null || persons.Towns is not null)
        {
            made.Add(new RoofComparison(persons, options.MostAtOnePlace));
        }

        if (persons.Surnames is { Filled: > 1 } surnames)
        {
            made.Add(new SurnameComparison(surnames));
        }

        if (persons.Phones is { Filled: > 1 } phones)
        {
            made.Add(new SharedValueComparison(phones, "same_phone", MostOfPhone));
        }

        if (persons.Emails is { Filled: > 1 } emails)
        {
            made.Add(new SharedValueComparison(emails, "same_email", MostOfEmail, (address, left, right) => IsMadeOfName(persons, address, left, right)));
        }

        if (persons.Accounts is { Filled: > 1 } accounts)
        {
            made.Add(new SharedValueComparison(accounts, "same_account", MostOfPhone));
        }

        return [.. made];
    }

    /// <summary>True for an address that bears a surname: namesakes come upon one and the same.</summary>
    static bool IsMadeOfName(PersonTable persons, string address, int left, int right)
    {
        foreach (var person in (int[])[left, right])
        {
            foreach (var name in persons.Surnames is { } surnames ? surnames.Of(person) : [])
            {
                if (address.Contains(persons.Surnames!.Text(name).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    static List<(byte[] Levels, long Count)> Patterns(MateComparison[] comparisons, (int Left, int Right)[] pairs)
    {
        var counts = new Dictionary<long, long>();
        foreach (var (left, right) in pairs)
        {
            var pattern = 0L;
            foreach (var comparison in comparisons)
            {
                pattern = (pattern << 8) | (uint)comparison.Level(left, right);
            }

            counts[pattern] = counts.GetValueOrDefault(pattern) + 1;
        }

        return [.. counts.OrderBy(count => count.Key)
            .Select(count => (comparisons.Select((_, i) => (byte)(count.Key >> (8 * (comparisons.Length - 1 - i)))).ToArray(), count.Value))];
    }

    static HouseholdResolution Told(PersonTable persons, MateScorer scorer, List<Join> joins, int[] roots, long compared, double share, DateOnly? today)
    {
        var guess = new RoleGuess(persons, today);
        var joined = new Dictionary<(int, int), double>();
        var members = new Dictionary<int, List<int>>();
        foreach (var join in joins)
        {
            var (left, right) = (Members(join.Left), Members(join.Right));
            foreach (var a in left)
            {
                foreach (var b in right)
                {
                    joined[(Math.Min(a, b), Math.Max(a, b))] = join.Probability(HouseholdLinkage.Rule);
                }
            }

            left.AddRange(right);
            foreach (var one in left)
            {
                members[one] = left;
            }
        }

        var ties = joined.OrderBy(pair => pair.Key).Select(pair =>
        {
            var (left, right) = pair.Key;
            var role = guess.Of(left, right, members[left]);
            role = role?.Role == HouseholdRole.PossiblySame || scorer.ShareAPlace(left, right) ? role : null;
            return new HouseholdTie(left, right, scorer.Weight(left, right), pair.Value, scorer.Evidence(left, right), role?.Role, role?.Probability);
        }).ToArray();
        var households = Numbered(roots);
        return new HouseholdResolution
        {
            HouseholdOf = households,
            Households = members.Values.Distinct().Count(),
            Largest = members.Count == 0 ? Math.Min(1, roots.Length) : members.Values.Max(one => one.Count),
            CandidatePairs = compared,
            Ties = ties,
            EstimatedPrecision = ties.Length > 0 ? ties.Average(tie => tie.Probability) : null,
            Share = share,
            IsMinor = guess.IsMinor,
        };

        List<int> Members(int person) => members.TryGetValue(person, out var known) ? known : members[person] = [person];
    }

    static HouseholdResolution Alone(int persons, long compared) => new()
    {
        HouseholdOf = [.. Enumerable.Range(0, persons)],
        Households = 0,
        Largest = Math.Min(1, persons),
        CandidatePairs = compared,
        Ties = [],
        EstimatedPrecision = null,
        Share = 0,
        IsMinor = _ => false,
    };

    static int[] Numbered(int[] roots)
    {
        var numbers = new Dictionary<int, int>();
        return [.. roots.Select(root => numbers.TryGetValue(root, out var number) ? number : numbers[root] = numbers.Count)];
    }
}
