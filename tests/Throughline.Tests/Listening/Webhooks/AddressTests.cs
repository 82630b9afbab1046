using System.Net;
using Throughline.Listening.Webhooks;
using Throughline.Platform.Http;

namespace Throughline.Tests.Listening.Webhooks;

public sealed class AddressTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.7")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:a9fe:a9fe::")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    public void An_address_that_is_not_public_is_refused(string address)
    {
        Assert.False(AddressRules.IsPublic(IPAddress.Parse(address)));
        Assert.False(new AddressRules([]).Permits(IPAddress.Parse(address), isSecure: true));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:808:808::1")]
    public void A_public_address_is_open_to_tls_alone(string address)
    {
        Assert.True(new AddressRules([]).Permits(IPAddress.Parse(address), isSecure: true));
        Assert.False(new AddressRules([IPNetwork.Parse("10.0.0.0/8")]).Permits(IPAddress.Parse(address), isSecure: false));
    }

    [Fact]
    public void An_allowed_network_is_open_and_no_other()
    {
        var rules = new AddressRules([IPNetwork.Parse("10.1.0.0/16")]);
        Assert.True(rules.Permits(IPAddress.Parse("10.1.2.3"), isSecure: false));
        Assert.True(rules.Permits(IPAddress.Parse("::ffff:10.1.2.3"), isSecure: false));
        Assert.False(rules.Permits(IPAddress.Parse("10.2.2.3"), isSecure: true));
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("https://localhost:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f.1:{0}/")]
    public async Task This_machine_is_not_reached_under_any_of_its_names(string url)
    {
        await using var receiver = await Receiver.OpenAsync();
        using var outbox = new Outbox(allowThisMachine: false);
        var attempt = await outbox.Client.SendAsync(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, url, receiver.Port), "msg_1", [], [WebhookSignature.NewSecret()], Stop);
        Assert.Equal("address_refused", attempt.Failure);
        Assert.Empty(receiver.Heard);
    }

    [Fact]
    public async Task A_name_that_comes_to_lead_to_this_machine_leads_nowhere()
    {
        await using var receiver = await Receiver.OpenAsync();
        IPAddress leads = IPAddress.Parse("8.8.8.8");
        using var outbox = new Outbox(allowThisMachine: false, find: (_, _) => Task.FromResult<IPAddress[]>([leads]));
        leads = IPAddress.Loopback; // between any look before and the connection
        var attempt = await outbox.Client.SendAsync($"http://hook.example:{receiver.Port}/", "msg_1", [], [WebhookSignature.NewSecret()], Stop);
        Assert.Equal("address_refused", attempt.Failure);
        Assert.Empty(receiver.Heard);
    }

    [Fact]
    public async Task A_name_with_an_open_and_a_closed_address_uses_the_open_one_alone()
    {
        await using var receiver = await Receiver.OpenAsync();
        using var outbox = new Outbox(find: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1"), IPAddress.Loopback]));
        var attempt = await outbox.Client.SendAsync($"http://hook.example:{receiver.Port}/", "msg_1", [], [WebhookSignature.NewSecret()], Stop);
        Assert.Null(attempt.Failure);
        Assert.Single(receiver.Heard);
    }

    [Fact]
    public void Attempts_come_later_and_later_and_end_after_three_days()
    {
        foreach (var chance in new[] { 0, 0.5, 1 })
        {
            var (age, tries, last) = (TimeSpan.Zero, 1, TimeSpan.Zero);
            while (Backoff.Next(tries, age, chance, null) is { } wait)
            {
                Assert.True(wait >= last || age + wait == Backoff.Life, $"{wait} after {last}");
                (age, tries, last) = (age + wait, tries + 1, wait);
            }

            Assert.Equal(Backoff.Life, age);
            Assert.InRange(tries, 12, 16);
        }

        Assert.Equal(TimeSpan.FromMinutes(9), Backoff.Next(1, TimeSpan.Zero, 0, TimeSpan.FromMinutes(9)));
        Assert.InRange(Backoff.Next(3, TimeSpan.Zero, 0.5, TimeSpan.FromSeconds(1))!.Value.TotalSeconds, 119, 121);
    }
}
