using System.Net;
using System.Net.Sockets;
using Throughline.Platform.Http;

namespace Throughline.Tests.Platform;

public sealed class EntranceTests
{
    [Fact]
    public void Who_comes_before_the_web_server_has_the_socket_is_not_refused_and_is_served_when_it_has()
    {
        using var entrance = Entrance.Open(IPAddress.Loopback, 0);
        using var early = new Socket(SocketType.Stream, ProtocolType.Tcp);
        early.Connect(entrance.Endpoint);
        early.Send("early"u8);
        using var handed = entrance.Hand();
        using var served = handed.Accept();
        var buffer = new byte[16];
        Assert.Equal("early"u8, buffer.AsSpan(0, served.Receive(buffer)));
    }

    [Fact]
    public async Task Who_comes_after_the_web_server_closed_it_waits_until_the_program_ends()
    {
        var entrance = Entrance.Open(IPAddress.Loopback, 0);
        var endpoint = entrance.Endpoint;
        var handed = entrance.Hand();
        var accepting = handed.AcceptAsync(TestContext.Current.CancellationToken).AsTask(); // as a web server does when it is told to end
        handed.Dispose();
        await Assert.ThrowsAsync<SocketException>(() => accepting);
        using var late = new Socket(SocketType.Stream, ProtocolType.Tcp);
        late.Connect(endpoint);
        Assert.False(late.Poll(0, SelectMode.SelectError));
        entrance.Dispose();
        using var refused = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Assert.Equal(SocketError.ConnectionRefused, Assert.Throws<SocketException>(() => refused.Connect(endpoint)).SocketErrorCode);
    }

    [Fact]
    public void A_port_that_is_in_use_is_told_as_such()
    {
        using var first = Entrance.Open(IPAddress.Loopback, 0);
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => Entrance.Open(IPAddress.Loopback, first.Endpoint.Port)).SocketErrorCode);
    }
}
