using Microsoft.Data.Sqlite;
using Throughline.Platform.Facts;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>Writes steps as facts and into the tables, in the caller's transaction.</summary>
sealed class ProfileWriting(SqliteConnection connection, FactWriter facts) : IDisposable
{
    readonly ProfileMoves _moves = new(connection);

    /// <summary>Writes a step that evidence led to; number of its fact.</summary>
    /// <param name="step">The step.</param>
    /// <param name="model">Version of the model that decided.</param>
    /// <param name="who">Who; null for the resolver.</param>
    public long Write(ProfileStep step, int? model, string? who = null)
    {
        switch (step)
        {
            case ProfileStep.Split split:
                _moves.Leave(split.Parts);
                return facts.Add(IdentityFacts.Split, who ?? "resolver",
                    IdentityFacts.Write(new SplitBody(split.Profile, split.Parts, who is null ? "resolver" : "person", model)), Subjects(split.Profile, split.Parts));
            case ProfileStep.Merged merged:
                List<int> former = [.. _moves.LeadingTo(merged.From.Profile).Except(merged.From.Records)];
                _moves.Join(merged.Into, merged.From);
                var by = who is not null || merged.Bond?.By == "statement" ? "person" : merged.Bond?.By == "identifier" ? "identifier" : "resolver";
                return facts.Add(IdentityFacts.Merged, who ?? "resolver",
                    IdentityFacts.Write(new MergedBody(merged.Into, merged.From.Profile, merged.From.Records, merged.Bond?.Left, merged.Bond?.Right,
                        merged.Bond?.Weight is { } weight ? Math.Round(weight, 3) : null, by, who is null ? model : null, former.Count > 0 ? former : null)),
                    Subjects(merged.Into, [merged.From]));
            default:
                throw new InvalidOperationException($"There is no step {step}.");
        }
    }

    /// <summary>Writes that a person took something back; number of the fact.</summary>
    public long Write(UnmergedBody body, string who)
    {
        _moves.Leave(body.Parts);
        return facts.Add(IdentityFacts.Unmerged, who, IdentityFacts.Write(body), Subjects(body.From, body.Parts));
    }

    static string[] Subjects(int profile, IReadOnlyList<ProfilePart> parts) =>
        [IdentityFacts.SubjectOf(profile), .. parts.Select(part => IdentityFacts.SubjectOf(part.Profile))];

    public void Dispose() => _moves.Dispose();
}

/// <summary>Moves records between profiles in the tables, and lets the numbers of those that are gone lead to those that are there.</summary>
sealed class ProfileMoves : IDisposable
{
    readonly SqliteStatement _move, _follow, _point, _alive, _leading;

    public ProfileMoves(SqliteConnection connection)
    {
        _move = new(connection, "UPDATE profiles_record SET profile = @profile WHERE id = @id", "@id", "@profile");
        _follow = new(connection, """UPDATE profiles_redirect SET "into" = @into WHERE "into" = @from""", "@from", "@into");
        _point = new(connection, """
            INSERT INTO profiles_redirect (profile, "into") VALUES (@profile, @into) ON CONFLICT DO UPDATE SET "into" = excluded."into"
            """, "@profile", "@into");
        _alive = new(connection, "DELETE FROM profiles_redirect WHERE profile = @profile", "@profile");
        _leading = new(connection, """SELECT profile FROM profiles_redirect WHERE "into" = @into ORDER BY profile""", "@into");
    }

    /// <summary>Numbers that lead to a profile.</summary>
    public IReadOnlyList<int> LeadingTo(int profile) => _leading.All(r => r.GetInt32(0), profile);

    /// <summary>Moves a part into a profile.</summary>
    public void Join(int into, ProfilePart from)
    {
        foreach (var record in from.Records)
        {
            _move.Run(record, into);
            if (record != into)
            {
                _point.Run(record, into);
            }
        }

        _follow.Run(from.Profile, into);
        _point.Run(from.Profile, into);
    }

    /// <summary>Makes parts profiles of their own.</summary>
    public void Leave(IReadOnlyList<ProfilePart> parts)
    {
        foreach (var part in parts)
        {
            foreach (var record in part.Records)
            {
                _move.Run(record, part.Profile);
                _point.Run(record, part.Profile);
            }

            foreach (var number in part.Former ?? [])
            {
                _point.Run(number, part.Profile);
            }

            _alive.Run(part.Profile);
        }
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _move, _follow, _point, _alive, _leading })
        {
            statement.Dispose();
        }
    }
}
