using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Contracts;
using Throughline.Listening.Alerts;
using Throughline.Listening.Collectors;
using Throughline.Listening.Invitations;
using Throughline.Listening.Mail.Smtp;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Listening.Mail;

public sealed class SmtpTests
{
    const string Reply = "From: Sara <sara@example.com>\r\nMessage-ID: <1@example.com>\r\nSubject: Re: How?\r\n\r\nToo slow.\r\n..and rude.\r\n\r\nOn Mon, Jan 6, 2025 Acme <cx@acme.example> wrote:\r\n> How?\r\n";

    [Fact]
    public async Task A_reply_is_bound_by_its_signed_address_and_acknowledged_when_it_is_in_the_log()
    {
        await using var door = await Door.OpenAsync();
        var address = door.Addresses.For("cx", "inv-7", "acme.example");
        using var peer = await door.ConnectAsync();
        await peer.SayAsync("EHLO test", "250 PIPELINING");
        await peer.SendAsync(address.ToUpperInvariant(), Reply, "250 2.0.0");
        var rows = await door.RowsAsync();
        Assert.Equal(("Too slow.\n.and rude.", "invitation:inv-7", "reply"), (rows[0].Text, rows[0].Customer, rows[0].Activity));

        // The acknowledgement was lost, the mail comes again.
        await peer.SendAsync(address, Reply, "250 2.0.0");
        Assert.Single(await door.RowsAsync());
        await peer.SayAsync("QUIT", "221");
    }

