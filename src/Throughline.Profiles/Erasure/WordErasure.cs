using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Erasure;

/// <summary>Reasons that people wrote when they joined or parted profiles, where they name the person. The facts themselves name nobody.</summary>
sealed class WordErasure(KeyStore keys) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "reasons";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["keys:profiles_word"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var all = All();
        return Task.FromResult(new StoreFinding(all.Count, all.Count(one => person.Mentions.In(one.Why, ofOwnSource: false))));
    }

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var theirs = All().Where(one => person.Mentions.In(one.Why, ofOwnSource: false)).ToList();
        keys.Write(connection => theirs.ForEach(one => connection.Run("DELETE FROM profiles_word WHERE fact = @fact", ("@fact", one.Fact))));
        return Task.CompletedTask;
    }

    List<(long Fact, string Why)> All() => keys.Read(connection => connection.All("SELECT fact, why FROM profiles_word", r => (r.GetInt64(0), r.GetString(1))));
}
