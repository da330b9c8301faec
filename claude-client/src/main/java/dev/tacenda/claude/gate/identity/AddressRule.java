package dev.tacenda.claude.gate.identity;

import dev.tacenda.mask.TrustedCode;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses may be connected to. An issuer's host name leads wherever its owner, or whoever
 * answers for its name, wants; it must not lead into the network of this process. Addresses that
 * only the machine or its cloud knows, such as those of metadata services, are never allowed.
 * Immutable.
 */
@TrustedCode("No address of this network is connected to unless that is configured.")
final class AddressRule {
  /** Addresses of the public internet only. */
  static final AddressRule PUBLIC = new AddressRule(false, false);

  /** Also addresses of private networks. */
  static final AddressRule PRIVATE = new AddressRule(true, false);

  private final boolean allowsPrivate;
  private final boolean allowsLoopback;

  private AddressRule(boolean allowsPrivate, boolean allowsLoopback) {
    this.allowsPrivate = allowsPrivate;
    this.allowsLoopback = allowsLoopback;
  }

  /** Returns this rule with the machine itself allowed as well. */
  AddressRule andLoopback() {
    return new AddressRule(allowsPrivate, true);
  }

  /** Returns true if {@code address} may be connected to. */
  boolean allows(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return allowsLoopback;
    }
    if (address instanceof Inet4Address) {
      return allows(address.getAddress());
    }
    return address instanceof Inet6Address && allowsV6(address);
  }

  private boolean allows(byte[] v4) {
    int a = v4[0] & 0xff;
    int b = v4[1] & 0xff;
    int c = v4[2] & 0xff;
    if (isSpecial(a, b, c) || isOfCloud(a, b, c, v4[3] & 0xff)) {
      return false;
    }
    boolean isPrivate =
        a == 10
            || (a == 172 && (b & 0xf0) == 16)
            || (a == 192 && b == 168)
            || (a == 100 && (b & 0xc0) == 64);
    return allowsPrivate || !isPrivate;
  }

  /** The ranges of RFC 6890 that are not of the internet, but for private networks. */
  private static boolean isSpecial(int a, int b, int c) {
    return a == 0
        || a == 127
        || a >= 224
        || (a == 169 && b == 254)
        || (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19))
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113);
  }

  /** Services of the machine's cloud that are not at link-local addresses. */
  private static boolean isOfCloud(int a, int b, int c, int d) {
    return (a == 168 && b == 63 && c == 129 && d == 16)
        || (a == 100 && b == 100 && c == 100 && d == 200);
  }

  private boolean allowsV6(InetAddress address) {
    byte[] v6 = address.getAddress();
    if (startsWith(v6, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return allows(Arrays.copyOfRange(v6, 12, 16)); // translated to IPv4 on the way
    }
    if (startsWith(v6, 0x20, 0x02)) {
      return allows(Arrays.copyOfRange(v6, 2, 6)); // tunnelled through IPv4
    }
    if (isOfCloud(v6)) {
      return false;
    }
    boolean isPrivate = (v6[0] & 0xfe) == 0xfc;
    return isPrivate ? allowsPrivate : isGlobal(v6);
  }

  /** Metadata services have addresses of private networks: of Amazon, Google, Oracle, Scaleway. */
  private static boolean isOfCloud(byte[] v6) {
    return startsWith(v6, 0xfd, 0x00, 0x0e, 0xc2)
        || startsWith(v6, 0xfd, 0x20, 0x00, 0xce)
        || startsWith(v6, 0xfd, 0x00, 0x00, 0xc1)
        || startsWith(v6, 0xfd, 0x00, 0x00, 0x42);
  }

  /**
   * Global unicast, but for 2001::/23, which has tunnels that end anywhere and tests, and examples.
   */
  private static boolean isGlobal(byte[] v6) {
    return (v6[0] & 0xe0) == 0x20
        && !(startsWith(v6, 0x20, 0x01) && (v6[2] & 0xfe) == 0)
        && !startsWith(v6, 0x20, 0x01, 0x0d, 0xb8)
        && !(v6[0] == 0x3f && (v6[1] & 0xff) == 0xff && (v6[2] & 0xf0) == 0);
  }

  private static boolean startsWith(byte[] address, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((address[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "AddressRule[public"
        + (allowsPrivate ? ", private" : "")
        + (allowsLoopback ? ", loopback" : "")
        + "]";
  }
}
