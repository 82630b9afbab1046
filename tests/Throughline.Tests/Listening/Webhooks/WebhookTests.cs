using System.Text;
using Throughline.Listening.Webhooks;

namespace Throughline.Tests.Listening.Webhooks;

public sealed class WebhookTests
{
    [Fact]
    public void The_signature_is_the_one_that_the_library_of_the_convention_makes()
    {
        // sign() of the npm package standardwebhooks 1.1.1
        const string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAAECAwQFBgc=";
        var body = Encoding.UTF8.GetBytes("""{"type":"signal.stored","timestamp":"2026-11-22T10:00:00Z","data":{"source":"web-shop","note":"ü"}}""");
        Assert.Equal("v1,+gZ7cNlKKxnYFjI9KuUMuhabB5Tz8KOvf2Jc5C2p7Z4=", WebhookSignature.Sign([secret], "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", 1795341600, body));
    }

    [Fact]
    public async Task What_arrives_is_told_with_a_signature_over_the_exact_bytes_and_names_nobody()
    {
        await using var receiver = await Receiver.OpenAsync();
        using var outbox = new Outbox();
        var (id, secret) = outbox.Target(receiver.Url);
        await outbox.ArriveAsync(outbox.Open.Source.Id, "a", "b");
        await outbox.TellAsync();

        var told = Assert.Single(receiver.Heard);
        Assert.True(told.IsSignedWith(secret));
        Assert.False(told.IsSignedWith(WebhookSignature.NewSecret()));
        Assert.Equal("signal.stored", (string)told.Json["type"]!);
        Assert.Equal("reviews", (string)told.Json["data"]!["source"]!);
        Assert.Equal(["a", "b"], told.Json["data"]!["signals"]!.AsArray().Select(s => (string)s!["message_id"]!));
        Assert.DoesNotContain("someone", Encoding.UTF8.GetString(told.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("words of", Encoding.UTF8.GetString(told.Body), StringComparison.Ordinal);
        var delivery = Assert.Single(outbox.Deliveries.List(id, null, null, 10));
        Assert.Equal(("delivered", 1, 200), (delivery.State, delivery.Attempts, delivery.LastStatus));
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_again_with_the_same_id_and_bytes_and_every_attempt_is_kept()
    {
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answers.Enqueue((500, null, null));
        receiver.Answers.Enqueue((503, "Retry-After", "600"));
        using var outbox = new Outbox();
        var (id, secret) = outbox.Target(receiver.Url);
        await outbox.ArriveAsync(outbox.Open.Source.Id, "a");
        await outbox.TellAsync();
        await outbox.TellAsync();
        Assert.Single(receiver.Heard);
        outbox.Time.Pass(TimeSpan.FromSeconds(7));
        await outbox.TellAsync();
        outbox.Time.Pass(TimeSpan.FromMinutes(9));
        await outbox.TellAsync();
        Assert.Equal(2, receiver.Heard.Count);
        outbox.Time.Pass(TimeSpan.FromMinutes(2));
        await outbox.TellAsync();

        Assert.Equal(3, receiver.Heard.Count);
        Assert.Single(receiver.Heard.Select(t => (t.Id, Encoding.UTF8.GetString(t.Body))).Distinct());
        Assert.Equal(3, receiver.Heard.Select(t => t.Timestamp).Distinct().Count());
        Assert.All(receiver.Heard, told => Assert.True(told.IsSignedWith(secret)));
        var detail = outbox.Deliveries.Find(Assert.Single(outbox.Deliveries.List(id, "delivered", null, 10)).Id)!;
        Assert.Equal([(500, "status"), (503, "status"), (200, null)], detail.Attempts.Select(a => (a.Status!.Value, a.Failure)));
        Assert.Equal(Encoding.UTF8.GetString(receiver.Heard.First().Body), detail.Body);
    }

    [Fact]
    public async Task After_three_days_a_delivery_is_given_up_and_can_be_sent_again_by_hand_under_its_id()
    {
        await using var receiver = await Receiver.OpenAsync();
        for (var i = 0; i < 100; i++)
        {
            receiver.Answers.Enqueue((500, null, null));
        }

        using var outbox = new Outbox();
        var (id, _) = outbox.Target(receiver.Url);
        await outbox.ArriveAsync(outbox.Open.Source.Id, "a");
        var hours = 0;
        for (; outbox.Deliveries.List(id, "failed", null, 1).Count == 0 && hours < 200; hours++)
        {
            await outbox.TellAsync();
            outbox.Time.Pass(TimeSpan.FromHours(1));
        }

        Assert.InRange(hours, 72, 74);
        var given = Assert.Single(outbox.Deliveries.List(id, "failed", null, 10));
        receiver.Answers.Clear();
        Assert.True(outbox.Deliveries.Resend(given.Id));
        await outbox.TellAsync();
        Assert.Equal("delivered", outbox.Deliveries.Find(given.Id)!.Delivery.State);
        Assert.Single(receiver.Heard.Select(t => t.Id).Distinct());
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_asked_no_more_until_a_person_says_so_and_what_it_missed_is_counted()
    {
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answers.Enqueue((410, null, null));
        using var outbox = new Outbox();
        var (id, _) = outbox.Target(receiver.Url);
        await outbox.ArriveAsync(outbox.Open.Source.Id, "a");
        await outbox.TellAsync();
        Assert.Equal(WebhookTarget.Gone, outbox.Targets.Find(id)!.State);
        await outbox.ArriveAsync(outbox.Open.Source.Id, "b", "c");
        outbox.Time.Pass(TimeSpan.FromDays(1));
        await outbox.TellAsync();
        Assert.Single(receiver.Heard);
        Assert.Equal(2, outbox.Targets.Find(id)!.Missed);
        outbox.Targets.Set(id, WebhookTarget.On);
        await outbox.ArriveAsync(outbox.Open.Source.Id, "d");
        await outbox.TellAsync();
        Assert.Equal("d", (string)receiver.Heard.Last().Json["data"]!["signals"]![0]!["message_id"]!);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var elsewhere = await Receiver.OpenAsync();
        foreach (var status in new[] { 301, 302, 304, 307, 308 })
        {
            receiver.Answers.Enqueue((status, "Location", elsewhere.Url));
        }

        using var outbox = new Outbox();
        var (id, _) = outbox.Target(receiver.Url);
        await outbox.ArriveAsync(outbox.Open.Source.Id, "a");
        for (var i = 0; i < 5; i++)
        {
            await outbox.TellAsync();
            outbox.Time.Pass(TimeSpan.FromHours(1));
        }

        var detail = outbox.Deliveries.Find(outbox.Deliveries.List(id, null, null, 1)[0].Id)!;
        Assert.Equal(["redirect"], detail.Attempts.Select(a => a.Failure).Distinct());
        Assert.Equal(5, detail.Attempts.Count);
        Assert.Empty(elsewhere.Heard);
    }

    [Fact]
    public async Task A_paused_target_is_told_later_and_a_removed_one_never()
    {
        await using var receiver = await Receiver.OpenAsync();
        using var outbox = new Outbox();
        var (paused, _) = outbox.Target(receiver.Url);
        var (removed, _) = outbox.Target(receiver.Url);
        outbox.Targets.Set(paused, WebhookTarget.Paused);
        Assert.True(outbox.Targets.Remove(removed));
        Assert.False(outbox.Targets.Remove(removed));
        await outbox.ArriveAsync(outbox.Open.Source.Id, "a");
        await outbox.TellAsync();
        Assert.Empty(receiver.Heard);
        outbox.Time.Pass(TimeSpan.FromDays(10));
        outbox.Targets.Set(paused, WebhookTarget.On);
        await outbox.TellAsync();
        Assert.Single(receiver.Heard);
    }

    [Fact]
    public async Task While_a_secret_is_rotated_everything_is_signed_with_both()
    {
        await using var receiver = await Receiver.OpenAsync();
        using var outbox = new Outbox();
        var (id, old) = outbox.Target(receiver.Url);
        var next = outbox.Targets.Rotate(id, TimeSpan.FromHours(24))!;
        await outbox.ArriveAsync(outbox.Open.Source.Id, "a");
        await outbox.TellAsync();
        outbox.Time.Pass(TimeSpan.FromHours(25));
        await outbox.ArriveAsync(outbox.Open.Source.Id, "b");
        await outbox.TellAsync();
        var told = receiver.Heard.ToArray();
        Assert.Equal([(true, true), (false, true)], told.Select(t => (t.IsSignedWith(old), t.IsSignedWith(next))));
        Assert.Null(outbox.Targets.Rotate(999, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_secret_is_in_no_file_in_clear_and_opens_only_with_the_key_beside_the_store()
    {
        var folder = Directory.CreateTempSubdirectory("throughline-").FullName;
        try
        {
            string secret;
            using (var outbox = new Outbox(folder))
            {
                (_, secret) = outbox.Target("https://other.example/hook");
            }

            var raw = Convert.FromBase64String(secret.Split('_')[1]);
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                var bytes = File.ReadAllBytes(file);
                Assert.True(bytes.AsSpan().IndexOf(raw) < 0, file);
                Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)) < 0, file);
            }

            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "secrets.key")));
            }

            using (var again = new Outbox(folder))
            {
                Assert.Equal([secret], again.Targets.Secrets(1));
            }

            File.Delete(Path.Combine(folder, "secrets.key"));
            using var without = new Outbox(folder);
            Assert.Empty(without.Targets.Secrets(1));
            var attempt = await without.Client.SendAsync("https://other.example/", "msg_1", [], without.Targets.Secrets(1), TestContext.Current.CancellationToken);
            Assert.Equal("no_secret", attempt.Failure);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task No_line_of_the_log_holds_the_address_or_anything_that_is_told()
    {
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answers.Enqueue((500, null, null));
        using var outbox = new Outbox();
        outbox.Target(receiver.Url);
        await outbox.ArriveAsync(outbox.Open.Source.Id, "key-of-an-event");
        await outbox.TellAsync();
        Assert.NotEmpty(outbox.Log.All);
        Assert.DoesNotContain(outbox.Log.All, line =>
            line.Contains("127.0.0.1", StringComparison.Ordinal) || line.Contains("in-the-address", StringComparison.Ordinal) || line.Contains("key-of", StringComparison.Ordinal));
    }
}
