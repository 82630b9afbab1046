using Microsoft.Data.Sqlite;
using Throughline.Matching.Live;
using Throughline.Platform.Facts;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>
/// What a person wants of profiles. It is done exactly: of a merge, all records of both and nothing else; of its undoing, the two as they were.
/// A word that others stand against is refused, and the facts are named.
/// </summary>
sealed class ProfileChanges(KeyStore keys, Residents residents, string who, string? why)
{
    public ProfilesChanged Merge(IReadOnlyList<int> profiles) => residents.Alone(live =>
    {
        List<int> living = [.. profiles.Select(Living).Distinct().Order()];
        if (living.Count < 2)
        {
            throw new ConflictException("These are one profile already.", "already_together");
        }

        var last = 0L;
        foreach (var from in living.Skip(1))
        {
            last = Join(live, living[0], from, AnyOf(living[0]), AnyOf(from));
        }

        return new ProfilesChanged(last, [living[0]]);
    });

    public ProfilesChanged State(int left, int right, bool together) => residents.Alone(live =>
    {
        if (left == right)
        {
            throw new BadInputException("right", "A statement is about two records.", "same_record");
        }

        var (a, b) = (ProfileOf(left), ProfileOf(right));
        if (together && a != b)
        {
            var (into, from) = a < b ? (a, b) : (b, a);
            return new ProfilesChanged(Join(live, into, from, left, right), [into]);
        }

        Check(left, right, together);
        if (together)
        {
            var joined = live.Join(left, right);
            var said = residents.Write((connection, facts, _) => Keep(connection, Say(facts, left, right, together: true, a, b)));
            Place(live, [left, right, .. Told(joined)], []);
            return new ProfilesChanged(said, [a]);
        }

        var changed = live.Part(left, right);
        var fact = 0L;
        residents.Apply(live, [changed], who, (connection, facts) => fact = Keep(connection, Say(facts, left, right, together: false, a, b)));
        return new ProfilesChanged(fact, After([left, right]));
    });

    public ProfilesChanged Lift(long fact) => residents.Alone(live =>
    {
        var word = keys.Read(Said.Read).Find(fact) ?? throw new NotFoundException("No statement of that number stands.", "no_statement");
        var changed = live.Has(word.Left) && live.Has(word.Right) ? live.Lift(word.Left, word.Right) : new Regrouping([]);
        var lifted = 0L;
        residents.Apply(live, [changed], null, (_, facts) => lifted = Lift(facts, word));
        return new ProfilesChanged(lifted, After([word.Left, word.Right]));
    });

    public ProfilesChanged Part(int profile, IReadOnlyList<int> records)
    {
        var living = Living(profile);
        return residents.Alone(live => Leave(live, null, living, records, null));
    }

    public ProfilesChanged Undo(long number)
    {
        var fact = keys.Read(connection => FactLog.Find(connection, number));
        return fact?.Kind switch
        {
            IdentityFacts.Merged => residents.Alone(live => UndoMerge(live, fact)),
            IdentityFacts.Unmerged => residents.Alone(live => UndoUnmerge(live, fact)),
            IdentityFacts.Together or IdentityFacts.Apart => Lift(number),
            null => throw new NotFoundException("There is no such fact.", "no_fact"),
            _ => throw new ConflictException("A person did not do this, and it cannot be taken back. Say that the records belong together instead.", "not_a_persons"),
        };
    }

    ProfilesChanged UndoMerge(LiveRecords live, Fact fact)
    {
        var merged = IdentityFacts.Read<MergedBody>(fact.Body);
        return keys.Read(connection => ProfileDirectory.Living(connection, merged.Into)) is { } profile
            ? Leave(live, fact.Seq, profile, merged.Records, merged)
            : throw new NotFoundException("Of this profile no record is left.", "no_profile");
    }