    [Fact]
    public async Task Without_our_signature_it_is_nobodys_and_an_automatic_one_has_no_text()
    {
        await using var door = await Door.OpenAsync();
        var address = door.Addresses.For("cx", "inv-7", "acme.example");
        using var peer = await door.ConnectAsync();
        await peer.SayAsync("HELO test", "250");
        await peer.SendAsync(address.Replace("inv-7", "inv-8", StringComparison.Ordinal), Reply, "250");
        await peer.SendAsync("cx@acme.example", Reply.Replace("<1@", "<2@", StringComparison.Ordinal), "250", from: "");
        await peer.SendAsync("cx@acme.example", "nothing that is a mail\r\n", "250");
        var rows = await door.RowsAsync();
        Assert.Equal([("Too slow.\n.and rude.", null, "reply"), (null, null, "automatic_reply")], rows);
        Assert.Equal(1, await door.Log.Log.ReadAsync(c => (int)c.Scalar<long>("SELECT count(*) FROM held WHERE code = 'not_a_mail'"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Limits_and_order_are_kept()
    {
        await using var door = await Door.OpenAsync(mostBytes: 2_000, mostConnections: 1);
        using var peer = await door.ConnectAsync();
        await peer.SayAsync("MAIL FROM:<a@b>", "503");
        await peer.SayAsync("EHLO test", "250 PIPELINING");
        await peer.SayAsync("DATA", "503");
        await peer.SayAsync("RCPT TO:<a@b>", "503");
        await peer.SayAsync("MAIL FROM:<a@b> SIZE=2001", "552");
        await peer.SayAsync("MAIL FROM:a@b", "501");
        await peer.SayAsync(new string('x', 5_000), "500");
        await peer.SendAsync("a@b", $"From: a@b\r\n\r\n{new string('x', 3_000)}\r\n", "552");
        await peer.SendAsync("a@b", "From: a@b\r\n\r\nbare\n.\nline\r\n", "250");
        Assert.Equal("bare\n.\nline", (await door.RowsAsync())[0].Text);
        using var second = await door.ConnectAsync(greeting: "421");
        await peer.SayAsync("NOOP", "250");
        await peer.SayAsync("RSET", "250");
        await peer.SayAsync("BDAT 3", "500");
    }

    [Fact]
    public async Task The_client_of_the_framework_delivers()
    {
        await using var door = await Door.OpenAsync();
        using var client = new System.Net.Mail.SmtpClient("127.0.0.1", door.Port);
        using var mail = new System.Net.Mail.MailMessage("sara@example.com", door.Addresses.For("cx", "i1", "acme.example"), "پاسخ", "خیلی معطل شدم\n\n> چرا؟\n");
        await client.SendMailAsync(mail, TestContext.Current.CancellationToken);
        Assert.Equal(("خیلی معطل شدم", "invitation:i1", "reply"), (await door.RowsAsync())[0]);
    }

    [Fact]
    public void Signatures_of_another_key_are_nothing()
    {
        var (ours, theirs) = (new ReplyAddress(new byte[32]), new ReplyAddress([.. new byte[31], 1]));
        var address = ours.For("cx", "inv-1", "a.example");
        Assert.Equal("inv-1", ours.InvitationOf(address));
        Assert.Null(theirs.InvitationOf(address));
        Assert.Null(ours.InvitationOf("cx+inv-1@a.example"));
        Assert.Null(ours.InvitationOf("cx@a.example"));
        Assert.Throws<ArgumentException>(() => ours.For("cx", "Inv 1", "a.example"));
    }

    [Fact]
    public async Task A_reply_is_joined_to_the_customer_and_the_survey_that_it_answers_by_its_address_or_by_the_mail_that_it_answers()
    {
        await using var door = await Door.OpenAsync();
        var now = door.Time.GetUtcNow().UtcDateTime;
        door.Invitations.Register(new Invitation("inv-7", "user:42", "nps-autumn", "lounge", now, now.AddDays(30), null, 0), ["sent-1@acme.example"]);
        using var peer = await door.ConnectAsync();
        await peer.SayAsync("EHLO test", "250 PIPELINING");
        string Mail(int id, string header = "") => Reply.Replace("<1@", $"<{id}@", StringComparison.Ordinal).Replace("Subject:", $"{header}Subject:", StringComparison.Ordinal);
        await peer.SendAsync(door.Addresses.For("cx", "inv-7", "acme.example"), Mail(1), "250");
        await peer.SendAsync("cx@acme.example", Mail(2, "In-Reply-To: <sent-1@acme.example>\r\n"), "250");
        await peer.SendAsync("cx@acme.example", Mail(3, "In-Reply-To: <unknown@x>\r\nReferences: <old@x>\r\n <sent-1@acme.example> <unknown@x>\r\n"), "250");
        await peer.SendAsync("cx@acme.example", Mail(4, "In-Reply-To: <sent-2@acme.example>\r\n"), "250");
        await peer.SendAsync(door.Addresses.For("cx", "inv-7", "acme.example").Replace('+', '-'), Mail(5, "Auto-Submitted: auto-replied\r\n"), "250");
        await peer.SendAsync("cx@acme.example", Mail(2, "In-Reply-To: <sent-1@acme.example>\r\n"), "250"); // a repeat
        var rows = await door.RowsAsync();
        Assert.Equal(["user:42", "user:42", "user:42", null, "user:42"], rows.Select(one => one.Customer));
        Assert.Equal("automatic_reply", rows[4].Activity);
        var survey = door.Log.Log.Catalogue.Contents.Attributes.Single(one => one.Name == "survey").Id;
        Assert.Equal("nps-autumn|lounge|[\"user:42\",\"invitation:inv-7\"]", await door.Log.Log.ReadAsync(
            connection => connection.Scalar<string>($"SELECT concat_ws('|', attribute_{survey}, touchpoint, identifiers) FROM signal ORDER BY seq LIMIT 1")));
        Assert.Equal(3, door.Invitations.Find("inv-7")!.Replies);
        Assert.NotNull(door.Invitations.Find("inv-7")!.AnsweredAt);
        Assert.True(door.Log.Log.Uses.Has(new Throughline.Platform.Uses.ElementKey(door.Log.Log.Catalogue.Contents.Sources.Single(one => one.Name == "mail-replies").Id, Throughline.Platform.Uses.ElementKind.Attribute, "survey")));

        // Expired: kept, and nobody's. Known only later: the same mail stays the same.
        door.Time.Pass(TimeSpan.FromDays(31));
        await peer.SendAsync(door.Addresses.For("cx", "inv-7", "acme.example"), Mail(6), "250");
        now = door.Time.GetUtcNow().UtcDateTime;
        door.Invitations.Register(new Invitation("inv-8", "user:43", "nps-winter", null, now, now.AddDays(30), null, 0), ["sent-2@acme.example"]);
        await peer.SendAsync("cx@acme.example", Mail(4, "In-Reply-To: <sent-2@acme.example>\r\n"), "250");
        rows = await door.RowsAsync();
        Assert.Equal((6, null), (rows.Count, rows[5].Customer));
        Assert.Contains("\"invitation_expired\":true", await door.Log.Log.ReadAsync(connection => connection.Scalar<string>("SELECT rest FROM signal ORDER BY seq DESC LIMIT 1")), StringComparison.Ordinal);
        Assert.Equal(3, door.Invitations.Find("inv-7")!.Replies);
        Assert.Equal(0, await door.Log.Log.ReadAsync(connection => connection.Scalar<long>("SELECT count(*) FROM held")));
    }

    [Fact]
    public void An_invitation_is_one_persons_its_mails_are_kept_as_hashes_and_it_is_forgotten_after_it_expired()
    {
        using var log = new OpenLog(more: [InvitationStore.Migration]);
        var time = new Clock();
        var store = new InvitationStore(log.Keys, time);
        var now = time.GetUtcNow().UtcDateTime;
        Invitation One(string id, string customer) => new(id, customer, "nps", null, now, now.AddDays(10), null, 0);
        Assert.NotNull(store.Register(One("a", "user:1"), ["m1@x"]));
        Assert.NotNull(store.Register(One("a", "user:1"), ["m2@x"]));
        Assert.Null(store.Register(One("a", "user:2"), []));
        Assert.Null(store.Register(One("b", "user:2"), ["m2@x"]));
        Assert.Null(store.Find("b"));
        Assert.Equal("a", store.OfMails(["nothing", "m2@x"])?.Id);
        Assert.Equal(0, log.Keys.Read(connection => Throughline.Platform.Storage.SqliteVerbs.One(connection, "SELECT count(*) FROM listening_invitation_mail WHERE CAST(hash AS TEXT) LIKE '%m1%'", r => r.GetInt32(0))));
        time.Pass(TimeSpan.FromDays(101));
        store.Register(One("c", "user:3"), []);
        Assert.Null(store.Find("a"));
        Assert.Null(store.OfMails(["m1@x"]));
        Assert.True(store.Remove("c"));
        Assert.False(store.Remove("c"));
    }

    sealed class Clock : TimeProvider
    {
        DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;

        public void Pass(TimeSpan time) => _now += time;
    }

    sealed class Door : IAsyncDisposable
    {
        readonly SmtpListener _listener;

        Door(OpenLog log, SmtpOptions options)
        {
            Log = log;
            Addresses = ReplyAddress.Of(log.Keys);
            Invitations = new InvitationStore(log.Keys, Time);
            var intake = new SmtpIntake(log.Log, Addresses, Invitations, new LiveFeed(), new SourceHours(log.Keys, Time), options.Source, Time);
            _listener = new SmtpListener(options, intake, TimeProvider.System, NullLogger<SmtpListener>.Instance);
        }

        public OpenLog Log { get; }

        public ReplyAddress Addresses { get; }

        public InvitationStore Invitations { get; }

        public Clock Time { get; } = new();

        public int Port => _listener.Endpoint!.Port;

        public static async Task<Door> OpenAsync(int mostBytes = 1 << 20, int mostConnections = 8)
        {
            var door = new Door(new OpenLog(more: [ReplyAddress.Migration, InvitationStore.Migration, SourceHours.Migration]), new SmtpOptions { Port = 0, MostBytes = mostBytes, MostConnections = mostConnections });
            await door._listener.StartAsync(CancellationToken.None);
            return door;
        }

        public async Task<Peer> ConnectAsync(string greeting = "220")
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            var peer = new Peer(client);
            await peer.HearAsync(greeting);
            return peer;
        }

        public Task<List<(string? Text, string? Customer, string? Activity)>> RowsAsync() => Log.Log.ReadAsync(connection =>
        {
            var rows = new List<(string?, string?, string?)>();
            using var reader = connection.Query("SELECT coalesce(text, ''), coalesce(customer, ''), activity FROM signal ORDER BY seq");
            while (reader.Read())
            {
                rows.Add((Null(reader.GetString(0)), Null(reader.GetString(1)), reader.GetString(2)));
            }

            return rows;
        });

        public async ValueTask DisposeAsync()
        {
            await _listener.StopAsync(CancellationToken.None);
            _listener.Dispose();
            Log.Dispose();
        }

        static string? Null(string text) => text.Length == 0 ? null : text;
    }

    sealed class Peer(TcpClient client) : IDisposable
    {
        readonly StreamReader _reader = new(client.GetStream(), Encoding.ASCII);

        public async Task SayAsync(string line, string answer)
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
            await HearAsync(answer);
        }

        public async Task SendAsync(string to, string message, string answer, string from = "sara@example.com")
        {
            // As peers do that pipeline: three commands at once.
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"MAIL FROM:<{from}>\r\nRCPT TO:<{to}>\r\nDATA\r\n"));
            await HearAsync("250");
            await HearAsync("250");
            await HearAsync("354");
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(message + ".\r\n"));
            await HearAsync(answer);
        }

        public async Task HearAsync(string answer)
        {
            string? line;
            do
            {
                line = await _reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
            }
            while (line is [_, _, _, '-', ..]);
            Assert.StartsWith(answer, line, StringComparison.Ordinal);
        }

        public void Dispose()
        {
            _reader.Dispose();
            client.Dispose();
        }
    }
}
