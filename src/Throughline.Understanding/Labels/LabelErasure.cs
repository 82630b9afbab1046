using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

namespace Throughline.Understanding.Labels;

/// <summary>Takes the labels of an erased person's signals out; what was learnt from them is learnt anew without them.</summary>
sealed class LabelErasure(KeyStore keys, LabelLearning learning) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "labels";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["keys:understanding_label"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => Task.FromResult(keys.Read(connection => new StoreFinding(
        connection.One("SELECT count(*) FROM understanding_label", r => r.GetInt64(0)),
        person.Signals.Sum(signal => connection.One("SELECT count(*) FROM understanding_label WHERE signal = @signal", r => r.GetInt64(0), ("@signal", LabelBook.Name(signal)))))));

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var gone = keys.Write(connection =>
        {
            var gone = 0;
            foreach (var signal in person.Signals)
            {
                connection.Run("UPDATE understanding_label_head SET removals = -1 WHERE detector IN (SELECT detector FROM understanding_label WHERE signal = @signal)", ("@signal", LabelBook.Name(signal)));
                gone += connection.Run("DELETE FROM understanding_label WHERE signal = @signal", ("@signal", LabelBook.Name(signal)));
            }

            return gone;
        });
        if (gone > 0)
        {
            learning.Look();
        }

        return Task.CompletedTask;
    }
}
