package dev.tacenda.claude.gate.internal;

import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * Makes sockets that connect to allowed addresses only. What the resolver said does not count here:
 * a URL may name an address, and a name may have another one by now.
 */
@TrustedCode("No packet goes to an address that the rule does not allow.")
final class GuardedSockets extends SocketFactory {
  private final Predicate<InetAddress> rule;

  GuardedSockets(Predicate<InetAddress> rule) {
    this.rule = rule;
  }

  @Override
  public Socket createSocket() {
    return new GuardedSocket(rule);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(address, port));
  }

  private Socket connected(SocketAddress address) throws IOException {
    Socket socket = createSocket();
    socket.connect(address);
    return socket;
  }

  /** Looks at the address just before it connects. */
  private static final class GuardedSocket extends Socket {
    private final Predicate<InetAddress> rule;

    GuardedSocket(Predicate<InetAddress> rule) {
      this.rule = rule;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      InetAddress address = endpoint instanceof InetSocketAddress inet ? inet.getAddress() : null;
      if (address == null || !rule.test(address)) {
        throw new RefusedAddressException();
      }
      super.connect(endpoint, timeout);
    }
  }
}
