package dev.tacenda.claude.gate.internal;

import dev.tacenda.mask.TrustedCode;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Which addresses may be talked to, as far as an address alone tells. */
@TrustedCode("Nothing goes in the clear, but to this machine and only if that was said.")
public final class HttpAddress {
  private HttpAddress() {}

  /**
   * Returns the address that {@code text} is.
   *
   * @param name what it is, for messages
   * @throws IllegalArgumentException if it is none, or one that {@link #require} refuses; the
   *     message does not repeat it
   */
  public static URI of(String name, String text, boolean plainHttpToLoopback) {
    try {
      return require(name, new URI(text), plainHttpToLoopback);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name + " must be an address of https");
    }
  }

  /**
   * Returns {@code uri} if it is {@code https} with a host and without user and fragment.
   *
   * @param plainHttpToLoopback true if it may be {@code http} to this machine as well
   * @throws IllegalArgumentException if it is anything else; the message does not repeat it
   */
  public static URI require(String name, URI uri, boolean plainHttpToLoopback) {
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(name + " must be an address of https, with a host");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(name + " must have no user, password and fragment");
    }
    boolean plain = "http".equalsIgnoreCase(uri.getScheme()) && plainHttpToLoopback;
    if (plain && !isLoopback(uri.getHost())) {
      throw new IllegalArgumentException("plain http is for loopback only");
    }
    if (!plain && !"https".equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException(name + " must be https");
    }
    return uri;
  }

  /**
   * Returns true if {@code host} says of itself that it is this machine: {@code localhost}, or a
   * loopback address in whatever form. Nobody is asked; where {@code localhost} leads is looked at
   * when it is connected to.
   */
  public static boolean isLoopback(String host) {
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return true;
    }
    try {
      return isLiteral(host) && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Returns true if the host is an address, about which no resolver is asked. */
  static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0
        || !host.isEmpty() && host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
  }
}