    /// <summary>Some records of a profile leave it, and a word keeps them apart from now on.</summary>
    ProfilesChanged Leave(LiveRecords live, long? fact, int profile, IReadOnlyList<int> records, MergedBody? merged)
    {
        var all = keys.Read(connection => ProfileDirectory.RecordsOf(connection, profile)).Select(record => record.Number).ToList();
        var leaving = records.Where(all.Contains).Distinct().Order().ToList();
        var rest = all.Except(leaving).ToList();
        if (leaving.Count == 0 || rest.Count == 0)
        {
            throw new ConflictException("These records are not together any more.", "already_apart");
        }

        if (leaving.Contains(profile))
        {
            (leaving, rest) = (rest, leaving); // who holds the founding record keeps the number
        }

        var part = leaving.ToHashSet();
        // A word of a record that is gone holds nothing together here.
        var crossing = keys.Read(Said.Read).Standing.Where(word => word.Together && word.Crosses(part) && live.Has(word.Left) && live.Has(word.Right)).ToList();
        if (merged is not null && crossing.FindAll(word => (word.Left, word.Right) != (Math.Min(merged.Left ?? 0, merged.Right ?? 0), Math.Max(merged.Left ?? 0, merged.Right ?? 0))) is { Count: > 0 } others)
        {
            throw new ConflictException("Somebody said of records on both sides that they are one customer. Take that back first.", "said_together", [.. others.Select(word => word.Fact)]);
        }

        var left = Side(rest, merged);
        var right = Side(leaving, merged);
        var number = merged is not null && (part.Contains(merged.From) || IsGoneInto(merged.From, profile)) ? merged.From : FormerOr(profile, leaving);
        List<Regrouping> told = [.. crossing.Select(word => live.Lift(word.Left, word.Right)), live.Part(left, right)];
        var undone = residents.Write((connection, facts, profiles) =>
        {
            foreach (var word in crossing)
            {
                Lift(facts, word);
            }

            var statement = Say(facts, left, right, together: false, profile, number);
            return Keep(connection, profiles.Write(
                new UnmergedBody(fact, profile, [new ProfilePart(number, leaving, merged?.Former)], statement, [.. crossing.Select(word => word.Fact)]), who));
        });
        Place(live, [.. all, .. told.SelectMany(Told)], []);
        return new ProfilesChanged(undone, After([rest[0], leaving[0]]));
    }

    /// <summary>Puts together again what an undoing parted, and takes back the word that it left.</summary>
    ProfilesChanged UndoUnmerge(LiveRecords live, Fact fact)
    {
        var undone = IdentityFacts.Read<UnmergedBody>(fact.Body);
        var said = keys.Read(Said.Read);
        var word = said.Find(undone.Statement) ?? throw new ConflictException("It was taken back already.", "already_undone");
        var (into, from) = (ProfileOf(word.Left), ProfileOf(word.Right));
        var target = Living(undone.From);
        (into, from) = target == from ? (from, into) : (into, from);
        if (into == from)
        {
            throw new ConflictException("These are one profile already.", "already_together");
        }

        said.Lift(word.Fact);
        var lifted = undone.Lifted.Select(one => keys.Read(connection => FactLog.Find(connection, one))).OfType<Fact>()
            .Select(one => IdentityFacts.Read<StatedBody>(one.Body)).Where(one => live.Has(one.Left) && live.Has(one.Right)).ToList();
        foreach (var one in lifted)
        {
            Refuse(said.Against(one.Left, one.Right, together: true), together: true);
        }

        RefuseCrossing(said, into, from);
        var records = keys.Read(connection => ProfileDirectory.RecordsOf(connection, from)).Select(record => record.Number).ToList();
        List<Regrouping> told = [live.Lift(word.Left, word.Right), .. lifted.Select(one => live.Join(one.Left, one.Right))];

        var redone = residents.Write((connection, facts, profiles) =>
        {
            Lift(facts, word);
            foreach (var one in lifted)
            {
                Say(facts, one.Left, one.Right, together: true, into, from);
            }

            var bond = lifted.Count > 0 ? new Bond(lifted[0].Left, lifted[0].Right, null, "statement") : new Bond(word.Left, word.Right, null, "statement");
            return Keep(connection, profiles.Write(new ProfileStep.Merged(into, new ProfilePart(from, records), bond), null, who));
        });
        Place(live, [.. records, .. told.SelectMany(Told)], [into]);
        return new ProfilesChanged(redone, [into]);
    }

    /// <summary>Two profiles are one from now on, by a word on two of their records; number of the fact.</summary>
    long Join(LiveRecords live, int into, int from, int left, int right)
    {
        Check(left, right, together: true);
        RefuseCrossing(keys.Read(Said.Read), into, from);
        var records = keys.Read(connection => ProfileDirectory.RecordsOf(connection, from)).Select(record => record.Number).ToList();
        var told = live.Join(left, right);
        var fact = residents.Write((connection, facts, profiles) =>
        {
            Say(facts, left, right, together: true, into, from);
            return Keep(connection, profiles.Write(new ProfileStep.Merged(into, new ProfilePart(from, records), new Bond(left, right, null, "statement")), null, who));
        });
        Place(live, [.. records, .. Told(told)], [into]);
        return fact;
    }

    /// <summary>Records that memory moved on its way; they are put back where the tables have them.</summary>
    static IEnumerable<int> Told(Regrouping told) => told.Groups.SelectMany(group => group.Records);

