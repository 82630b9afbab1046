using System.Text;
using Throughline.Listening.Collectors;
using Throughline.Platform.Log;

namespace Throughline.Tests.Listening;

public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("""{"batch":[{"a":[1]}],"writeKey":"k","sentAt":"t"}""", true, "t", "k")]
    [InlineData("""{"batch":[{"a":1}], "sentAt" : "t" , "timestamp":"u"}""", true, "t", "")]
    [InlineData("""{"sentAt":"t","api_key":"k","batch":[{"a":1}]}""", true, "t", "k")]
    [InlineData("""{"api_key":"k","batch":[{"a":1}],"sent_at":"t"}""", true, "t", "k")]
    [InlineData("""{"api_key":"k","batch":[{"a":1}],"token":"other","sent_at":"t"}""", true, "t", "k")]
    [InlineData("""{"batch":[],"sentAt":"t","tags":["x"]}""", true, "t", "")]
    [InlineData("""{"batch":[],"sentAt":"t]","name":"a]b"}""", true, "t]", "")]
    [InlineData("""{"batch":[1],"meta":{"x":[1],"sentAt":"inner"},"sentAt":"t"}""", true, "t", "")]
    [InlineData("""{"batch":[1],"meta":{"x":[1],"sentAt":"inner"}}""", true, "", "")]
    [InlineData("""{"batch":[{"x":[1],"sentAt":"inner"}]}""", true, "", "")]
    [InlineData("""{"batch":[1],"sentAt":{"x":1}}""", true, "", "")]
    [InlineData("""{"event":"e","sentAt":"t","tags":[1]}""", false, "t", "")]
    [InlineData("""[{"sentAt":"inner"}]""", false, "", "")]
    [InlineData("""{"batch":[1],"sentAt":5}""", true, "5", "")]
    public void What_stands_around_the_events_is_found_wherever_it_stands(string body, bool hasList, string sentAt, string key)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var envelope = Envelope.Of(bytes, "batch"u8);
        Assert.Equal((hasList, sentAt, key), (envelope.HasList, Text(envelope.SentAt), Text(envelope.Key)));

        string Text(Member member) => Encoding.UTF8.GetString(new Slice(member.Start, member.Length).Of(bytes));
    }

    [Theory]
    [InlineData("2026-11-22T09:59:59.123Z", "2026-11-22T09:59:59.1230000Z")]
    [InlineData("2024-02-29T00:00:00.000Z", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("2026-02-29T00:00:00.000Z", null)]
    [InlineData("2026-13-01T00:00:00.000Z", null)]
    [InlineData("2026-01-01T24:00:00.000Z", null)]
    [InlineData("2026-01-01T10:60:00.000Z", null)]
    [InlineData("0000-01-01T00:00:00.000Z", null)]
    [InlineData("9999-12-31T23:59:59.999Z", null)]
    [InlineData("20x6-01-01T10:00:00.000Z", null)]
    [InlineData("2026-11-22T09:59:59+03:30", "2026-11-22T06:29:59.0000000Z")]
    public void The_usual_form_of_a_time_is_read_as_every_other_form(string text, string? wanted) => Assert.Equal(
        wanted, EventTime.Read(Encoding.UTF8.GetBytes(text), System.Text.Json.JsonTokenType.String)?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
}
