package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Fetches an issuer's keys: from a configured place, or from where the issuer's own discovery
 * document says (OpenID Connect Discovery 1.0, section 4). Immutable.
 */
@TrustedCode("Keys come from a configured host, whatever a document says.")
final class KeyDocument {
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final String issuer;
  private final URI place;
  private final boolean discovered;
  private final Set<String> hosts;
  private final boolean loopbackHttp;
  private final Fetch fetch;

  private KeyDocument(
      String issuer,
      URI place,
      boolean discovered,
      Set<String> hosts,
      boolean loopbackHttp,
      Fetch fetch) {
    this.issuer = issuer;
    this.place = place;
    this.discovered = discovered;
    this.hosts = hosts;
    this.loopbackHttp = loopbackHttp;
    this.fetch = fetch;
  }

  /** Keys are where the issuer's discovery document says, if that is on one of {@code hosts}. */
  static KeyDocument discovered(
      String issuer, Set<String> hosts, boolean loopbackHttp, Fetch fetch) {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return new KeyDocument(issuer, URI.create(base + DISCOVERY), true, hosts, loopbackHttp, fetch);
  }

  /** Keys are at {@code place}. */
  static KeyDocument at(String issuer, URI place, Fetch fetch) {
    return new KeyDocument(issuer, place, false, Set.of(), false, fetch);
  }

  /**
   * Fetches the keys that the issuer has now.
   *
   * @throws IOException if they cannot be had or none is usable
   */
  KeySet fetch() throws IOException {
    URI keys = discovered ? discover(fetch.get(place, Map.of())) : place;
    return KeySet.read(fetch.get(keys, Map.of()));
  }

  private URI discover(byte[] json) throws UnusableKeysException {
    Members document;
    try {
      document = StrictJson.object(json);
    } catch (IdentityException e) {
      throw new UnusableKeysException("no discovery document: " + e.reason());
    }
    if (!issuer.equals(document.text("issuer"))) {
      throw new UnusableKeysException("the discovery document is that of another issuer");
    }
    String text = document.text("jwks_uri");
    if (text == null) {
      throw new UnusableKeysException("the discovery document names no keys");
    }
    return allowed(text);
  }

  private URI allowed(String text) throws UnusableKeysException {
    URI keys;
    try {
      keys = IssuerUris.of("jwks_uri", text, loopbackHttp);
    } catch (IllegalArgumentException e) {
      throw new UnusableKeysException("jwks_uri is no plain https URI");
    }
    if (!hosts.contains(IssuerUris.host(keys))) {
      throw new UnusableKeysException("jwks_uri is on a host that is not allowed");
    }
    return keys;
  }

  @Override
  public String toString() {
    return "KeyDocument[" + issuer + "]";
  }
}
