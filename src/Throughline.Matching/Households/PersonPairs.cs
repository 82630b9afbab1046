namespace Throughline.Matching.Households;

/// <summary>
/// Pairs of persons that share something a household shares. A value that many bear brings together only those among them who share a
/// surname as well.
/// </summary>
static class PersonPairs
{
    const int SurnameCap = 12; // persons of one surname in one town

    /// <summary>Each pair once, the lower person first, in rising order.</summary>
    public static (int Left, int Right)[] Of(PersonTable persons, int mostAtOnePlace)
    {
        var pairs = new List<long>();
        foreach (var values in (PersonValues?[])[persons.Streets, persons.InTown, persons.Postcodes, persons.Phones, persons.Emails, persons.Accounts])
        {
            foreach (var (_, block) in values?.Blocks() ?? [])
            {
                if (block.Count <= mostAtOnePlace)
                {
                    Add(pairs, block);
                }
                else
                {
                    ByValue(pairs, block, persons.Surnames, mostAtOnePlace);
                }
            }
        }

        foreach (var (_, block) in persons.Surnames?.Blocks() ?? [])
        {
            ByValue(pairs, block, persons.Towns, SurnameCap);
        }

        pairs.Sort();
        return [.. pairs.Distinct().Select(pair => ((int)(pair >> 32), (int)(pair & 0xFFFF_FFFF)))];
    }

    static void ByValue(List<long> pairs, List<int> block, PersonValues? values, int most)
    {
        if (values is null)
        {
            return;
        }

        var parts = new Dictionary<int, List<int>>();
        foreach (var person in block)
        {
            foreach (var value in values.Of(person))
            {
                if (!parts.TryGetValue(value, out var part))
                {
                    parts.Add(value, part = []);
                }

                part.Add(person);
            }
        }

        foreach (var part in parts.Values)
        {
            if (part.Count <= most)
            {
                Add(pairs, part);
            }
        }
    }

    static void Add(List<long> pairs, List<int> block)
    {
        for (var i = 0; i < block.Count; i++)
        {
            for (var j = i + 1; j < block.Count; j++)
            {
                pairs.Add(((long)block[i] << 32) | (uint)block[j]);
            }
        }
    }
}