    /// <summary>Puts into memory what the tables say of the profiles of these records: exactly that, whatever evidence says.</summary>
    void Place(LiveRecords live, IReadOnlyList<int> records, IReadOnlyList<int> more)
    {
        var groups = keys.Read(connection =>
        {
            using var profileOf = new SqliteStatement(connection, "SELECT profile FROM profiles_record WHERE id = @id", "@id");
            var profiles = new Dictionary<int, IReadOnlyList<int>>();
            var open = new Queue<int>(records.Concat(more.SelectMany(profile => Numbers(connection, profile))).Where(live.Has));
            var seen = new HashSet<int>(open);
            while (open.TryDequeue(out var record))
            {
                if (profileOf.One(r => r.GetInt32(0), record) is var profile && profile > 0 && !profiles.ContainsKey(profile))
                {
                    profiles.Add(profile, [.. Numbers(connection, profile).Where(live.Has)]);
                    foreach (var near in profiles[profile].Concat(profiles[profile].SelectMany(live.GroupOf)).Where(seen.Add))
                    {
                        open.Enqueue(near);
                    }
                }
            }

            return profiles.Values.ToList();
        });
        live.Place(groups);
    }

    long Say(FactWriter facts, int left, int right, bool together, int a, int b) => facts.Add(
        together ? IdentityFacts.Together : IdentityFacts.Apart, who,
        IdentityFacts.Write(new StatedBody(Math.Min(left, right), Math.Max(left, right))), IdentityFacts.SubjectOf(a), IdentityFacts.SubjectOf(b));

    long Lift(FactWriter facts, Word word) => facts.Add(
        IdentityFacts.Lifted, who, IdentityFacts.Write(new LiftedBody(word.Fact, word.Left, word.Right)),
        IdentityFacts.SubjectOf(word.Left), IdentityFacts.SubjectOf(word.Right));

    /// <summary>Keeps the reason beside the fact, where it can be erased.</summary>
    long Keep(SqliteConnection connection, long fact)
    {
        if (!string.IsNullOrWhiteSpace(why))
        {
            connection.Run("INSERT INTO profiles_word (fact, why) VALUES (@fact, @why)", ("@fact", fact), ("@why", why.Trim()));
        }

        return fact;
    }

    void Check(int left, int right, bool together) => Refuse(keys.Read(Said.Read).Against(left, right, together), together);

    static void Refuse(IReadOnlyList<long> against, bool together)
    {
        if (against.Count > 0)
        {
            throw together
                ? new ConflictException("Somebody said that they are two customers. Take that back first.", "said_apart", against)
                : new ConflictException("Somebody said that they are one customer. Take that back first.", "said_together", against);
        }
    }

    void RefuseCrossing(Said said, int into, int from)
    {
        var (a, b) = keys.Read(connection => (Numbers(connection, into), Numbers(connection, from)));
        Refuse([.. said.Standing.Where(word => !word.Together && (a.Contains(word.Left) && b.Contains(word.Right) || a.Contains(word.Right) && b.Contains(word.Left)))
            .Select(word => word.Fact)], together: true);
    }

    static HashSet<int> Numbers(SqliteConnection connection, int profile) =>
        [.. ProfileDirectory.RecordsOf(connection, profile).Select(record => record.Number)];

    int Living(int number) => keys.Read(connection => ProfileDirectory.Living(connection, number)) ?? throw new NotFoundException("There is no such profile.", "no_profile");

    int ProfileOf(int record) => keys.Read(connection => connection.One<int?>(
        "SELECT profile FROM profiles_record WHERE id = @id", r => r.GetInt32(0), ("@id", record))) ?? throw new NotFoundException("There is no such record.", "no_record");

    /// <summary>The founding record, or the oldest that is left.</summary>
    int AnyOf(int profile)
    {
        var numbers = keys.Read(connection => Numbers(connection, profile));
        return numbers.Contains(profile) ? profile : numbers.Min();
    }

    /// <summary>True when the record of that number is gone, and its number leads to the profile.</summary>
    bool IsGoneInto(int number, int profile) => number != profile && keys.Read(connection =>
        connection.One("SELECT NOT EXISTS (SELECT 1 FROM profiles_record WHERE id = @id)", r => r.GetBoolean(0), ("@id", number))
        && ProfileDirectory.Living(connection, number) == profile);

    int FormerOr(int profile, List<int> records) => keys.Read(connection => Residents.FormerNumber(connection, profile, records)) ?? records[0];

    List<int> After(IReadOnlyList<int> records) => keys.Read(connection =>
    {
        using var profileOf = new SqliteStatement(connection, "SELECT profile FROM profiles_record WHERE id = @id", "@id");
        return records.Select(record => profileOf.One(r => r.GetInt32(0), record)).Where(profile => profile > 0).Distinct().Order().ToList();
    });

    static int Side(List<int> records, MergedBody? merged) =>
        merged?.Left is { } left && records.Contains(left) ? left : merged?.Right is { } right && records.Contains(right) ? right : records[0];
}
