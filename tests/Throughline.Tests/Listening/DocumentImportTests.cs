using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Imports;
using Throughline.Listening.Quality;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quarantine;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Listening;

/// <summary>Mails, transcripts and event logs on the way of every import.</summary>
public sealed class DocumentImportTests
{
    const string Mails = "From a@b Sat Nov 21 21:22:44 2026\nFrom: Sara <sara@example.com>\nMessage-ID: <1@x>\nDate: Sat, 21 Nov 2026 21:22:44 +0000\nSubject: Re: How?\n\nToo slow.\n>From here on it was bad.\n\n"
        + "From a@b Sat Nov 21 21:23:44 2026\nFrom: Ali <ali@example.com>\nMessage-ID: <2@x>\nDate: Sat, 21 Nov 2026 21:23:44 +0000\nAuto-Submitted: auto-replied\n\nI am away\n\n"
        + "From a@b Sat Nov 21 21:24:44 2026\n\nno headers at all\n";

    static (TableFile File, List<Signal> Signals, List<Reject> Rejects) Read(string path)
    {
        var file = Tables.Known(path);
        var (suggestion, problem) = Suggest.For(file);
        Assert.Null(problem);
        var mapping = suggestion!.Mapping;
        Assert.Empty(MappingCheck.Problems(mapping, file.Columns));
        var read = new FileRead(file, new CompiledMapping(mapping, file.Columns, CatalogueIds.Numbered(mapping, 7), new ReadingOf("d", new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc))));
        var batches = read.Batches(TestContext.Current.CancellationToken).ToList();
        Assert.Null(read.Problem);
        return (file, [.. batches.SelectMany(batch => batch.Signals)], [.. batches.SelectMany(batch => batch.Rejects)]);
    }

    [Fact]
    public void Mails_of_an_mbox_are_messages_and_an_automatic_one_is_no_feedback()
    {
        using var files = new TempFiles();
        var (file, signals, rejects) = Read(files.Write(Mails, name: "box.mbox"));
        Assert.Equal(FileFormat.Mail, file.Format);
        Assert.Equal(["Too slow.\nFrom here on it was bad.", null], signals.Select(signal => signal.Text));
        Assert.All(signals, signal => Assert.Equal((SignalKind.Message, "email"), (signal.Kind, signal.Channel)));
        Assert.Equal(["email:sara@example.com", "email:ali@example.com"], signals.Select(signal => signal.Identifiers[0].ToString()));
        Assert.Equal(["no", "yes"], signals.Select(signal => signal.Attributes[0].Value));
        Assert.Contains("I am away", signals[1].Rest, StringComparison.Ordinal);
        Assert.Equal(QuarantineReasons.NotAMail, Assert.Single(rejects).Code);
    }

    [Fact]
    public void A_transcript_is_one_signal_with_the_customers_words_only()
    {
        using var files = new TempFiles();
        var call = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Agent>How can I help\n\n00:02.000 --> 00:04.000\n<v Customer>It broke\n";
        var signal = Assert.Single(Read(files.Write(call, name: "call.vtt")).Signals);
        Assert.Equal((SignalKind.Transcript, "It broke", "en"), (signal.Kind, signal.Text, signal.Language));
        Assert.Contains("How can I help", signal.Rest, StringComparison.Ordinal);

        var unknown = Assert.Single(Read(files.Write(call.Replace("<v Customer>", "", StringComparison.Ordinal).Replace("<v Agent>", "", StringComparison.Ordinal), name: "x.srt.vtt")).Signals);
        Assert.Null(unknown.Text);
        Assert.Contains("not_assessed", unknown.Attributes.Select(value => value.Value));

        var broken = Read(files.Write("WEBVTT\n\n00:00.000 --> later\nx\n", name: "broken.vtt"));
        Assert.Empty(broken.Signals);
        Assert.Equal((QuarantineReasons.NotATranscript, 3L), (broken.Rejects[0].Code, broken.Rejects[0].Line));
        Assert.Contains("later", broken.Rejects[0].Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_an_xes_log_is_one_signal()
    {
        using var files = new TempFiles();
        const string Log = """
            <?xml version="1.0" encoding="UTF-8"?>
            <log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
              <global scope="event"><string key="concept:name" value="?"/></global>
              <string key="creator" value="me"/>
              <trace><string key="concept:name" value="c1"/><string key="tier" value="gold"/>
                <event><string key="concept:name" value="order"/><date key="time:timestamp" value="2026-01-02T03:04:05.000+01:00"/><string key="org:resource" value="Ann"><string key="since" value="2020"/></string></event>
                <event><string key="concept:name" value="pay"/><date key="time:timestamp" value="2026-01-02T04:04:05Z"/><float key="amount" value="9.5"/></event>
                <event><string key="concept:name" value="lost"/></event>
              </trace>
            </log>
            """;
        foreach (var path in new[] { files.Write(Log, name: "log.xes"), files.Gzip(Log) })
        {
            var (file, signals, rejects) = Read(path);
            Assert.Equal(FileFormat.Xes, file.Format);
            Assert.Equal(["case", "activity", "time", "case:tier", "org:resource", "org:resource/since", "amount"], file.Columns);
            Assert.Equal(["case:c1", "case:c1"], signals.Select(signal => signal.Identifiers[0].ToString()));
            Assert.Equal(new DateTime(2026, 1, 2, 2, 4, 5, DateTimeKind.Utc), signals[0].OccurredAt);
            Assert.Equal(["order", "pay"], signals.Select(signal => signal.Activity));
            Assert.Equal(["Ann"], signals[0].Attributes.Select(value => value.Value));
            Assert.Contains("\"case:tier\":\"gold\"", signals[0].Rest, StringComparison.Ordinal);
            Assert.Equal(QuarantineReasons.TimeMissing, Assert.Single(rejects).Code);
        }

        Assert.Equal("broken_file", Tables.Refused(files.Write(Log.Replace("</trace>", "", StringComparison.Ordinal), name: "cut.xes")).Code);
        Assert.Equal("broken_file", Tables.Refused(files.Write("<!DOCTYPE log [<!ENTITY a \"x\">]><log xes.version=\"1\"><trace/></log>", name: "dtd.xes")).Code);
    }

    [Fact]
    public async Task The_activity_of_an_xes_event_stands_in_the_log_as_its_activity_and_who_did_it_as_attributes()
    {
        using var files = new TempFiles();
        using var log = new OpenLog(more: Throughline.Listening.ListeningModule.Migrations);
        var (file, _, _) = Read(files.Write("""
            <log xes.version="1849-2016"><trace><string key="concept:name" value="c1"/>
              <event><string key="concept:name" value="order placed"/><date key="time:timestamp" value="2026-01-02T03:04:05Z"/><string key="org:resource" value="Ann"/><string key="lifecycle:transition" value="complete"/></event>
              <event><date key="time:timestamp" value="2026-01-02T04:04:05Z"/><string key="org:resource" value="Ben"/></event>
            </trace></log>
            """, name: "log.xes"));
        var mapping = Suggest.For(file).Suggestion!.Mapping with { Version = 1 };
        var work = new ImportWork(log.Log, new QualityBook(log.Keys, TimeProvider.System), TimeProvider.System);
        var counts = work.Run(new ImportOrder(1, file, "digest", mapping, "steps"), null, TestContext.Current.CancellationToken).Counts;
        Assert.Equal(2, counts.Stored);
        var ids = log.Log.Catalogue.Contents.Attributes.ToDictionary(one => one.Name, one => one.Id);
        Assert.DoesNotContain("activity", ids.Keys);
        var rows = await log.Log.ReadAsync(connection => connection.Scalar<string>($"""
            SELECT string_agg(concat_ws('|', coalesce(activity, 'none'), customer, kind, attribute_{ids["resource"]}, attribute_{ids["transition"]}), ' ' ORDER BY occurred_at) FROM signal
            """));
        Assert.Equal("order placed|case:c1|4|Ann|complete none|case:c1|4|Ben", rows);
        var again = work.Run(new ImportOrder(2, file, "digest", mapping, "steps"), null, TestContext.Current.CancellationToken).Counts;
        Assert.Equal((0L, 2L), (again.Stored, again.Duplicate));
    }

    [Fact]
    public void The_same_mails_again_add_nothing()
    {
        using var files = new TempFiles();
        using var log = new OpenLog(more: Throughline.Listening.ListeningModule.Migrations);
        var path = files.Write(Mails, name: "box.mbox");
        var (file, _, _) = Read(path);
        var mapping = Suggest.For(file).Suggestion!.Mapping with { Version = 1 };
        var work = new ImportWork(log.Log, new QualityBook(log.Keys, TimeProvider.System), TimeProvider.System);
        var first = work.Run(new ImportOrder(1, file, "digest", mapping, "care"), null, TestContext.Current.CancellationToken);
        Assert.Equal((3L, 2L, 0L, 1L), (first.Counts.Received, first.Counts.Stored, first.Counts.Duplicate, first.Counts.Quarantined));
        var second = work.Run(new ImportOrder(2, file, "digest", mapping, "care"), null, TestContext.Current.CancellationToken);
        Assert.Equal((3L, 0L, 3L, 0L), (second.Counts.Received, second.Counts.Stored, second.Counts.Duplicate, second.Counts.Quarantined));
    }
}
