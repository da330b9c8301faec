package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.internal.HttpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads the URIs of issuers, which are plain: scheme, host, perhaps a port and a path. */
final class IssuerUris {
  private static final int MAX_LENGTH = 256;

  private IssuerUris() {}

  /**
   * Returns the URI that {@code text} is.
   *
   * @param name what it is, for the message
   * @param loopbackHttp true if it may be {@code http} to this machine
   * @throws IllegalArgumentException if it is anything but a URI without user, query and fragment
   */
  static URI of(String name, String text, boolean loopbackHttp) {
    URI uri = parse(name, text);
    boolean https = "https".equals(uri.getScheme());
    boolean http = "http".equals(uri.getScheme()) && loopbackHttp && isLoopback(uri);
    require(https || http, name, "must be https");
    require(uri.getHost() != null, name, "must have a host");
    require(
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null,
        name,
        "must have no user, query or fragment");
    return uri;
  }

  private static URI parse(String name, String text) {
    require(text.length() <= MAX_LENGTH, name, "must have at most " + MAX_LENGTH + " characters");
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name + " must be a URI"); // without the text itself
    }
  }

  private static void require(boolean condition, String name, String what) {
    if (!condition) {
      throw new IllegalArgumentException(name + " " + what);
    }
  }

  /** Returns true if the URI names this machine. */
  static boolean isLoopback(URI uri) {
    return uri.getHost() != null && HttpAddress.isLoopback(uri.getHost());
  }

  /** The host, in lower case. */
  static String host(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT);
  }
}
