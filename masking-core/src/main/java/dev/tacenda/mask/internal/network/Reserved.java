package dev.tacenda.mask.internal.network;

/**
 * The special-purpose blocks of the IANA registries (RFC 6890) that are the same everywhere, and
 * those for private use.
 */
final class Reserved {
  /** Nobody's addresses. */
  static final Networks NETWORKS =
      Networks.of(
          "0.0.0.0/8",
          "127.0.0.0/8",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // What people write for any address.
          "1.2.3.4/32",
          // Where clouds serve the metadata of an instance.
          "169.254.169.254/32",
          "::/127",
          "100::/64",
          "2001:db8::/32",
          "3fff::/20",
          "ff00::/8");

  /**
   * The part of them that says what a program does, such as listening for everybody: unspecified,
   * loopback, netmasks and broadcast, the metadata of a cloud.
   */
  static final Networks LOCAL =
      Networks.of("0.0.0.0/8", "127.0.0.0/8", "255.0.0.0/8", "169.254.169.254/32", "::/127");

  /** RFC 1918, RFC 6598 (carrier-grade NAT), RFC 3927 and RFC 4291 (link-local), RFC 4193. */
  static final Networks PRIVATE =
      Networks.of(
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "169.254.0.0/16",
          "fc00::/7",
          "fe80::/10");

  private Reserved() {}

  /** Returns true if the text names a private block as a whole, or an address of nobody. */
  static boolean isConstant(IpAddress address, int prefix) {
    return NETWORKS.hold(address.essence()) || PRIVATE.isBlock(address.bytes(), prefix);
  }

  /** Returns true if every machine calls itself or all others so, or a block as a whole. */
  static boolean isLocal(IpAddress address, int prefix) {
    return LOCAL.hold(address.essence()) || PRIVATE.isBlock(address.bytes(), prefix);
  }
}
