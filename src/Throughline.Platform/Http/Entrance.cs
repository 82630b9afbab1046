using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Throughline.Platform.Http;

/// <summary>
/// The socket of the web, open before anything else of the program is: who comes while the rest is made ready waits in the system's queue
/// instead of being refused, and who comes while it ends waits till it has ended. Client libraries count a refusal as one of their few
/// attempts, and do not count waiting.
/// </summary>
public sealed partial class Entrance : IDisposable
{
    /// <summary>Connections that wait at most; the system may hold fewer.</summary>
    const int Queue = 4096;

    readonly Socket _socket;

    Entrance(Socket socket) => _socket = socket;

    /// <summary>Where it listens, with the port that was taken when none was named.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Listens from now on.</summary>
    /// <exception cref="SocketException">The port is in use, or the address is none of this machine.</exception>
    public static Entrance Open(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(Queue);
            return new Entrance(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The same socket once more, for the web server, which closes it when it takes in no more.</summary>
    /// <exception cref="SocketException">No handle is left.</exception>
    public Socket Hand()
    {
        var handle = Duplicate((int)_socket.Handle);
        return handle < 0 ? throw new SocketException(Marshal.GetLastPInvokeError()) : new Socket(new SafeSocketHandle(handle, ownsHandle: true));
    }

    /// <summary>From now on who comes is refused.</summary>
    public void Dispose() => _socket.Dispose();

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int handle);
}
