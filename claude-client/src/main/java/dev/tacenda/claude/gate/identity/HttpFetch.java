package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.internal.ConfinedOkHttp;
import dev.tacenda.claude.gate.internal.HttpAnswer;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Fetches from allowed addresses only, over connections that are not kept. Plain http is for this
 * machine, and only if the rule allows that.
 */
@TrustedCode("Takes nothing but a whole document, and connects to allowed addresses only.")
final class HttpFetch implements Fetch {
  private static final int OK = 200;

  private final ConfinedOkHttp http;
  private final AddressRule rule;

  HttpFetch(AddressRule rule, HttpRoute route) {
    this(rule, confined(rule, Duration.ofSeconds(SECONDS)).route(route));
  }

  HttpFetch(AddressRule rule, ConfinedOkHttp.Builder http) {
    this.rule = rule;
    this.http = http.build();
  }

  /**
   * Starts what connects to addresses of {@code rule}.
   *
   * @param limit for the whole of a document
   */
  static ConfinedOkHttp.Builder confined(AddressRule rule, Duration limit) {
    ConfinedOkHttp.Builder http =
        ConfinedOkHttp.builder(limit).addresses(rule::allows).keepingNothing();
    boolean here = rule.allows(InetAddress.getLoopbackAddress());
    return here ? http.dangerouslyAllowPlainHttpToLoopback() : http;
  }

  @Override
  public byte[] get(URI uri, Map<String, String> headers) throws IOException {
    HttpAnswer answer = http.get(uri, headers, MAX_BYTES);
    if (answer.status() != OK) {
      throw new IOException("status " + answer.status() + " from " + uri.getHost());
    }
    return answer.body();
  }

  @Override
  public String toString() {
    return "HttpFetch[" + rule + "]";
  }
}
