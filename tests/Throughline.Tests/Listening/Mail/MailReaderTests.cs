using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Throughline.Listening.Mail;
using Throughline.Server.Cli;

namespace Throughline.Tests.Listening.Mail;

public sealed class MailReaderTests
{
    static MailReading Read(string message) => MailReader.Read(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")), "m.eml");

    static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim();

    [Fact]
    public void Every_shared_sample_reads_as_expected()
    {
        var folder = SharedFolder.Require("data/listening/mail");
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")));
        foreach (var one in expected.RootElement.EnumerateArray())
        {
            var name = one.GetProperty("file").GetString()!;
            var read = MailReader.Read(File.ReadAllBytes(Path.Combine(folder, name)), name);
            Assert.True(one.GetProperty("feedback").GetBoolean() == read.AutomaticBy is null, name);
            if (read.AutomaticBy is null)
            {
                Assert.Equal(Trimmed(one.GetProperty("reply").GetString()!), Trimmed(read.Reply));
            }
        }
    }

    [Fact]
    public void Plain_text_comes_before_the_page_and_a_page_before_nothing()
    {
        const string Head = "From: =?UTF-8?B?2LPYp9ix2Kc=?= <Sara@Example.com>\nSubject: =?utf-8?Q?Re:_H=C3=B6?= =?utf-8?Q?rt!?=\nDate: Sat, 21 Nov 2026 21:22:44 +0100\nMessage-ID: <m1@example.com>\nContent-Type: multipart/alternative; boundary=\"b 1\"\n\nnot shown\n";
        var both = Read(Head + "--b 1\nContent-Type: text/html\n\n<p>page</p>\n--b 1\nContent-Type: text/plain; charset=windows-1256\nContent-Transfer-Encoding: quoted-printable\n\n=E3=D1=CD=C8=C7\n--b 1--\n");
        Assert.Equal(("مرحبا", "ar", "سارا", "sara@example.com", "Re: Hört!", "m1@example.com"), (both.Reply, both.Language, both.FromName, both.From, both.Subject, both.MessageId));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 20, 22, 44, TimeSpan.Zero), both.Date);
        Assert.Equal("page", Read(Head + "--b 1\nContent-Type: text/plain\n\n \n--b 1\nContent-Type: text/html\n\n<p>page</p>\n--b 1--").Reply);
    }

    [Theory]
    [InlineData("gb2312", "0sG0obrcwv0=", "伊础很慢")]
    [InlineData("GBK", "x+vOqrrcwv0=", "情为很慢")]
    [InlineData("big5", "q9y6Qw==", "很慢")]
    [InlineData("iso-2022-jp", "GyRCO34bKEI=", "時")]
    [InlineData("koi8-r", "7cXEzMXOzs8=", "Медленно")]
    [InlineData("utf-8", "2K7bjNmE24w=", "خیلی")]
    [InlineData("no-such-charset", "2K7bjNmE24w=", "خیلی")]
    public void Any_charset_is_read(string charset, string base64, string words)
    {
        var read = Read($"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\"{charset}\"\nContent-Transfer-Encoding: base64\n\n{base64}\n").Reply;
        Assert.Equal(words.Length, read.Length);
        if (charset is not ("gb2312" or "GBK"))
        {
            Assert.Equal(words, read);
        }
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied (vacation)")]
    [InlineData("Auto-Submitted: auto-generated")]
    [InlineData("Precedence: bulk")]
    [InlineData("Precedence: junk")]
    [InlineData("Precedence: auto_reply")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("X-Autorespond: x")]
    [InlineData("Return-Path: <>")]
    [InlineData("From: Mail Delivery Subsystem <MAILER-DAEMON@x.example>")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=x")]
    [InlineData("Subject: Automatic reply: away")]
    [InlineData("Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSN77ya5LiN5Zyo?=")]
    [InlineData("Subject: رد تلقائي: خارج المكتب")]
    public void Automatic_mails_are_told_by_their_headers(string header) =>
        Assert.NotNull(Read($"{header}\nFrom: sara@example.com\nMessage-ID: <1@x>\n\nI am away\n").AutomaticBy);

    [Theory]
    [InlineData("Auto-Submitted: no")]
    [InlineData("Precedence: list")]
    [InlineData("Return-Path: <sara@example.com>")]
    [InlineData("Subject: Re: Automatic reply: away")]
    [InlineData("Subject: I was out of office when it came")]
    [InlineData("X-Autoreply: no")]
    public void People_are_not_taken_for_machines(string header) =>
        Assert.Null(Read($"{header}\nFrom: sara@example.com\nMessage-ID: <1@x>\n\nI am back\n").AutomaticBy);

    /// <summary>A work that grew with the square of the length would take a body of this size many minutes, so it would never end here.</summary>
    [Fact(Timeout = 300_000)]
    public Task Long_mails_are_read_to_their_end_in_memory_that_grows_with_their_length() => Task.Run(() =>
    {
        var quote = Many("> On Mon, Jan 6, 2025 at 9:00 AM Acme <cx@acme.example> wrote:\n", 12_000);
        var almost = Many("On Monday he said 12:30 to x@y.example and wrote a long line:\n", 12_000);
        string[] kept =
        [
            Many("x", 1 << 20), Many("On ", 350_000), Many("<a b='", 170_000), Many("<", 1 << 20), Many("<!--", 250_000), Many("<script></", 100_000), Many("&", 1 << 20),
            Many("From: a\n", 120_000), "Subject: " + Many("=?", 500_000), "A: b\n" + Many(" c\n", 300_000),
        ];
        Assert.All(kept, body => Assert.Equal(body.Trim(), LongReply(body, "", "m.txt")));
        Assert.All(kept, body => Assert.Equal(body.Trim(), LongReply(body, "From: a@b.example\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n", "m.eml")));
        Assert.Equal("Fine.", LongReply("Fine.\n\n" + quote, "", "m.txt"));
        string[] empty = [almost, Many(">", 1 << 20), Many("_", 1 << 20), Many("<div>", 200_000), Many("\n", 1 << 20), Many("<p><b>", 150_000)];
        Assert.All(empty, body => Assert.Equal("", LongReply(body, "", "m.txt")));
        Assert.All([.. kept, .. empty, quote, Many("--b\n", 250_000)], body => Assert.InRange(LongReply(body, "", "m.html").Length, 0, body.Length));
        Assert.Equal("", LongReply(Many("--b\n", 250_000), "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n", "m.eml")); // as many parts, all empty
    }, TestContext.Current.CancellationToken);

    static string Many(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    static string LongReply(string body, string head, string name)
    {
        const int MostPerByte = 10_000; // bytes; about 80 to 200 are usual, as the pools have it, and copying with the square of the length takes half a million
        var bytes = Encoding.UTF8.GetBytes(head + body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reply = MailReader.Read(bytes, name).Reply;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (long)MostPerByte * bytes.Length);
        return reply;
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        string[] pieces =
        [
            "From: a@b\n", "Content-Type: multipart/mixed; boundary=x\n", "\n", "--x\n", "--x--", "Content-Transfer-Encoding: base64\n", "=?utf-8?B?", "?=", "<div class=\"gmail_quote\">",
            "</div>", "<blockquote>", "</blockquote>", "<p", ">", "<!--", "&#xD800;", "&amp", "On Mon, Jan 6, 2025 at 9:00 AM <a@b> wrote:\n", "> q\n", "-- \n", "From: x\nSent: y\nSubject: z\n",
            "写道：\n", "\u202B", "\0", "\uD83D", "________________\n", "Sent from my iPhone\n", "(((", "\"", ";", "charset*0*=x'", "=\n", "=C3",
        ];
        Prop.ForAll(Gen.Elements(pieces).ListOf().Select(all => string.Concat(all)).ToArbitrary(), text =>
        {
            foreach (var name in new[] { "m.eml", "m.html", "m.txt" })
            {
                Assert.NotNull(MailReader.Read(Encoding.UTF8.GetBytes(text), name).Reply);
            }
        }).QuickCheckThrowOnFailure();
        Prop.ForAll<byte[]>(bytes => MailReader.Read(bytes, "m.eml").Reply is not null).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_verb_writes_the_reply_or_one_line_and_nothing()
    {
        using var files = new TempFiles();
        var (mail, json) = (files.Write("From: a@b.example\nMessage-ID: <1@b>\n\nخیلی معطل شدم\n> چرا؟\n", name: "m.eml"), files.Free("m.json"));
        Assert.Equal(0, MailVerb.Run(mail, json, TextWriter.Null, TextWriter.Null));
        using (var read = JsonDocument.Parse(File.ReadAllBytes(json)))
        {
            Assert.Equal("خیلی معطل شدم", read.RootElement.GetProperty("reply").GetString());
            Assert.False(read.RootElement.GetProperty("automatic").GetBoolean());
            Assert.Equal("fa", read.RootElement.GetProperty("language").GetString());
        }

        using var error = new StringWriter();
        Assert.Equal(2, MailVerb.Run(files.Free("none.eml"), files.Free("none.json"), TextWriter.Null, error));
        Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(File.Exists(files.Free("none.json")));
    }
}
