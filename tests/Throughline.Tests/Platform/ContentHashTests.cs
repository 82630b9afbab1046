using FsCheck;
using FsCheck.Fluent;
using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Tests.Platform;

public sealed class ContentHashTests
{
    static readonly Signal s_signal = new()
    {
        Id = new SignalId(Guid.Empty),
        SourceId = 1,
        Kind = SignalKind.Review,
        OccurredAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        Text = "It was late",
        Channel = "web",
        Identifiers = [new("email", "a@b.example")],
        Answers = [new(1, 4), new(2, 5)],
        Attributes = [new(1, "red")],
    };

    [Fact]
    public void Every_member_of_the_content_counts_and_the_receipt_does_not()
    {
        Signal[] others =
        [
            s_signal with { Text = "It was late." }, s_signal with { Text = null }, s_signal with { Text = "" },
            s_signal with { Channel = null, Touchpoint = "web" }, s_signal with { Answers = [new(1, 5), new(2, 4)] },
            s_signal with { Answers = [new(1, 4)] }, s_signal with { Attributes = [new(2, "red")] }, s_signal with { Identifiers = [] },
            s_signal with { Kind = SignalKind.Response }, s_signal with { Rest = "{}" }, s_signal with { OccurredAt = s_signal.OccurredAt.AddSeconds(1) },
        ];
        var hashes = others.Append(s_signal).Select(s => ContentHash.Of(s, timeIsKnown: true)).ToList();
        Assert.Equal(hashes.Count, hashes.Distinct().Count());
        Assert.Equal(hashes[^1], ContentHash.Of(s_signal with { Row = 7, Language = "en" }, timeIsKnown: true));
        Assert.Equal(
            ContentHash.Of(s_signal, timeIsKnown: false),
            ContentHash.Of(s_signal with { OccurredAt = s_signal.OccurredAt.AddDays(1) }, timeIsKnown: false));
    }

    [Fact]
    public void A_change_of_one_character_changes_about_half_of_the_bits()
    {
        var property = Prop.ForAll(ArbMap.Default.GeneratorFor<NonEmptyString>().ToArbitrary(), text =>
        {
            var changed = (char)(text.Get[0] ^ 1) + text.Get[1..];
            return ContentHash.Of(s_signal with { Text = text.Get }, true) != ContentHash.Of(s_signal with { Text = changed }, true);
        });
        property.QuickCheckThrowOnFailure();
        var flips = Enumerable.Range(0, 2000).Average(i => System.Numerics.BitOperations.PopCount(
            ContentHash.Of(s_signal with { Text = $"text number {i}" }, true) ^ ContentHash.Of(s_signal with { Text = $"text number {i}!" }, true)));
        Assert.InRange(flips, 30, 34);
    }
}
