using System.Globalization;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Erasure;

/// <summary>What the person agreed to and refused. An entry of an identifier that others bear too is theirs as well, and stays.</summary>
sealed class ConsentErasure(KeyStore keys) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "consents";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["keys:profiles_consent"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var all = All();
        var names = Names(person);
        var shared = person.Shared.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (common, typed) = (all.LongCount(one => shared.Contains(one.Subject)), all.LongCount(one => !Theirs(one, names, person) && person.Mentions.In(one.Evidence, ofOwnSource: false)));
        return Task.FromResult(new StoreFinding(all.Count, all.Count(one => Theirs(one, names, person)),
            [.. new LeftBehind[] { new(common, "shared_identifier"), new(typed, "typed_by_others") }.Where(left => left.Count > 0)]));
    }

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var names = Names(person);
        var theirs = All().Where(one => Theirs(one, names, person)).ToList();
        keys.Write(connection => theirs.ForEach(one => connection.Run("DELETE FROM profiles_consent WHERE id = @id", ("@id", one.Id))));
        return Task.CompletedTask;
    }

    static HashSet<string> Names(ErasedPerson person) => person.Identifiers.ToHashSet(StringComparer.OrdinalIgnoreCase);

    static bool Theirs(Entry entry, HashSet<string> names, ErasedPerson person) =>
        person.Covers(entry.At) && (names.Contains(entry.Subject) || person.Mentions.In(entry.Subject, ofOwnSource: false));

    List<Entry> All() => keys.Read(connection => connection.All(
        "SELECT id, subject, evidence, at FROM profiles_consent",
        r => new Entry(r.GetInt64(0), r.GetString(1), r.GetString(2), DateTime.Parse(r.GetString(3), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind))));

    readonly record struct Entry(long Id, string Subject, string Evidence, DateTime At);
}
